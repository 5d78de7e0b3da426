import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/common/random.ts';
import { splitPictures, validationCount, type SplitPicture } from '../../../src/main/project/trainingSplit.ts';

function pictures(count: number, labelsOf: (index: number) => readonly number[] = () => [0]): SplitPicture[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: `${index + 1}.jpg`,
    labels: labelsOf(index),
  }));
}
const ids = (list: readonly SplitPicture[]): number[] => list.map(({ id }) => id);

describe('the split of pictures', () => {
  it('is the same each time, another with another seed, and has each picture once', () => {
    const all = pictures(200);
    const one = splitPictures(all, { share: 0.2, seed: 1 });
    expect(splitPictures(all, { share: 0.2, seed: 1 })).toEqual(one);
    expect(one.validation).toHaveLength(40);
    expect(ids([...one.train, ...one.validation]).sort((a, b) => a - b)).toEqual(ids(all));
    expect(ids(splitPictures(all, { share: 0.2, seed: 2 }).validation)).not.toEqual(ids(one.validation));
  });

  it('keeps nearly every picture where it was when some are added', () => {
    const before = new Set(ids(splitPictures(pictures(200), { share: 0.2, seed: 1 }).validation));
    const after = ids(splitPictures(pictures(210), { share: 0.2, seed: 1 }).validation);
    expect(after.filter((id) => before.has(id)).length).toBeGreaterThanOrEqual(36);
  });

  it('does not favour neighbours', () => {
    const { validation } = splitPictures(pictures(1000), { share: 0.2, seed: 3 });
    const inFirstHalf = validation.filter(({ id }) => id <= 500).length;
    expect(inFirstHalf).toBeGreaterThan(70);
    expect(inFirstHalf).toBeLessThan(130);
  });

  it('holds out one at least where there is a share and four pictures, and none otherwise', () => {
    expect([0, 1, 3, 4, 5, 100].map((count) => validationCount(count, 0.1))).toEqual([0, 0, 0, 1, 1, 10]);
    expect(validationCount(100, 0)).toBe(0);
    expect(splitPictures(pictures(3), { share: 0.5, seed: 1 }).validation).toEqual([]);
    expect(splitPictures([], { share: 0.5, seed: 1 })).toEqual({ train: [], validation: [] });
  });

  it('leaves every class in training, whatever the seed', () => {
    const random = seededRandom(5);
    for (let seed = 1; seed <= 100; seed += 1) {
      // Many classes, most of them rare.
      const all = pictures(4 + Math.floor(random() * 20), () => [
        ...new Set(Array.from({ length: 2 }, () => Math.floor(random() * 10))),
      ]);
      const { train } = splitPictures(all, { share: 0.5, seed });
      const learnt = new Set(train.flatMap(({ labels }) => labels));
      for (const label of all.flatMap(({ labels }) => labels)) expect(learnt.has(label)).toBe(true);
    }
  });

  it('holds out pictures without boxes by the same share, and never as the only one', () => {
    const all = pictures(100, (index) => (index < 60 ? [] : [0]));
    const { validation } = splitPictures(all, { share: 0.2, seed: 1 });
    expect(validation.filter(({ labels }) => labels.length === 0)).toHaveLength(12);
    const few = splitPictures(
      pictures(5, (index) => (index < 3 ? [] : [0])),
      { share: 0.1, seed: 1 },
    );
    expect(few.validation.map(({ labels }) => labels)).toEqual([[0]]);
  });
});
