import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply, invert, noChange, type Annotations, type Change } from '../../../src/common/annotation/change.ts';
import { stateOf, type Annotation } from '../../../src/common/annotation/types.ts';
import { FailureError } from '../../../src/common/result.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange, storedAnnotations } from '../../../src/main/database/annotations.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { seeded } from '../../support/seeded.ts';
import { adding, box, by, makeFixture, pictureHeight, pictureWidth, type Fixture, judge } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 1000);
});
afterEach(() => {
  fixture.remove();
});

function refusal(work: () => unknown): { kind: string; message: string } {
  try {
    work();
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw caught;
  }
  return { kind: 'no failure', message: '' };
}

describe('a change', () => {
  it('adds, updates and removes boxes and gives the new summary', () => {
    const { database } = fixture;
    const first = box(1, 10, 20);
    expect(applyChange(database, 1, adding(first, box(2, 100, 100, 30, { origin: by('proposed') })))).toMatchObject({
      state: 'in-work',
      boxes: 1,
      proposals: 1,
    });
    const moved = { ...first, box: { x1: 0.1, y1: 0.2, x2: 50.3, y2: 60.7 }, crowd: true };
    applyChange(database, 1, { ...noChange, updated: [[first, moved]] });
    expect(annotationsOf(database, 1)[0]).toEqual(moved);
    expect(applyChange(database, 1, { ...noChange, removed: [moved] })).toMatchObject({ state: 'proposed', boxes: 0 });
    expect(annotationsOf(database, 1).map(({ id }) => id)).toEqual([2]);
    expect(annotationsOf(database, 2)).toEqual([]);
  });

  it('means what apply means, over random scripts, and its inverse takes it back', () => {
    const { database } = fixture;
    const random = seeded(7);
    let held: Annotations = new Map();
    const check = (change: Change) => {
      held = apply(held, change);
      const summary = applyChange(database, 1, change);
      const expected = [...held.values()].sort((a, b) => a.id - b.id);
      expect(annotationsOf(database, 1)).toEqual(expected);
      expect(summary.state).toBe(stateOf(expected, undefined));
    };
    for (let step = 0; step < 150; step += 1) {
      const change = randomChange(random);
      check(change);
      if (random() < 0.4) check(invert(change));
    }
  });

  it('finds a box that is gone no error, and puts an update of it in whole', () => {
    const { database } = fixture;
    const gone = box(5, 10, 10, 40, { origin: by('proposed') });
    const accepted = { ...gone, origin: by('accepted') };
    expect(
      applyChange(database, 1, { ...noChange, removed: [box(6, 0, 0)], updated: [[gone, accepted]] }),
    ).toMatchObject({ boxes: 1 });
    expect(annotationsOf(database, 1)).toEqual([accepted]);
  });

  it('keeps what import said of a box, also over a removal that is undone', () => {
    const { database } = fixture;
    const imported = box(3, 10, 10, 40, { origin: { kind: 'imported' } });
    applyChange(database, 1, adding(imported));
    database.run('UPDATE annotations SET extra = \'{"area":7}\', source = 99 WHERE id = 3');
    applyChange(database, 1, { ...noChange, updated: [[imported, { ...imported, categoryId: 2 }]] });
    expect(storedAnnotations(database, [1])(1)[0]).toMatchObject({ categoryId: 2, extra: { area: 7 } });
    const removal = { ...noChange, removed: [imported] };
    applyChange(database, 1, removal);
    applyChange(database, 1, invert(removal));
    expect(storedAnnotations(database, [1])(1)[0]).toMatchObject({ id: 3, categoryId: 1, extra: { area: 7 } });
    expect(database.rows('SELECT source FROM annotations')).toEqual([[99]]);
    expect(database.rows('SELECT * FROM removed_annotations')).toEqual([]);
  });

  it('is durable for the next reader at once', async () => {
    applyChange(fixture.database, 1, adding(box(1, 10, 20)));
    const { openDatabase } = await import('../../../src/main/database/driver.ts');
    const reader = await openDatabase(fixture.database.file, { access: 'read', missing: 'refuse' });
    expect(annotationsOf(reader, 1)).toHaveLength(1);
    reader.close();
  });
});

