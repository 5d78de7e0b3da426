// Sets at the edges of what an evaluation is asked: held to the definition written down plainly (support/plainEvaluation.ts), which
// is held to pycocotools' own figures here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/common/coco/evaluate.ts';
import { statNames } from '../../../src/common/coco/evaluation.ts';
import { readDetections, readTruth } from '../../support/evaluationInput.ts';
import { amount } from '../../support/nightly.ts';
import { plainEvaluation, type PlainDetection, type PlainTruth } from '../../support/plainEvaluation.ts';
import { seeded } from '../../support/seeded.ts';
import { describeWithShared } from '../../support/shared.ts';

interface Sets {
  readonly images: readonly number[];
  readonly categories: readonly number[];
  readonly truth: readonly PlainTruth[];
  readonly found: readonly PlainDetection[];
}

function fast({ images, categories, truth, found }: Sets): number[] {
  const truthRead = readTruth({
    images: images.map((id) => ({ id, file_name: `${id}.jpg` })),
    categories: categories.map((id) => ({ id, name: `c${id}` })),
    annotations: truth.map(({ image, category, ...row }, index) => {
      return { id: index + 1, image_id: image, category_id: category, ...row };
    }),
  });
  if (!truthRead.ok) throw new Error(truthRead.failure.message);
  const rows = found.map(({ image, category, ...row }) => ({ image_id: image, category_id: category, ...row }));
  const foundRead = readDetections(rows, truthRead.value);
  if (!foundRead.ok) throw new Error(foundRead.failure.message);
  const { stats } = evaluate(truthRead.value, foundRead.value);
  return statNames.map((name) => stats[name]);
}

function expectSame(sets: Sets, about: string): void {
  const slow = plainEvaluation(sets.images, sets.categories, sets.truth, sets.found);
  fast(sets).forEach((figure, index) => expect(figure, `${about}: ${statNames[index]}`).toBeCloseTo(slow[index]!, 12));
}

type Draw = () => number;
const whole = (random: Draw, below: number): number => Math.floor(random() * below);

/** How a family of sets differs from others; each says what is drawn in it. */
interface Family {
  readonly images: number;
  readonly categories: number;
  readonly truth: number;
  readonly found: number;
  readonly crowds: number;
  readonly side: (random: Draw) => number;
  readonly place: (random: Draw) => number;
  readonly score: (random: Draw) => number;
}

const usual: Family = {
  images: 4,
  categories: 3,
  truth: 14,
  found: 30,
  crowds: 0.1,
  side: (random) => 8 + random() * 120,
  place: (random) => random() * 200,
  score: (random) => random(),
};

const families: Record<string, Partial<Family>> = {
  'nothing found': { found: 0 },
  'no truth': { truth: 0 },
  'neither truth nor detections': { truth: 0, found: 0 },
  'crowds only': { crowds: 1 },
  'half of it crowds': { crowds: 0.5 },
  'few scores, so most tie': { score: (random) => whole(random, 3) / 2 },
  'one score': { score: () => 0.5 },
  'scores of 0, −0 and below': { score: (random) => [0, -0, -1, 1e-320][whole(random, 4)]! },
  'a grid, so that IoUs are equal': { side: () => 40, place: (random) => whole(random, 4) * 10 },
  'boxes of no width or height': { side: (random) => whole(random, 2) * 20, place: (random) => whole(random, 3) * 10 },
  'over 100 detections of a class in a picture': { images: 1, categories: 1, truth: 10, found: 240 },
  'areas at the bounds': { side: (random) => [32, 96, 31.999999, 96.000001, 1e5][whole(random, 5)]! },
  'more classes than boxes': { categories: 40 },
  'more pictures than boxes': { images: 60 },
  'one picture, one class, a heap': {
    images: 1,
    categories: 1,
    truth: 30,
    found: 60,
    place: (random) => random() * 30,
  },
  'usual sets': {},
};

