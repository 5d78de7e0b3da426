import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { boxOf } from '../../src/common/dataset/bbox.ts';
import type { Bbox } from '../../src/common/dataset/entries.ts';
import { statNames } from '../../src/common/coco/evaluation.ts';
import { evaluateDetections } from '../../src/detector/evaluateDetections.ts';
import { describeWithShared } from '../support/shared.ts';

const classes = ['a', 'b'];
const box = { x1: 10, y1: 10, x2: 60, y2: 60 };

it('gives the figures of each class in the order of the classes, with ids from 1', () => {
  const pictures = [
    { boxes: [{ box, label: 1 }], detections: [{ box, label: 1, score: 0.7 }] },
    { boxes: [{ box, label: 1 }], detections: [{ box, label: 0, score: 0.7 }] },
    { boxes: [], detections: [] },
  ];
  const evaluation = evaluateDetections(classes, pictures);
  expect(evaluation).toMatchObject({ images: 3, truthBoxes: 2, detections: 2 });
  expect(evaluation.perCategory.map(({ id, name }) => [id, name])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(evaluation.perCategory[0]?.AP50).toBe(-1);
  expect(evaluation.perCategory[1]?.AP50).toBeCloseTo(51 / 101, 12);
});

it('leaves crowds and what they cover out of the count', () => {
  const crowd = { box: { x1: 100, y1: 100, x2: 400, y2: 400 }, label: 0, crowd: true as const };
  const inside = [120, 200, 280].map((x1) => ({
    box: { x1, y1: 120, x2: x1 + 50, y2: 170 },
    label: 0,
    score: 0.9,
  }));
  const pictures = [{ boxes: [crowd, { box, label: 0 }], detections: [...inside, { box, label: 0, score: 0.5 }] }];
  expect(evaluateDetections(classes, pictures).stats.AP).toBeCloseTo(1, 12);
});

it('says nothing of figures that there is no truth for', () => {
  expect(evaluateDetections(classes, []).stats.AP).toBe(-1);
});

describeWithShared('recorded detections as boxes in memory', (shared) => {
  interface Row {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: Bbox;
  }
  const load = <T>(file: string): T => JSON.parse(readFileSync(path.join(shared, file), 'utf8')) as T;

  it('have the figures that pycocotools recorded for their files', () => {
    const truth = load<{ images: { id: number }[]; categories: { id: number; name: string }[]; annotations: Row[] }>(
      'data/bccd/annotations/instances_test.json',
    );
    const rows = load<(Row & { score: number })[]>('reference/eval/bccd.detections.json');
    const expected = load<{ stats: Record<string, number> }>('reference/eval/bccd.expected.json');
    const categories = [...truth.categories].sort((a, b) => a.id - b.id);
    const labelled = (row: Row): { box: ReturnType<typeof boxOf>; label: number } => {
      return { box: boxOf(row.bbox), label: categories.findIndex(({ id }) => id === row.category_id) };
    };
    const pictures = [...truth.images]
      .sort((a, b) => a.id - b.id)
      .map(({ id }) => ({
        boxes: truth.annotations.filter((row) => row.image_id === id).map(labelled),
        detections: rows.filter((row) => row.image_id === id).map((row) => ({ ...labelled(row), score: row.score })),
      }));
    const { stats } = evaluateDetections(
      categories.map(({ name }) => name),
      pictures,
    );
    for (const name of statNames) expect(stats[name], name).toBeCloseTo(expected.stats[name] ?? NaN, 6);
  });
});
