// Looks for damage in a picture file without decoding it: does it end where it should, do its checksums fit. Reads little.
import type { FileHandle } from 'node:fs/promises';
import type { PictureFormat } from '../common/pictureFacts.ts';
import { bmpHeaderBytes, bmpIsShort, readBmpHeader } from './bmp.ts';

const cutShort = 'The file ends before the picture does; a part of it may be missing.';
const badChecksum = 'A checksum in the file is wrong; the picture may show faults.';
/** PNG files up to this size are read whole, so that every checksum is compared. */
const wholePng = 1 << 20;
const tailBytes = 1 << 16;

/** A sentence on what is wrong with the file, or undefined. `size` in bytes. A clean answer is no proof. */
export async function findDamage(handle: FileHandle, size: number, format: PictureFormat): Promise<string | undefined> {
  switch (format) {
    case 'jpeg':
      return (await jpegEnds(handle, size)) ? undefined : cutShort;
    case 'png':
      return size <= wholePng ? pngDamage(await read(handle, 0, size)) : pngTailDamage(await tail(handle, size));
    case 'webp': {
      const head = await read(handle, 0, 8);
      return head.length === 8 && head.readUInt32LE(4) + 8 <= size ? undefined : cutShort;
    }
    case 'bmp':
      return bmpIsShort(readBmpHeader(await read(handle, 0, bmpHeaderBytes)), size) ? cutShort : undefined;
    default:
      return undefined;
  }
}

/** Up to `length` bytes from `position`; fewer where the file ends. */
export async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function tail(handle: FileHandle, size: number): Promise<Buffer> {
  return read(handle, Math.max(0, size - tailBytes), Math.min(size, tailBytes));
}

/** An end-of-image marker after the start of the first scan; entropy-coded data cannot hold one. */
async function jpegEnds(handle: FileHandle, size: number): Promise<boolean> {
  const scan = await jpegScanStart(handle, size);
  if (scan === undefined) return false;
  // The end is nearly always near the end of the file; only what looks cut, or drags a film behind it, is read through.
  if (await hasEndMarker(handle, Math.max(scan, size - tailBytes), size)) return true;
  return hasEndMarker(handle, scan, size - tailBytes + 1);
}

async function jpegScanStart(handle: FileHandle, size: number): Promise<number | undefined> {
  let at = 2;
  while (at + 4 <= size) {
    const segment = await read(handle, at, 4);
    if (segment.length < 4 || segment[0] !== 0xff) return undefined;
    if (segment[1] === 0xff) {
      at += 1;
      continue;
    }
    if (segment[1] === 0xda) return at;
    at += 2 + segment.readUInt16BE(2);
  }
  return undefined;
}

async function hasEndMarker(handle: FileHandle, from: number, to: number): Promise<boolean> {
  const marker = Buffer.from([0xff, 0xd9]);
  for (let at = from; at < to; at += tailBytes) {
    // One byte more, so that a marker across two reads is seen.
    if ((await read(handle, at, Math.min(tailBytes + 1, to - at))).includes(marker)) return true;
  }
  return false;
}

function pngDamage(bytes: Buffer): string | undefined {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return cutShort;
    if (checksum(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) return badChecksum;
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return undefined;
    at += 12 + length;
  }
  return cutShort;
}

function pngTailDamage(bytes: Buffer): string | undefined {
  return bytes.includes(Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])) ? undefined : cutShort;
}

const checksumTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as PNG has it. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (checksumTable[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