function drawSets(random: Draw, change: Partial<Family>): Sets {
  const family = { ...usual, ...change };
  // Ids descend and have gaps, so that the order of ids is not that of the file.
  const images = Array.from({ length: family.images }, (_, index) => 1000 - index * 7);
  const categories = Array.from({ length: family.categories }, (_, index) => 90 - index * 2);
  const box = (): PlainTruth['bbox'] => [
    family.place(random),
    family.place(random),
    family.side(random),
    family.side(random),
  ];
  const truth = Array.from({ length: family.truth }, (): PlainTruth => {
    const bbox = box();
    // Areas of masks are smaller than their boxes; some are exact.
    const area = bbox[2] * bbox[3] * (random() < 0.5 ? 1 : random());
    const iscrowd = random() < family.crowds ? 1 : 0;
    return {
      image: images[whole(random, images.length)]!,
      category: categories[whole(random, categories.length)]!,
      bbox,
      area,
      iscrowd,
    };
  });
  const found = Array.from({ length: family.found }, (): PlainDetection => {
    const near = truth[whole(random, truth.length)];
    const score = family.score(random);
    if (near === undefined || random() < 0.3)
      return {
        image: images[whole(random, images.length)]!,
        category: categories[whole(random, categories.length)]!,
        bbox: box(),
        score,
      };
    const [x, y, w, h] = near.bbox;
    const shift = (): number => (random() < 0.3 ? 0 : (random() - 0.5) * 8);
    return { image: near.image, category: near.category, bbox: [x + shift(), y + shift(), w, h], score };
  });
  return { images: [...images].sort((a, b) => a - b), categories: [...categories].sort((a, b) => a - b), truth, found };
}

describe('the evaluation of sets at the edges', () => {
  it.each(Object.entries(families))('gives the plain figures: %s', (name, family) => {
    const random = seeded(name.length * 7919);
    for (let round = 0; round < amount(6, 600); round += 1)
      expectSame(drawSets(random, family), `${name}, set ${round}`);
  });

  it('gives the plain figures where a detection is in a class without truth, and in a picture without any', () => {
    const bbox = [10, 10, 40, 40] as const;
    const truth: PlainTruth[] = [{ image: 1, category: 1, bbox, area: 1600, iscrowd: 0 }];
    const found: PlainDetection[] = [
      { image: 1, category: 1, bbox, score: 0.5 },
      { image: 2, category: 1, bbox, score: 0.9 },
      { image: 1, category: 2, bbox, score: 0.8 },
    ];
    const sets = { images: [1, 2, 3], categories: [1, 2, 3], truth, found };
    expectSame(sets, 'strangers');
    expect(fast(sets)[1]).toBeCloseTo(0.5, 12);
  });
});

interface File {
  readonly images: readonly { id: number }[];
  readonly categories: readonly { id: number }[];
  readonly annotations: readonly {
    image_id: number;
    category_id: number;
    bbox: PlainTruth['bbox'];
    area: number;
    iscrowd: 0 | 1;
  }[];
}
interface ResultRow {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: PlainTruth['bbox'];
  readonly score: number;
}

describeWithShared('the plain evaluation', (shared) => {
  const load = (path: string): unknown => JSON.parse(readFileSync(join(shared, path), 'utf8'));

  const sets = [
    ['bccd', 'data/bccd/annotations/instances_test.json'],
    ['coco-mini', 'data/coco-mini/annotations/instances_train2017.json'],
    ['nuclei', 'data/nuclei/annotations/instances_test.json'],
  ] as const;

  it.each(sets.slice(0, amount(1, sets.length)))('has the figures that pycocotools recorded for %s', (name, path) => {
    const { images, categories, annotations } = load(path) as File;
    const rows = load(`reference/eval/${name}.detections.json`) as ResultRow[];
    const ids = (list: readonly { id: number }[]): number[] => list.map(({ id }) => id).sort((a, b) => a - b);
    const figures = plainEvaluation(
      ids(images),
      ids(categories),
      annotations.map(({ image_id: image, category_id: category, ...rest }) => ({ image, category, ...rest })),
      rows.map(({ image_id: image, category_id: category, ...rest }) => ({ image, category, ...rest })),
    );
    const { stats } = load(`reference/eval/${name}.expected.json`) as { stats: Record<string, number> };
    figures.forEach((figure, index) => expect(figure, statNames[index]!).toBeCloseTo(stats[statNames[index]!]!, 9));
  });
});
