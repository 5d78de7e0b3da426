import { describe, expect, it } from 'vitest';
import { detectionColumns, truthColumns } from '../../../src/common/coco/boxColumns.ts';

const box = { x1: 10, y1: 20, x2: 40, y2: 60 };

describe('boxes as columns', () => {
  it('have x y w h, the area of the box, category ids from 1 and a mark for crowds', () => {
    const truth = truthColumns(['a', 'b'], [[], [{ box, label: 1 }], [{ box, label: 0, crowd: true }]]);
    expect(truth.imageIds).toEqual([0, 1, 2]);
    expect(truth.categories).toEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]);
    const { bbox, image, category, area, crowd } = truth.boxes;
    expect([...bbox]).toEqual([10, 20, 30, 40, 10, 20, 30, 40]);
    expect([[...image], [...category], [...area], [...crowd]]).toEqual([
      [1, 2],
      [1, 0],
      [1200, 1200],
      [0, 1],
    ]);
  });

  it('leave out and count detections of a label that is no class', () => {
    const found = [-1, 0, 2, 0.5, 2].map((label) => ({ box, label, score: 0.5 }));
    const { boxes, unknownCategories } = detectionColumns(['a', 'b'], [[], found]);
    expect(boxes.count).toBe(1);
    expect([...boxes.score]).toEqual([0.5]);
    expect(unknownCategories).toEqual({ count: 4, ids: [-1, 2, 0.5] });
  });

  it('refuse a truth with a label that is no class, naming the picture', () => {
    const stray = [[{ box, label: 0 }], [{ box, label: 7 }]];
    expect(() => truthColumns(['a'], stray)).toThrow('A box of picture 2 has the label 7; labels go from 0 to 0.');
  });
});
