// All boxes of a project, picture by picture, a page at a time: for whoever goes through every one of them once.
import type { ImageState, Verdict } from '../../common/annotation/types.ts';
import type { BoxChoice } from '../../common/insight/statistics.ts';
import { origins } from './boxList.ts';
import type { Database } from './driver.ts';
import { stateOfCounts } from './images.ts';

/** Boxes of a page, about. */
const pageSize = 30_000;

/** What is looked at of a picture. */
export interface PictureRow {
  readonly id: number;
  readonly folder: number;
  /** Path below its folder. */
  readonly name: string;
  /** Upright pixels, 0 while unknown. */
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly split: string | null;
  readonly state: ImageState;
  /** Boxes that a human stands behind. */
  readonly human: number;
  readonly proposed: number;
  readonly rejected: number;
  /** Away or not readable at the last look. */
  readonly unreadable: boolean;
}

/** Every picture in the order of its id. */
export function pictureRows(database: Database): PictureRow[] {
  return database
    .rows<
      readonly [
        ...[id: number, folder: number, name: string, width: number, height: number, orientation: number],
        ...[split: string | null, verdict: Verdict | null, human: number, proposed: number, rejected: number],
        unreadable: number,
      ]
    >(
      `SELECT id, folder, name, width, height, orientation, split, verdict, human, proposed, rejected,
         problem IS NOT NULL OR vanished <> 0 FROM images ORDER BY id`,
    )
    .map(([id, folder, name, width, height, orientation, split, verdict, human, proposed, rejected, unreadable]) => ({
      ...{ id, folder, name, width, height, orientation, split, human, proposed, rejected },
      state: stateOfCounts(verdict, human, rejected, proposed),
      unreadable: unreadable !== 0,
    }));
}

/** Corners in picture pixels. */
export type BoxRow = readonly [
  image: number,
  id: number,
  category: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  crowd: number,
];

const chosen: Readonly<Record<BoxChoice, string>> = {
  human: origins.human,
  proposed: origins.proposed,
  both: `${origins.human}, ${origins.proposed}`,
};

/** Boxes of these pictures, which are in the order of their ids; those of one picture come together, in one page. */
export function* boxPages(
  database: Database,
  pictures: readonly Pick<PictureRow, 'id' | 'human' | 'proposed' | 'rejected'>[],
  boxes: BoxChoice,
): Generator<readonly BoxRow[]> {
  let from = 0;
  let waiting = 0;
  for (const { id, human, proposed, rejected } of pictures) {
    waiting += human + proposed + rejected;
    if (waiting < pageSize && id !== pictures.at(-1)?.id) continue;
    if (waiting > 0) {
      yield database.rows<BoxRow>(
        `SELECT image, id, category, x1, y1, x2, y2, crowd FROM annotations
         WHERE image > :from AND image <= :to AND +origin IN (${chosen[boxes]}) ORDER BY image`,
        { from, to: id },
      );
    }
    from = id;
    waiting = 0;
  }
}
