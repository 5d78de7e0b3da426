// The boxes of all pictures that match a filter, in an order, page by page: short reads over an index, however many there are.
import type { AnnotationId, CategoryId } from '../../common/annotation/types.ts';
import {
  mostBoxes,
  type BoxFilter,
  type BoxOrder,
  type BoxPage,
  type BoxPlace,
  type BoxSource,
} from '../../common/grid.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import type { Parameters } from './engine.ts';

/** Boxes in one page: some 20 ms of reading. */
export const usualPage = 25_000;

interface Wanted {
  readonly from: string;
  readonly sql: string;
  readonly parameters: Parameters;
}

/** Conditions on `origin`. */
export const origins: Readonly<Record<BoxSource, string>> = {
  proposed: "'proposed'",
  human: "'drawn', 'imported', 'accepted', 'edited'",
  rejected: "'rejected'",
};

/** As the indexes have them (migrations/006-grid.ts): what a box without a score counts as, and its area. */
const keys = { certainty: 'coalesce(a.score, 1.0)', area: '((a.x2 - a.x1) * (a.y2 - a.y1))' } as const;
type Key = keyof typeof keys;

/**
 * `by` is what the rows are ordered by. `+` keeps SQLite from going by an index of anything else and sorting what it finds,
 * all of it again for each page.
 */
function wanted(
  { classes, sources, score, side, split }: BoxFilter,
  by: Key | 'picture' | 'nothing',
  way: 'by picture' | 'in order',
): Wanted {
  const of = (key: Key) => (by === key || by === 'nothing' ? keys[key] : `+${keys[key]}`);
  const parts = [`+a.origin IN (${sources.map((source) => origins[source]).join(', ')})`];
  const parameters: Record<string, number | string | null> = {};
  if (classes !== 'all') {
    parts.push('+a.category IN (SELECT value FROM json_each(:classes))');
    parameters['classes'] = JSON.stringify(classes);
  }
  if (score.from > 0 || score.to < 1) {
    parts.push(`${of('certainty')} BETWEEN :scoreFrom AND :scoreTo`);
    Object.assign(parameters, { scoreFrom: score.from, scoreTo: score.to });
  }
  if (side.from > 0) {
    parts.push(`${of('area')} >= :areaFrom`);
    parameters['areaFrom'] = side.from ** 2;
  }
  if (side.to !== undefined) {
    parts.push(`${of('area')} <= :areaTo`);
    parameters['areaTo'] = side.to ** 2;
  }
  if (split === undefined) return { from: 'annotations a', sql: parts.join(' AND '), parameters };
  parameters['split'] = split;
  parts.push(way === 'by picture' ? 'i.split IS :split' : '+a.image IN (SELECT id FROM images WHERE split IS :split)');
  const from = way === 'by picture' ? byPictures : 'annotations a';
  return { from, sql: parts.join(' AND '), parameters };
}

const byPictures = 'images i CROSS JOIN annotations a INDEXED BY annotations_by_picture ON a.image = i.id';

/**
 * The indexes in an order do not know the picture of a box. Where every second box matches, they are gone along and the row of each is
 * looked at; where fewer do, those of the pictures are gathered and sorted, for else nearly all rows would be looked at for one page.
 */
function wayTo(database: Database, { split }: BoxFilter): 'by picture' | 'in order' {
  if (split === undefined) return 'in order';
  const found = database.get<{ few: number | null }>(
    `SELECT 2 * sum(CASE WHEN split IS :split THEN human + proposed + rejected ELSE 0 END)
       < sum(human + proposed + rejected) AS few FROM images`,
    { split },
  );
  return found?.few === 0 ? 'in order' : 'by picture';
}

/** How many boxes match. */
export function countBoxes(database: Database, filter: BoxFilter): number {
  if (isOfPicturesAlone(filter)) return countByPictures(database, filter);
  const { from, sql, parameters } = wanted(filter, 'nothing', 'by picture');
  return database.get<{ boxes: number }>(`SELECT count(*) AS boxes FROM ${from} WHERE ${sql}`, parameters)?.boxes ?? 0;
}

function isOfPicturesAlone({ classes, score, side, split }: BoxFilter): boolean {
  const any = score.from <= 0 && score.to >= 1 && side.from <= 0 && side.to === undefined;
  return split !== undefined && classes === 'all' && any;
}

/** From what each picture's row says of its boxes. */
function countByPictures(database: Database, { sources, split }: BoxFilter): number {
  const sum = sources.length === 0 ? '0' : sources.join(' + ');
  const found = database.get<{ boxes: number | null }>(
    `SELECT sum(${sum}) AS boxes FROM images WHERE split IS :split`,
    { split: split ?? null },
  );
  return found?.boxes ?? 0;
}

