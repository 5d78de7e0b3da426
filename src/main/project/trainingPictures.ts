// What a project has to learn from: its classes, the pictures that a run may use, and their boxes that a human stands behind.
// Read in short queries with the event loop let in between; nothing is written.
import path from 'node:path';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { TrainingBox, TrainingWish } from '../../common/training.ts';
import { storedCategories } from '../database/categories.ts';
import type { Database } from '../database/driver.ts';
import { pinnedRows, type Moment } from '../database/pinned.ts';
import { snapshotById } from '../database/snapshots.ts';
import { chosen } from '../database/verdicts.ts';
import { breathe } from './concurrency.ts';
import type { PictureFolder } from './project.ts';
import { shareOut, type PartPicture, type PartSplit } from './trainingSplit.ts';

export interface TrainingClasses {
  /** In the order of the project's list; two classes of one name are one. */
  readonly names: readonly string[];
  readonly categoryIds: readonly CategoryId[];
  readonly labelOf: ReadonlyMap<CategoryId, number>;
}

export interface CandidatePicture extends PartPicture {
  readonly path: string;
  /** Boxes of each label in `labels`, crowds left out: what can be learnt from. */
  readonly counts: readonly number[];
}

function trainingClasses(database: Database, at: Moment): TrainingClasses {
  const names: string[] = [];
  const categoryIds: CategoryId[] = [];
  const labelOf = new Map<CategoryId, number>();
  for (const { id, name } of storedCategories(database, at)) {
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

interface Source {
  readonly database: Database;
  readonly at: Moment;
  readonly labelOf: TrainingClasses['labelOf'];
}

/** The pictures of a wish by ascending id: found, readable, and among those that were chosen. */
async function candidatePictures(
  source: Source,
  folders: readonly PictureFolder[],
  which: TrainingWish['pictures'],
  signal?: AbortSignal,
): Promise<CandidatePicture[]> {
  const locations = new Map(folders.map(({ id, location }) => [id, location]));
  const candidates: CandidatePicture[] = [];
  let until = performance.now() + turn;
  for (const page of candidatePages(source, which)) {
    for (const [id, folder, name, verdict, part] of page) {
      if (performance.now() >= until) {
        await breathe();
        if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
        until = performance.now() + turn;
      }
      const { boxes, ...labels } = countBoxes(source, id);
      if (which === 'labelled' && boxes === 0 && verdict !== 'done' && verdict !== 'reviewed') continue;
      const location = path.join(locations.get(folder) ?? '', name);
      candidates.push({ id, name, path: location, ...labels, ...(part !== null && { part }) });
    }
  }
  return candidates;
}

type CandidateRow = readonly [id: number, folder: number, name: string, verdict: string | null, part: string | null];

/** What a snapshot says of a picture, and where the folder has its file now. Whether it is labelled follows from its boxes too. */
function* candidatePages({ database, at }: Source, which: TrainingWish['pictures']): Generator<CandidateRow[]> {
  const judged = which === 'labelled' ? 'true' : chosen[which];
  let after = 0;
  for (;;) {
    const rows = database.rows<CandidateRow>(
      `SELECT i.id, live.folder, live.name, i.verdict, i.split
       FROM (SELECT * FROM ${pinnedRows('images', at)} WHERE ${judged}) i JOIN images live ON live.id = i.id
       WHERE i.id > :after AND live.problem IS NULL AND live.vanished = 0 AND live.width > 0
       ORDER BY i.id LIMIT ${pageSize}`,
      { after },
    );
    yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.[0] ?? after;
  }
}

/** `boxes`: all of them, crowds and those of classes without a label too. */
function countBoxes(
  { database, at, labelOf }: Source,
  image: ImageId,
): Pick<CandidatePicture, 'labels' | 'counts'> & { readonly boxes: number } {
  const rows = database.rows<readonly [category: number, boxes: number, all: number]>(
    `SELECT category, count(*) FILTER (WHERE crowd = 0), count(*) FROM ${pinnedRows('annotations', at)}
     WHERE image = :image GROUP BY category ORDER BY category`,
    { image },
  );
  const counts = new Map<number, number>();
  let boxes = 0;
  for (const [category, learnt, all] of rows) {
    boxes += all;
    const label = labelOf.get(category);
    if (label !== undefined && learnt > 0) counts.set(label, (counts.get(label) ?? 0) + learnt);
  }
  return { labels: [...counts.keys()], counts: [...counts.values()], boxes };
}

type BoxRow = readonly [x1: number, y1: number, x2: number, y2: number, category: number, crowd: number];

/** The boxes of a picture that a human stands behind, crowds included. */
export function trainingBoxes(database: Database, image: ImageId, material: TrainingMaterial): TrainingBox[] {
  return database
    .rows<BoxRow>(
      `SELECT x1, y1, x2, y2, category, crowd FROM ${pinnedRows('annotations', material.at)}
       WHERE image = :image ORDER BY id`,
      { image },
    )
    .flatMap(([x1, y1, x2, y2, category, crowd]): TrainingBox[] => {
      const label = material.classes.labelOf.get(category);
      if (label === undefined) return [];
      const box = { x1, y1, x2, y2 };
      return [crowd === 1 ? { box, label, crowd: true } : { box, label }];
    });
}

/** What a run would learn from and be measured on. */
export interface TrainingMaterial {
  /** The snapshot that it is from, or the project as it is. */
  readonly at: Moment;
  readonly classes: TrainingClasses;
  /** Learnt from or measured on. */
  readonly pictures: readonly CandidatePicture[];
  readonly split: PartSplit<CandidatePicture>;
}

export type MaterialWish = Pick<TrainingWish, 'pictures' | 'validationShare' | 'seed' | 'parts'>;

/** Fails with not-found for a snapshot that is not there, and with cancelled. */
export async function gatherMaterial(
  database: Database,
  folders: readonly PictureFolder[],
  wish: MaterialWish,
  { at = 'now', signal }: { readonly at?: Moment | undefined; readonly signal?: AbortSignal } = {},
): Promise<TrainingMaterial> {
  if (at !== 'now') snapshotById(database, at);
  const classes = trainingClasses(database, at);
  const source = { database, at, labelOf: classes.labelOf };
  const candidates = await candidatePictures(source, folders, wish.pictures, signal);
  const parts = wish.parts ?? 'used';
  const split = shareOut(candidates, { share: wish.validationShare, seed: wish.seed, parts });
  const seen = new Set([...split.train, ...split.validation]);
  return { at, classes, pictures: candidates.filter((one) => seen.has(one)), split };
}
