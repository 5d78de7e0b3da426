// Decodes plain JPEG files with libjpeg-turbo as WebAssembly: the same pixels as libvips gives, at less than half of what its
// WebAssembly build costs, and what a hostile file does to the decoder stays inside it. Blocks its thread while it decodes.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { PlainJpeg } from './jpegHeader.ts';

/** 8-bit RGB, [height, width, 3]. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Decoder {
  /** Where the file is to be written. */
  getEncodedBuffer(length: number): Uint8Array;
  /** Throws on the first fault, also where a part could be decoded. */
  decode(): void;
  /** [height, width, componentCount], a copy; in Electron it takes longer to make than the picture to decode. */
  getDecodedBuffer(): Uint8ClampedArray;
  getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
  delete(): void;
  /** Where the decoder lies in the codec's memory. */
  readonly $$?: { readonly ptr?: number };
}

interface Codec {
  readonly HEAPU8: Uint8Array;
  readonly JPEGDecoder: new () => Decoder;
}

type LoadCodec = (options: { readonly wasmBinary: Uint8Array }) => Promise<Codec>;

/** WebAssembly memory never shrinks: a codec that a large picture made grow over this is replaced. */
const keptBytes = 128e6;

let loading: Promise<Codec> | undefined;

async function loadCodec(): Promise<Codec> {
  const require = createRequire(import.meta.url);
  const load = require('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs') as LoadCodec;
  const file = require.resolve('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm');
  return load({ wasmBinary: await readFile(file) });
}

/**
 * Hands the whole upright picture to `use`, whose pixels last only so long: they may lie in the codec's own memory. Throws on any
 * fault in the file, and what `use` throws.
 */
export async function withJpeg<T>(bytes: Uint8Array, header: PlainJpeg, use: (pixels: Pixels) => T): Promise<T> {
  loading ??= loadCodec();
  const codec = await loading;
  const decoder = new codec.JPEGDecoder();
  let fileAt: number;
  try {
    fileAt = decodeWith(decoder, bytes, header);
  } catch (error) {
    // After an exception the codec has lost what it had reserved.
    loading = undefined;
    throw error instanceof Error ? error : new Error('The JPEG data has a fault.');
  }
  try {
    const { componentCount } = decoder.getFrameInfo();
    const data = asRgb(
      decodedBytes(codec, decoder, fileAt, header.width * header.height * componentCount),
      componentCount,
    );
    return use(upright({ data, width: header.width, height: header.height }, header.orientation));
  } finally {
    decoder.delete();
    if (codec.HEAPU8.length > keptBytes) loading = undefined;
  }
}

/** Returns where the file lies in the codec's memory. */
function decodeWith(decoder: Decoder, bytes: Uint8Array, { width, height }: PlainJpeg): number {
  const place = decoder.getEncodedBuffer(bytes.length);
  place.set(bytes);
  decoder.decode();
  const frame = decoder.getFrameInfo();
  if (frame.width !== width || frame.height !== height) throw new Error('The decoder found another size.');
  return place.byteOffset;
}

/**
 * [height, width, componentCount], as it lies in the codec's memory where it is found there. A decoder begins with two vectors, the
 * file's and the picture's, each an address of its first byte and of the one behind its last.
 */
function decodedBytes({ HEAPU8 }: Codec, decoder: Decoder, fileAt: number, length: number): Uint8Array {
  const at = decoder.$$?.ptr ?? 0;
  if (at > 0 && at % 4 === 0 && at + 24 <= HEAPU8.length) {
    const [file, , , picture = 0, end = 0] = new Uint32Array(HEAPU8.buffer, at, 6);
    // What is there is another thing in another version of the codec.
    if (file === fileAt && end - picture === length && end <= HEAPU8.length) return HEAPU8.subarray(picture, end);
  }
  return new Uint8Array(decoder.getDecodedBuffer().buffer);
}

function asRgb(decoded: Uint8Array, components: number): Uint8Array {
  if (components === 3) return decoded;
  const data = new Uint8Array(decoded.length * 3);
  for (let from = 0, to = 0; from < decoded.length; from++, to += 3)
    data[to] = data[to + 1] = data[to + 2] = decoded[from] as number;
  return data;
}

/** Turns and mirrors stored pixels as EXIF's orientation says. */
export function upright({ data, width, height }: Pixels, orientation: number): Pixels {
  if (orientation === 1) return { data, width, height };
  const turned = orientation >= 5;
  const size = turned ? { width: height, height: width } : { width, height };
  const result = new Uint8Array(data.length);
  // Where the upright pixel (x, y) is stored: along each stored axis, from which end.
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, to += 3) {
      const column = turned ? y : x;
      const row = turned ? x : y;
      const from = ((fromBottom ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column)) * 3;
      result[to] = data[from] as number;
      result[to + 1] = data[from + 1] as number;
      result[to + 2] = data[from + 2] as number;
    }
  }
  return { data: result, ...size };
}
