import { afterEach, describe, expect, it } from 'vitest';
import { noChange, type Change } from '../../src/common/annotation/change.ts';
import { deed, type Deed } from '../../src/common/annotation/deed.ts';
import type { Annotation } from '../../src/common/annotation/types.ts';
import { speak } from '../../src/common/messages/t.ts';
import { deedWords } from '../../src/renderer/deedWords.ts';

const box = (id: number, origin: Annotation['origin'] = { kind: 'drawn' }): Annotation => ({
  id,
  categoryId: 1,
  box: { x1: 0, y1: 0, x2: 5, y2: 5 },
  origin,
  crowd: false,
});
const proposed = { kind: 'proposed', model: 'm', score: 0.8 } as const;
const updated = (count: number, origin?: Annotation['origin']): Change => ({
  ...noChange,
  updated: Array.from({ length: count }, (_, id) => [box(id, origin), box(id)] as const),
});
const words = (done: Deed, change: Change) => deedWords(done, change, (id) => (id === 1 ? 'platelet' : undefined));

afterEach(() => speak('en'));

describe('a step in words', () => {
  it('names the class of one box, and counts more of them', () => {
    expect(words(deed('move'), updated(1))).toBe('Moved platelet');
    expect(words(deed('move', 3), updated(3))).toBe('Moved 3 boxes');
    expect(words(deed('draw'), { ...noChange, added: [box(1)] })).toBe('Drew platelet');
    expect(words(deed('delete'), { ...noChange, removed: [{ ...box(1), categoryId: 7 }] })).toBe('Deleted a box');
  });

  it('tells proposals from boxes', () => {
    expect(words(deed('accept', 1200), updated(1200, proposed))).toBe('Accepted 1,200 proposals');
    expect(words(deed('reject'), updated(1, proposed))).toBe('Rejected platelet');
  });

  it('says which class or attribute it was about', () => {
    expect(words(deed('relabel', 2, { name: 'rbc' }), updated(2))).toBe('Relabelled 2 boxes to rbc');
    expect(words(deed('accept', 1, { name: 'rbc' }), updated(1, proposed))).toBe('Accepted platelet as rbc');
    expect(words(deed('set-attribute', 1, { name: 'age', value: '3' }), updated(1))).toBe('Set age of platelet to 3');
  });

  it('says of main what it did, and of several steps how many', () => {
    expect(words(deed('prelabel', 9), noChange)).toBe('Pre-labelled');
    expect(words(deed('steps', 12), noChange)).toBe('12 steps');
  });

  it('is said in the language that is spoken, a step of before too', () => {
    const done = deed('move', 3);
    speak('de');
    expect(words(done, updated(3))).toBe('3 Boxen verschoben');
    speak('zh');
    expect(words(done, updated(3))).toBe('已移动 3 个框');
  });
});
