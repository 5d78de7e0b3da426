// What is painted of a comparison: each kind told by its line and its sign, the walked one above all.
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/common/annotation/comparison.ts';
import { paintOverlay } from '../../../src/renderer/canvas/paintOverlay.ts';
import { box, sceneOf } from './hand.ts';
import { recorder } from './recorder.ts';

const seen = (x: number, name: string, side = 60) => ({ box: box(x, 50, x + side, 110), score: 0.5, name });
const gone: Difference = { kind: 'before', before: seen(50, 'rbc') };
const come: Difference = { kind: 'now', now: seen(200, 'wbc') };
const other: Difference = { kind: 'class', before: seen(351, 'rbc'), now: seen(350, 'wbc') };
const same: Difference = { kind: 'same', before: seen(500, 'rbc'), now: seen(500, 'rbc') };
const small: Difference = { kind: 'now', now: seen(600, 'wbc', 20) };

function painted(differences: readonly Difference[], at?: Difference) {
  const paint = recorder();
  const scene = sceneOf([], { comparison: { differences, at } });
  paintOverlay(paint.context, scene, { draft: undefined, hover: undefined, pointer: undefined }, 1);
  return paint;
}

describe('a comparison on the canvas', () => {
  it('tells each kind by its dash, its colour and its sign', () => {
    const paint = painted([gone, come, other, same, small]);
    const lineAt = (x: number) => paint.only('strokeRect').findLast(({ numbers }) => numbers[0] === x);
    expect(lineAt(50)).toMatchObject({ dash: [6, 4], strokeStyle: '#e69f00', lineWidth: 2 });
    expect(lineAt(200)).toMatchObject({ dash: [], strokeStyle: '#56b4e9', lineWidth: 2 });
    expect(lineAt(350)).toMatchObject({ dash: [10, 3, 2, 3], strokeStyle: '#d98cba', lineWidth: 2 });
    expect(lineAt(500)).toMatchObject({ dash: [], strokeStyle: '#c3c8d1', lineWidth: 1 });
    expect(paint.only('fillText').map(({ text }) => text)).toEqual([
      '− rbc 0.50',
      '+ wbc 0.50',
      '≠ rbc → wbc 0.50',
      '+',
    ]);
  });

  it('puts the accent around the one where the walk stands, with the box of before where both have it', () => {
    const paint = painted([gone, other], other);
    expect(paint.only('strokeRect').filter(({ lineWidth }) => lineWidth === 7)).toMatchObject([
      { numbers: [350, 50, 60, 60] },
    ]);
    expect(paint.only('strokeRect').some(({ numbers, lineWidth }) => numbers[0] === 351 && lineWidth === 1)).toBe(true);
    expect(paint.only('fillText').at(-1)?.text).toBe('≠ rbc → wbc 0.50');
  });
});
