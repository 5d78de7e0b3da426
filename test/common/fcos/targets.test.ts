import { describe, expect, it } from 'vitest';
import { assign, centreSampling } from '../../../src/common/fcos/assign.ts';
import type { TruthBoxes } from '../../../src/common/fcos/assign.ts';
import { decode } from '../../../src/common/fcos/coder.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { torchvisionLoss } from '../../../src/common/fcos/loss.ts';
import type { LossSpec } from '../../../src/common/fcos/loss.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import type { Conventions } from '../../../src/common/fcos/spec.ts';
import { countPositives, emptyTargets, writeTargets } from '../../../src/common/fcos/targets.ts';
import type { Assigned, Targets } from '../../../src/common/fcos/targets.ts';
import { between, seededRandom } from '../../../src/common/random.ts';

const classes = 3;
const spec = sizeSpec('nano', classes, 128);
const grids = levelGrids(128, 96, spec);
const locations = locationCount(grids);

interface One {
  readonly box: readonly [number, number, number, number];
  readonly label: number;
  readonly ignored?: true;
}

function assigned(boxes: readonly One[]): Assigned {
  const truth: TruthBoxes = {
    boxes: Float32Array.from(boxes.flatMap(({ box }) => box)),
    labels: Int32Array.from(boxes, ({ label }) => label),
    ignored: Uint8Array.from(boxes, (one) => (one.ignored === true ? 1 : 0)),
  };
  return { truth, matched: assign(truth, grids, centreSampling) };
}