/** A page of what matches, after the place where the last one ended. The first page also says how many match and when it was read. */
export function listBoxes(
  database: Database,
  filter: BoxFilter,
  order: BoxOrder,
  after?: BoxPlace,
  limit = usualPage,
): BoxPage {
  const asOf = Date.now();
  const page = pageOf(database, filter, order, after, Math.min(limit, mostBoxes));
  return after === undefined ? { ...page, total: countBoxes(database, filter), asOf } : page;
}

function pageOf(
  database: Database,
  filter: BoxFilter,
  order: BoxOrder,
  after: BoxPlace | undefined,
  limit: number,
): BoxPage {
  switch (order) {
    case 'score-up':
    case 'score-down': {
      const way = { key: 'certainty', down: order === 'score-down' } as const;
      return byKey(database, wanted(filter, 'certainty', wayTo(database, filter)), way, after, limit);
    }
    case 'size-up':
    case 'size-down': {
      const way = { key: 'area', down: order === 'size-down' } as const;
      return byKey(database, wanted(filter, 'area', wayTo(database, filter)), way, after, limit);
    }
    case 'class':
      return byClass(database, filter, after, limit);
    case 'picture':
      return byPicture(database, wanted(filter, 'picture', 'by picture'), after, limit);
  }
}

interface Way {
  readonly key: Key;
  readonly down: boolean;
}

/** A place is [key, id]. */
function byKey(
  database: Database,
  { from, sql, parameters }: Wanted,
  { key: by, down }: Way,
  after: BoxPlace | undefined,
  limit: number,
): BoxPage {
  const key = keys[by];
  const rows = database.rows<readonly [id: number, key: number]>(
    `SELECT a.id, ${key} FROM ${from} WHERE ${sql}${after ? ` AND (${key}, a.id) ${down ? '<' : '>'} (:key, :id)` : ''}
     ORDER BY ${key} ${down ? 'DESC' : 'ASC'}, a.id ${down ? 'DESC' : 'ASC'} LIMIT :limit`,
    { ...parameters, limit, ...(after && { key: after[0] ?? 0, id: after[1] ?? 0 }) },
  );
  const last = rows.at(-1);
  return pageWith(rows, limit, last && [last[1], last[0]]);
}

/** Class after class, so a place is [class, certainty, id]. */
function byClass(database: Database, filter: BoxFilter, after: BoxPlace | undefined, limit: number): BoxPage {
  const { from, sql, parameters } = wanted(filter, 'certainty', wayTo(database, filter));
  const { classes } = filter;
  const order = listCategories(database)
    .map(({ id }) => id)
    .filter((id) => classes === 'all' || classes.includes(id));
  const first = after === undefined ? 0 : order.indexOf(after[0] ?? 0);
  const ids: AnnotationId[] = [];
  // A class that was deleted since has no boxes to go on with.
  for (let index = Math.max(0, first); index < order.length; index += 1) {
    const category: CategoryId = order[index] ?? 0;
    const within = index === first && after !== undefined ? after.slice(1) : undefined;
    const own = { from, sql: `a.category = :category AND ${sql}`, parameters: { ...parameters, category } };
    const page = byKey(database, own, { key: 'certainty', down: true }, within, limit - ids.length);
    ids.push(...page.ids);
    if (page.after) return { ids, after: [category, ...page.after] };
  }
  return { ids };
}

/** In the order of the list of pictures, so a place is [folder, position, image, id]. */
function byPicture(
  database: Database,
  { sql, parameters }: Wanted,
  after: BoxPlace | undefined,
  limit: number,
): BoxPage {
  const beyond = after
    ? `AND (i.folder, i.position, i.id) >= (:folder, :position, :image) AND NOT (i.id = :image AND a.id <= :id)`
    : '';
  const [folder = 0, position = 0, image = 0, id = 0] = after ?? [];
  const rows = database.rows<readonly [id: number, folder: number, position: number, image: number]>(
    `SELECT a.id, i.folder, i.position, i.id FROM images i CROSS JOIN annotations a ON a.image = i.id
     WHERE ${sql} ${beyond} ORDER BY i.folder, i.position, i.id, a.id LIMIT :limit`,
    { ...parameters, limit, ...(after && { folder, position, image, id }) },
  );
  const last = rows.at(-1);
  return pageWith(rows, limit, last && [last[1], last[2], last[3], last[0]]);
}

function pageWith(
  rows: readonly (readonly [id: number, ...rest: number[]])[],
  limit: number,
  after: BoxPlace | undefined,
): BoxPage {
  const ids = rows.map(([id]) => id);
  return rows.length < limit || after === undefined ? { ids } : { ids, after };
}