describe('a change is refused whole, with a reason, when', () => {
  const bad: [string, Annotation, RegExp][] = [
    ['a side is not a number', box(2, NaN, 0), /added\.1\.box/],
    ['a side is infinite', { ...box(2, 0, 0), box: { x1: 0, y1: 0, x2: Infinity, y2: 5 } }, /added\.1\.box/],
    ['it stands over the left edge', box(2, -0.001, 0), /leaves the picture/],
    ['it stands over the lower edge', box(2, 0, pictureHeight - 49.9), /leaves the picture/],
    ['it stands over the right edge', box(2, pictureWidth - 49, 0), /leaves the picture/],
    ['it is empty', box(2, 10, 10, 0), /is empty/],
    ['it is inside out', box(2, 100, 100, -20), /is empty/],
    ['its category is not there', box(2, 0, 0, 50, { categoryId: 77 }), /class 77/],
    ['its id is 0', box(0, 0, 0), /added\.1\.id/],
    ['its id is a fraction', box(1.5, 0, 0), /added\.1\.id/],
    ['its id was never given out', box(1001, 0, 0), /never given out/],
    ['its id is beyond exact numbers', box(2 ** 53, 0, 0), /added\.1\.id/],
    ['its score is over 1', box(2, 0, 0, 50, { origin: by('accepted', 1.01) }), /score/],
    ['its origin is unknown', { ...box(2, 0, 0), origin: { kind: 'stolen' } as never }, /origin/],
    ['crowd is no yes or no', { ...box(2, 0, 0), crowd: 1 as never }, /crowd/],
  ];
  it.each(bad)('%s', (_, annotation, message) => {
    const { database } = fixture;
    const { kind, message: said } = refusal(() => applyChange(database, 1, adding(box(1, 10, 10), annotation)));
    expect(kind).toBe('invalid');
    expect(said).toMatch(message);
    expect(annotationsOf(database, 1)).toEqual([]);
    expect(imageSummary(database, 1).state).toBe('new');
  });

  it('an id belongs to another picture, even to a removed box of one', () => {
    const { database } = fixture;
    const theirs = box(1, 10, 10);
    applyChange(database, 2, adding(theirs));
    expect(refusal(() => applyChange(database, 1, adding(theirs))).message).toMatch(/another picture/);
    expect(refusal(() => applyChange(database, 1, { ...noChange, removed: [theirs] })).message).toMatch(
      /another picture/,
    );
    applyChange(database, 2, { ...noChange, removed: [theirs] });
    expect(refusal(() => applyChange(database, 1, adding(theirs))).message).toMatch(/another picture/);
  });

  it('an update turns one box into another', () => {
    const change = { ...noChange, updated: [[box(1, 0, 0), box(2, 0, 0)]] as never };
    expect(refusal(() => applyChange(fixture.database, 1, change)).kind).toBe('invalid');
  });

  it('it is no change at all', () => {
    for (const change of [
      null,
      7,
      {},
      { added: 1, removed: [], updated: [] },
      { added: [null], removed: [], updated: [] },
    ]) {
      expect(refusal(() => applyChange(fixture.database, 1, change as never)).kind).toBe('invalid');
    }
  });

  it('the picture is not there, or has no size yet', () => {
    const { database } = fixture;
    expect(refusal(() => applyChange(database, 99, adding(box(1, 0, 0)))).kind).toBe('not-found');
    database.run('UPDATE images SET width = 0, height = 0 WHERE id = 3');
    expect(refusal(() => applyChange(database, 3, adding(box(1, 0, 0)))).message).toMatch(/could not be read/);
  });
});

describe('ids', () => {
  it('are never given out twice', () => {
    const first = reserveIds(fixture.database, 10);
    const second = reserveIds(fixture.database, 1);
    expect(first).toEqual({ first: 1001, last: 1010 });
    expect(second).toEqual({ first: 1011, last: 1011 });
  });
});

describe('done', () => {
  it('is said and taken back by a human only', () => {
    const { database } = fixture;
    expect(judge(database, 1, 'done').state).toBe('done');
    expect(applyChange(database, 1, adding(box(1, 0, 0))).state).toBe('done');
    expect(judge(database, 1, 'back').state).toBe('in-work');
    expect(refusal(() => judge(database, 99, 'done')).kind).toBe('not-found');
  });
});

function randomChange(random: () => number): Change {
  const any = (count: number) => Math.floor(random() * count);
  const used = new Set<number>();
  const make = (): Annotation => {
    let id = 1 + any(40);
    while (used.has(id)) id = 1 + any(40);
    used.add(id);
    const kind = (['drawn', 'imported', 'proposed', 'accepted', 'edited', 'rejected'] as const)[any(6)] ?? 'drawn';
    const origin = kind === 'drawn' || kind === 'imported' ? { kind } : by(kind, random());
    return box(id, random() * 500, random() * 400, 1 + random() * 70, {
      origin,
      categoryId: 1 + any(2),
      crowd: random() < 0.1,
    });
  };
  const many = (most: number) => Array.from({ length: any(most + 1) }, make);
  return {
    added: many(4),
    removed: many(3),
    updated: many(3).map((to) => [{ ...to, categoryId: 1 }, to] as const),
  };
}
