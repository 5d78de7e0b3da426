import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/common/coco/evaluate.ts';
import { statNames, type Evaluation } from '../../../src/common/coco/evaluation.ts';
import { formatEvaluation } from '../../../src/common/coco/layout.ts';
import { readDetections, readTruth } from '../../support/evaluationInput.ts';
import { describeWithShared } from '../../support/shared.ts';

type Box = [number, number, number, number];

interface TruthBox {
  image?: number | string;
  category?: number;
  bbox: Box;
  crowd?: boolean;
  area?: number;
  id?: number;
}

interface Detection {
  image?: number | string;
  category?: number;
  bbox: Box;
  score: number;
}

function truthFile(boxes: TruthBox[], images: (number | string)[] = [1], categories = [1]): unknown {
  return {
    images: images.map((id) => ({ id, file_name: `${id}.jpg`, width: 640, height: 480 })),
    categories: categories.map((id) => ({ id, name: `c${id}` })),
    annotations: boxes.map(({ image = images[0], category = 1, bbox, crowd = false, area, id }, index) => ({
      id: id ?? index + 1,
      image_id: image,
      category_id: category,
      bbox,
      area: area ?? bbox[2] * bbox[3],
      iscrowd: crowd ? 1 : 0,
    })),
  };
}

function results(found: Detection[], image: number | string = 1): unknown {
  return found.map((row) => ({
    image_id: row.image ?? image,
    category_id: row.category ?? 1,
    bbox: row.bbox,
    score: row.score,
  }));
}

function evaluated(truthJson: unknown, detectionsJson: unknown): Evaluation {
  const truth = readTruth(truthJson);
  if (!truth.ok) throw new Error(truth.failure.message);
  const detections = readDetections(detectionsJson, truth.value);
  if (!detections.ok) throw new Error(detections.failure.message);
  const result = evaluate(truth.value, detections.value);
  const perCategory = result.perCategory.map((row) => ({ ...row, AP: rounded(row.AP), AP50: rounded(row.AP50) }));
  const stats = Object.fromEntries(statNames.map((name) => [name, rounded(result.stats[name])]));
  return { ...result, stats: stats as Evaluation['stats'], perCategory };
}

/** pycocotools adds a spacing(1) below the precision, so a perfect one is 1 − 2⁻⁵². */
function rounded(figure: number): number {
  return Math.round(figure * 1e12) / 1e12;
}

function messageOf(truthJson: unknown, detectionsJson: unknown): string {
  const truth = readTruth(truthJson);
  if (!truth.ok) return truth.failure.message;
  const detections = readDetections(detectionsJson, truth.value);
  return detections.ok ? 'no failure' : detections.failure.message;
}

interface Expected {
  readonly stats: Record<string, number>;
  readonly per_category: Record<string, { AP: number; AP50: number; AR100: number }>;
}

describeWithShared('the evaluation against what pycocotools recorded', (shared) => {
  const load = (path: string): unknown => JSON.parse(readFileSync(join(shared, path), 'utf8'));
  const sets = [
    ['bccd', 'data/bccd/annotations/instances_test.json'],
    ['coco-mini', 'data/coco-mini/annotations/instances_train2017.json'],
    ['nuclei', 'data/nuclei/annotations/instances_test.json'],
  ] as const;

  it.each(sets)('gives the twelve figures and those of each category of %s', (name, truthPath) => {
    const expected = load(`reference/eval/${name}.expected.json`) as Expected;
    const result = evaluated(load(truthPath), load(`reference/eval/${name}.detections.json`));
    expect(Object.keys(expected.stats).sort()).toEqual([...statNames].sort());
    for (const key of statNames) {
      expect(Math.abs(result.stats[key] - expected.stats[key]!), `${name} ${key}`).toBeLessThan(1e-9);
    }
    expect(result.perCategory.map(({ id }) => String(id))).toEqual(
      Object.keys(expected.per_category).sort((a, b) => Number(a) - Number(b)),
    );
    for (const category of result.perCategory) {
      const wanted = expected.per_category[String(category.id)]!;
      expect(category.AP).toBeCloseTo(wanted.AP, 9);
      expect(category.AP50).toBeCloseTo(wanted.AP50, 9);
      expect(category.AR100).toBeCloseTo(wanted.AR100, 9);
    }
  });
});

