import { expect, it } from 'vitest';
import { IdSet } from '../../../src/common/dataset/idSet.ts';
import { between, seededRandom } from '../../../src/common/random.ts';

it('has what was added and nothing else, at any size and distance', () => {
  const random = seededRandom(3);
  const set = new IdSet();
  const known = new Set<number>();
  for (let round = 0; round < 20_000; round += 1) {
    const most = round % 3 === 0 ? Number.MAX_SAFE_INTEGER : round % 3 === 1 ? 2 ** 33 : 5000;
    const id = Math.floor(between(random, 0, most));
    expect(set.has(id)).toBe(known.has(id));
    set.add(id);
    known.add(id);
    for (const near of [id - 1, id + 1, id + 30, id + 2 ** 32]) {
      if (near >= 0 && Number.isSafeInteger(near)) expect(set.has(near)).toBe(known.has(near));
    }
  }
  for (const id of known) expect(set.has(id)).toBe(true);
});

it('takes the ends', () => {
  const set = new IdSet();
  for (const id of [0, 29, 30, Number.MAX_SAFE_INTEGER]) set.add(id);
  expect([0, 1, 28, 29, 30, 31, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1].map((id) => set.has(id))).toEqual(
    [true, false, false, true, true, false, true, false],
  );
});
