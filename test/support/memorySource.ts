// A Source whose files are in memory: what readers of label formats are tested with.
import type { Source } from '../../src/common/formats/format.ts';
import { fail } from '../../src/common/result.ts';
import { compareNatural } from '../../src/main/project/naturalOrder.ts';

const pieceBytes = 64 * 1024;

/** Files by their path below the root. Pieces are of 64 kB, or of `piece` bytes, so that a test can cut where it hurts. */
export function memorySource(
  contents: Readonly<Record<string, string | Uint8Array>>,
  { name = 'labels', piece = pieceBytes }: { readonly name?: string; readonly piece?: number } = {},
): Source {
  const files = new Map<string, Uint8Array>();
  for (const path of Object.keys(contents).sort(compareNatural)) {
    const content = contents[path]!;
    files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  const bytesOf = (path: string): Uint8Array => files.get(path) ?? fail('not-found', `There is no file ${path}.`);
  return {
    name,
    files: [...files].map(([path, { length }]) => ({ path, bytes: length })),
    head: async (path, bytes) => bytesOf(path).subarray(0, bytes),
    read: async (path) => bytesOf(path),
    async *pieces(path, from = 0) {
      const bytes = bytesOf(path);
      for (let at = from; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}
