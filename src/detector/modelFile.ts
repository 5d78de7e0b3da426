// Reads a model file that somebody chose. What is in it is common/fcos/checkpoint's business.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { readCheckpoint } from '../common/fcos/checkpoint/read.ts';
import type { StateDict } from '../common/fcos/checkpoint/stateDict.ts';
import { FailureError, fail } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import { checkCancelled } from './calls.ts';

/** A buffer of Node ends here; checkpoints of this size are no detectors. */
const largestFile = 2 ** 31 - 1;

const pieceBytes = 8 * 1024 * 1024;

export interface CheckpointFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Its tensors are views of the bytes. */
  readonly state: StateDict;
}

/** Fails with the file's name when it is not there or cannot be read, with what a checkpoint lacks, and when it was cancelled. */
export async function readCheckpointFile(
  file: string,
  signal: AbortSignal,
  told: (done: number, size: number) => void,
): Promise<CheckpointFile> {
  const name = path.basename(file);
  // Before it is opened: a pipe would wait for its writer.
  const found = await stat(file).catch(() => fail('not-found', `There is no file ${name}.`, file));
  if (!found.isFile()) fail('invalid', `${name} is not a file.`);
  if (found.size > largestFile) fail('too-large', `${name} is larger than 2 GB, which no detector's checkpoint is.`);
  const handle = await open(file).catch((error: unknown) =>
    fail('unreadable', `${name} cannot be read.`, String(error)),
  );
  try {
    const bytes = Buffer.allocUnsafeSlow(found.size);
    const hash = createHash('sha256');
    for (let done = 0; done < bytes.length;) {
      checkCancelled(signal);
      const { bytesRead } = await handle.read(bytes, done, Math.min(pieceBytes, bytes.length - done), done);
      if (bytesRead === 0) fail('unreadable', `${name} became shorter while it was read. Try again.`);
      hash.update(bytes.subarray(done, done + bytesRead));
      done += bytesRead;
      told(done, bytes.length);
    }
    return { bytes, sha256: hash.digest('hex'), state: valueOf(readCheckpoint(bytes)) };
  } finally {
    await handle.close();
  }
}

/** The value, or its failure thrown. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}

/** By its first bytes: a ZIP archive or a pickle of PyTorch, or safetensors' header. Anything else may be ONNX, which has no mark. */
export async function isCheckpoint(file: string): Promise<boolean> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => fail('not-found', `There is no file ${name}.`, file));
  if (!found.isFile()) fail('invalid', `${name} is not a file.`);
  const handle = await open(file).catch((error: unknown) =>
    fail('unreadable', `${name} cannot be read.`, String(error)),
  );
  try {
    const head = Buffer.alloc(9);
    await handle.read(head, 0, head.length, 0);
    return head.readUInt16LE(0) === 0x4b50 || head[0] === 0x80 || head[8] === 0x7b;
  } finally {
    await handle.close();
  }
}

/** Size and SHA-256 of a file, read in pieces. */
export async function hashFile(
  file: string,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file, { highWaterMark: pieceBytes, signal })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
