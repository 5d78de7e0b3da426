// Bytes of a text file to a string: UTF-8 with or without a byte order mark, UTF-16 with one. It knows nothing of JSON.
import { failure, success, type Result } from '../result.ts';

// Node and every window have it; the ES library that `common` is compiled against does not name it.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** A string of V8 holds 2^29 − 24 characters; a file over this cannot be read in one piece. */
export const mostTextBytes = 536_870_888;

/** Decodes a file. Fails `too-large` over mostTextBytes and `unreadable` with the place of the first wrong byte. */
export function decodeText(bytes: Uint8Array): Result<string> {
  if (bytes.length > mostTextBytes) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    const message = `The file is ${size} MiB; files over 512 MiB cannot be read yet. Split it into smaller ones.`;
    return failure('too-large', message);
  }
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return success(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch (caught) {
    const detail = caught instanceof Error ? caught.message : String(caught);
    if (label !== 'utf-8')
      return failure('unreadable', `The file begins as ${label.toUpperCase()} and is not. Save it as UTF-8.`, detail);
    const offset = firstWrongByte(bytes);
    const line = 1 + countLineFeeds(bytes, offset);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return failure(
      'unreadable',
      `The file is not UTF-8: byte ${byte} at offset ${offset} (line ${line}). Save it as UTF-8.`,
      detail,
    );
  }
}

function countLineFeeds(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let index = 0; index < end; index += 1) if (bytes[index] === 0x0a) count += 1;
  return count;
}

/** Offset of the first byte that no UTF-8 sequence has there (RFC 3629: no overlong forms, no surrogates). */
function firstWrongByte(bytes: Uint8Array): number {
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return bytes.length;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  for (let index = 1; index < length; index += 1) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
