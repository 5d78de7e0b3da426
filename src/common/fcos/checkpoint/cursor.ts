// Reads numbers and text from bytes of unknown origin. Every read is checked against the end; knows no format.
import { fail } from '../../result.ts';

/** A place in some bytes; `what` names them in messages ("data.pkl"). */
export interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly what: string;
  at: number;
}

export function cursorOver(bytes: Uint8Array, what: string, at = 0): Cursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), what, at };
}

/** Steps over `length` bytes and returns where they began. Throws a Failure when they are not there. */
export function advance(cursor: Cursor, length: number): number {
  const start = cursor.at;
  if (!(length >= 0) || length > cursor.bytes.length - start) {
    fail(
      'unreadable',
      `The checkpoint is damaged or incomplete: ${cursor.what} ends at byte ${cursor.bytes.length}, ` +
        `and ${length} bytes are needed from byte ${start}.`,
    );
  }
  cursor.at = start + length;
  return start;
}

export function take(cursor: Cursor, length: number): Uint8Array {
  const start = advance(cursor, length);
  return cursor.bytes.subarray(start, start + length);
}

export function byte(cursor: Cursor): number {
  return cursor.view.getUint8(advance(cursor, 1));
}

export function uint16(cursor: Cursor): number {
  return cursor.view.getUint16(advance(cursor, 2), true);
}

export function uint32(cursor: Cursor): number {
  return cursor.view.getUint32(advance(cursor, 4), true);
}

export function int32(cursor: Cursor): number {
  return cursor.view.getInt32(advance(cursor, 4), true);
}

/** As a number; over 2⁵³ it is no length of anything here and comes out inexact but still too large. */
export function uint64(cursor: Cursor): number {
  return Number(cursor.view.getBigUint64(advance(cursor, 8), true));
}

/** Big-endian, as pickle writes it. */
export function float64(cursor: Cursor): number {
  return cursor.view.getFloat64(advance(cursor, 8), false);
}

/** Bytes up to and without the next newline, as Latin-1. */
export function line(cursor: Cursor): string {
  const end = cursor.bytes.indexOf(10, cursor.at);
  const bytes = take(cursor, end < 0 ? Infinity : end - cursor.at);
  cursor.at = end + 1;
  return latin1(bytes);
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

/** Throws a Failure on bytes that are no UTF-8. */
export function utf8(bytes: Uint8Array, what: string): string {
  const characters = latin1(bytes);
  // Most names are ASCII, and then this is all.
  if (!/[^\0-\x7f]/.test(characters)) return characters;
  try {
    return decodeURIComponent(
      characters.replace(/[%\x80-\xff]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  } catch {
    return fail('unreadable', `The checkpoint is damaged: a text in ${what} is not UTF-8.`);
  }
}
