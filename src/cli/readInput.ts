// Reads a JSON file that the user named. What is in it is the callers' business.
import { readFile, stat } from 'node:fs/promises';
import { decodeJson } from '../common/dataset/decodeJson.ts';
import { mostTextBytes } from '../common/dataset/decodeText.ts';
import { FailureError, fail } from '../common/result.ts';
import type { Result } from '../common/result.ts';

/** The parsed file. Fails with the file's name and what is wrong, line and column included. */
export async function readJsonFile(file: string): Promise<unknown> {
  const found = await stat(file).catch(() => fail('not-found', `There is no file ${file}.`));
  if (!found.isFile()) fail('invalid', `${file} is not a file.`);
  if (found.size > mostTextBytes) fail('too-large', `${file} is over 512 MiB, which cannot be read in one piece.`);
  const bytes = await readFile(file).catch((error: unknown) =>
    fail('unreadable', `${file} cannot be read.`, String(error)),
  );
  return valueOf(decodeJson(bytes), file);
}

/** The value, or its failure with the file's name before the message. */
export function valueOf<T>(result: Result<T>, file: string): T {
  if (result.ok) return result.value;
  throw new FailureError({ ...result.failure, message: `${file}: ${result.failure.message}` });
}
