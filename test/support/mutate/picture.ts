// Pictures by their structure: PNG by its chunks, with checksums that fit again; JPEG by its segments; RIFF (WebP) by its chunks.
import { crc32 } from '../../../src/common/fcos/checkpoint/zip.ts';
import { mutateBinary } from './bytes.ts';
import { concat, mutateParts } from './parts.ts';
import type { Mutation } from './random.ts';

interface Chunk {
  readonly type: Uint8Array;
  readonly data: Uint8Array;
}

const breakChunk = ({ type, data }: Chunk, random: () => number): Chunk =>
  random() < 0.05 ? { type: mutateBinary(type, random).slice(0, 4), data } : { type, data: mutateBinary(data, random) };

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function uint32(value: number, isLittle = false): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, isLittle);
  return bytes;
}

const pngSignature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const mutatePng: Mutation = mutateParts<Chunk>({
  split: (bytes) => {
    const chunks: Chunk[] = [];
    for (let from = pngSignature.length; from + 12 <= bytes.length;) {
      const length = viewOf(bytes).getUint32(from);
      chunks.push({ type: bytes.slice(from + 4, from + 8), data: bytes.slice(from + 8, from + 8 + length) });
      from += 12 + length;
    }
    return chunks;
  },
  join: (chunks) =>
    concat([
      pngSignature,
      ...chunks.flatMap(({ type, data }) => [uint32(data.length), type, data, uint32(crc32(concat([type, data])))]),
    ]),
  breakPart: breakChunk,
});

/** WebP: its chunks within the one around them. */
export const mutateRiff: Mutation = mutateParts<Chunk>({
  split: (bytes) => {
    const chunks: Chunk[] = [];
    for (let from = 12; from + 8 <= bytes.length;) {
      const length = viewOf(bytes).getUint32(from + 4, true);
      chunks.push({ type: bytes.slice(from, from + 4), data: bytes.slice(from + 8, from + 8 + length) });
      from += 8 + length + (length % 2);
    }
    return chunks;
  },
  join: (chunks) => {
    const inner = concat([
      new TextEncoder().encode('WEBP'),
      ...chunks.flatMap(({ type, data }) => [type, uint32(data.length, true), data, new Uint8Array(data.length % 2)]),
    ]);
    return concat([new TextEncoder().encode('RIFF'), uint32(inner.length, true), inner]);
  },
  breakPart: breakChunk,
});

/** The segments up to the first scan, with lengths that fit again; from the scan on it is one part. */
export const mutateJpeg: Mutation = mutateParts<Chunk>({
  split: (bytes) => {
    const segments: Chunk[] = [];
    for (let from = 2; from + 4 <= bytes.length;) {
      const to = from + 2 + viewOf(bytes).getUint16(from + 2);
      const type = bytes.slice(from, from + 2);
      const isScan = type[1] === 0xda;
      segments.push({ type, data: bytes.slice(from + 4, isScan ? bytes.length : to) });
      from = isScan ? bytes.length : to;
    }
    return segments;
  },
  join: (segments) =>
    concat([
      Uint8Array.of(0xff, 0xd8),
      ...segments.flatMap(({ type, data }) => {
        // The length of a scan's head follows from the number of its components.
        const length = type[1] === 0xda ? 6 + 2 * (data[0] ?? 0) : data.length + 2;
        return [type, Uint8Array.of((length >> 8) & 0xff, length & 0xff), data];
      }),
    ]),
  breakPart: breakChunk,
});
