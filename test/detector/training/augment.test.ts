// Boxes follow the pixels: a picture with a red rectangle is laid out and drawn, and the rectangle is where its box says.
import { describe, expect, it } from 'vitest';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { defaultAugment, placedBoxes, placements } from '../../../src/detector/training/augment.ts';
import type { AugmentSpec, Placement, Size } from '../../../src/detector/training/augment.ts';
import { drawCanvas } from '../../../src/detector/training/canvas.ts';
import type { Source } from '../../../src/detector/training/canvas.ts';

const canvas: Size = { width: 160, height: 128 };
const spec = sizeSpec('nano', 2, 160).input;

interface Pictured extends Source {
  readonly box: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
}

/** Red on grey; every picture has another size and its rectangle elsewhere, off the middle. */
function picture(width: number, height: number, box: Pictured['box']): Pictured {
  const data = new Uint8Array(width * height * 3).fill(100);
  for (let y = box.y1; y < box.y2; y++) {
    for (let x = box.x1; x < box.x2; x++) data.set([255, 0, 0], (y * width + x) * 3);
  }
  return { width, height, data, box };
}

const pictures: readonly Pictured[] = [
  picture(200, 150, { x1: 20, y1: 12, x2: 90, y2: 60 }),
  picture(96, 160, { x1: 50, y1: 90, x2: 92, y2: 150 }),
  picture(120, 120, { x1: 8, y1: 70, x2: 60, y2: 112 }),
  picture(300, 90, { x1: 200, y1: 10, x2: 290, y2: 50 }),
];
const sourceOf = (index: number): Pictured => pictures[index] as Pictured;
/** Boxes are given in pixels twice as fine as those that are drawn, as a reduced picture's are. */
const ownSizeOf = (index: number): Size => ({ width: sourceOf(index).width * 2, height: sourceOf(index).height * 2 });
const boxesOf = (index: number): { box: Pictured['box']; label: number }[] => {
  const { x1, y1, x2, y2 } = sourceOf(index).box;
  return [{ box: { x1: 2 * x1, y1: 2 * y1, x2: 2 * x2, y2: 2 * y2 }, label: index }];
};

function placed(seed: number, changes: Partial<AugmentSpec> = {}): readonly Placement[] {
  const random = seededRandom(seed);
  const other = (): number => Math.floor(random() * pictures.length);
  return placements(seed % pictures.length, canvas, { ...defaultAugment, ...changes }, random, other, ownSizeOf);
}

interface Red {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly count: number;
}

/** Where the drawing of one placement is more red than half of its reddest. */
function redOf(placement: Placement): Red {
  const image = new Float32Array(3 * canvas.width * canvas.height);
  drawCanvas([placement], sourceOf, canvas, spec, image);
  const plane = canvas.width * canvas.height;
  const value = (channel: number, at: number): number =>
    (image[channel * plane + at] as number) * (spec.deviation[channel] as number) + (spec.mean[channel] as number);
  let [x1, y1, x2, y2, count] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (let at = 0; at < plane; at++) {
    if (value(0, at) - value(1, at) < 0.3) continue;
    const [x, y] = [at % canvas.width, Math.floor(at / canvas.width)];
    [x1, y1, x2, y2] = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x + 1), Math.max(y2, y + 1)];
    count++;
  }
  return { x1, y1, x2, y2, count };
}

/** Without changes of colour the threshold is half way between the two; with them it stays below the least red. */
const plain: Partial<AugmentSpec> = { brightness: 0, contrast: 0, saturation: 0 };

function expectBoxOnRed(placement: Placement): 'seen' | 'gone' {
  const found = redOf(placement);
  const { boxes, labels, ignored } = placedBoxes([placement], boxesOf, ownSizeOf);
  const { box } = sourceOf(placement.picture);
  const scaleX = placement.width / sourceOf(placement.picture).width;
  const scaleY = placement.height / sourceOf(placement.picture).height;
  const whole = (box.x2 - box.x1) * (box.y2 - box.y1) * scaleX * scaleY;
  const share = found.count / whole;
  if (labels.length === 0) {
    expect(share).toBeLessThan(0.25);
    return 'gone';
  }
  expect([...labels]).toEqual([placement.picture]);
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes;
  expect((x2 - x1) * (y2 - y1)).toBeGreaterThan(0);
  // A pixel, and what the sampling of an enlarged picture blurs.
  const slack = 1.01 + Math.max(scaleX, scaleY) / 2;
  if (found.count === 0) {
    expect(Math.min(x2 - x1, y2 - y1)).toBeLessThan(slack);
    return 'gone';
  }
  for (const [side, expected] of [
    [found.x1, x1],
    [found.y1, y1],
    [found.x2, x2],
    [found.y2, y2],
  ] as const) {
    expect(Math.abs(side - expected)).toBeLessThanOrEqual(slack);
  }
  if (share < 0.25) expect(ignored[0]).toBe(1);
  if (share > 0.6) expect(ignored[0]).toBe(0);
  return 'seen';
}

