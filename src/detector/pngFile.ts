// Writes small 8-bit pictures as PNG with Node's own zlib: for a crop the picture library's WebAssembly build takes many times
// as long as decoding the whole picture does.
import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from './jpegDecoder.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** 8 bits, RGB, and the only ways there are to pack, to filter and not to interlace. */
const format = [8, 2, 0, 0, 0];
/** Each byte less the one of the pixel before it. */
const filterSub = 1;

/** The bytes of a PNG file of these pixels, [height, width, 3]. */
export function pngOf(pixels: Pixels): Uint8Array {
  const size = new DataView(new ArrayBuffer(8));
  size.setUint32(0, pixels.width);
  size.setUint32(4, pixels.height);
  const packed = deflateSync(filtered(pixels), { level: 1 });
  const chunks = [chunk('IHDR', [...new Uint8Array(size.buffer), ...format]), chunk('IDAT', packed), chunk('IEND', [])];
  const file = new Uint8Array(signature.length + chunks.reduce((sum, { length }) => sum + length, 0));
  file.set(signature);
  let at = signature.length;
  for (const one of chunks) {
    file.set(one, at);
    at += one.length;
  }
  return file;
}

function filtered({ data, width, height }: Pixels): Uint8Array {
  const row = width * 3;
  const lines = new Uint8Array((row + 1) * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    lines[to++] = filterSub;
    const from = y * row;
    for (let x = 0; x < row; x += 1) {
      lines[to++] = (data[from + x] as number) - (x < 3 ? 0 : (data[from + x - 3] as number));
    }
  }
  return lines;
}

/** Length, name, content, and the checksum of the last two. */
function chunk(name: string, content: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let index = 0; index < 4; index += 1) bytes[4 + index] = name.charCodeAt(index);
  bytes.set(content, 8);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, bytes.length - 4)));
  return bytes;
}
