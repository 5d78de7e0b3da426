// Which box answers a question about a place: synthetic head outputs, and what torchvision recorded in ../shared.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bestAnswers, weigh } from '../../../src/common/fcos/answer.ts';
import type { AskedPlace } from '../../../src/common/fcos/answer.ts';
import { encode } from '../../../src/common/fcos/coder.ts';
import type { Geometry, RawOutputs } from '../../../src/common/fcos/detect.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { answersNear } from '../../../src/common/fcos/nearby.ts';
import { torchvisionConventions } from '../../../src/common/fcos/spec.ts';
import { iou } from '../../../src/common/geometry/box.ts';
import type { Box } from '../../../src/common/geometry/box.ts';
import { describeWithShared } from '../../support/shared.ts';
import { floats, integers } from './support.ts';
import type { Recorded } from './support.ts';

const network = {
  pyramid: { channels: 32, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] },
  conventions: { ...torchvisionConventions, regression: 'exponential-stride', location: 'middle' },
} as const;
/** Seen at half its size: 512 × 384 picture pixels in an input of 256 × 192. */
const geometry: Geometry = {
  ...{ paddedWidth: 256, paddedHeight: 192 },
  ...{ width: 256, height: 192, imageWidth: 512, imageHeight: 384 },
};
const grids = levelGrids(256, 192, network);

interface Thing {
  /** Picture pixels. */
  readonly box: Box;
  readonly label: number;
  /** The class probability at its locations. */
  readonly sure: number;
  readonly level: number;
}

/** Heads that know these things, each at all locations of its level inside its box, and nothing elsewhere. */
function headsOf(...things: readonly Thing[]): RawOutputs {
  const count = locationCount(grids);
  const outputs = {
    classLogits: new Float32Array(count * 3).fill(-12),
    regression: new Float32Array(count * 4).fill(0.5),
    centreness: new Float32Array(count).fill(-4),
  };
  for (const { box, label, sure, level } of things) {
    const grid = grids[level]!;
    const half = [box.x1 / 2, box.y1 / 2, box.x2 / 2, box.y2 / 2];
    for (let cell = 0; cell < grid.rows * grid.columns; cell++) {
      const x = grid.left + (cell % grid.columns) * grid.stepX;
      const y = grid.top + Math.floor(cell / grid.columns) * grid.stepY;
      if (x <= half[0]! || y <= half[1]! || x >= half[2]! || y >= half[3]!) continue;
      const location = grid.first + cell;
      encode(half, 0, x, y, grid.stride, network.conventions.regression, outputs.regression, location * 4);
      outputs.classLogits[location * 3 + label] = Math.log(sure / (1 - sure));
      outputs.centreness[location] = 2;
    }
  }
  return outputs;
}

const large: Thing = { box: { x1: 100, y1: 60, x2: 300, y2: 260 }, label: 0, sure: 0.9, level: 2 };
const small: Thing = { box: { x1: 180, y1: 140, x2: 220, y2: 180 }, label: 1, sure: 0.12, level: 0 };
const ask = (place: AskedPlace, ...things: readonly Thing[]) =>
  bestAnswers(answersNear(headsOf(...things), geometry, network, place));

