// Reads a JSON file of any size that the user named, in pieces, with progress. What is in it is the callers' business.
import path from 'node:path';
import type { Reading } from '../common/dataset/jsonFile.ts';
import { valueOverPieces } from '../common/dataset/overPieces.ts';
import { FailureError, fail } from '../common/result.ts';
import { fileSource } from '../main/project/labelSource.ts';
import { progressBar } from './terminal.ts';

/** What the reading comes to. Fails with the file's name and what is wrong, line and column included; cancelled on the signal. */
export async function readJsonFile<Value>(file: string, reading: Reading<Value>, signal: AbortSignal): Promise<Value> {
  const source = await fileSource(file);
  const [only] = source.files;
  if (only === undefined) fail('not-found', `There is no file ${file}.`);
  const bar = readingBar(file, only.bytes);
  try {
    return await valueOverPieces(source, only.path, reading, (at) => {
      if (signal.aborted) fail('cancelled', 'It was cancelled.');
      bar.reach(at);
    });
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    throw new FailureError({ ...caught.failure, message: `${file}: ${caught.failure.message}` });
  } finally {
    bar.end();
  }
}

/** A file is walked twice, first for where things lie: the bar goes over both walks. */
function readingBar(file: string, bytes: number): { reach(at: number): void; end(): void } {
  const bar = progressBar(`Reading ${path.basename(file)}`);
  const megabytes = (count: number): number => Math.round(count / 1e6);
  let last = 0;
  let isSecond = false;
  let done = 0;
  return {
    reach(at) {
      isSecond ||= at < last;
      last = at;
      done = Math.max(done, isSecond ? bytes + at : at);
      bar.update(megabytes(done), megabytes(2 * bytes), 'MB');
    },
    end: () => bar.end(),
  };
}
