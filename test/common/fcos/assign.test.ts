import { describe, expect, it } from 'vitest';
import { assign, background, centreSampling, ignored } from '../../../src/common/fcos/assign.ts';
import type { AssignmentRule, TruthBoxes } from '../../../src/common/fcos/assign.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import type { LevelGrid } from '../../../src/common/fcos/locations.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import { torchvisionConventions } from '../../../src/common/fcos/spec.ts';
import { between, seededRandom } from '../../../src/common/random.ts';

const spec = sizeSpec('nano', 3, 256);
const grids = levelGrids(256, 192, spec);

type Corners = readonly [number, number, number, number];

interface One {
  readonly box: Corners;
  readonly ignored?: true;
}

function truthOf(boxes: readonly One[]): TruthBoxes {
  return {
    boxes: Float32Array.from(boxes.flatMap(({ box }) => box)),
    labels: new Int32Array(boxes.length),
    ignored: Uint8Array.from(boxes, (one) => (one.ignored === true ? 1 : 0)),
  };
}

interface Place {
  readonly location: number;
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** Every location with its level and its middle, in order. */
function placesOf(all: readonly LevelGrid[]): readonly Place[] {
  return all.flatMap((grid, level) =>
    Array.from({ length: grid.rows * grid.columns }, (_, cell) => ({
      location: grid.first + cell,
      level,
      x: grid.left + (cell % grid.columns) * grid.stepX,
      y: grid.top + Math.floor(cell / grid.columns) * grid.stepY,
    })),
  );
}

/** Where a box answers, as [level, x, y]. */
function answers(matched: Int32Array, index: number): (readonly [number, number, number])[] {
  return placesOf(grids)
    .filter(({ location }) => matched[location] === index)
    .map(({ level, x, y }) => [level, x, y] as const);
}

/** The definition read aloud: every location asks every box. */
function slowly(truth: TruthBoxes, all: readonly LevelGrid[], rule: AssignmentRule): number[] {
  return placesOf(all).map(({ level, x, y }) => {
    const { stride, stepX, stepY } = all[level] as LevelGrid;
    const lower = level === 0 ? -Infinity : rule.lower * stride;
    const upper = level === all.length - 1 ? Infinity : rule.upper * stride;
    let best = background;
    let smallest = Infinity;
    let isNear = false;
    for (let index = 0; index < truth.labels.length; index++) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = truth.boxes.subarray(index * 4, index * 4 + 4);
      if (truth.ignored[index] === 1 || x2 - x1 < 1 || y2 - y1 < 1) {
        isNear ||= x > x1 - stepX / 2 && x < x2 + stepX / 2 && y > y1 - stepY / 2 && y < y2 + stepY / 2;
        continue;
      }
      const isInside = x > x1 && x < x2 && y > y1 && y < y2;
      const isCentral = Math.max(Math.abs(x - (x1 + x2) / 2), Math.abs(y - (y1 + y2) / 2)) < rule.radius * stride;
      const farthest = Math.max(x - x1, y - y1, x2 - x, y2 - y);
      const area = (x2 - x1) * (y2 - y1);
      if (!isInside || !isCentral || !(farthest > lower && farthest < upper) || !(area < smallest)) continue;
      [best, smallest] = [index, area];
    }
    return best === background && isNear ? ignored : best;
  });
}

