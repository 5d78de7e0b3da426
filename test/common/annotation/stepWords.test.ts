import { describe, expect, it } from 'vitest';
import { invert, noChange, type Change } from '../../../src/common/annotation/change.ts';
import { stepWords } from '../../../src/common/annotation/stepWords.ts';
import type { Annotation } from '../../../src/common/annotation/types.ts';

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
const nameOf = (id: number) => (id === 1 ? 'platelet' : undefined);
const words = (label: string, change: Change) => stepWords({ label, change, at: 0, by: 'hand' }, nameOf);

describe('a step in words', () => {
  it('names the class of one box, and counts more of them', () => {
    expect(words('Move box', updated(1))).toBe('Moved platelet');
    expect(words('Move 3 boxes', updated(3))).toBe('Moved 3 boxes');
    expect(words('Draw box', { ...noChange, added: [box(1)] })).toBe('Drew platelet');
    expect(words('Delete box', { ...noChange, removed: [box(1)] })).toBe('Deleted platelet');
  });

  it('tells proposals from boxes', () => {
    expect(words('Accept 1,200 boxes', updated(1200, proposed))).toBe('Accepted 1,200 proposals');
    expect(words('Reject box', invert(invert(updated(1, proposed))))).toBe('Rejected platelet');
  });

  it('keeps what follows the boxes, and what it does not know', () => {
    expect(words('Relabel 2 boxes to rbc', updated(2))).toBe('Relabelled 2 boxes to rbc');
    expect(words('Mark as crowd', updated(1))).toBe('Marked as crowd');
    expect(words('Snap box', updated(1))).toBe('Snap box');
  });

  it('says of a job what it did', () => {
    expect(stepWords({ label: 'Pre-labelled', change: noChange, at: 0, by: 'job' }, nameOf)).toBe('Pre-labelled');
  });
});
