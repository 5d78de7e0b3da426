// Files of weights by their structure: zip archives around a pickle, the older run of pickles, protobuf (ONNX), safetensors.
import { archive } from '../../common/fcos/checkpoint/pickles.ts';
import { mutate, mutateBinary } from './bytes.ts';
import { mutateJson } from './json.ts';
import { concat, mutateParts } from './parts.ts';
import type { Mutation } from './random.ts';

/** How long the arguments of an opcode are; those with a length of their own say how it is written. */
const argumentBytes: Readonly<Record<number, number>> = {
  0x80: 1,
  0x95: 8,
  0x4a: 4,
  0x4b: 1,
  0x4d: 2,
  0x47: 8,
  0x71: 1,
  0x72: 4,
  0x68: 1,
  0x6a: 4,
};
const lengthBytes: Readonly<Record<number, 1 | 4 | 8>> = {
  0x8a: 1,
  0x8b: 4,
  0x58: 4,
  0x8c: 1,
  0x8d: 8,
  0x55: 1,
  0x54: 4,
};
const globalOpcode = 0x63;
const stopOpcode = 0x2e;

/** One opcode with its arguments each; what stands behind the last pickle is one part, and so is what is broken already. */
function opcodesOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = bytes[from - 1] === stopOpcode && bytes[from] !== 0x80 ? bytes.length : endOfOpcode(view, from);
    parts.push(bytes.slice(from, to));
    from = to;
  }
  return parts;
}

/** Where the next one begins; the end of the bytes where this one cannot be read. */
function endOfOpcode(view: DataView, from: number): number {
  const code = view.getUint8(from);
  const wide = lengthBytes[code];
  const behind = from + 1 + (argumentBytes[code] ?? 0) + (wide ?? 0);
  if (behind > view.byteLength) return view.byteLength;
  if (code === globalOpcode) return endOfLine(view, endOfLine(view, from));
  if (wide === undefined) return behind;
  const length =
    wide === 1
      ? view.getUint8(from + 1)
      : wide === 4
        ? view.getUint32(from + 1, true)
        : Number(view.getBigUint64(from + 1, true));
  return Math.min(view.byteLength, behind + length);
}

function endOfLine(view: DataView, from: number): number {
  for (let at = from; at < view.byteLength; at += 1) if (view.getUint8(at) === 0x0a) return at + 1;
  return view.byteLength;
}

/** A pickle, or several one behind the other, opcode by opcode. */
export const mutatePickle: Mutation = mutateParts({ split: opcodesOf, join: concat, breakPart: mutateBinary });

type Entry = readonly [name: string, data: Uint8Array];

/** Stored entries, as the directory at the end lists them. */
function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  const entries: Entry[] = [];
  let from = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const size = view.getUint32(from + 24, true);
    const nameLength = view.getUint16(from + 28, true);
    const header = view.getUint32(from + 42, true);
    const data = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(from + 46, from + 46 + nameLength));
    entries.push([name, bytes.slice(data, data + size)]);
    from += 46 + nameLength + view.getUint16(from + 30, true) + view.getUint16(from + 32, true);
  }
  return entries;
}

/** The archive that torch.save writes, entry by entry and its pickle opcode by opcode; checksums fit again. */
export const mutateTorch: Mutation = mutateParts<Entry>({
  split: entriesOf,
  join: (entries) => new Uint8Array(archive(entries, { align: 64 })),
  breakPart: ([name, data], random) => {
    if (random() < 0.1) return [new TextDecoder().decode(mutate(new TextEncoder().encode(name), random)), data];
    return [name, name.endsWith('.pkl') ? mutatePickle(data, random) : mutateBinary(data, random)];
  },
});

/** The head as JSON, value by value, with a length that fits; then the numbers as they are. */
export const mutateSafetensors: Mutation = (bytes, random) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + Number(view.getBigUint64(0, true));
  const head = mutateJson(bytes.subarray(8, end), random);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(head.length), true);
  return concat([length, head, bytes.subarray(end)]);
};

interface Field {
  readonly tag: bigint;
  readonly payload: Uint8Array;
}

const delimited = 2n;

function varint(bytes: Uint8Array, from: number): readonly [value: bigint, to: number] {
  let value = 0n;
  for (let to = from; to < Math.min(bytes.length, from + 10); to += 1) {
    value |= BigInt(bytes[to]! & 0x7f) << BigInt(7 * (to - from));
    if (bytes[to]! < 0x80) return [value, to + 1];
  }
  throw new RangeError('the number does not end');
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let left = BigInt.asUintN(64, value); ; left >>= 7n) {
    bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    if (left <= 0x7fn) return Uint8Array.from(bytes);
  }
}

/** The fields of a message; throws a RangeError where the bytes are none. */
function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let from = 0; from < bytes.length;) {
    const [tag, begin] = varint(bytes, from);
    const kind = tag & 7n;
    const [length, start] = kind === delimited ? varint(bytes, begin) : [0n, begin];
    const to =
      kind === 0n
        ? varint(bytes, begin)[1]
        : kind === 1n
          ? begin + 8
          : kind === 5n
            ? begin + 4
            : start + Number(length);
    if ((kind !== delimited && kind !== 0n && kind !== 1n && kind !== 5n) || to > bytes.length || tag >> 3n === 0n)
      throw new RangeError('these bytes are no message');
    fields.push({ tag, payload: bytes.slice(start, to) });
    from = to;
  }
  return fields;
}

const mutateFields: Mutation = mutateParts<Field>({
  split: fieldsOf,
  join: (fields) =>
    concat(
      fields.flatMap(({ tag, payload }) => [
        varintBytes(tag),
        ...((tag & 7n) === delimited ? [varintBytes(BigInt(payload.length))] : []),
        payload,
      ]),
    ),
  breakPart: ({ tag, payload }, random) => {
    if (random() < 0.1) return { tag: random() < 0.5 ? tag ^ 7n : BigInt(Math.floor(random() * 300)), payload };
    return { tag, payload: (tag & 7n) === delimited ? mutateProtobuf(payload, random) : mutateBinary(payload, random) };
  },
});

/** A message, field by field and deeper; lengths fit again. Bytes that are no message are broken as bytes. */
export function mutateProtobuf(bytes: Uint8Array, random: () => number): Uint8Array {
  try {
    return random() < 0.9 ? mutateFields(bytes, random) : mutateBinary(bytes, random);
  } catch (caught) {
    if (!(caught instanceof RangeError)) throw caught;
    return mutateBinary(bytes, random);
  }
}
