// How alike two pictures look: a difference hash of 64 bits (Krawetz 2013), and groups of pictures whose hashes are near.
// The groups are found by an index over parts of the hashes (multi-index hashing, Norouzi 2012), not by holding each against each.

/** Luminance of so many columns and rows makes a fingerprint: each bit says whether a value is darker than the one right of it. */
export const fingerprintColumns = 9;
export const fingerprintRows = 8;

/** Fingerprints that differ in so many bits or fewer are of near-duplicates: the same picture scaled, saved anew, lightly edited. */
export const nearWithin = 5;

/** 9 × 8 values of luminance, row by row → 16 hexadecimal digits. */
export function fingerprintOf(luminance: ArrayLike<number>): string {
  let digits = '';
  for (let row = 0; row < fingerprintRows; row += 1) {
    let bits = 0;
    for (let column = 0; column < fingerprintColumns - 1; column += 1) {
      const at = row * fingerprintColumns + column;
      bits = bits * 2 + ((luminance[at] ?? 0) < (luminance[at + 1] ?? 0) ? 1 : 0);
    }
    digits += bits.toString(16).padStart(2, '0');
  }
  return digits;
}

/** How many of 32 bits are set. */
function setBits(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const parts = 4;
const partBits = 64 / parts;

/**
 * For each fingerprint the number of its group, from 1 on, or 0 where nothing is near it. Near is handed on: of three pictures of a
 * film the first and the last are in one group when the middle one is near both.
 */
export function nearGroups(fingerprints: readonly string[], within = nearWithin): Int32Array {
  // With this reach, two near ones have a part that differs in one bit at most.
  if (within >= 2 * parts)
    throw new RangeError(`Fingerprints can be compared within ${2 * parts - 1} bits, not ${within}.`);
  const distinct = new Map<string, number>();
  const kindOf = fingerprints.map((one) => {
    const known = distinct.get(one);
    if (known !== undefined) return known;
    distinct.set(one, distinct.size);
    return distinct.size - 1;
  });
  const high = Uint32Array.from(distinct.keys(), (one) => parseInt(one.slice(0, 8), 16));
  const low = Uint32Array.from(distinct.keys(), (one) => parseInt(one.slice(8), 16));
  const parent = joined(high, low, within);
  return numbered(kindOf, parent);
}

/** Which fingerprints belong together, as a forest: each has another of its group, or itself. */
function joined(high: Uint32Array, low: Uint32Array, within: number): Int32Array {
  const parent = Int32Array.from(high, (_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (parent[root] !== root) root = parent[root] ?? root;
    // The way is made shorter for whoever comes next.
    for (let one = place; one !== root;) {
      const next = parent[one] ?? root;
      parent[one] = root;
      one = next;
    }
    return root;
  };
  for (let part = 0; part < parts; part += 1) {
    const source = part < parts / 2 ? high : low;
    const shift = part % 2 === 0 ? partBits : 0;
    const keyOf = (place: number) => ((source[place] ?? 0) >>> shift) & 0xffff;
    const buckets = bucketsOf(high.length, keyOf);
    for (let place = 0; place < high.length; place += 1) {
      const key = keyOf(place);
      for (let flip = -1; flip < partBits; flip += 1) {
        const [from, to] = buckets.range(flip < 0 ? key : key ^ (1 << flip));
        for (let at = from; at < to; at += 1) {
          const other = buckets.order[at] ?? 0;
          // Each pair once.
          if (other <= place) continue;
          const apart =
            setBits((high[place] ?? 0) ^ (high[other] ?? 0)) + setBits((low[place] ?? 0) ^ (low[other] ?? 0));
          if (apart <= within) parent[rootOf(other)] = rootOf(place);
        }
      }
    }
  }
  for (let place = 0; place < high.length; place += 1) parent[place] = rootOf(place);
  return parent;
}

/** Places by a key of 16 bits, sorted by counting. */
function bucketsOf(count: number, keyOf: (place: number) => number) {
  const starts = new Int32Array(0x10001);
  for (let place = 0; place < count; place += 1) starts[keyOf(place) + 1] = (starts[keyOf(place) + 1] ?? 0) + 1;
  for (let key = 0; key < 0x10000; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(count);
  for (let place = 0; place < count; place += 1) {
    const key = keyOf(place);
    const at = next[key] ?? 0;
    order[at] = place;
    next[key] = at + 1;
  }
  return { order, range: (key: number) => [starts[key] ?? 0, starts[key + 1] ?? 0] as const };
}

function numbered(kindOf: readonly number[], parent: Int32Array): Int32Array {
  const members = new Int32Array(parent.length);
  const roots = kindOf.map((kind) => parent[kind] ?? kind);
  for (const root of roots) members[root] = (members[root] ?? 0) + 1;
  const numbers = new Map<number, number>();
  return Int32Array.from(roots, (root) => {
    if ((members[root] ?? 0) < 2) return 0;
    const known = numbers.get(root) ?? numbers.size + 1;
    numbers.set(root, known);
    return known;
  });
}
