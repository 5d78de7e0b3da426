// The lists of an imported file beside its boxes: classes, numbers of pictures, keys of the file itself.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { DatasetCategory, Dataset, DatasetImage } from '../../common/dataset/entries.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { insertCategory, listCategories } from './categories.ts';
import { largestId } from './changeCheck.ts';
import type { Database } from './driver.ts';

/**
 * The project's category for each category id of the file: the one of the same name, else a new one, under the file's id
 * when that is free. Two of one name in the file stay apart.
 */
export function importCategories(
  database: Database,
  categories: readonly DatasetCategory[],
  problems: ProblemEntry[],
): ReadonlyMap<number, CategoryId> {
  const present = listCategories(database);
  const mapped = new Map<number, CategoryId>();
  const used = new Set<CategoryId>();
  // Same id and name first, so that re-import finds each of two that share a name.
  for (const { id, name } of categories) {
    if (present.some((category) => category.id === id && category.name === name)) {
      mapped.set(id, id);
      used.add(id);
    }
  }
  for (const wanted of categories) {
    if (mapped.has(wanted.id)) continue;
    const same = present.find((category) => category.name === wanted.name && !used.has(category.id));
    const id = same?.id ?? insertCategory(database, newCategory(wanted)).id;
    mapped.set(wanted.id, id);
    used.add(id);
    if (id === wanted.id) continue;
    const message = t('"{name}" has id {there} in the file and {here} in the project.', {
      name: wanted.name,
      there: wanted.id,
      here: id,
    });
    problems.push({ where: 'categories', message, severity: 'warning' });
  }
  return mapped;
}

function newCategory({ id, name, supercategory, extra }: DatasetCategory): Parameters<typeof insertCategory>[1] {
  const kept = { ...(supercategory !== '' && { supercategory }), ...(extra !== undefined && { extra }) };
  return Object.keys(kept).length === 0 ? { id, name } : { id, name, extra: kept };
}

interface Numbered {
  readonly id: ImageId;
  readonly number: number;
  readonly imported: boolean;
}

/** Gives pictures the numbers that they have in the file, and keeps its unknown keys of them. Numbers stay unique. */
export function numberImages(
  database: Database,
  images: readonly DatasetImage[],
  imageByCocoId: ReadonlyMap<number, ImageId>,
  problems: ProblemEntry[],
): void {
  const rows = database.rows<readonly [number, number, number]>('SELECT id, coco_id, coco_imported FROM images');
  const byId = new Map(rows.map(([id, number, imported]) => [id, { id, number, imported: imported !== 0 }]));
  const fixed = new Set([...byId.values()].filter(({ imported }) => imported).map(({ number }) => number));
  const wanted = new Map<ImageId, number>();
  let refused = 0;
  for (const image of images) {
    const present = byId.get(imageByCocoId.get(image.id) ?? 0);
    if (present === undefined) continue;
    keepKeys(database, present.id, image);
    if (present.imported || wanted.has(present.id) || fixed.has(image.id) || image.id > largestId) {
      if (present.number !== image.id) refused += 1;
      continue;
    }
    wanted.set(present.id, image.id);
    fixed.add(image.id);
  }
  renumber(database, byId, wanted, fixed);
  if (refused === 0) return;
  const message = t('{count} pictures keep the number that they had in the project, not the one of this file.', {
    count: refused,
  });
  problems.push({ where: 'images', message, severity: 'warning' });
}

function keepKeys(database: Database, id: ImageId, { extra }: DatasetImage): void {
  if (extra !== undefined)
    database.run('UPDATE images SET extra = :extra WHERE id = :id', { id, extra: JSON.stringify(extra) });
}

/** Numbers are unique, so all that change are first moved out of the way. */
function renumber(
  database: Database,
  byId: ReadonlyMap<ImageId, Numbered>,
  wanted: ReadonlyMap<ImageId, number>,
  fixed: ReadonlySet<number>,
): void {
  const pushed = [...byId.values()].filter(
    ({ id, number, imported }) => !imported && !wanted.has(id) && fixed.has(number),
  );
  let next = 1;
  for (const number of fixed) next = Math.max(next, number + 1);
  for (const { number } of byId.values()) next = Math.max(next, number + 1);
  const final = new Map(wanted);
  for (const { id } of pushed) final.set(id, next++);
  for (const id of final.keys()) database.run('UPDATE images SET coco_id = -id WHERE id = :id', { id });
  for (const [id, number] of final) {
    const imported = wanted.has(id) ? 1 : 0;
    database.run('UPDATE images SET coco_id = :number, coco_imported = :imported WHERE id = :id', {
      id,
      number,
      imported,
    });
  }
}

/** Keeps info, licenses and unknown keys of the first file that has any. */
export function importDatasetKeys(
  database: Database,
  { info, licenses, extra }: Dataset,
  problems: ProblemEntry[],
): void {
  const text = JSON.stringify({ info, licenses, ...(extra !== undefined && { extra }) });
  const present = database.get<{ dataset: string }>('SELECT dataset FROM project')?.dataset ?? '{}';
  if (present === text) return;
  if (present === '{}') {
    database.run('UPDATE project SET dataset = :text', { text });
    return;
  }
  const message = t('The info, licences and other keys of an earlier file were kept, not those of this one.');
  problems.push({ where: 'info', message, severity: 'warning' });
}
