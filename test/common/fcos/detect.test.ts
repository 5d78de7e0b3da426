// The laws of location, coding, choosing and suppressing, on their own and against slow and simple versions.
import { describe, expect, it } from 'vitest';
import { bestFirst, emptyCandidates, offer } from '../../../src/common/fcos/candidates.ts';
import { decode, encode } from '../../../src/common/fcos/coder.ts';
import { detect } from '../../../src/common/fcos/detect.ts';
import type { Detections, RawOutputs } from '../../../src/common/fcos/detect.ts';
import { inputSize } from '../../../src/common/fcos/inputSize.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { nmsByClass } from '../../../src/common/fcos/nms.ts';
import { descendingOrder } from '../../../src/common/fcos/order.ts';
import { torchvisionConventions, torchvisionDetection } from '../../../src/common/fcos/spec.ts';
import type { Conventions } from '../../../src/common/fcos/spec.ts';
import { largestDifference } from './support.ts';

function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pyramid = { channels: 32, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] } as const;

function specWith(conventions: Partial<Conventions> = {}, candidatesPerLevel = 1000) {
  return {
    pyramid,
    conventions: { ...torchvisionConventions, ...conventions },
    detection: { ...torchvisionDetection, candidatesPerLevel },
  };
}

/** All at once, with no bound, heap or shortcut. */
function plainDetect(
  outputs: RawOutputs,
  classes: number,
  size: number,
  conventions: Conventions,
  threshold: number,
  perLevel: number,
): Detections {
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const all: { score: number; label: number; box: number[] }[] = [];
  for (const grid of levelGrids(size, size, specWith(conventions))) {
    const level: typeof all = [];
    for (let cell = 0; cell < grid.rows * grid.columns; cell++) {
      const location = grid.first + cell;
      for (let label = 0; label < classes; label++) {
        const probability = sigmoid(outputs.classLogits[location * classes + label] as number);
        const joint = probability * sigmoid(outputs.centreness[location] as number);
        const score = conventions.score === 'root' ? Math.sqrt(joint) : joint;
        if ((conventions.threshold === 'score' ? score : probability) <= threshold) continue;
        const unit = conventions.regression === 'relu-stride' ? grid.stride : 1;
        const x = grid.left + (cell % grid.columns) * grid.stepX;
        const y = grid.top + Math.floor(cell / grid.columns) * grid.stepY;
        const [l, t, r, b] = outputs.regression.subarray(location * 4, location * 4 + 4);
        const sides = [
          x - (l as number) * unit,
          y - (t as number) * unit,
          x + (r as number) * unit,
          y + (b as number) * unit,
        ];
        level.push({ score, label, box: sides.map((side) => Math.min(Math.max(side, 0), size)) });
      }
    }
    all.push(...level.sort((a, b) => b.score - a.score).slice(0, perLevel));
  }
  all.sort((a, b) => b.score - a.score);
  const kept: typeof all = [];
  for (const one of all)
    if (!kept.some((other) => other.label === one.label && overlap(other.box, one.box) > 0.6)) kept.push(one);
  const best = kept.slice(0, 100);
  return {
    boxes: Float32Array.from(best.flatMap(({ box }) => box)),
    scores: Float32Array.from(best, ({ score }) => score),
    labels: Int32Array.from(best, ({ label }) => label),
  };
}

function overlap(a: readonly number[], b: readonly number[]): number {
  const [ax1, ay1, ax2, ay2] = a as [number, number, number, number];
  const [bx1, by1, bx2, by2] = b as [number, number, number, number];
  const inner =
    Math.max(0, Math.min(ax2, bx2) - Math.max(ax1, bx1)) * Math.max(0, Math.min(ay2, by2) - Math.max(ay1, by1));
  return inner / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inner);
}

function randomOutputs(seed: number, locations: number, classes: number): RawOutputs {
  const random = randomNumbers(seed);
  const values = (count: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length: count }, () => low + (high - low) * random());
  return {
    classLogits: values(locations * classes, -8, 3),
    regression: values(locations * 4, 0, 3),
    centreness: values(locations, -3, 3),
  };
}

