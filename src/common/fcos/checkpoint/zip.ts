// Reads the entries of a zip archive whose members are stored, not compressed, as PyTorch writes them.
import { fail } from '../../result.ts';
import { advance, cursorOver, take, uint16, uint32, uint64, utf8 } from './cursor.ts';
import type { Cursor } from './cursor.ts';

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly header: number;
}

export interface Archive {
  readonly names: readonly string[];
  /** The entry's bytes, a view of the archive, its checksum compared. undefined when there is none; throws a Failure. */
  readonly read: (name: string) => Uint8Array | undefined;
}

const mostEntries = 200_000;

/** Opens an archive in memory. Throws a Failure. */
export function openArchive(bytes: Uint8Array): Archive {
  const file = cursorOver(bytes, 'the file');
  const entries = new Map<string, Entry>();
  const { count, offset } = directory(file);
  if (count > mostEntries) fail('too-large', `The checkpoint was refused: its archive claims ${count} entries.`);
  file.at = Math.min(offset, bytes.length);
  for (let i = 0; i < count; i++) {
    const [name, entry] = directoryEntry(file);
    if (entries.has(name)) fail('invalid', `The checkpoint is damaged: its archive holds ${name} twice.`);
    entries.set(name, entry);
  }
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : content(file, name, entry);
    },
  };
}

/** Finds the end record (last in the file but for a comment) and, where numbers do not fit it, the 64-bit one. */
function directory(file: Cursor): { readonly count: number; readonly offset: number } {
  const { bytes, view } = file;
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
    file.at = Math.max(0, at - 20);
    if (uint32(file) !== 0x07064b50) break;
    advance(file, 4);
    file.at = Math.min(uint64(file), bytes.length);
    if (uint32(file) !== 0x06064b50) break;
    advance(file, 28);
    const wide = uint64(file);
    advance(file, 8);
    return { count: wide, offset: uint64(file) };
  }
  return fail(
    'unreadable',
    'The checkpoint is damaged or incomplete: its archive has no directory at the end. Copy or download it again.',
  );
}

function directoryEntry(file: Cursor): [string, Entry] {
  if (uint32(file) !== 0x02014b50)
    fail('unreadable', `The checkpoint is damaged: no archive entry at byte ${file.at - 4}.`);
  advance(file, 4);
  const flags = uint16(file);
  const method = uint16(file);
  advance(file, 4);
  const crc = uint32(file);
  const packed = uint32(file);
  let size = uint32(file);
  const nameLength = uint16(file);
  const extraLength = uint16(file);
  const commentLength = uint16(file);
  advance(file, 8);
  let header = uint32(file);
  const name = utf8(take(file, nameLength), 'the archive');
  const extra = cursorOver(take(file, extraLength), `the archive's entry ${name}`);
  advance(file, commentLength);
  if ((flags & 1) !== 0) fail('unsupported', `The checkpoint was refused: its entry ${name} is encrypted.`);
  while (extra.at + 4 <= extra.bytes.length) {
    const kind = uint16(extra);
    const field = cursorOver(take(extra, uint16(extra)), extra.what);
    if (kind !== 1) continue;
    // The 64-bit values stand in this order, each only where its 32-bit place is full.
    if (size === 0xffffffff) size = uint64(field);
    if (packed === 0xffffffff) advance(field, 8);
    if (header === 0xffffffff) header = uint64(field);
  }
  return [name, { method, crc, size, header }];
}

function content(file: Cursor, name: string, entry: Entry): Uint8Array {
  if (entry.method !== 0) {
    fail(
      'unsupported',
      `The checkpoint was refused: its entry ${name} is compressed (method ${entry.method}); PyTorch stores entries as they are.`,
    );
  }
  file.at = Math.min(entry.header, file.bytes.length);
  if (uint32(file) !== 0x04034b50)
    fail('unreadable', `The checkpoint is damaged: its entry ${name} does not begin at byte ${entry.header}.`);
  advance(file, 22);
  const nameLength = uint16(file);
  const extraLength = uint16(file);
  advance(file, nameLength + extraLength);
  const bytes = take(file, entry.size);
  if (crc32(bytes) !== entry.crc) {
    fail(
      'unreadable',
      `The checkpoint is damaged: the checksum of its entry ${name} is wrong. Copy or download it again.`,
    );
  }
  return bytes;
}

/** Eight tables, so that eight bytes go at once: checkpoints are large. */
const tables: readonly Uint32Array[] = (() => {
  const made = Array.from({ length: 8 }, () => new Uint32Array(256));
  const [first] = made as [Uint32Array];
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    first[n] = c;
  }
  for (let t = 1; t < 8; t++) {
    const [before, table] = [made[t - 1] as Uint32Array, made[t] as Uint32Array];
    for (let n = 0; n < 256; n++)
      table[n] = ((before[n] as number) >>> 8) ^ (first[(before[n] as number) & 255] as number);
  }
  return made;
})();

/** CRC-32 as zip uses it. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as unknown as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let c = -1;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    const low = c ^ view.getInt32(i, true);
    const high = view.getInt32(i + 4, true);
    c =
      (t7[low & 255] as number) ^
      (t6[(low >>> 8) & 255] as number) ^
      (t5[(low >>> 16) & 255] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[high & 255] as number) ^
      (t2[(high >>> 8) & 255] as number) ^
      (t1[(high >>> 16) & 255] as number) ^
      (t0[high >>> 24] as number);
  }
  for (; i < bytes.length; i++) c = (t0[(c ^ (bytes[i] as number)) & 255] as number) ^ (c >>> 8);
  return ~c >>> 0;
}
