// A Source over a folder on the disk, for tests: follows no links, so nothing outside the folder is in it.
import { createReadStream, openSync, closeSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { mostFileBytes, type Source } from '../../src/common/formats/format.ts';
import { fail } from '../../src/common/result.ts';
import { compareNatural } from '../../src/main/project/naturalOrder.ts';

export function folderSource(root: string): Source {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => ({ path: file.split(path.sep).join('/'), bytes: statSync(path.join(root, file)).size }))
    .sort((a, b) => compareNatural(a.path, b.path));
  const sizes = new Map(files.map((file) => [file.path, file.bytes]));
  const onDisk = (file: string): string =>
    sizes.has(file) ? path.join(root, ...file.split('/')) : fail('not-found', `There is no file ${file}.`);
  return {
    name: path.basename(root),
    files,
    async head(file, bytes) {
      const opened = openSync(onDisk(file), 'r');
      try {
        const head = new Uint8Array(Math.min(bytes, sizes.get(file)!));
        return head.subarray(0, readSync(opened, head, 0, head.length, 0));
      } finally {
        closeSync(opened);
      }
    },
    async read(file) {
      const location = onDisk(file);
      if (sizes.get(file)! > mostFileBytes) fail('too-large', `${file} is too large to be read in one piece.`);
      return readFileSync(location);
    },
    async *pieces(file, from = 0) {
      for await (const piece of createReadStream(onDisk(file), { start: from })) yield piece as Uint8Array;
    },
  };
}
