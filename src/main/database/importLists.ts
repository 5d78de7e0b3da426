// The lists of an imported file beside its boxes: classes, numbers of pictures, keys of the file itself.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { DatasetCategory, Dataset } from '../../common/dataset/entries.ts';
import type { ClassChoice } from '../../common/labelImport.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { categoryById, categoryMaker, listCategories, type NewCategory } from './categories.ts';
import { largestId } from './changeCheck.ts';
import type { Database } from './driver.ts';

/** The project's classes for those of a file, and which of them were made for it. */
export interface MappedCategories {
  readonly mapped: ReadonlyMap<number, CategoryId>;
  readonly made: readonly CategoryId[];
}

/**
 * The project's category for each category id of the file: as `choices` say, else the one of the same name, else a new one, under
 * the file's id when that is free. Two of one name in the file stay apart. Fails with not-found for a chosen class that is gone.
 */
export function importCategories(
  database: Database,
  categories: readonly DatasetCategory[],
  choices: ReadonlyMap<number, ClassChoice['to']>,
  problems: ProblemEntry[],
): MappedCategories {
  const mapped = new Map<number, CategoryId>();
  const made: CategoryId[] = [];
  for (const [id, choice] of choices) {
    if (typeof choice === 'number') mapped.set(id, categoryById(database, choice).id);
  }
  const byName = categories.flatMap((category) => {
    const choice = choices.get(category.id);
    if (choice === undefined || choice === 'new') return [category];
    return typeof choice === 'object' ? [{ ...category, name: choice.name }] : [];
  });
  const known = sameNames(database, byName);
  const make = categoryMaker(database);
  for (const wanted of byName) {
    const same = choices.get(wanted.id) === 'new' ? undefined : known.get(wanted.id);
    const id = same ?? make(newCategory(wanted)).id;
    if (same === undefined) made.push(id);
    mapped.set(wanted.id, id);
    if (id === wanted.id || choices.has(wanted.id)) continue;
    const message = t('"{name}" has id {there} in the file and {here} in the project.', {
      name: wanted.name,
      there: wanted.id,
      here: id,
    });
    problems.push({ where: 'categories', message, severity: 'warning' });
  }
  return { mapped, made };
}

/** For ids of the file's classes the project's of the same name. Same id and name first, so that re-import finds each of two. */
export function sameNames(
  database: Database,
  categories: readonly Pick<DatasetCategory, 'id' | 'name'>[],
): ReadonlyMap<number, CategoryId> {
  const present = listCategories(database);
  const known = new Map<number, CategoryId>();
  const used = new Set<CategoryId>();
  for (const { id, name } of categories) {
    if (!present.some((category) => category.id === id && category.name === name)) continue;
    known.set(id, id);
    used.add(id);
  }
  for (const { id, name } of categories) {
    if (known.has(id)) continue;
    const same = present.find((category) => category.name === name && !used.has(category.id));
    if (same === undefined) continue;
    known.set(id, same.id);
    used.add(same.id);
  }
  return known;
}

function newCategory({ id, name, supercategory, extra }: DatasetCategory): NewCategory {
  const kept = { ...(supercategory !== '' && { supercategory }), ...(extra !== undefined && { extra }) };
  return Object.keys(kept).length === 0 ? { id, name } : { id, name, extra: kept };
}

interface Numbered {
  readonly id: ImageId;
  readonly number: number;
  readonly imported: boolean;
}

/** Gives pictures the numbers that they have in the file (`matched`: number there, picture here). Numbers stay unique. */
export function numberImages(
  database: Database,
  matched: ReadonlyMap<number, ImageId>,
  problems: ProblemEntry[],
): void {
  const rows = database.rows<readonly [number, number, number]>('SELECT id, coco_id, coco_imported FROM images');
  const byId = new Map(rows.map(([id, number, imported]) => [id, { id, number, imported: imported !== 0 }]));
  const fixed = new Set([...byId.values()].filter(({ imported }) => imported).map(({ number }) => number));
  const wanted = new Map<ImageId, number>();
  let refused = 0;
  for (const [number, image] of matched) {
    const present = byId.get(image);
    if (present === undefined) continue;
    if (present.imported || wanted.has(image) || fixed.has(number) || number > largestId) {
      if (present.number !== number) refused += 1;
      continue;
    }
    wanted.set(image, number);
    fixed.add(number);
  }
  renumber(database, byId, wanted, fixed);
  if (refused === 0) return;
  const message = t('{count} pictures keep the number that they had in the project, not the one of this file.', {
    count: refused,
  });
  problems.push({ where: 'images', message, severity: 'warning' });
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
  database.runEach(
    'UPDATE images SET coco_id = -id WHERE id = ?',
    [...final.keys()].map((id) => [id] as const),
  );
  database.runEach(
    'UPDATE images SET coco_id = ?, coco_imported = ? WHERE id = ?',
    [...final].map(([id, number]) => [number, wanted.has(id) ? 1 : 0, id] as const),
  );
}

/** Keeps info, licenses and unknown keys of the first file that has any. */
export function importDatasetKeys(
  database: Database,
  { info, licenses, extra }: Pick<Dataset, 'info' | 'licenses' | 'extra'>,
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
