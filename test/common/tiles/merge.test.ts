import { describe, expect, it } from 'vitest';
import type { Detections } from '../../../src/common/fcos/detect.ts';
import { iou } from '../../../src/common/geometry/box.ts';
import type { Box } from '../../../src/common/geometry/box.ts';
import { mergeTiles } from '../../../src/common/tiles/merge.ts';
import { planTiles } from '../../../src/common/tiles/plan.ts';
import type { Region } from '../../../src/common/tiles/plan.ts';
import { seeded } from '../../support/seeded.ts';

interface Thing {
  readonly box: Box;
  readonly label: number;
}

const picture = { width: 2000, height: 1500 };
const options = { overlap: 120, edge: 2, iouThreshold: 0.5 };
const regions = planTiles(picture, { width: 500, height: 500 }, options.overlap);

function detections(things: readonly (Thing & { readonly score?: number })[]): Detections {
  return {
    boxes: Float32Array.from(things.flatMap(({ box }) => [box.x1, box.y1, box.x2, box.y2])),
    scores: Float32Array.from(things, ({ score }, index) => score ?? 0.9 - index / 1000),
    labels: Int32Array.from(things, ({ label }) => label),
  };
}

/** What a perfect detector reports of a region: every visible part of everything, in the region's pixels. */
function seen(things: readonly Thing[], { left, top, width, height }: Region): Detections {
  const parts = things.map(({ box, label }) => ({
    label,
    box: {
      x1: Math.max(0, box.x1 - left),
      y1: Math.max(0, box.y1 - top),
      x2: Math.min(width, box.x2 - left),
      y2: Math.min(height, box.y2 - top),
    },
  }));
  return detections(parts.filter(({ box }) => box.x2 - box.x1 > 0.5 && box.y2 - box.y1 > 0.5));
}

function thingsOf(found: Detections): Thing[] {
  return Array.from(found.labels, (label, index) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = found.boxes.subarray(index * 4, index * 4 + 4);
    return { label, box: { x1, y1, x2, y2 } };
  });
}

const byPlace = (a: Thing, b: Thing): number => a.box.x1 - b.box.x1 || a.box.y1 - b.box.y1 || a.label - b.label;

/** Things of whole sides from `least` to `most`; those of one class overlap by less than a tenth. */
function scatter(seed: number, count: number, least: number, most: number): Thing[] {
  const random = seeded(seed);
  const things: Thing[] = [];
  for (let tries = 0; things.length < count && tries < 50_000; tries++) {
    const width = Math.round(least + random() * (most - least));
    const height = Math.round(least + random() * (most - least));
    const x1 = Math.floor(random() * (picture.width - width + 1));
    const y1 = Math.floor(random() * (picture.height - height + 1));
    const thing = { label: Math.floor(random() * 3), box: { x1, y1, x2: x1 + width, y2: y1 + height } };
    if (things.every((other) => other.label !== thing.label || iou(other.box, thing.box) < 0.1)) things.push(thing);
  }
  return things;
}

function merged(things: readonly Thing[], whole?: Detections): Thing[] {
  const tiles = regions.map((region) => ({ region, found: seen(things, region) }));
  return thingsOf(mergeTiles(picture, tiles, whole, options)).sort(byPlace);
}

describe('what tiles show, merged', () => {
  it('is what is there, each thing once, when a detector sees everything and things are smaller than the overlap', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const things = scatter(seed, 300, 4, options.overlap - 2 * options.edge - 2);
      expect(things).toHaveLength(300);
      expect(merged(things)).toEqual(things.sort(byPlace));
    }
  });

  it('is put together from the parts of what no tile shows whole', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seeded(seed);
      // One in each ninth of the picture, over two tiles or more.
      const things = Array.from({ length: 9 }, (_, index): Thing => {
        const [x, y] = [(index % 3) * 660, Math.floor(index / 3) * 490];
        const width = 200 + random() * 440;
        const height = 200 + random() * 270;
        const x1 = Math.round(x + random() * (650 - width));
        const y1 = Math.round(y + random() * (480 - height));
        return { label: 1, box: { x1, y1, x2: Math.round(x1 + width), y2: Math.round(y1 + height) } };
      });
      expect(merged(things)).toEqual(things.sort(byPlace));
    }
  });

  it('keeps a small thing that lies inside a large one of its class', () => {
    const large = { label: 0, box: { x1: 700, y1: 100, x2: 1100, y2: 450 } };
    const small = { label: 0, box: { x1: 800, y1: 200, x2: 840, y2: 240 } };
    expect(merged([large, small], detections([large]))).toEqual([large, small].sort(byPlace));
  });

  it('takes large things from the whole picture and drops the parts that tiles show of them', () => {
    const large = { label: 0, box: { x1: 100, y1: 100, x2: 1700, y2: 1300 } };
    const roughly = { label: 0, box: { x1: 95, y1: 110, x2: 1710, y2: 1290 } };
    // A tile in the middle sees nothing but the thing and reports what it takes for its ends.
    const tiles = regions.map((region) => ({ region, found: seen([large], region) }));
    const found = thingsOf(mergeTiles(picture, tiles, detections([{ ...roughly, score: 0.95 }]), options));
    expect(found).toEqual([roughly]);
  });

  it('believes tiles, not the whole picture, about what is smaller than the overlap', () => {
    const small = { label: 0, box: { x1: 300, y1: 300, x2: 340, y2: 340 } };
    const blurred = { label: 0, box: { x1: 340, y1: 340, x2: 400, y2: 400 } };
    expect(merged([small], detections([{ ...blurred, score: 0.99 }]))).toEqual([small]);
  });

  it('believes who sees a thing to its ends, however sure another is of the part', () => {
    const [first, second] = regions as [Region, Region];
    const right = first.left + first.width;
    const truth = { x1: right - 40, y1: 50, x2: right + 30, y2: 120 };
    const part = { label: 0, score: 0.99, box: { ...truth, x2: right } };
    const whole = {
      label: 0,
      score: 0.6,
      box: { ...truth, x1: truth.x1 - second.left, x2: truth.x2 - second.left },
    };
    const tiles = regions.map((region) => ({
      region,
      found: detections(region === first ? [part] : region === second ? [whole] : []),
    }));
    const found = mergeTiles(picture, tiles, undefined, options);
    expect(thingsOf(found)).toEqual([{ label: 0, box: truth }]);
    expect(found.scores[0]).toBeCloseTo(0.6, 6);
  });

  it('gives what it found best first', () => {
    const things = scatter(3, 200, 10, 100);
    const tiles = regions.map((region) => ({ region, found: seen(things, region) }));
    const { scores } = mergeTiles(picture, tiles, undefined, options);
    expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
  });

  it('does not take long over the boxes of thousands of tiles', () => {
    const large = { width: 20_000, height: 20_000 };
    const many = planTiles(large, { width: 400, height: 400 }, 80);
    const random = seeded(9);
    const tiles = many.map((region) => ({
      region,
      found: detections(
        Array.from({ length: 20 }, () => {
          const [x1, y1] = [random() * 360, random() * 360];
          return { label: 0, box: { x1, y1, x2: x1 + 40, y2: y1 + 40 } };
        }),
      ),
    }));
    const found = mergeTiles(large, tiles, undefined, { ...options, overlap: 80 });
    expect(found.scores.length).toBeGreaterThan(20_000);
  });
});
