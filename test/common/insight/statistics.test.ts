// What is counted of pictures and boxes, and how it falls into bars.
import { describe, expect, test } from 'vitest';
import { log2Bars, wholeBars } from '../../../src/common/insight/bars.ts';
import { tallyOf, type CountedPicture } from '../../../src/common/insight/statistics.ts';

const picture = (id: number, more: Partial<CountedPicture> = {}): CountedPicture => ({
  ...{ id, width: 320, height: 320, split: null, state: 'new' },
  ...more,
});

describe('bars', () => {
  test('of whole numbers: one each as long as there is room, and none shares the bar of zero', () => {
    expect(wholeBars(Int32Array.of(0, 2, 2))).toEqual([
      { from: 0, to: 0, count: 1 },
      { from: 1, to: 1, count: 0 },
      { from: 2, to: 2, count: 2 },
    ]);
    const far = wholeBars(Int32Array.of(0, 1, 150, 151, 199));
    expect(far.length).toBeLessThanOrEqual(41);
    expect(far[0]).toEqual({ from: 0, to: 0, count: 1 });
    expect(far[1]).toEqual({ from: 1, to: 10, count: 1 });
    expect(far.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(far.at(-1)?.to).toBeGreaterThanOrEqual(199);
    expect(wholeBars(new Int32Array())).toEqual([]);
  });

  test('of ratios: a power of two begins a bar, and holes are bars without anything', () => {
    const bars = log2Bars({ perOctave: 1, align: 'edge' });
    for (const value of [8, 15.9, 64]) bars.add(value);
    expect(bars.bars()).toEqual([
      { from: 8, to: 16, count: 2 },
      { from: 16, to: 32, count: 0 },
      { from: 32, to: 64, count: 0 },
      { from: 64, to: 128, count: 1 },
    ]);
    const shapes = log2Bars({ perOctave: 4, align: 'middle' });
    for (const value of [1, 1.05, 0.95]) shapes.add(value);
    expect(shapes.bars()).toHaveLength(1);
  });
});

describe('the tally', () => {
  test('counts boxes and pictures of each class, the most frequent first', () => {
    const tally = tallyOf([picture(1), picture(2)]);
    tally.add(0, [1, 5, 0, 0, 10, 10]);
    tally.add(0, [2, 5, 0, 0, 10, 10]);
    tally.add(1, [3, 5, 0, 0, 10, 10]);
    tally.add(1, [4, 3, 0, 0, 20, 10]);
    const { classes, boxes, perPicture } = tally.finish();
    expect(boxes).toBe(4);
    expect(classes).toEqual([
      { category: 5, boxes: 3, pictures: 2, samples: [1, 2, 3] },
      { category: 3, boxes: 1, pictures: 1, samples: [4] },
    ]);
    expect(perPicture.at(-1)).toEqual({ from: 2, to: 2, count: 2 });
  });

  test('puts the middle of a box on the map, and one outside of the picture at its edge', () => {
    const tally = tallyOf([picture(1)]);
    tally.add(0, [5, 1, 100, 200, 120, 220]);
    tally.add(0, [6, 1, 400, -50, 420, -30]);
    const { positions } = tally.finish();
    expect(positions[21 * 32 + 11]).toBe(1);
    expect(positions[31]).toBe(1);
    expect(positions.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test('draws samples of a class from all of its boxes, the same ones each time', () => {
    const samples = () => {
      const tally = tallyOf(Array.from({ length: 1000 }, (_, place) => picture(place + 1)));
      for (let place = 0; place < 1000; place += 1) tally.add(place, [place + 1, 1, 0, 0, 10, 10]);
      return tally.finish().classes[0]?.samples ?? [];
    };
    const drawn = samples();
    expect(new Set(drawn).size).toBe(24);
    expect(Math.min(...drawn)).toBeLessThan(200);
    expect(Math.max(...drawn)).toBeGreaterThan(800);
    expect(samples()).toEqual(drawn);
  });

  test('boxes without an area do no harm, and unread pictures have no size', () => {
    const tally = tallyOf([picture(1, { width: 0, height: 0 })]);
    tally.add(0, [7, 1, 5, 5, 5, 5]);
    const figures = tally.finish();
    expect(figures.boxes).toBe(1);
    expect(figures.aspects).toEqual([]);
    expect(figures.sizes).toEqual([]);
    expect(figures.sides).toEqual([{ from: 1, to: 2 ** 0.25, count: 1 }]);
  });

  test('splits come as train, val, test, others and none, with their boxes; sizes beyond twelve are one', () => {
    const splits = [null, 'zoo', 'test', 'train', 'val'];
    const pictures = splits.map((split, place) => picture(place + 1, { split }));
    const many = Array.from({ length: 20 }, (_, place) => picture(place + 10, { width: 100 + place, split: 'train' }));
    const tally = tallyOf([...pictures, ...many]);
    tally.add(3, [8, 1, 0, 0, 10, 10]);
    const figures = tally.finish();
    expect(figures.splits.map(({ split }) => split)).toEqual(['train', 'val', 'test', 'zoo', null]);
    expect(figures.splits[0]).toEqual({ split: 'train', pictures: 21, boxes: 1 });
    expect(figures.sizes).toHaveLength(12);
    expect(figures.sizes[0]).toEqual({ width: 320, height: 320, pictures: 5 });
    expect(figures.otherSizes).toEqual({ pictures: 9, kinds: 9 });
  });
});
