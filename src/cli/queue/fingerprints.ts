// What makes two machines agree: a picture by its size and samples of its bytes, a model by its file and by how it is read.
// Times of files differ between mounts and are not looked at.
import { createHash } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fail } from '../../common/result.ts';
import { isFcos } from '../../common/model/card.ts';
import type { ModelEntry } from '../../main/project/models.ts';

export interface PictureFingerprint {
  readonly bytes: number;
  /** 32 hex digits. */
  readonly digest: string;
}

/** A file up to this size is read whole; of a larger one this much, in blocks spread evenly from its head to its tail. */
const sampledBytes = 64 * 1024;
const blocks = 16;

/** Rejects when the file cannot be opened or is no file. It never waits for a pipe. */
export async function fingerprintPicture(file: string): Promise<PictureFingerprint> {
  const handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) fail('invalid', 'It is no file.');
    const hash = createHash('sha256').update(`${stats.size}\n`);
    const block = stats.size <= sampledBytes ? stats.size : sampledBytes / blocks;
    const count = stats.size <= sampledBytes ? 1 : blocks;
    for (let index = 0; index < count; index++) {
      const at = count === 1 ? 0 : Math.round(((stats.size - block) * index) / (count - 1));
      hash.update(await readBlock(handle, at, block));
    }
    return { bytes: stats.size, digest: hash.digest('hex').slice(0, 32) };
  } finally {
    await handle.close();
  }
}

async function readBlock(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

export interface ModelFingerprint {
  readonly onnxSha256: string;
  /** Of what the card says on feeding and reading the model; its name and its figures may differ. */
  readonly readingSha256: string;
}

/** What a card says on feeding and reading. */
function readingOf(card: ModelEntry['card']): unknown {
  return isFcos(card) ? { spec: card.spec } : { foreign: card.foreign };
}

/** Hashes the ONNX file itself: a card may lie beside another file than it was written for. Fails with `unreadable`. */
export async function fingerprintModel({ files, card }: ModelEntry): Promise<ModelFingerprint> {
  const bytes = await fs
    .readFile(files.onnxPath)
    .catch((caught: unknown) => fail('unreadable', `${files.onnxPath} cannot be read.`, String(caught)));
  return { onnxSha256: sha256(bytes), readingSha256: sha256(sorted([readingOf(card), card.classes])) };
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** JSON whose keys are in one order, whatever order the file had. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
