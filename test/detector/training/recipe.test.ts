import { describe, expect, it } from 'vitest';
import type { Size } from '../../../src/detector/training/augment.ts';
import { canvasOf, defaultRecipe, recipeOf, validationInterval } from '../../../src/detector/training/recipe.ts';

const many = (count: number, width: number, height: number): Size[] =>
  Array.from({ length: count }, () => ({ width, height }));

describe('the canvas', () => {
  it.each([
    ['landscape pictures', many(10, 640, 480), { width: 320, height: 256 }],
    ['portrait pictures', many(10, 480, 640), { width: 256, height: 320 }],
    ['square pictures', many(10, 500, 500), { width: 320, height: 320 }],
    ['nearly square pictures', many(10, 510, 500), { width: 320, height: 320 }],
    ['pictures of both orientations', [...many(5, 640, 480), ...many(5, 480, 640)], { width: 320, height: 320 }],
    [
      'landscape pictures with a rare portrait',
      [...many(19, 640, 480), ...many(1, 480, 640)],
      { width: 320, height: 256 },
    ],
    ['strips, which get a side that the pyramid can halve', many(10, 4000, 100), { width: 320, height: 64 }],
    ['a single picture', many(1, 1600, 900), { width: 320, height: 192 }],
    ['no readable picture', [], { width: 320, height: 320 }],
  ])('fits %s', (_, sizes, expected) => {
    expect(canvasOf(sizes, 320)).toEqual(expected);
  });

  it('has sides that are multiples of 32 and no longer than asked for, whatever the pictures', () => {
    for (let width = 50; width < 900; width += 37) {
      for (const pixels of [64, 96, 320, 1024]) {
        const canvas = canvasOf(many(3, width, 333), pixels);
        expect(Math.max(canvas.width, canvas.height)).toBe(pixels);
        expect([canvas.width % 32, canvas.height % 32]).toEqual([0, 0]);
        expect(Math.min(canvas.width, canvas.height)).toBeGreaterThanOrEqual(64);
      }
    }
  });
});

describe('updates between validations', () => {
  it('are a pass over the pictures, at least 25 and at most 1,000', () => {
    expect(validationInterval(400, 20, 4)).toBe(100);
    expect(validationInterval(12, 4, 4)).toBe(25);
    expect(validationInterval(100_000, 500, 4)).toBe(1000);
  });

  it('are more where validating would take long', () => {
    expect(validationInterval(200, 300, 4)).toBe(375);
  });
});

describe('a recipe', () => {
  it('is the usual one unless a study changes it', () => {
    expect(recipeOf(undefined)).toBe(defaultRecipe);
    expect(recipeOf('{}')).toEqual(defaultRecipe);
  });

  it('takes single numbers, inside its parts too', () => {
    const changes = {
      peakRate: 1,
      augment: { mosaic: 0 },
      optimizer: { kind: 'sgd' },
      loss: { box: 'iou' },
      frozen: 2,
    };
    expect(recipeOf(JSON.stringify(changes))).toEqual({
      ...defaultRecipe,
      peakRate: 1,
      frozen: 2,
      augment: { ...defaultRecipe.augment, mosaic: 0 },
      optimizer: { ...defaultRecipe.optimizer, kind: 'sgd' },
      loss: { ...defaultRecipe.loss, box: 'iou' },
    });
  });
});
