// Makes 8-bit RGB pixels smaller with a triangle that is widened by the reduction, as PIL's bilinear filter does to the bit: across
// first, then down, rounded to 8 bits after each. The sums run in WebAssembly, whose memory is laid out here.
import type { Pixels } from '../jpegDecoder.ts';
import { kernelCode } from './kernelCode.ts';
import { weightsFor } from './weights.ts';
import type { Weights } from './weights.ts';

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

/** What of it is used: neither Node's types nor the language's have it. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

interface Kernel {
  readonly memory: Memory;
  readonly across: (
    source: number,
    rowBytes: number,
    rows: number,
    first: number,
    weights: number,
    taps: number,
    to: number,
    target: number,
  ) => void;
  readonly down: (
    source: number,
    rowBytes: number,
    first: number,
    weights: number,
    taps: number,
    to: number,
    target: number,
  ) => void;
}

const pageBytes = 65536;

/** WebAssembly memory never shrinks: one that a large picture made grow over this is replaced. */
const keptBytes = 128e6;

/** Rows that are made narrower at once lie in memory that the processor has at hand. */
const stripBytes = 131072;

/** Read and written behind the end of each part of the memory. */
const slack = 32;

let kept: Kernel | undefined;

function kernel(): Kernel {
  if (kept !== undefined && kept.memory.buffer.byteLength <= keptBytes) return kept;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(Buffer.from(kernelCode, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  kept = { memory, ...(exports as Pick<Kernel, 'across' | 'down'>) };
  return kept;
}

/**
 * `pixels` at `width` × `height`. `length`: of the picture in these pixels, which may end inside the last one. The result lies in
 * memory that the next call writes over.
 */
export function reduce(
  pixels: Pixels,
  length: Pick<Pixels, 'width' | 'height'>,
  width: number,
  height: number,
): Pixels {
  const columns = weightsFor(pixels.width, length.width, width);
  const rows = weightsFor(pixels.height, length.height, height);
  const parts = {
    columnFirst: columns.first.byteLength,
    columnWeights: columns.weights.byteLength,
    rowFirst: rows.first.byteLength,
    rowWeights: rows.weights.byteLength,
    strip: Math.max(stripBytes, pixels.width * 3),
    narrow: (pixels.height + rows.taps) * width * 3,
    result: width * height * 3,
  };
  const { memory, across, down } = kernel();
  const at = layOut(memory, parts);
  const bytes = new Uint8Array(memory.buffer);
  put(memory, at.columnFirst, at.columnWeights, columns);
  put(memory, at.rowFirst, at.rowWeights, rows);
  const rowBytes = pixels.width * 3;
  const stripRows = Math.max(1, Math.floor(stripBytes / rowBytes));
  for (let row = 0; row < pixels.height; row += stripRows) {
    const count = Math.min(stripRows, pixels.height - row);
    bytes.set(pixels.data.subarray(row * rowBytes, (row + count) * rowBytes), at.strip);
    const target = at.narrow + row * width * 3;
    across(at.strip, rowBytes, count, at.columnFirst, at.columnWeights, columns.taps, width, target);
  }
  down(at.narrow, width * 3, at.rowFirst, at.rowWeights, rows.taps, height, at.result);
  return { data: bytes.subarray(at.result, at.result + parts.result), width, height };
}

/** Where each part begins; the memory grows to hold them all. */
function layOut<Name extends string>(memory: Memory, parts: Record<Name, number>): Record<Name, number> {
  const at = {} as Record<Name, number>;
  let end = 0;
  for (const name of Object.keys(parts) as Name[]) {
    at[name] = end;
    end += Math.ceil((parts[name] + slack) / 16) * 16;
  }
  const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
  return at;
}

function put(memory: Memory, first: number, weights: number, values: Weights): void {
  new Int32Array(memory.buffer, first, values.first.length).set(values.first);
  new Int32Array(memory.buffer, weights, values.weights.length).set(values.weights);
}
