import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/common/annotation/types.ts';
import { boxOrders, type BoxFilter, type BoxOrder, type BoxPlace } from '../../../src/common/grid.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsById, applyChange } from '../../../src/main/database/annotations.ts';
import { countBoxes, listBoxes } from '../../../src/main/database/boxList.ts';
import type { Database } from '../../../src/main/database/driver.ts';
import { seeded } from '../../support/seeded.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 1000);
});
afterEach(() => {
  fixture.remove();
});

const everything: BoxFilter = {
  classes: 'all',
  sources: ['proposed', 'human', 'rejected'],
  score: { from: 0, to: 1 },
  side: { from: 0 },
};

function idsOf(filter: Partial<BoxFilter>, order: BoxOrder = 'picture'): readonly number[] {
  return listBoxes(fixture.database, { ...everything, ...filter }, order).ids;
}

/** All pages of `limit`, one after another. */
function paged(database: Database, filter: BoxFilter, order: BoxOrder, limit: number): number[] {
  const ids: number[] = [];
  let after: BoxPlace | undefined;
  do {
    const page = listBoxes(database, filter, order, after, limit);
    expect(page.ids.length).toBeLessThanOrEqual(limit);
    ids.push(...page.ids);
    after = page.after;
  } while (after !== undefined);
  return ids;
}

describe('the boxes of all pictures', () => {
  beforeEach(() => {
    const { database } = fixture;
    applyChange(
      database,
      2,
      adding(
        box(1, 0, 0, 10, { origin: by('proposed', 0.3) }),
        box(2, 0, 0, 40, { origin: by('proposed', 0.9), categoryId: 2 }),
      ),
    );
    applyChange(
      database,
      1,
      adding(
        box(3, 0, 0, 20, { origin: by('rejected', 0.6) }),
        box(4, 0, 0, 80),
        box(5, 0, 0, 30, { origin: by('accepted', 0.7), categoryId: 2 }),
        box(6, 0, 0, 35, { origin: by('edited', 0.2) }),
      ),
    );
  });

  it('are found by where they came from, by class, by score and by size', () => {
    expect(idsOf({})).toEqual([3, 4, 5, 6, 1, 2]);
    expect(idsOf({ sources: ['proposed'] })).toEqual([1, 2]);
    expect(idsOf({ sources: ['human'] })).toEqual([4, 5, 6]);
    expect(idsOf({ sources: ['rejected', 'proposed'] })).toEqual([3, 1, 2]);
    expect(idsOf({ sources: [] })).toEqual([]);
    expect(idsOf({ classes: [2] })).toEqual([5, 2]);
    expect(idsOf({ classes: [1, 2] })).toHaveLength(6);
    expect(idsOf({ classes: [] })).toEqual([]);
    expect(idsOf({ score: { from: 0.3, to: 0.7 } })).toEqual([3, 5, 1]);
    expect(idsOf({ score: { from: 0.95, to: 1 } })).toEqual([4]);
    expect(idsOf({ side: { from: 30, to: 40 } })).toEqual([5, 6, 2]);
    expect(idsOf({ side: { from: 41 } })).toEqual([4]);
  });

  it.each([
    ['a split of few boxes, which are gathered', 'val', 2, [1, 2]],
    ['a split of most boxes, which are met on the way', 'train', 1, [3, 4, 5, 6]],
  ] as const)('are found by the split of their picture: %s', (_, split, image, ids) => {
    const { database } = fixture;
    database.run('UPDATE images SET split = :split WHERE id = :image', { split, image });
    const inOrder = (order: BoxOrder, all: readonly number[]) =>
      expect([order, idsOf({ split }, order)]).toEqual([order, all.filter((id) => ids.some((one) => one === id))]);
    for (const order of boxOrders) inOrder(order, idsOf({}, order));
    for (const limit of [1, 3])
      for (const order of boxOrders)
        expect(paged(database, { ...everything, split }, order, limit)).toEqual(idsOf({ split }, order));
    expect(idsOf({ split: null })).toEqual([3, 4, 5, 6, 1, 2].filter((id) => ids.every((one) => one !== id)));
    expect(idsOf({ split: 'test' })).toEqual([]);
    for (const part of [{}, { sources: ['human'] }, { classes: [2] }, { score: { from: 0.5, to: 1 } }] as const) {
      const filter = { ...everything, ...part, split };
      expect([part, countBoxes(database, filter)]).toEqual([part, idsOf(filter).length]);
    }
  });

  it('come in the order asked for', () => {
    expect(idsOf({}, 'score-up')).toEqual([6, 1, 3, 5, 2, 4]);
    expect(idsOf({}, 'score-down')).toEqual([4, 2, 5, 3, 1, 6]);
    expect(idsOf({}, 'size-up')).toEqual([1, 3, 5, 6, 2, 4]);
    expect(idsOf({}, 'size-down')).toEqual([4, 2, 6, 5, 3, 1]);
    expect(idsOf({}, 'class')).toEqual([4, 3, 1, 6, 2, 5]);
    fixture.database.run('UPDATE categories SET position = 1 - position');
    expect(idsOf({}, 'class')).toEqual([2, 5, 4, 3, 1, 6]);
  });

  it('say with the first page how many match, and with each that is not the last where the next begins', () => {
    const { database } = fixture;
    const first = listBoxes(database, everything, 'score-up', undefined, 4);
    expect(first).toMatchObject({ ids: [6, 1, 3, 5], total: 6 });
    expect(first.asOf).toBeGreaterThan(Date.now() - 60_000);
    const second = listBoxes(database, everything, 'score-up', first.after, 4);
    expect(second).toEqual({ ids: [2, 4] });
    expect(countBoxes(database, { ...everything, classes: [2] })).toBe(2);
  });

  it('are told with their pictures, in the order asked for, without those that are gone', () => {
    const found = annotationsById(fixture.database, [5, 77, 1]);
    expect(found.map(({ image, annotation }) => [image, annotation.id])).toEqual([
      [1, 5],
      [2, 1],
    ]);
    expect(found[0]?.annotation).toEqual(box(5, 0, 0, 30, { origin: by('accepted', 0.7), categoryId: 2 }));
  });

  it('are listed alike in pages of any size, each once, in every order', () => {
    const { database } = fixture;
    const random = seeded(5);
    const more: Annotation[] = Array.from({ length: 60 }, (_, index) =>
      box(100 + index, 0, 0, 10 + Math.floor(random() * 4) * 10, {
        categoryId: random() < 0.5 ? 1 : 2,
        // Many of one score, so that pages end among equals.
        origin: by('proposed', Math.floor(random() * 3) / 4),
      }),
    );
    applyChange(database, 3, adding(...more));
    for (const filter of [everything, { ...everything, classes: [2], score: { from: 0, to: 0.6 } }]) {
      for (const order of boxOrders) {
        const whole = paged(database, filter, order, 1000);
        expect(new Set(whole).size).toBe(countBoxes(database, filter));
        for (const limit of [1, 7]) expect([order, paged(database, filter, order, limit)]).toEqual([order, whole]);
      }
    }
  });

  it('go on after a page whose last class was deleted meanwhile', () => {
    const page = listBoxes(fixture.database, everything, 'class', undefined, 2);
    expect(page.after?.[0]).toBe(1);
    expect(listBoxes(fixture.database, everything, 'class', [99, 0.5, 3]).ids).toHaveLength(6);
  });
});

