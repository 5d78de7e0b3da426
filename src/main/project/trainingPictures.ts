// What a project has to learn from: its classes, the pictures that a run may use, and their boxes that a human stands behind.
// Read in short queries with the event loop let in between; nothing is written.
import path from 'node:path';
import { isHuman, type CategoryId, type ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { TrainingBox, TrainingWish } from '../../common/training.ts';
import { annotationsOf } from '../database/annotations.ts';
import { listCategories } from '../database/categories.ts';
import type { Database } from '../database/driver.ts';
import { chosen } from '../database/verdicts.ts';
import { breathe } from './concurrency.ts';
import type { PictureFolder } from './project.ts';
import { splitPictures, type Split, type SplitPicture } from './trainingSplit.ts';

export interface TrainingClasses {
  /** In the order of the project's list; two classes of one name are one. */
  readonly names: readonly string[];
  readonly categoryIds: readonly CategoryId[];
  readonly labelOf: ReadonlyMap<CategoryId, number>;
}

export interface CandidatePicture extends SplitPicture {
  readonly path: string;
  /** Boxes of each label in `labels`, crowds left out: what can be learnt from. */
  readonly counts: readonly number[];
}

function trainingClasses(database: Database): TrainingClasses {
  const names: string[] = [];
  const categoryIds: CategoryId[] = [];
  const labelOf = new Map<CategoryId, number>();
  for (const { id, name } of listCategories(database)) {
    const known = names.indexOf(name);
    labelOf.set(id, known < 0 ? names.length : known);
    if (known >= 0) continue;
    names.push(name);
    categoryIds.push(id);
  }
  return { names, categoryIds, labelOf };
}

const pageSize = 2000;

/** Longest time that the reading keeps the process from answering the window. */
const turn = 10; // milliseconds

/** The pictures of a wish by ascending id: found, readable, and among those that were chosen. */
async function candidatePictures(
  database: Database,
  folders: readonly PictureFolder[],
  which: TrainingWish['pictures'],
  labelOf: TrainingClasses['labelOf'],
  signal?: AbortSignal,
): Promise<CandidatePicture[]> {
  const locations = new Map(folders.map(({ id, location }) => [id, location]));
  const candidates: CandidatePicture[] = [];
  let until = performance.now() + turn;
  for (const page of candidatePages(database, which)) {
    for (const [id, folder, name] of page) {
      if (performance.now() >= until) {
        await breathe();
        if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
        until = performance.now() + turn;
      }
      const location = path.join(locations.get(folder) ?? '', name);
      candidates.push({ id, name, path: location, ...countBoxes(database, id, labelOf) });
    }
  }
  return candidates;
}

type CandidateRow = readonly [id: number, folder: number, name: string];

function* candidatePages(database: Database, which: TrainingWish['pictures']): Generator<CandidateRow[]> {
  let after = 0;
  for (;;) {
    const rows = database.rows<CandidateRow>(
      `SELECT id, folder, name FROM images
       WHERE id > :after AND problem IS NULL AND vanished = 0 AND width > 0 AND ${chosen[which]}
       ORDER BY id LIMIT ${pageSize}`,
      { after },
    );
    yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.[0] ?? after;
  }
}

function countBoxes(
  database: Database,
  image: ImageId,
  labelOf: TrainingClasses['labelOf'],
): Pick<CandidatePicture, 'labels' | 'counts'> {
  const rows = database.rows<readonly [category: number, boxes: number]>(
    `SELECT category, count(*) FROM annotations
     WHERE image = :image AND crowd = 0 AND origin NOT IN ('proposed', 'rejected') GROUP BY category ORDER BY category`,
    { image },
  );
  const counts = new Map<number, number>();
  for (const [category, boxes] of rows) {
    const label = labelOf.get(category);
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + boxes);
  }
  return { labels: [...counts.keys()], counts: [...counts.values()] };
}

/** The boxes of a picture that a human stands behind, crowds included. */
export function trainingBoxes(database: Database, image: ImageId, labelOf: TrainingClasses['labelOf']): TrainingBox[] {
  return annotationsOf(database, image)
    .filter(isHuman)
    .flatMap(({ box, categoryId, crowd }): TrainingBox[] => {
      const label = labelOf.get(categoryId);
      if (label === undefined) return [];
      return [crowd ? { box, label, crowd } : { box, label }];
    });
}

/** What a run would learn from and be measured on. */
export interface TrainingMaterial {
  readonly classes: TrainingClasses;
  readonly pictures: readonly CandidatePicture[];
  readonly split: Split<CandidatePicture>;
}

export async function gatherMaterial(
  database: Database,
  folders: readonly PictureFolder[],
  wish: Pick<TrainingWish, 'pictures' | 'validationShare' | 'seed'>,
  signal?: AbortSignal,
): Promise<TrainingMaterial> {
  const classes = trainingClasses(database);
  const pictures = await candidatePictures(database, folders, wish.pictures, classes.labelOf, signal);
  const split = splitPictures(pictures, { share: wish.validationShare, seed: wish.seed });
  return { classes, pictures, split };
}