function targetsOf(
  pictures: readonly Assigned[],
  loss: LossSpec = torchvisionLoss,
  regression: Conventions['regression'] = 'exponential-stride',
  targets: Targets = emptyTargets(pictures.length, locations, classes),
): Targets {
  const positives = countPositives(pictures, grids);
  pictures.forEach((one, place) => writeTargets(one, grids, positives, { regression, loss }, targets, place));
  return targets;
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

const few = assigned([
  { box: [20, 20, 60, 50], label: 2 },
  { box: [70, 10, 120, 90], label: 0 },
]);
const none = assigned([]);
const crowded = assigned([
  { box: [10, 10, 90, 80], label: 1, ignored: true },
  { box: [30, 30, 62, 58], label: 1 },
]);
const pictures = [few, none, crowded];
const isPositive = pictures.flatMap(({ matched }) => [...matched].map((index) => index >= 0));
const positiveCount = isPositive.filter(Boolean).length;

/** The middle of a location of one picture, and its stride. */
function middleOf(location: number): readonly [number, number, number] {
  const grid = [...grids].reverse().find(({ first }) => location >= first);
  if (grid === undefined) throw new Error('No such location.');
  const cell = location - grid.first;
  return [
    grid.left + (cell % grid.columns) * grid.stepX,
    grid.top + Math.floor(cell / grid.columns) * grid.stepY,
    grid.stride,
  ];
}

describe('the targets of a batch', () => {
  const targets = targetsOf(pictures);

  it('have the class at positive locations and nowhere else', () => {
    expect(positiveCount).toBeGreaterThan(8);
    for (let at = 0; at < 3 * locations; at++) {
      const one = pictures[Math.floor(at / locations)] as Assigned;
      const index = one.matched[at % locations] as number;
      const expected = Array.from({ length: classes }, (_, label) =>
        index >= 0 && one.truth.labels[index] === label ? 1 : 0,
      );
      expect([...targets.classes.subarray(at * classes, (at + 1) * classes)]).toEqual(expected);
    }
  });

  it('weigh classes alike wherever something is known, divided by the positives of all pictures', () => {
    pictures.forEach(({ matched }, picture) =>
      matched.forEach((index, location) => {
        const weight = targets.classWeight[picture * locations + location] as number;
        expect(weight).toBe(index === -2 ? 0 : Math.fround(1 / positiveCount));
      }),
    );
    expect(crowded.matched).toContain(-2);
  });

  it('weigh boxes and centre-ness at positive locations alone, to one over the batch', () => {
    for (const weight of [targets.boxWeight, targets.centrenessWeight]) {
      expect([...weight].map((value) => value > 0)).toEqual(isPositive);
      expect(sum(weight)).toBeCloseTo(1, 5);
    }
  });

  it('weigh boxes by their centre-ness where the loss says so', () => {
    const weighted = targetsOf(pictures, { ...torchvisionLoss, boxWeight: 'centreness' });
    expect(sum(weighted.boxWeight)).toBeCloseTo(1, 5);
    const total = sum(weighted.centreness);
    weighted.boxWeight.forEach((weight, at) => {
      expect(weight).toBeCloseTo((weighted.centreness[at] as number) / total, 6);
    });
  });

  it('have the centre-ness of the paper', () => {
    let highest = 0;
    few.matched.forEach((index, location) => {
      if (index < 0) return;
      const [x, y] = middleOf(location);
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = few.truth.boxes.subarray(index * 4, index * 4 + 4);
      const share = (a: number, b: number): number => Math.min(a, b) / Math.max(a, b);
      const expected = Math.sqrt(share(x - x1, x2 - x) * share(y - y1, y2 - y));
      expect(targets.centreness[location]).toBeCloseTo(expected, 6);
      highest = Math.max(highest, expected);
    });
    expect(highest).toBeGreaterThan(0.7);
    // A box whose middle is a cell's.
    const central = targetsOf([assigned([{ box: [40, 32, 64, 56], label: 0 }])]);
    expect(Math.max(...central.centreness)).toBe(1);
  });

  it.each(['relu-stride', 'exponential-stride', 'exponential'] as const)(
    'lead back to their boxes through the coder under %s',
    (convention) => {
      const random = seededRandom(4);
      const boxes = Array.from({ length: 12 }, (): One => {
        const [x, y] = [between(random, 0, 100), between(random, 0, 80)];
        return { box: [x, y, x + between(random, 4, 60), y + between(random, 4, 60)], label: 0 };
      });
      const one = assigned(boxes);
      const { regression } = targetsOf([one], torchvisionLoss, convention);
      const found = new Float32Array(4);
      let count = 0;
      one.matched.forEach((index, location) => {
        if (index < 0) return;
        const [x, y, stride] = middleOf(location);
        decode(regression, location * 4, x, y, stride, convention, found, 0);
        for (let side = 0; side < 4; side++) {
          expect(found[side]).toBeCloseTo(one.truth.boxes[index * 4 + side] as number, 4);
          // Inside its box, so that a logarithm or a relu can give it.
          expect(regression[location * 4 + side]).toBeGreaterThan(0);
        }
        count++;
      });
      expect(count).toBeGreaterThan(20);
    },
  );

  it('of a batch without a box are background with a weight of one', () => {
    const empty = targetsOf([none, none]);
    expect(countPositives([none, none], grids)).toEqual({ count: 1, centreness: 1e-6 });
    expect(new Set(empty.classWeight)).toEqual(new Set([1]));
    for (const values of [empty.classes, empty.boxWeight, empty.centreness, empty.centrenessWeight]) {
      expect(sum(values)).toBe(0);
    }
    expect(new Set(empty.regression)).toEqual(new Set([1]));
  });

  it('overwrite everything that an earlier batch left, and only their own picture', () => {
    const used = emptyTargets(3, locations, classes);
    for (const values of Object.values(used)) (values as Float32Array).fill(7);
    expect(targetsOf(pictures, torchvisionLoss, 'exponential-stride', used)).toEqual(targets);
    const rule = { regression: 'exponential-stride', loss: torchvisionLoss } as const;
    writeTargets(none, grids, countPositives(pictures, grids), rule, used, 0);
    expect(used.classes.subarray(locations * classes)).toEqual(targets.classes.subarray(locations * classes));
    expect(used.regression.subarray(locations * 4)).toEqual(targets.regression.subarray(locations * 4));
    expect(sum(used.boxWeight.subarray(0, locations))).toBe(0);
  });

  it('are the same however the pictures are spread over shares', () => {
    const positives = countPositives(pictures, grids);
    const rule = { regression: 'exponential-stride', loss: torchvisionLoss } as const;
    const alone = emptyTargets(1, locations, classes);
    writeTargets(crowded, grids, positives, rule, alone, 0);
    expect(alone.classWeight).toEqual(targets.classWeight.subarray(2 * locations));
    expect(alone.boxWeight).toEqual(targets.boxWeight.subarray(2 * locations));
  });
});
