// Breaks bytes as disks, editors and bad programs do, the same way for the same random numbers: what fuzz tests feed to readers.
import { at, pick, type Mutation } from './random.ts';

/** What numbers in text become: where readers divide, multiply, allocate or count. */
const numbers = [
  ...['0', '-1', '-0', '1e308', '-1e308', '1e400', '1e-320', 'NaN', 'nan', 'Infinity', '-inf', 'null', '""'],
  ...['2147483648', '4294967296', '9007199254740993', '99999999999999999999999999', '0x10', '1,5', '1_000', '٣'],
];

/** What text formats take as structure, and what they must not take at all. */
const tokens = [
  ...['"', "'", '<', '>', '&', '</', '/>', '<![CDATA[', ']]>', '<!--', '<!DOCTYPE a [<!ENTITY b "c">]>', '&b;', '&#0;'],
  ...['{', '}', '[', ']', ':', ',', ';', '\t', '\n', '\r\n', '\r', ' ', '\0', '\u2028', '\ufeff', '../', '/', '\\'],
  ...['- ', '? ', '*a', '&a ', '!!js/function ', '__proto__', 'constructor', '=1+1', '#', '%', '😀', '\u202e'],
];

function splice(bytes: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - (to - from) + put.length);
  result.set(bytes.subarray(0, from));
  result.set(put, from);
  result.set(bytes.subarray(to), from + put.length);
  return result;
}

/** A stretch of at most 200 bytes, or at times of any length. */
function stretch(bytes: Uint8Array, random: () => number): readonly [number, number] {
  const from = at(random, bytes.length + 1);
  const most = random() < 0.9 ? Math.min(200, bytes.length - from) : bytes.length - from;
  return [from, from + at(random, most + 1)];
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const copy = bytes.slice();
    if (copy.length > 0) copy[at(random, copy.length)]! ^= 1 << at(random, 8);
    return copy;
  },
  function setByte(bytes, random) {
    const copy = bytes.slice();
    if (copy.length > 0)
      copy[at(random, copy.length)] = random() < 0.3 ? pick([0, 0xff, 0x7f, 0x80], random) : at(random, 256);
    return copy;
  },
  function cutOff(bytes, random) {
    return bytes.slice(0, at(random, bytes.length + 1));
  },
  function remove(bytes, random) {
    return splice(bytes, ...stretch(bytes, random), new Uint8Array());
  },
  function double(bytes, random) {
    const [from, to] = stretch(bytes, random);
    return splice(bytes, to, to, bytes.slice(from, to));
  },
  function move(bytes, random) {
    const [from, to] = stretch(bytes, random);
    const part = bytes.slice(from, to);
    const rest = splice(bytes, from, to, new Uint8Array());
    const there = at(random, rest.length + 1);
    return splice(rest, there, there, part);
  },
  function insertToken(bytes, random) {
    const there = at(random, bytes.length + 1);
    return splice(bytes, there, there, new TextEncoder().encode(pick(tokens, random)));
  },
  function replaceNumber(bytes, random) {
    const start = at(random, bytes.length + 1);
    let from = start;
    while (from < bytes.length && !isDigit(bytes[from])) from += 1;
    if (from === bytes.length) return bytes.slice();
    let to = from;
    while (isDigit(bytes[to]) || bytes[to] === 0x2e) to += 1;
    return splice(bytes, from, to, new TextEncoder().encode(pick(numbers, random)));
  },
];

/** What stands in binary files as counts, sizes and offsets: none, one, all, the ends of the signed and unsigned kinds, and near them. */
const integers = [
  0n,
  1n,
  2n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xfffffffen,
  0xffffffffn,
];
const wideIntegers = [...integers, 1n << 32n, 1n << 53n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n];

function integerBytes(random: () => number): Uint8Array {
  const length = pick([1, 2, 4, 4, 8], random);
  const view = new DataView(new ArrayBuffer(8));
  const isLittle = random() < 0.6;
  view.setBigUint64(0, pick(wideIntegers, random), isLittle);
  return new Uint8Array(view.buffer).slice(isLittle ? 0 : 8 - length, isLittle ? length : 8);
}

const binaryMutations: readonly Mutation[] = [
  ...mutations.filter(({ name }) => name !== 'insertToken' && name !== 'replaceNumber'),
  function overwriteInteger(bytes, random) {
    const copy = bytes.slice();
    const put = integerBytes(random).subarray(0, copy.length);
    copy.set(put, at(random, copy.length - put.length + 1));
    return copy;
  },
  function insertInteger(bytes, random) {
    const there = at(random, bytes.length + 1);
    return splice(bytes, there, there, integerBytes(random));
  },
];

/** One to four mutations of a list, without those that make far more of the bytes. The input is left alone. */
function mutateBy(list: readonly Mutation[]): Mutation {
  return (bytes, random) => {
    const rounds = 1 + at(random, 4);
    let result = bytes;
    for (let round = 0; round < rounds; round += 1) {
      const next = pick(list, random)(result, random);
      if (next.length <= bytes.length * 2 + 1000) result = next;
    }
    return result;
  };
}

/** One to four mutations of a text, never longer than twice as long and 1,000 bytes more. */
export const mutate: Mutation = mutateBy(mutations);

/** The same for files that are no text: integers of every width and order instead of words. */
export const mutateBinary: Mutation = mutateBy(binaryMutations);

/** As mutateBinary, but as long as before: for parts of a file that lie at fixed places. */
export const mutateInPlace: Mutation = mutateBy(
  binaryMutations.filter(({ name }) => /^(?:flipBit|setByte|overwriteInteger)$/.test(name)),
);
