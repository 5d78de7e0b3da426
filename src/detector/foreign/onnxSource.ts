// Reads an ONNX file of unknown origin from disk, with what it keeps beside itself, so that nothing else has to be opened later.
import { open, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeOnnx, largestModelBytes, withData } from '../../common/graph/onnxFile.ts';
import type { OnnxFile } from '../../common/graph/onnxFile.ts';
import type { ExternalData } from '../../common/graph/onnxTensors.ts';
import { fail } from '../../common/result.ts';
import { counted } from '../../common/words.ts';

export interface OnnxSource {
  /** The whole model: data that lay beside the file is in it. */
  readonly bytes: Uint8Array;
  readonly described: OnnxFile;
}

/** Fails with not-found, unreadable, too-large or invalid; each says what the file has. */
export async function readOnnxSource(file: string): Promise<OnnxSource> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => fail('not-found', `There is no file ${name}.`, file));
  if (!found.isFile()) fail('invalid', `${name} is not a file.`);
  if (found.size > largestModelBytes) {
    fail('too-large', `${name} is larger than 2 GB, which neither ONNX nor a detector allows.`);
  }
  const bytes = await readFile(file).catch((error: unknown) =>
    fail('unreadable', `${name} cannot be read.`, String(error)),
  );
  const described = describeOnnx(bytes);
  if (described.external.length === 0) return { bytes, described };
  const data = await externalData(path.dirname(file), described.external, found.size);
  return { bytes: withData(bytes, data), described };
}

async function externalData(
  folder: string,
  external: readonly ExternalData[],
  size: number,
): Promise<readonly Uint8Array[]> {
  const total = external.reduce((sum, { length }) => sum + length, size);
  if (total > largestModelBytes) {
    fail(
      'too-large',
      `With the weights beside it the model has ${total} bytes; 2 GB is the limit. Export it with float16 weights.`,
    );
  }
  const data: Uint8Array[] = [];
  const files = new Map(external.map(({ location }) => [location, '']));
  for (const location of files.keys()) files.set(location, await insideFolder(folder, location));
  for (const part of external) {
    data.push(await readPart(files.get(part.location) ?? '', part));
  }
  return data;
}

/** Only files of the model's own folder are opened, wherever links lead. */
async function insideFolder(folder: string, location: string): Promise<string> {
  const real = await realpath(folder);
  const wanted = path.resolve(real, location);
  const isInside = (file: string): boolean => file.startsWith(real + path.sep);
  if (location === '' || path.isAbsolute(location) || !isInside(wanted)) {
    fail('invalid', `The model was refused: it wants to read "${location}", which is outside of its own folder.`);
  }
  const target = await realpath(wanted).catch(() =>
    fail(
      'not-found',
      `The model keeps its weights in ${location}, which is not beside it; put the two files together.`,
    ),
  );
  if (!isInside(target)) {
    fail('invalid', `The model was refused: "${location}" leads out of its own folder.`);
  }
  return target;
}

async function readPart(file: string, { tensor, location, offset, length }: ExternalData): Promise<Uint8Array> {
  const cannotRead = (error: unknown): never =>
    fail('unreadable', `The model keeps its weights in ${location}, which cannot be read.`, String(error));
  const found = await stat(file).catch(cannotRead);
  // Opening a pipe would wait for ever.
  if (!found.isFile()) fail('invalid', `The model keeps its weights in ${location}, which is not a file.`);
  const handle = await open(file, 'r').catch(cannotRead);
  try {
    const { size } = await handle.stat();
    if (offset + length > size) {
      fail(
        'invalid',
        `The model is incomplete: ${location} has ${counted(size, 'byte')}, and its weights ${tensor} would end at ${offset + length}.`,
      );
    }
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) fail('unreadable', `${location} ended while it was read.`);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