describe('the best box at a point', () => {
  it('is that of the thing there, however unsure the model is of it', () => {
    const [best] = ask({ kind: 'point', x: 205, y: 155 }, { ...large, sure: 0.03 });
    expect(best?.label).toBe(0);
    expect(best?.score).toBeLessThan(0.2);
    expect(iou(best!.box, large.box)).toBeGreaterThan(0.999);
  });

  it('has the other thing at the same point as an alternative, each once', () => {
    const answers = ask({ kind: 'point', x: 200, y: 160 }, large, small);
    expect(answers.map(({ label }) => label)).toEqual([0, 1]);
    expect(iou(answers[1]!.box, small.box)).toBeGreaterThan(0.999);
  });

  it('prefers a box that holds the point near its middle to a surer one that holds it near its edge', () => {
    const beside: Thing = { ...large, box: { x1: 190, y1: 60, x2: 390, y2: 260 }, sure: 0.5 };
    const [best] = ask({ kind: 'point', x: 200, y: 160 }, beside, { ...small, sure: 0.4 });
    expect(best?.label).toBe(1);
  });

  it('is of the classes that were asked for, and nothing where none of them is', () => {
    expect(ask({ kind: 'point', x: 200, y: 160, labels: [1] }, large, small).map(({ label }) => label)).toEqual([1]);
    expect(ask({ kind: 'point', x: 110, y: 70, labels: [1, 2] }, large, small)).toEqual([]);
  });

  it('is none beside everything, at the border, and outside of the picture', () => {
    expect(ask({ kind: 'point', x: 450, y: 350 }, large, small)).toEqual([]);
    expect(ask({ kind: 'point', x: 0, y: 0 }, large)).toEqual([]);
    expect(ask({ kind: 'point', x: -40, y: 9000 }, large)).toEqual([]);
  });

  it('is five answers at most, and no two of them are nearly the same', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      box: { x1: 100 - index, y1: 60, x2: 200 + index, y2: 160 },
      label: 0,
      score: 0.9 - index / 100,
      weight: 0.9 - index / 100,
    }));
    const answers = bestAnswers(many);
    expect(answers).toHaveLength(3);
    expect(answers[0]?.box).toEqual(many[0]?.box);
    for (const [index, one] of answers.entries())
      for (const other of answers.slice(index + 1)) expect(iou(one.box, other.box)).toBeLessThanOrEqual(0.8);
    const apart = many.map((one, index) => ({ ...one, box: { x1: index * 100, y1: 0, x2: index * 100 + 50, y2: 50 } }));
    expect(bestAnswers(apart)).toHaveLength(5);
  });
});

describe('what a drawn box means', () => {
  const rough = { x1: 108, y1: 50, x2: 290, y2: 270 };

  it('is the box of the model that it overlaps, whatever is inside it', () => {
    const [best, ...others] = ask({ kind: 'box', box: rough }, large, { ...small, sure: 0.99 });
    expect(iou(best!.box, large.box)).toBeGreaterThan(0.999);
    expect(others).toEqual([]);
  });

  it('is nothing where it overlaps none by 0.6', () => {
    const far = { x1: 200, y1: 160, x2: 400, y2: 360 };
    expect(ask({ kind: 'box', box: far }, large)).toEqual([]);
    expect(weigh({ kind: 'box', box: far }, large.box, 0.9)).toBe(0);
  });
});

describeWithShared('questions to recorded outputs', (shared) => {
  const folder = join(shared, 'reference');
  const small = JSON.parse(readFileSync(join(folder, 'small.json'), 'utf8')) as Record<string, Recorded> & {
    readonly resized_size: readonly [number, number];
  };
  const [, , paddedHeight = 0, paddedWidth = 0] = small['batched']!.shape;
  const [, imageHeight = 0, imageWidth = 0] = small['image']!.shape;
  const [height, width] = small.resized_size;
  const outputs = {
    classLogits: floats(folder, small['cls_logits']!),
    regression: floats(folder, small['bbox_regression']!),
    centreness: floats(folder, small['bbox_ctrness']!),
  };
  const recorded = { paddedWidth, paddedHeight, width, height, imageWidth, imageHeight };
  const reading = { pyramid: network.pyramid, conventions: torchvisionConventions };

  it('have the recorded boxes, scores and classes among their answers', () => {
    const boxes = floats(folder, small['boxes']!);
    const scores = floats(folder, small['scores']!);
    const labels = integers(folder, small['labels']!);
    expect(scores.length).toBeGreaterThan(10);
    const kept = Array.from(scores, (score, index) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
      const box = { x1, y1, x2, y2 };
      const place = { kind: 'box', box, labels: [labels[index]!] } as const;
      return answersNear(outputs, recorded, reading, place).some(
        (one) => iou(one.box, box) > 0.999 && Math.abs(one.score - score) < 1e-6,
      );
    });
    expect(kept.filter(Boolean)).toHaveLength(scores.length);
  });
});
