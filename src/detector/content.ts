// What is in a file, as one number: two files with the same one hold the same bytes. Only how a renamed picture is known again.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Larger files (microscope slides) would keep the disk busy for minutes; they are not known again under another name. */
const largest = 64 << 20;
const piece = 1 << 20;

/** SHA-256 in hex; undefined for a file over 64 MiB. Rejects with the file system's error. */
export async function contentOf(path: string, bytes: number): Promise<string | undefined> {
  if (bytes > largest) return undefined;
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(piece, bytes)));
    for (let read = 0; read <= largest;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, read);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      read += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