describe('locations and boxes', () => {
  it('are all background in a picture without boxes', () => {
    const matched = assign(truthOf([]), grids, centreSampling);
    expect(matched).toHaveLength(locationCount(grids));
    expect(new Set(matched)).toEqual(new Set([background]));
  });

  it('meet within one and a half strides of the box’s middle, strictly', () => {
    // Cells of stride 8 lie at 4, 12, 20, …: those at 52 and 76 are exactly 12 away from the middle.
    const matched = assign(truthOf([{ box: [34, 34, 94, 94] }]), grids, centreSampling);
    expect(answers(matched, 0)).toEqual([60, 68].flatMap((y) => [60, 68].map((x) => [0, x, y])));
  });

  it('meet anywhere inside the box when the radius is infinite', () => {
    const matched = assign(truthOf([{ box: [34, 34, 78, 78] }]), grids, { ...centreSampling, radius: Infinity });
    const inside = [36, 44, 52, 60, 68, 76];
    expect(answers(matched, 0)).toEqual(inside.flatMap((y) => inside.map((x) => [0, x, y])));
  });

  it.each([
    [3, 0],
    [60, 0],
    [140, 1],
    [280, 2],
  ])('meet for a box of %i pixels at level %i alone', (side, level) => {
    const half = side / 2;
    const matched = assign(truthOf([{ box: [100 - half, 92 - half, 100 + half, 92 + half] }]), grids, centreSampling);
    expect(new Set(answers(matched, 0).map(([one]) => one))).toEqual(new Set([level]));
  });

  it('meet for the largest boxes at the last level and for the smallest at the first, which are open', () => {
    const wide = levelGrids(4096, 4096, spec);
    const large = assign(truthOf([{ box: [0, 0, 4096, 4096] }]), wide, centreSampling);
    const last = wide.at(-1) as LevelGrid;
    const found = [...large.keys()].filter((location) => large[location] === 0);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((location) => location >= last.first)).toBe(true);
    const small = assign(truthOf([{ box: [59, 59, 61, 61] }]), grids, centreSampling);
    expect(answers(small, 0)).toEqual([[0, 60, 60]]);
  });

  it('do not meet where the farthest side is exactly at the end of a level’s range, which is torchvision’s', () => {
    const matched = assign(truthOf([{ box: [-4, 30, 90, 90] }]), grids, { ...centreSampling, radius: Infinity });
    const row = answers(matched, 0).flatMap(([level, x, y]) => (level === 0 && y === 60 ? [x] : []));
    // The left side is 56 away at 52 and 64 away at 60, where level 0 ends.
    expect(row).toEqual([28, 36, 44, 52]);
  });

  it('inside several boxes take the smallest, and of equals the earlier, whatever their order', () => {
    const large: One = { box: [40, 40, 90, 90] };
    const small: One = { box: [50, 50, 76, 76] };
    expect(assign(truthOf([large, small]), grids, centreSampling)[indexAt(60, 60)]).toBe(1);
    expect(assign(truthOf([small, large]), grids, centreSampling)[indexAt(60, 60)]).toBe(0);
    const twin: One = { box: [52, 48, 78, 74] };
    expect(assign(truthOf([small, twin]), grids, centreSampling)[indexAt(60, 60)]).toBe(0);
    expect(assign(truthOf([twin, small]), grids, centreSampling)[indexAt(60, 60)]).toBe(0);
  });

  it('know neither object nor background inside a crowd, but for the objects in it', () => {
    const crowd: One = { box: [16, 16, 160, 160], ignored: true };
    const single: One = { box: [50, 50, 76, 76] };
    for (const boxes of [
      [crowd, single],
      [single, crowd],
    ]) {
      const matched = assign(truthOf(boxes), grids, centreSampling);
      expect(matched[indexAt(60, 60)]).toBe(boxes.indexOf(single));
      expect(matched[indexAt(100, 100)]).toBe(ignored);
      expect(matched[indexAt(180, 100)]).toBe(background);
    }
  });

  it('around a box under a pixel are no background, and no object either', () => {
    const tiny = assign(truthOf([{ box: [60.1, 60.1, 60.9, 90] }]), grids, centreSampling);
    expect([...tiny].some((index) => index >= 0)).toBe(false);
    for (const y of [60, 68, 76, 84]) expect(tiny[indexAt(60, y)]).toBe(ignored);
    expect(tiny[indexAt(76, 60)]).toBe(background);
    // Between two cells it still silences the nearer ones.
    const between = assign(truthOf([{ box: [63, 63, 63.5, 63.5] }]), grids, centreSampling);
    expect(between[indexAt(60, 60)]).toBe(ignored);
  });

  it.each([1, 2, 3, 4, 5, 6])('agree with the definition on many boxes at random (%i)', (seed) => {
    const random = seededRandom(seed);
    const conventions = seed % 2 === 0 ? torchvisionConventions : spec.conventions;
    // An odd size, where the corner convention's steps differ from the strides.
    const all = levelGrids(seed * 64, 224, { ...spec, conventions });
    const boxes = Array.from({ length: 40 }, (): One => {
      const [width, height] = [between(random, 0.3, 15) ** 2, between(random, 0.3, 15) ** 2];
      const [x, y] = [between(random, -20, seed * 64), between(random, -20, 224)];
      return { box: [x, y, x + width, y + height], ...(random() < 0.15 && { ignored: true }) };
    });
    const rule = { radius: seed % 3 === 0 ? Infinity : 1.5, lower: 4, upper: 8 };
    const truth = truthOf(boxes);
    expect([...assign(truth, all, rule)]).toEqual(slowly(truth, all, rule));
  });
});

/** The location of stride 8 at (x, y). */
function indexAt(x: number, y: number): number {
  const found = placesOf(grids).find((place) => place.level === 0 && place.x === x && place.y === y);
  if (found === undefined) throw new Error(`No cell lies at ${x}, ${y}.`);
  return found.location;
}
