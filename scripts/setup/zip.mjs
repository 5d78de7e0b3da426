// Reads zip archives from a file: the list of entries and the bytes of one. Stored and deflated entries only; no zip64, no encryption.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

function readAt(descriptor, position, length) {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(descriptor, bytes, done, length - done, position + done);
    if (read === 0) throw new Error('the zip archive ends early');
    done += read;
  }
  return bytes;
}

function findEnd(descriptor, size) {
  const length = Math.min(size, 65_557);
  const tail = readAt(descriptor, size - length, length);
  for (let i = length - 22; i >= 0; i--) {
    if (tail.readUInt32LE(i) === endSignature) return tail.subarray(i);
  }
  throw new Error('this is not a zip archive: it has no end record');
}

function readEntries(descriptor) {
  const end = findEnd(descriptor, fstatSync(descriptor).size);
  const count = end.readUInt16LE(10);
  const directory = readAt(descriptor, end.readUInt32LE(16), end.readUInt32LE(12));
  const entries = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error('the zip archive has a damaged directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(descriptor, entry) {
  const local = readAt(descriptor, entry.offset, 30);
  if (local.readUInt32LE(0) !== localSignature) throw new Error(`${entry.name} is damaged in the zip archive`);
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = readAt(descriptor, start, entry.packedSize);
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`${entry.name} uses the unknown zip method ${entry.method}`);
  const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  if (bytes.length !== entry.size) throw new Error(`${entry.name} has a wrong size in the zip archive`);
  return bytes;
}

/** Opens the zip `file`. `entries`: {name, size in bytes, mode (unix bits, 0 when unknown), …}; `read(entry)`: its bytes. Call `close`. */
export function openZip(file) {
  const descriptor = openSync(file, 'r');
  try {
    const entries = readEntries(descriptor);
    return { entries, read: (entry) => readEntry(descriptor, entry), close: () => closeSync(descriptor) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
