// Laws of the split over drawn sets: shares, groups, seeds, classes.
import { describe, expect, it } from 'vitest';
import { parts, splitDataset, type Part, type SharedPicture, type Shares } from '../../../src/common/dataset/split.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { amount } from '../../support/nightly.ts';

interface Drawn {
  readonly pictures: SharedPicture[];
  readonly shares: Shares;
}

function draw(seed: number): Drawn {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const count = 1 + upTo(400);
  const classes = 1 + upTo(12);
  const grouped = random() < 0.6;
  const groups = 1 + upTo(count);
  const pictures = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: `folder ${index % 7}/${index}.jpg`,
    // Some classes are rare, some everywhere.
    labels: Array.from({ length: classes }, (_unused, label) => label).filter(
      (label) => random() < 0.6 / (1 + label * label),
    ),
    ...(grouped && random() < 0.9 && { group: `group ${upTo(groups)}` }),
  }));
  return { pictures, shares: { train: 1 + upTo(9), val: upTo(4), test: upTo(3) } };
}

const wish = (shares: Shares, seed = 5, stratify: 'by-class' | 'no' = 'by-class') => ({ shares, seed, stratify });
const sets = Array.from({ length: amount(60, 2000) }, (_, index) => draw(index + 1));
const largestGroup = (pictures: readonly SharedPicture[]): number => {
  const sizes = new Map<string, number>();
  for (const { group } of pictures) if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return Math.max(1, ...sizes.values());
};
function sizes(split: ReadonlyMap<number, Part>): Record<Part, number> {
  const counts = { train: 0, val: 0, test: 0 };
  for (const part of split.values()) counts[part] += 1;
  return counts;
}

describe('the split of a data set', () => {
  it.each(['by-class', 'no'] as const)(
    'gives every picture one part and never parts a group, stratified: %s',
    (stratify) => {
      for (const { pictures, shares } of sets) {
        const split = splitDataset(pictures, wish(shares, 5, stratify));
        expect([...split.keys()].sort((a, b) => a - b)).toEqual(pictures.map(({ id }) => id));
        const partOf = new Map<string, Part | undefined>();
        for (const { id, group } of pictures) {
          if (group === undefined) continue;
          expect(partOf.get(group) ?? split.get(id)).toBe(split.get(id));
          partOf.set(group, split.get(id));
        }
        for (const part of parts) if (shares[part] === 0) expect(sizes(split)[part]).toBe(0);
      }
    },
  );

  it('is the same for the same seed, in whatever order the pictures come, and another for another seed', () => {
    let others = 0;
    for (const { pictures, shares } of sets) {
      const once = splitDataset(pictures, wish(shares));
      expect([...splitDataset(pictures, wish(shares))]).toEqual([...once]);
      const again = splitDataset(
        [...pictures].filter(({ group }) => group === undefined).reverse(),
        wish(shares, 5, 'no'),
      );
      const straight = splitDataset(
        pictures.filter(({ group }) => group === undefined),
        wish(shares, 5, 'no'),
      );
      for (const [id, part] of straight) expect(again.get(id)).toBe(part);
      if (JSON.stringify([...splitDataset(pictures, wish(shares, 6))]) !== JSON.stringify([...once])) others += 1;
    }
    expect(others).toBeGreaterThan(sets.length / 2);
  });

  it('has every class in train', () => {
    for (const { pictures, shares } of sets) {
      const split = splitDataset(pictures, wish(shares));
      const all = new Set(pictures.flatMap(({ labels }) => labels));
      const trained = new Set(pictures.filter(({ id }) => split.get(id) === 'train').flatMap(({ labels }) => labels));
      expect(trained).toEqual(all);
    }
  });

  it('meets the shares to within the largest group, and a picture for each class that train had to have', () => {
    for (const { pictures, shares } of sets) {
      const whole = shares.train + shares.val + shares.test;
      const classes = new Set(pictures.flatMap(({ labels }) => labels)).size;
      const slack = largestGroup(pictures) * (1 + classes);
      const counts = sizes(splitDataset(pictures, wish(shares)));
      const plain = sizes(
        splitDataset(
          pictures.map(({ labels: _, ...one }) => ({ ...one, labels: [] })),
          wish(shares),
        ),
      );
      for (const part of parts) {
        const target = (pictures.length * shares[part]) / whole;
        expect(Math.abs(plain[part] - target)).toBeLessThanOrEqual(2 * largestGroup(pictures));
        if (part !== 'train') expect(counts[part]).toBeLessThan(target + largestGroup(pictures));
        expect(Math.abs(counts[part] - target)).toBeLessThanOrEqual(2 * slack);
      }
    }
  });

  it('gives each class its share, nearer than drawing blindly does', () => {
    const random = seededRandom(11);
    const pictures = Array.from({ length: 2000 }, (_, index) => ({
      id: index,
      name: `${index}`,
      labels: Array.from({ length: 8 }, (_unused, label) => label).filter((label) => random() < 0.3 / 2 ** label),
    }));
    const shares = { train: 70, val: 20, test: 10 };
    const off = (stratify: 'by-class' | 'no'): number => {
      const split = splitDataset(pictures, wish(shares, 3, stratify));
      let sum = 0;
      for (let label = 0; label < 8; label += 1) {
        const having = pictures.filter(({ labels }) => labels.includes(label));
        for (const part of parts)
          sum += Math.abs(
            having.filter(({ id }) => split.get(id) === part).length - (having.length * shares[part]) / 100,
          );
      }
      return sum;
    };
    expect(off('by-class')).toBeLessThan(off('no') / 3);
  });

  it('refuses shares that are none', () => {
    for (const shares of [
      { train: 0, val: 0, test: 0 },
      { train: -1, val: 2, test: 0 },
      { train: Number.NaN, val: 1, test: 1 },
    ])
      expect(() => splitDataset([], wish(shares))).toThrow(RangeError);
  });
});
