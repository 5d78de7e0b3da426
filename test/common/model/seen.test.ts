// What is kept of detectors of others, and what it answers: boxes before suppression where a model gives them, and whatever their score.
import { describe, expect, it } from 'vitest';
import { bestAnswers } from '../../../src/common/fcos/answer.ts';
import { keepForeign } from '../../../src/common/foreign/keep.ts';
import type { Placement } from '../../../src/common/foreign/input.ts';
import type { Output } from '../../../src/common/foreign/outputs.ts';
import type { ForeignSpec, Reading } from '../../../src/common/foreign/spec.ts';
import { answersIn, buffersOf, knowledgeOf } from '../../../src/common/model/seen.ts';
import type { Seen } from '../../../src/common/model/seen.ts';

/** Seen at half its size, with 8 rows of padding above. */
const place: Placement = {
  ...{ paddedWidth: 96, paddedHeight: 64, left: 0, top: 8 },
  ...{ width: 96, height: 48, imageWidth: 192, imageHeight: 96 },
};

function spec(reading: Reading, classes: number): ForeignSpec {
  return {
    input: {
      ...{ name: 'images', order: 'rgb', scale: 1, mean: [0, 0, 0], deviation: [1, 1, 1], filter: 'antialias' },
      ...{ layout: 'nchw', element: 'float32', batch: 1 },
      size: { kind: 'letterbox', width: 96, height: 64, align: 'centre' },
    },
    reading,
    classes,
    detection: { scoreThreshold: 0.3, iouThreshold: 0.5, candidatesPerLevel: 2, detectionsPerImage: 1 },
  };
}

function keep(
  reading: Reading,
  classes: number,
  outputs: Readonly<Record<string, readonly [number[], number[]]>>,
): Seen {
  const named = Object.entries(outputs).map(([name, [dims, values]]): [string, Output] => {
    return [name, { dims, values: Float32Array.from(values) }];
  });
  return keepForeign({ outputs: new Map(named), picture: 0, batch: 1 }, spec(reading, classes), place);
}

const yolo: Reading = {
  ...{ kind: 'cells', values: 'out', axes: 'cells-numbers', objectness: false, activation: 'none' },
  ...{ form: { numbers: 'cxcywh', unit: 'input' }, decoding: 'done', strides: [] },
};
// Two cells that see one thing, one of them hardly, and a third one beside them that is under the model's threshold.
const cells: readonly [number[], number[]] = [
  [1, 3, 6],
  [...[20, 28, 20, 20, 0.9, 0.1], ...[22, 28, 20, 20, 0.1, 0.4], ...[70, 40, 16, 16, 0.02, 0.05]],
];

describe('a model with raw outputs', () => {
  const seen = keep(yolo, 2, { out: cells });

  it('is asked about every box before suppression, in pixels of the picture', () => {
    expect(knowledgeOf(seen)).toBe('candidates');
    const [best] = bestAnswers(answersIn(seen, { kind: 'point', x: 40, y: 40 }));
    expect(best).toMatchObject({ label: 0, box: { x1: 20, y1: 20, x2: 60, y2: 60 } });
    expect(best?.score).toBeCloseTo(0.9, 5);
  });

  it('answers below every threshold, and for one class', () => {
    const [unsure] = bestAnswers(answersIn(seen, { kind: 'point', x: 140, y: 64 }));
    expect(unsure).toMatchObject({ label: 1, box: { x1: 124, y1: 48, x2: 156, y2: 80 } });
    expect(unsure?.score).toBeCloseTo(0.05, 5);
    const [other] = bestAnswers(answersIn(seen, { kind: 'point', x: 42, y: 40, labels: [1] }));
    expect(other).toMatchObject({ label: 1, box: { x1: 24, y1: 20, x2: 64, y2: 60 } });
  });

  it('keeps memory of its own, which can be given away', () => {
    expect(new Set(buffersOf(seen)).size).toBe(3);
  });
});

it('a model that gives final boxes says so, and answers with those without a threshold', () => {
  const listed: Reading = {
    ...{ kind: 'listed', boxes: 'b', scores: 's', labels: 'l', firstLabel: 0 },
    form: { numbers: 'x1y1x2y2', unit: 'input' },
  };
  const seen = keep(listed, 1, {
    b: [
      [1, 1, 4],
      [10, 18, 30, 38],
    ],
    s: [[1, 1], [0.04]],
    l: [[1, 1], [0]],
  });
  expect(knowledgeOf(seen)).toBe('final');
  expect(bestAnswers(answersIn(seen, { kind: 'point', x: 40, y: 40 }))).toHaveLength(1);
  expect(answersIn(seen, { kind: 'point', x: 100, y: 40 })).toEqual([]);
});

it('an FCOS of others is asked at every place, as one of ours', () => {
  const reading: Reading = {
    kind: 'fcos',
    levels: [{ classes: 'c', distances: 'd', centreness: 'n' }],
    strides: [32],
    conventions: { location: 'middle', regression: 'exponential', threshold: 'class', score: 'root' },
  };
  // 2 × 3 cells; the one at (48, 16) sees a box of 20 × 20 input pixels and is all but sure that it is nothing.
  const logits = [-9, -3, -9, -9, -9, -9];
  const distances = Array.from({ length: 6 }, () => [10, 10, 10, 10]).flat();
  const seen = keep(reading, 1, {
    c: [[1, 6, 1], logits],
    d: [[1, 6, 4], distances],
    n: [[1, 6, 1], Array<number>(6).fill(0)],
  });
  expect(knowledgeOf(seen)).toBe('everywhere');
  const [best] = bestAnswers(answersIn(seen, { kind: 'point', x: 96, y: 32 }));
  expect(best).toMatchObject({ label: 0, box: { x1: 76, y1: 12, x2: 116, y2: 52 } });
  expect(best?.score).toBeLessThan(0.2);
});