describe('detections', () => {
  const size = 160;
  const locations = locationCount(levelGrids(size, size, specWith()));
  const geometry = {
    paddedWidth: size,
    paddedHeight: size,
    width: size,
    height: size,
    imageWidth: size,
    imageHeight: size,
  };

  it.each([
    [{}, 0.2, 1000],
    [{}, 0.6, 1000],
    [{}, 0, 40],
    [{ score: 'product' }, 0.1, 1000],
    [{ threshold: 'class' }, 0.3, 1000],
    [{ threshold: 'class', score: 'product' }, 0.05, 25],
    [{ location: 'middle', regression: 'exponential' }, 0.3, 7],
  ] as const)(
    'are with %o over %d, %i a level, those of the slow and simple version',
    (conventions, threshold, perLevel) => {
      const spec = specWith(conventions, perLevel);
      for (const seed of [1, 2, 3]) {
        const outputs = randomOutputs(seed, locations, 5);
        const found = detect(outputs, geometry, spec, { scoreThreshold: threshold });
        const expected = plainDetect(outputs, 5, size, spec.conventions, threshold, perLevel);
        expect([...found.labels]).toEqual([...expected.labels]);
        expect(largestDifference(found.scores, expected.scores)).toBeLessThan(1e-6);
        expect(largestDifference(found.boxes, expected.boxes)).toBeLessThan(1e-4);
      }
    },
  );

  it('are clipped to the resized picture and given in pixels of the original', () => {
    const outputs = randomOutputs(4, locations, 2);
    const found = detect(
      outputs,
      { ...geometry, width: 120, height: 90, imageWidth: 1200, imageHeight: 450 },
      specWith(),
    );
    expect(found.scores.length).toBeGreaterThan(10);
    const xs = found.boxes.filter((_, i) => i % 2 === 0);
    const ys = found.boxes.filter((_, i) => i % 2 === 1);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, 1200]);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([0, 450]);
  });

  it('are none on a background, and none that are not numbers', () => {
    const outputs = randomOutputs(5, locations, 2);
    expect(
      detect({ ...outputs, classLogits: outputs.classLogits.map(() => -9) }, geometry, specWith()).scores.length,
    ).toBe(0);
    expect(
      detect({ ...outputs, classLogits: outputs.classLogits.map(() => NaN) }, geometry, specWith()).scores.length,
    ).toBe(0);
    expect(
      detect({ ...outputs, regression: outputs.regression.map(() => NaN) }, geometry, specWith()).scores.length,
    ).toBe(0);
  });

  it('take their limits from the options', () => {
    const outputs = randomOutputs(6, locations, 2);
    const strict = detect(outputs, geometry, specWith(), {
      iouThreshold: 0.1,
      detectionsPerImage: 12,
      scoreThreshold: 0.5,
    });
    expect(strict.scores.length).toBeLessThanOrEqual(12);
    expect(Math.min(...strict.scores)).toBeGreaterThan(0.5);
  });

  it('refuse outputs that do not fit the input', () => {
    const outputs = randomOutputs(7, locations, 2);
    expect(() => detect({ ...outputs, centreness: outputs.centreness.subarray(1) }, geometry, specWith())).toThrow(
      'do not fit',
    );
    expect(() => detect(outputs, { ...geometry, paddedWidth: 192 }, specWith())).toThrow('do not fit');
  });
});

describe('the coder', () => {
  it.each(['relu-stride', 'exponential'] as const)('decodes what it encoded (%s)', (regression) => {
    const random = randomNumbers(8);
    for (let round = 0; round < 200; round++) {
      const [x, y] = [random() * 500, random() * 500];
      const box = [x - random() * 90, y - random() * 90, x + random() * 90, y + random() * 90];
      const stride = 8 << Math.floor(random() * 5);
      const target = new Float64Array(4);
      const back = new Float64Array(4);
      encode(box, 0, x, y, stride, regression, target, 0);
      decode(target, 0, x, y, stride, regression, back, 0);
      expect(largestDifference(back, box)).toBeLessThan(1e-9);
    }
  });
});

describe('suppression', () => {
  it('drops what overlaps over the threshold, keeps what overlaps exactly as much, and never crosses classes', () => {
    const boxes = Float32Array.of(0, 0, 10, 10, 0, 0, 10, 5, 0, 0, 10, 10, 0, 0, 10, 9);
    const scores = Float32Array.of(0.9, 0.8, 0.7, 0.6);
    expect(nmsByClass(boxes, scores, Int32Array.of(0, 0, 1, 0), 0.5, 100)).toEqual([0, 1, 2]);
    expect(nmsByClass(boxes, scores, Int32Array.of(0, 0, 1, 0), 0.49, 100)).toEqual([0, 2]);
    expect(nmsByClass(boxes, scores, Int32Array.of(0, 0, 1, 0), 0.5, 2)).toEqual([0, 1]);
  });

  it('takes ties in their order, and survives boxes without area', () => {
    const boxes = Float32Array.of(5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 4, 4, 0, 0, 4, 4);
    expect(nmsByClass(boxes, Float32Array.of(0.5, 0.5, 0.5, 0.5), Int32Array.of(0, 0, 0, 0), 0.6, 100)).toEqual([
      0, 1, 2,
    ]);
  });
});

describe('ordering and choosing', () => {
  it('orders scores of any sign from high to low, ties by position', () => {
    const scores = Float32Array.of(0.5, -1, 0, 3, -0, 0.5, Infinity, -Infinity, 1e-40, -1e-40);
    expect([...descendingOrder(scores)]).toEqual([6, 3, 0, 5, 8, 2, 4, 9, 1, 7]);
    expect([...descendingOrder(new Float32Array(0))]).toEqual([]);
  });

  it('keeps of many the best, and of equals the first', () => {
    const random = randomNumbers(9);
    for (const capacity of [1, 2, 7, 64]) {
      const best = emptyCandidates(capacity);
      const all: (readonly [number, number])[] = [];
      for (let index = 0; index < 500; index++) {
        const score = Math.fround(Math.floor(random() * 40) / 40);
        all.push([score, index * 3]);
        offer(best, score, index * 3);
      }
      const expected = all.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, capacity);
      expect([...bestFirst(best)].map((position) => [best.scores[position], best.indices[position]])).toEqual(expected);
    }
  });
});

describe('the input size', () => {
  // Recorded from torchvision 0.14's arithmetic, which loses a pixel in some of them.
  it.each([
    [640, 480, 240, 320, 320, 240, 320, 256],
    [427, 640, 800, 1333, 799, 1199, 800, 1216],
    [612, 612, 800, 1333, 800, 800, 800, 800],
    [1, 6000, 800, 1333, 1, 1332, 32, 1344],
    [4000, 3000, 800, 1333, 1066, 799, 1088, 800],
    [333, 500, 800, 1333, 799, 1201, 800, 1216],
  ])('of %i × %i at %i to %i is as torchvision rounds it', (width, height, shortSide, longSide, ...expected) => {
    const size = inputSize(width, height, { shortSide, longSide, divisor: 32 });
    expect([size.width, size.height, size.paddedWidth, size.paddedHeight]).toEqual(expected);
  });
});