describe('the evaluation by hand', () => {
  it('gives 1 to perfect detections and −1 to sizes that are not there', () => {
    const { stats } = evaluated(
      truthFile([{ bbox: [10, 10, 50, 50] }]),
      results([{ bbox: [10, 10, 50, 50], score: 0.9 }]),
    );
    expect(stats).toEqual({
      AP: 1,
      AP50: 1,
      AP75: 1,
      APs: -1,
      APm: 1,
      APl: -1,
      AR1: 1,
      AR10: 1,
      AR100: 1,
      ARs: -1,
      ARm: 1,
      ARl: -1,
    });
  });

  it('counts a box with annotation id 0, which pycocotools takes for unmatched, and says so', () => {
    const json = truthFile([{ bbox: [10, 10, 50, 50], id: 0 }]);
    expect(evaluated(json, results([{ bbox: [10, 10, 50, 50], score: 0.9 }])).stats.AP).toBe(1);
    const truth = readTruth(json);
    expect(truth.ok && truth.value.problems.map(({ kind }) => kind)).toEqual(['id-zero']);
  });

  it('gives 0 without detections and −1 without truth', () => {
    expect(evaluated(truthFile([{ bbox: [0, 0, 9, 9] }]), []).stats).toMatchObject({
      AP: 0,
      AR100: 0,
      APs: 0,
      APm: -1,
    });
    expect(evaluated(truthFile([]), results([{ bbox: [0, 0, 9, 9], score: 1 }])).stats.AP).toBe(-1);
  });

  it('counts a match at an IoU of exactly .5 and none just below', () => {
    const json = truthFile([{ bbox: [0, 0, 100, 50] }]);
    const at = evaluated(json, results([{ bbox: [0, 0, 100, 100], score: 1 }])).stats;
    expect(at.AP50).toBe(1);
    expect(at.AP).toBeCloseTo(0.1, 12);
    expect(evaluated(json, results([{ bbox: [0, 0, 100, 100.01], score: 1 }])).stats.AP50).toBe(0);
  });

  it('lets a crowd swallow many detections without counting any of them', () => {
    const json = truthFile([{ bbox: [0, 0, 300, 300], crowd: true }, { bbox: [400, 100, 50, 50] }]);
    const inCrowd: Detection[] = [20, 80, 140].map((x) => ({ bbox: [x, 50, 40, 40], score: 0.95 }));
    const found: Detection[] = [...inCrowd, { bbox: [400, 100, 50, 50], score: 0.5 }];
    expect(evaluated(json, results(found)).stats).toMatchObject({ AP: 1, AR100: 1, AR1: 0 });
  });

  it('prefers a box that counts to a crowd with a higher overlap', () => {
    const json = truthFile([{ bbox: [0, 0, 300, 300], crowd: true }, { bbox: [0, 0, 50, 50] }]);
    expect(evaluated(json, results([{ bbox: [0, 0, 50, 60], score: 0.9 }])).stats.AP50).toBe(1);
  });

  it('sizes truth by its area key and unmatched detections by their box', () => {
    const json = truthFile([{ bbox: [0, 0, 100, 100], area: 500 }]);
    const { stats } = evaluated(
      json,
      results([
        { bbox: [0, 0, 100, 100], score: 0.9 },
        { bbox: [300, 300, 200, 100], score: 0.99 },
      ]),
    );
    expect(stats.APs).toBe(1);
    expect(stats.APl).toBe(-1);
    expect(stats.AP).toBeCloseTo(0.5, 12);
  });

  it('keeps 100 detections a picture, by score, and 1 and 10 for AR1 and AR10', () => {
    const misses: Detection[] = Array.from({ length: 100 }, (_, i) => ({
      bbox: [i, 300, 5, 5],
      score: 0.9 - i / 1000,
    }));
    const hit: Detection = { bbox: [10, 10, 50, 50], score: 0.1 };
    const json = truthFile([{ bbox: [10, 10, 50, 50] }]);
    expect(evaluated(json, results([...misses, hit])).stats.AR100).toBe(0);
    expect(evaluated(json, results([...misses.slice(1), hit])).stats).toMatchObject({ AR100: 1, AR10: 0, AR1: 0 });
    expect(evaluated(json, results([...misses.slice(91), hit])).stats).toMatchObject({ AR100: 1, AR10: 1, AR1: 0 });
  });

  it('keeps equal scores in the order of pictures, as a stable sort does', () => {
    const json = truthFile(
      [
        { image: 1, bbox: [0, 0, 50, 50] },
        { image: 2, bbox: [0, 0, 50, 50] },
      ],
      [2, 1],
    );
    const hit: Detection = { image: 1, bbox: [0, 0, 50, 50], score: 0.5 };
    const miss: Detection = { image: 2, bbox: [300, 0, 50, 50], score: 0.5 };
    // Hit first, then miss: precision 1 up to recall .5, which is 51 of the 101 points.
    expect(evaluated(json, results([miss, hit])).stats.AP).toBeCloseTo(51 / 101, 12);
  });

  it('averages over categories with truth only', () => {
    const json = truthFile([{ bbox: [0, 0, 50, 50], category: 7 }], [1], [90, 7]);
    const result = evaluated(
      json,
      results([
        { bbox: [0, 0, 50, 50], category: 7, score: 1 },
        { bbox: [0, 0, 9, 9], category: 90, score: 1 },
      ]),
    );
    expect(result.stats.AP).toBe(1);
    expect(result.perCategory).toEqual([
      { id: 7, name: 'c7', AP: 1, AP50: 1, AR100: 1 },
      { id: 90, name: 'c90', AP: -1, AP50: -1, AR100: -1 },
    ]);
  });

  it('prints the lines that pycocotools prints', () => {
    const { stats } = evaluated(
      truthFile([{ bbox: [10, 10, 50, 50] }]),
      results([{ bbox: [10, 10, 50, 50], score: 0.9 }]),
    );
    const lines = formatEvaluation(stats).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe(' Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000');
    expect(lines[1]).toBe(' Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 1.000');
    expect(lines[3]).toBe(' Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = -1.000');
    expect(lines[6]).toBe(' Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 1.000');
  });
});