describe('many boxes', () => {
  it('are read from an index alone, which has them in their order', () => {
    for (const filter of [
      everything,
      { ...everything, classes: [1, 2], score: { from: 0.1, to: 0.9 }, side: { from: 5, to: 50 } },
    ]) {
      for (const order of boxOrders) {
        const plan = planOf(fixture.database, filter, order);
        expect([order, plan]).toEqual([order, expect.stringMatching(/USING COVERING INDEX annotations_by_/)]);
        expect([order, plan]).toEqual([order, expect.not.stringMatching(/TEMP B-TREE FOR/)]);
      }
    }
  });
});

/** What SQLite says it will do for the statement of this order; it is caught where it is prepared. */
function planOf(database: Database, filter: BoxFilter, order: BoxOrder): string {
  const said: string[] = [];
  const spy: Pick<Database, 'rows' | 'get'> = {
    rows: (sql, parameters) => {
      said.push(
        ...(/FROM categories/.test(sql)
          ? []
          : database
              .rows<readonly [number, number, number, string]>(`EXPLAIN QUERY PLAN ${sql}`, parameters)
              .map((row) => row[3])),
      );
      return database.rows(sql, parameters);
    },
    get: (sql, parameters) => database.get(sql, parameters),
  };
  listBoxes(spy as Database, filter, order, undefined, 10);
  return said.join('\n');
}