describe('a picture laid out at random', () => {
  it.each([
    ['alone', { mosaic: 0 }],
    ['alone, always mirrored', { mosaic: 0, mirror: 1, upsideDown: 0 }],
    ['alone, always upside down', { mosaic: 0, mirror: 0, upsideDown: 1 }],
    ['alone, never turned', { mosaic: 0, mirror: 0, upsideDown: 0 }],
    ['in a mosaic', { mosaic: 1 }],
  ] as const)('%s, has its rectangle where its box says', (_, changes) => {
    let seen = 0;
    let [mirrored, flipped] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const all = placed(seed, { ...plain, ...changes });
      expect(all).toHaveLength(changes.mosaic === 1 ? 4 : 1);
      for (const placement of all) {
        if (expectBoxOnRed(placement) === 'seen') seen++;
        if (placement.mirrored) mirrored++;
        if (placement.flipped) flipped++;
      }
    }
    expect(seen).toBeGreaterThan(40);
    const turns = changes as Partial<AugmentSpec>;
    if (turns.mirror === 1) expect(mirrored).toBe(60);
    if (turns.mirror === 0) expect(mirrored).toBe(0);
    if (turns.upsideDown === 1) expect(flipped).toBe(60);
    if (turns.upsideDown === 0) expect(flipped).toBe(0);
    if (turns.mirror === undefined) expect(mirrored).toBeGreaterThan(15);
  });

  it('lies in a mosaic in four parts that cover the canvas once, its first part the picture itself', () => {
    for (let seed = 0; seed < 20; seed++) {
      const all = placed(seed, { mosaic: 1 });
      const area = all.reduce((sum, { clip }) => sum + (clip.x2 - clip.x1) * (clip.y2 - clip.y1), 0);
      expect(area).toBe(canvas.width * canvas.height);
      expect(all[0]?.picture).toBe(seed % pictures.length);
      // Each part shows what lies next to the crossing of the four.
      const { x2: x = NaN, y2: y = NaN } = all[0]?.clip ?? {};
      all.forEach(({ left, top, width, height }, index) => {
        expect(index % 2 === 0 ? left + width : left).toBeCloseTo(x, 9);
        expect(index < 2 ? top + height : top).toBeCloseTo(y, 9);
      });
      const boxes = placedBoxes(all, boxesOf, ownSizeOf).boxes;
      for (let i = 0; i < boxes.length; i += 4) {
        expect(boxes[i]).toBeGreaterThanOrEqual(0);
        expect(boxes[i + 1]).toBeGreaterThanOrEqual(0);
        expect(boxes[i + 2]).toBeLessThanOrEqual(canvas.width);
        expect(boxes[i + 3]).toBeLessThanOrEqual(canvas.height);
      }
    }
  });

  it('keeps its sides’ ratio, and its size within the factors', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [one] = placed(seed, { mosaic: 0 }) as [Placement];
      const { width, height } = ownSizeOf(one.picture);
      expect(one.width / one.height).toBeCloseTo(width / height, 6);
      const factor = one.width / width / Math.min(canvas.width / width, canvas.height / height);
      expect(factor).toBeGreaterThanOrEqual(0.6);
      expect(factor).toBeLessThan(1.5);
    }
  });

  it('keeps crowds as ignored regions', () => {
    const crowds = (index: number): { box: Pictured['box']; label: number; crowd: true }[] =>
      boxesOf(index).map((one) => ({ ...one, crowd: true }));
    const whole = placed(3, { mosaic: 0, scale: [1, 1] });
    expect(placedBoxes(whole, boxesOf, ownSizeOf).ignored[0]).toBe(0);
    expect(placedBoxes(whole, crowds, ownSizeOf).ignored[0]).toBe(1);
  });

  it('ignores a box of which little is left, and drops one of which next to nothing is', () => {
    const [one] = placed(0, { mosaic: 0, scale: [1, 1], mirror: 0, upsideDown: 0 }) as [Placement];
    const [box] = placedBoxes([one], boxesOf, ownSizeOf).boxes.slice(0, 1);
    const width = (sourceOf(0).box.x2 - sourceOf(0).box.x1) * (one.width / sourceOf(0).width);
    const cut = (share: number): Placement => ({
      ...one,
      clip: { ...one.clip, x2: (box as number) + width * share },
    });
    expect(placedBoxes([cut(0.5)], boxesOf, ownSizeOf).ignored).toEqual(Uint8Array.of(0));
    expect(placedBoxes([cut(0.3)], boxesOf, ownSizeOf).ignored).toEqual(Uint8Array.of(1));
    expect(placedBoxes([cut(0.05)], boxesOf, ownSizeOf).labels).toHaveLength(0);
  });
});
