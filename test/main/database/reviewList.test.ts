import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { countByClass, listForReview } from '../../../src/main/database/reviewList.ts';
import { mostListed, type ReviewOrder, type ReviewWish } from '../../../src/common/review.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
});
afterEach(() => {
  fixture.remove();
});

const every = { from: 0, to: 1, own: [] };

function proposed(id: number, score: number, categoryId = 1) {
  return box(id, id, 0, 20, { categoryId, origin: by('proposed', score) });
}

function some(): void {
  const { database } = fixture;
  reserveIds(database, 100);
  applyChange(database, 1, adding(proposed(1, 0.5), proposed(2, 0.9, 2), box(3, 0, 100)));
  applyChange(database, 2, adding(proposed(4, 0.7), proposed(5, 0.2), box(6, 0, 100, 20, { origin: by('rejected') })));
  applyChange(database, 3, adding(proposed(7, 0.8), proposed(8, 0.1, 2)));
}

const ids = (wish: Partial<ReviewWish>) =>
  listForReview(fixture.database, { category: 'all', order: 'picture', scores: every, ...wish }).items.map(
    ({ id }) => id,
  );

describe('the proposals of all pictures', () => {
  it('come picture after picture, the surest of each first', () => {
    some();
    expect(ids({})).toEqual([2, 1, 4, 5, 7, 8]);
    expect(ids({ category: 1 })).toEqual([1, 4, 5, 7]);
  });

  it('come class after class by score, low or high first', () => {
    some();
    expect(ids({ order: 'unsure' })).toEqual([5, 1, 4, 7, 8, 2]);
    expect(ids({ order: 'sure' })).toEqual([7, 4, 1, 5, 2, 8]);
    expect(ids({ order: 'sure', category: 2 })).toEqual([2, 8]);
  });

  it('are those with the scores that are wanted, both ends included, and of a class from its own score on', () => {
    some();
    const scores = { from: 0.2, to: 0.7, own: [] };
    expect(ids({ scores })).toEqual([1, 4, 5]);
    const own = { ...scores, own: [{ category: 1, from: 0.6 }] };
    for (const order of ['picture', 'unsure', 'sure'] as const) expect(ids({ scores: own, order })).toEqual([4]);
    expect(countByClass(fixture.database, { from: 0, to: 1, own: [{ category: 1, from: 0.6 }] })).toEqual([
      { category: 1, boxes: 2 },
      { category: 2, boxes: 2 },
    ]);
    expect(countByClass(fixture.database, { from: 0.95, to: 1, own: [] })).toEqual([]);
  });

  it('leave out pictures that cannot be read', () => {
    some();
    fixture.database.run("UPDATE images SET problem = 'gone' WHERE id = 2");
    for (const order of ['picture', 'unsure', 'sure'] as const)
      expect(ids({ order, category: 1 }).toSorted((a, b) => a - b)).toEqual([1, 7]);
    expect(ids({})).toEqual([2, 1, 7, 8]);
  });

  it('are told by the first ten thousand and the number of all, along the index of proposals', () => {
    const { database } = fixture;
    database.transaction(() => {
      database.run(
        `WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 12000)
         INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, crowd, created, changed)
         SELECT k, 1 + k % 3, 1, 0, 0, 9, 9, 'proposed', 'm', (k % 997) / 997.0, 0, 0, 0 FROM n`,
      );
    });
    for (const order of ['picture', 'unsure', 'sure'] satisfies ReviewOrder[]) {
      const list = listForReview(database, { category: 1, order, scores: every });
      expect([order, list.items.length, list.total]).toEqual([order, mostListed, 12_000]);
    }
    const plan = database
      .all<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT a.id FROM annotations a CROSS JOIN images i ON i.id = a.image
         WHERE a.origin = 'proposed' AND a.category = 1 AND a.score >= 0 AND a.score <= 1 ORDER BY a.score DESC, a.id DESC`,
      )
      .map(({ detail }) => detail)
      .join('\n');
    expect(plan).toContain('proposals_by_class');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('of a project without any are none', () => {
    expect(listForReview(fixture.database, { category: 'all', order: 'picture', scores: every })).toEqual({
      items: [],
      total: 0,
    });
  });
});