describe('reading truth and detections', () => {
  const json = truthFile([{ bbox: [10, 10, 50, 50] }]);
  const row = { image_id: 1, category_id: 1, bbox: [10, 10, 50, 50], score: 0.9 };

  it.each([
    ['an object', { images: [] }, 'a list of boxes is wanted'],
    ['instances', { annotations: [] }, 'this looks like an instances file (truth)'],
    ['null in it', [row, null], 'detections[1] is null, not an object'],
    ['no image_id', [{ ...row, image_id: undefined }], 'detections[0].image_id is missing, not an id'],
    ['a short box', [{ ...row, bbox: [1, 2, 3] }], 'detections[0].bbox is a list of 3, not four numbers'],
    ['a box of strings', [{ ...row, bbox: ['1', 2, 3, 4] }], 'detections[0].bbox is ["1", 2, 3, 4], not four numbers'],
    ['no score', [row, row, { ...row, score: null }], 'detections[2].score is null, not a number'],
    [
      'strange pictures',
      [row, { ...row, image_id: 5 }, { ...row, image_id: 9 }, { ...row, image_id: 5 }],
      '3 of 4 detections are on pictures that the truth does not have (2 pictures, the first is image_id 5)',
    ],
  ])('refuses detections with %s, naming the place', (_, detections, message) => {
    expect(messageOf(json, detections)).toContain(message);
  });

  it.each([[null], [[]], [{}], [{ images: [], annotations: 'x', categories: [] }]])('refuses %j as truth', (input) => {
    expect(messageOf(input, [])).toContain('The truth is not a COCO instances file');
  });

  it('counts detections of unknown categories and leaves them out', () => {
    const truth = readTruth(json);
    if (!truth.ok) throw new Error(truth.failure.message);
    const detections = readDetections([row, { ...row, category_id: 5 }, { ...row, category_id: 5 }], truth.value);
    expect(detections.ok && detections.value.unknownCategories).toEqual({ count: 2, ids: [5] });
    expect(detections.ok && detections.value.boxes.count).toBe(1);
  });

  it('finds pictures by file name where all detections have one, whatever they are numbered', () => {
    const two = truthFile(
      [
        { image: 8, bbox: [0, 0, 50, 50] },
        { image: 12, bbox: [100, 100, 80, 80] },
      ],
      [8, 12],
    );
    const found = [
      { image_id: 12, file_name: '8.jpg', category_id: 1, bbox: [0, 0, 50, 50], score: 1 },
      { image_id: 1, file_name: '12.jpg', category_id: 1, bbox: [100, 100, 80, 80], score: 1 },
    ];
    expect(evaluated(two, found).stats.AP).toBe(1);
  });

  it('matches ids that are numbers in one file and strings in the other', () => {
    expect(evaluated(json, [{ ...row, image_id: '1' }]).stats.AP).toBe(1);
    expect(evaluated(truthFile([{ bbox: [10, 10, 50, 50] }], ['a-7']), [{ ...row, image_id: 'a-7' }]).stats.AP).toBe(1);
  });

  it('skips truth boxes without picture, category or box, and lists each', () => {
    const base = truthFile([{ bbox: [0, 0, 5, 5] }]) as { annotations: Record<string, unknown>[] };
    const good = base.annotations[0]!;
    base.annotations.push({ ...good, image_id: 9 }, { ...good, category_id: 4 }, { ...good, bbox: [1, 2, null, 4] });
    const truth = readTruth(base);
    if (!truth.ok) throw new Error(truth.failure.message);
    expect(truth.value.boxes.count).toBe(1);
    expect(truth.value.counts.skipped).toBe(3);
    expect(truth.value.problems.map(({ place }) => place)).toEqual([
      'annotations[1].image_id',
      'annotations[2].category_id',
      'annotations[3].bbox',
    ]);
  });
});
