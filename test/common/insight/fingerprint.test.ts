// Fingerprints and the groups of near ones: as holding each against each finds them, and in time for a large data set.
import { describe, expect, test } from 'vitest';
import { splitDataset } from '../../../src/common/dataset/split.ts';
import { fingerprintOf, nearGroups, nearWithin } from '../../../src/common/insight/fingerprint.ts';
import { seededRandom } from '../../../src/common/random.ts';

const bitsApart = (a: string, b: string) =>
  [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;

const random = seededRandom(3);
const some = () => Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
const flipped = (fingerprint: string, times: number) => {
  let bits = BigInt(`0x${fingerprint}`);
  for (let time = 0; time < times; time += 1) bits ^= 1n << BigInt(Math.floor(random() * 64));
  return bits.toString(16).padStart(16, '0');
};

describe('a fingerprint', () => {
  test('says of each value whether it is darker than the one right of it', () => {
    const rising = Array.from({ length: 72 }, (_, at) => at % 9);
    expect(fingerprintOf(rising)).toBe('f'.repeat(16));
    expect(fingerprintOf(rising.map((value) => -value))).toBe('0'.repeat(16));
    expect(fingerprintOf(rising.map((value, at) => (at < 9 ? value : 0)))).toBe(`ff${'0'.repeat(14)}`);
  });
});

describe('groups of near ones', () => {
  test('are chains: who looks like the next is with it, however far the ends, so that no split parts two that look alike', () => {
    // Four bits from one to the next, so that the first and the last are sixteen apart.
    const chain = ['0', 'f', 'ff', 'fff', 'ffff'].map((digits) => digits.padStart(16, '0'));
    expect(bitsApart(chain[0]!, chain.at(-1)!)).toBeGreaterThan(nearWithin);
    const groups = nearGroups([...chain, 'f0f0f0f0f0f0f0f0']);
    expect([...groups]).toEqual([1, 1, 1, 1, 1, 0]);
    const pictures = [...groups].map((group, index) => ({
      ...{ id: index + 1, name: `${index}.jpg`, labels: [] },
      ...(group > 0 && { group: String(group) }),
    }));
    for (let seed = 0; seed < 20; seed += 1) {
      const shares = { train: 1, val: 1, test: 1 };
      const split = splitDataset(pictures, { shares, seed, stratify: 'no' });
      expect(new Set([1, 2, 3, 4, 5].map((id) => split.get(id))).size).toBe(1);
    }
  });

  test('are those that each against each gives, handed on from one to the next', () => {
    const seeds = Array.from({ length: 60 }, some);
    const all = seeds.flatMap((seed) => [seed, flipped(seed, 3), flipped(seed, 7), flipped(flipped(seed, 5), 5)]);
    const parent = all.map((_, place) => place);
    const root = (place: number): number => (parent[place] === place ? place : root(parent[place] ?? 0));
    let pairs = 0;
    for (let a = 0; a < all.length; a += 1)
      for (let b = a + 1; b < all.length; b += 1)
        if (bitsApart(all[a] ?? '', all[b] ?? '') <= nearWithin) {
          pairs += 1;
          parent[root(b)] = root(a);
        }
    expect(pairs).toBeGreaterThan(40);
    const wrong: string[] = [];
    const groups = nearGroups(all);
    for (let a = 0; a < all.length; a += 1)
      for (let b = a + 1; b < all.length; b += 1) {
        const together = groups[a] !== 0 && groups[a] === groups[b];
        if (together !== (root(a) === root(b))) wrong.push(`${all[a]} and ${all[b]}`);
      }
    expect(wrong).toEqual([]);
  });

  test('of the same fingerprint many times are one group, and what is alone has none', () => {
    const groups = nearGroups([...Array.from({ length: 5000 }, () => '0'.repeat(16)), 'f'.repeat(16)]);
    expect(new Set(groups.slice(0, 5000))).toEqual(new Set([1]));
    expect(groups[5000]).toBe(0);
    expect(nearGroups([])).toHaveLength(0);
  });

  test('cannot reach further than the index does', () => {
    expect(() => nearGroups([], 8)).toThrow('7 bits');
  });
});
