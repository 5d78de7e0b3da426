import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noChange } from '../../../src/common/annotation/change.ts';
import type { Origin } from '../../../src/common/annotation/types.ts';
import type { Detection } from '../../../src/common/protocol.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange, countByOrigin } from '../../../src/main/database/annotations.ts';
import { categoriesForClasses, listCategories } from '../../../src/main/database/categories.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { endRun, listRuns, startRun } from '../../../src/main/database/runs.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
});
afterEach(() => {
  fixture.remove();
});

function seen(x1: number, y1: number, size = 50, label = 0, score = 0.9): Detection {
  return { box: { x1, y1, x2: x1 + size, y2: y1 + size }, label, score };
}

describe('proposals', () => {
  it('take the place of earlier proposals and of nothing else', () => {
    const { database } = fixture;
    applyChange(
      database,
      1,
      adding(
        box(1, 300, 300),
        box(2, 200, 0, 50, { origin: by('accepted') }),
        box(3, 0, 200, 50, { origin: by('edited') }),
      ),
    );
    expect(replaceProposals(database, 1, 'm1', [seen(0, 0), seen(100, 100)], [1, 2])).toEqual({
      proposed: 2,
      covered: 0,
      unusable: 0,
    });
    const human = annotationsOf(database, 1).filter(({ origin }) => origin.kind !== 'proposed');
    expect(replaceProposals(database, 1, 'm2', [seen(400, 0, 60, 1, 0.25)], [1, 2])).toEqual({
      proposed: 1,
      covered: 0,
      unusable: 0,
    });
    const after = annotationsOf(database, 1);
    expect(after.filter(({ origin }) => origin.kind !== 'proposed')).toEqual(human);
    expect(after.filter(({ origin }) => origin.kind === 'proposed')).toEqual([
      {
        id: 103,
        categoryId: 2,
        box: { x1: 400, y1: 0, x2: 460, y2: 60 },
        origin: { kind: 'proposed', model: 'm2', score: 0.25 },
        crowd: false,
      },
    ]);
    expect(imageSummary(database, 1)).toMatchObject({ boxes: 3, proposals: 1, state: 'in-work' });
    expect(countByOrigin(database)).toEqual({ drawn: 1, accepted: 1, edited: 1, proposed: 1 });
  });

  it('are not made where a human or a rejected box of the same class stands already', () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1, 0, 0, 100), box(2, 200, 200, 100, { origin: by('rejected') })));
    const near = seen(5, 5, 100);
    const rejected = seen(200, 200, 100);
    const otherClass = seen(0, 0, 100, 1);
    const smaller = seen(0, 0, 60);
    expect(replaceProposals(database, 1, 'm', [near, rejected, otherClass, smaller], [1, 2])).toEqual({
      proposed: 2,
      covered: 2,
      unusable: 0,
    });
    const proposed = annotationsOf(database, 1).filter(({ origin }) => origin.kind === 'proposed');
    expect(proposed.map((annotation) => [annotation.categoryId, annotation.box.x2])).toEqual([
      [2, 100],
      [1, 60],
    ]);
  });

  it('that were rejected stay so over later runs of any model, and an undo makes proposals of them again, once', () => {
    const { database } = fixture;
    replaceProposals(database, 1, 'm', [seen(0, 0), seen(200, 0)], [1]);
    const [shown] = annotationsOf(database, 1);
    if (shown === undefined) throw new Error('there is a proposal');
    const rejected = { ...shown, origin: { ...shown.origin, kind: 'rejected' } as Origin };
    applyChange(database, 1, { ...noChange, updated: [[shown, rejected]] });
    for (const model of ['m', 'another'])
      expect(replaceProposals(database, 1, model, [seen(3, 2), seen(200, 0)], [1])).toMatchObject({
        covered: 1,
        proposed: 1,
      });
    expect(annotationsOf(database, 1).filter(({ box: { x1 } }) => x1 < 100)).toEqual([rejected]);
    applyChange(database, 1, { ...noChange, updated: [[rejected, shown]] });
    expect(annotationsOf(database, 1)).toContainEqual(shown);
    expect(replaceProposals(database, 1, 'm', [seen(3, 2), seen(200, 0)], [1])).toMatchObject({
      covered: 0,
      proposed: 2,
    });
    expect(annotationsOf(database, 1).map(({ origin }) => origin.kind)).toEqual(['proposed', 'proposed']);
  });

  it('are cut at the edge of the picture; what has no area there, no class or no score is counted', () => {
    const { database } = fixture;
    const wild = [
      seen(-10, -10),
      seen(620, 460),
      seen(700, 0),
      seen(0, 0, 50, 9),
      seen(10, 200, 50, 0, NaN),
      { ...seen(0, 0), box: { x1: NaN, y1: 0, x2: 5, y2: 5 } },
    ];
    expect(replaceProposals(database, 2, 'm', wild, [1])).toEqual({ proposed: 2, covered: 0, unusable: 4 });
    expect(annotationsOf(database, 2).map((annotation) => annotation.box)).toEqual([
      { x1: 0, y1: 0, x2: 40, y2: 40 },
      { x1: 620, y1: 460, x2: 640, y2: 480 },
    ]);
    expect(imageSummary(database, 2).state).toBe('proposed');
  });

  it('replaced while the window accepts one of them lose nothing of what the human did', () => {
    const { database } = fixture;
    replaceProposals(database, 1, 'm', [seen(0, 0)], [1]);
    const [shown] = annotationsOf(database, 1);
    if (shown === undefined) throw new Error('there is a proposal');
    replaceProposals(database, 1, 'm', [seen(1, 0)], [1]);
    const accepted = { ...shown, origin: by('accepted', 0.9) };
    applyChange(database, 1, { ...noChange, updated: [[shown, accepted]] });
    expect(annotationsOf(database, 1)).toContainEqual(accepted);
    expect(replaceProposals(database, 1, 'm', [seen(1, 0)], [1])).toMatchObject({ proposed: 0, covered: 1 });
    expect(annotationsOf(database, 1)).toEqual([accepted]);
  });

  it('of a picture that is not there are refused', () => {
    expect(() => replaceProposals(fixture.database, 99, 'm', [], [])).toThrow(/not in this project/);
  });
});

describe("a model's classes", () => {
  it('are mapped to categories by name, made when missing, and a name that comes twice shares one', () => {
    const { database } = fixture;
    expect(categoriesForClasses(database, ['plate', 'new', 'cell', 'new'])).toEqual([2, 3, 1, 3]);
    expect(categoriesForClasses(database, ['new', '__proto__', 'constructor'])).toEqual([3, 4, 5]);
    expect(listCategories(database).map(({ name, colour }) => [name, colour])).toEqual([
      ['cell', '#e69f00'],
      ['plate', '#56b4e9'],
      ['new', '#009e73'],
      ['__proto__', '#f0e442'],
      ['constructor', '#0072b2'],
    ]);
  });
});

describe('a run', () => {
  it('is written down with what came of it', () => {
    const { database } = fixture;
    const run = startRun(database, 'm');
    endRun(database, run, 'cancelled', { pictures: 3, proposals: 40, covered: 2, failed: 1 });
    startRun(database, 'm2');
    expect(listRuns(database)).toMatchObject([
      { model: 'm2', state: 'running', ended: null },
      { model: 'm', state: 'cancelled', pictures: 3, proposals: 40, covered: 2, failed: 1 },
    ]);
  });
});
