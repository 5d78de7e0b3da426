import { describe, expect, it } from 'vitest';
import {
  adjustBytes,
  byteLevels,
  curve,
  deepLevels,
  isAdjusted,
  unadjusted,
} from '../../../../src/renderer/canvas/adjust/adjustments.ts';
import { drawSamples, factsOf, readSamples } from '../../../../src/renderer/canvas/adjust/samples.ts';

const table = (part: object) => curve({ ...unadjusted, ...part }, byteLevels, 256);

describe('the curve from a sample to a byte on screen', () => {
  it('changes nothing when nothing is adjusted', () => {
    expect([...table({})]).toEqual([...Array(256).keys()]);
    expect(isAdjusted(unadjusted)).toBe(false);
    expect(isAdjusted({ ...unadjusted, gamma: 1.1 })).toBe(true);
    expect(isAdjusted({ ...unadjusted, levels: 'auto' })).toBe(true);
  });

  it('lifts by brightness, spreads about the middle by contrast, bends by gamma, and turns over', () => {
    expect(table({ brightness: 0.2 })[100]).toBe(151);
    expect(table({ brightness: 1 })[0]).toBe(255);
    expect([table({ contrast: 0.5 })[64], table({ contrast: 0.5 })[191]]).toEqual([7, 248]);
    expect([...new Set(table({ contrast: -1 }))]).toEqual([128]);
    expect([table({ gamma: 2 })[0], table({ gamma: 2 })[64], table({ gamma: 2 })[255]]).toEqual([0, 128, 255]);
    expect([table({ inverted: true })[0], table({ inverted: true })[255]]).toEqual([255, 0]);
  });

  it('begins with black and ends with white at the levels, in 16 bits', () => {
    const deep = curve(unadjusted, { low: 1000, high: 3000 }, 65_536);
    expect([deep[0], deep[1000], deep[2000], deep[3000], deep[65_535]]).toEqual([0, 0, 128, 255, 255]);
    expect(curve(unadjusted, deepLevels, 65_536)[257 * 40]).toBe(40);
  });

  it('is put on colours one by one, or on their light for gray; alpha stays', () => {
    const pixels = Uint8ClampedArray.from([10, 20, 30, 128]);
    adjustBytes(pixels, table({ inverted: true }), 'colour');
    expect([...pixels]).toEqual([245, 235, 225, 128]);
    const gray = Uint8ClampedArray.from([255, 0, 0, 255, 7, 7, 7, 9]);
    adjustBytes(gray, table({}), 'gray');
    expect([...gray]).toEqual([54, 54, 54, 255, 7, 7, 7, 9]);
  });
});

describe("the file's own numbers", () => {
  const bytes = (width: number, height: number, channels: number, values: readonly number[]) => {
    const buffer = new ArrayBuffer(16 + values.length * 2);
    new Uint32Array(buffer, 0, 4).set([width, height, channels, 0]);
    new Uint16Array(buffer, 16).set(values);
    return buffer;
  };

  it('are read with their size, and refused when they are too few', () => {
    const samples = readSamples(bytes(2, 1, 3, [1, 2, 3, 4, 5, 6]));
    expect([samples.width, samples.height, samples.channels, [...samples.values]]).toEqual([
      2,
      1,
      3,
      [1, 2, 3, 4, 5, 6],
    ]);
    expect(() => readSamples(bytes(2, 2, 1, [1, 2, 3]))).toThrow(/2 × 2 × 1/);
  });

  it('are counted: the ends, the percentiles, the histogram', () => {
    const values = Array.from({ length: 1000 }, (_, place) => 500 + place * 3);
    const facts = factsOf(readSamples(bytes(100, 10, 1, values)));
    expect([facts.least, facts.most, facts.end]).toEqual([500, 3497, 4095]);
    expect(facts.auto).toEqual({ low: 500 + 4 * 3, high: 500 + 994 * 3 });
    expect(facts.histogram.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(facts.histogram[0]).toBe(0);
  });

  it('of a picture of one single value leave levels that can be used', () => {
    const facts = factsOf(readSamples(bytes(2, 2, 1, [65_535, 65_535, 65_535, 65_535])));
    expect([facts.least, facts.auto, facts.end]).toEqual([65_535, { low: 65_535, high: 65_535 }, 65_535]);
    expect(curve(unadjusted, facts.auto, 65_536)[65_535]).toBe(0);
  });

  it('are drawn through a curve, whole or the nearest of each step', () => {
    const samples = readSamples(bytes(4, 2, 1, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]));
    const through = curve(unadjusted, { low: 0, high: 7000 }, 65_536);
    const drawn = new Uint8ClampedArray(2 * 4);
    drawSamples(samples, { width: 2, from: 0, rows: 1, step: 2 }, through, 'colour', drawn);
    expect([...drawn]).toEqual([0, 0, 0, 255, 73, 73, 73, 255]);
    const last = new Uint8ClampedArray(4 * 4);
    drawSamples(samples, { width: 4, from: 1, rows: 1, step: 1 }, through, 'colour', last);
    expect([last[0], last[12]]).toEqual([146, 255]);
    const coloured = readSamples(bytes(1, 1, 3, [65_535, 0, 0]));
    const gray = new Uint8ClampedArray(4);
    drawSamples(coloured, { width: 1, from: 0, rows: 1, step: 1 }, curve(unadjusted, deepLevels, 65_536), 'gray', gray);
    expect([...gray]).toEqual([54, 54, 54, 255]);
  });
});
