// Which proposals of all pictures a pass goes through, and how many there are of each class. Reads alone; judging them is an edit of
// the window like any other.
import { leastScore, type ScoreBounds } from '../../common/annotation/visible.ts';
import type { CategoryId } from '../../common/annotation/types.ts';
import {
  mostListed,
  type ClassCount,
  type ReviewItem,
  type ReviewList,
  type ReviewWish,
  type ScoreWish,
} from '../../common/review.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import type { SqlValue } from './engine.ts';

const ofClass = "a.origin = 'proposed' AND a.category = :category AND a.score >= :from AND a.score <= :to";

/** Proposals of each class with such scores, in the order of the classes; those without one are left out. */
export function countByClass(database: Database, wish: ScoreWish): readonly ClassCount[] {
  return listCategories(database)
    .map(({ id }) => ({ category: id, boxes: countOf(database, id, wish) }))
    .filter(({ boxes }) => boxes > 0);
}

function countOf(database: Database, category: CategoryId, wish: ScoreWish): number {
  const found = database.get<{ boxes: number }>(`SELECT count(*) AS boxes FROM annotations a WHERE ${ofClass}`, {
    category,
    ...scoresOf(wish, category),
  });
  return found?.boxes ?? 0;
}

/** The first of what the wish means. Pictures that cannot be read are left out, for nobody could judge what is on them. */
export function listForReview(database: Database, wish: ReviewWish): ReviewList {
  const counts = countByClass(database, wish.scores).filter(
    ({ category }) => wish.category === 'all' || category === wish.category,
  );
  const total = counts.reduce((sum, { boxes }) => sum + boxes, 0);
  const found = wish.order === 'picture' ? inPictures(database, wish, counts, total) : byScore(database, wish, counts);
  return { items: found, total: found.length < mostListed ? found.length : total };
}

/** Class after class, each along the index. */
function byScore(database: Database, { order, scores }: ReviewWish, counts: readonly ClassCount[]): ReviewItem[] {
  const way = order === 'unsure' ? 'ASC' : 'DESC';
  const found: ReviewItem[] = [];
  for (const { category } of counts) {
    if (found.length >= mostListed) break;
    found.push(
      ...items(
        database,
        `SELECT a.id, a.image FROM annotations a CROSS JOIN images i ON i.id = a.image
         WHERE ${ofClass} AND i.problem IS NULL ORDER BY a.score ${way}, a.id ${way} LIMIT :limit`,
        { category, ...scoresOf(scores, category), limit: mostListed - found.length },
      ),
    );
  }
  return found;
}

/** Where there are few they are found along the index and put in order; else the pictures are gone through until there are enough. */
function inPictures(database: Database, wish: ReviewWish, counts: readonly ClassCount[], total: number): ReviewItem[] {
  return total <= mostListed ? fewInPictures(database, wish, counts) : manyInPictures(database, wish);
}

type Placed = readonly [id: number, image: number, score: number, folder: number, position: number];

function fewInPictures(database: Database, { scores }: ReviewWish, counts: readonly ClassCount[]): ReviewItem[] {
  const placed = counts.flatMap(({ category }) =>
    database.rows<Placed>(
      `SELECT a.id, a.image, a.score, i.folder, i.position FROM annotations a CROSS JOIN images i ON i.id = a.image
       WHERE ${ofClass} AND i.problem IS NULL`,
      { category, ...scoresOf(scores, category) },
    ),
  );
  placed.sort((a, b) => a[3] - b[3] || a[4] - b[4] || a[1] - b[1] || b[2] - a[2] || a[0] - b[0]);
  return placed.map(([id, image]) => ({ id, image }));
}

function manyInPictures(database: Database, { category, scores }: ReviewWish): ReviewItem[] {
  const own = scores.own.map((_, at) => `WHEN :c${at} THEN :s${at}`).join(' ');
  const values = scores.own.flatMap(({ category: id, from }, at) => [
    [`c${at}`, id] as const,
    [`s${at}`, from] as const,
  ]);
  return items(
    database,
    `SELECT a.id, a.image FROM images i CROSS JOIN annotations a ON a.image = i.id
     WHERE i.proposed > 0 AND i.problem IS NULL AND a.origin = 'proposed' AND a.score <= :to
       AND (:category IS NULL OR a.category = :category)
       AND a.score >= ${own === '' ? ':from' : `CASE a.category ${own} ELSE :from END`}
     ORDER BY i.folder, i.position, i.id, a.score DESC, a.id LIMIT ${mostListed}`,
    { ...Object.fromEntries(values), category: category === 'all' ? null : category, from: scores.from, to: scores.to },
  );
}

function items(database: Database, sql: string, parameters: Readonly<Record<string, SqlValue>>): ReviewItem[] {
  return database.rows<readonly [id: number, image: number]>(sql, parameters).map(([id, image]) => ({ id, image }));
}

function scoresOf(wish: ScoreWish, category: CategoryId): { readonly from: number; readonly to: number } {
  const bounds: ScoreBounds = { ...wish, byCategory: new Map(wish.own.map((own) => [own.category, own.from])) };
  return { from: leastScore(bounds, category), to: wish.to };
}
