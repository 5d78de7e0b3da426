// How readers of JSON formats take their files: one after the other, a broken one is one problem and the next goes on; and
// how their writers put values into files.
import { decodeText } from '../dataset/decodeText.ts';
import { parseJson } from '../dataset/decodeJson.ts';
import type { Entry } from '../dataset/entries.ts';
import { fail, FailureError } from '../result.ts';
import type { OutFile, ReadingContext } from './format.ts';
import type { Intake } from './intake.ts';

const pieceLength = 64 * 1024;

/** What a reader makes of one file: it puts entries into the intake and stops now and then, so that they can be handed out. */
export type FileReading = (value: unknown, path: string) => Iterable<void>;

/** The value of a file; undefined when it is none, which is a problem of the list then. */
export async function readJsonFile({ source, found }: ReadingContext, path: string): Promise<unknown> {
  try {
    const text = decodeText(await source.read(path));
    const parsed = text.ok ? parseJson(text.value) : text;
    if (!parsed.ok) return void found.add('refused', 'unreadable', path, parsed.failure.message);
    for (const { severity, kind, place, message } of parsed.value.problems) {
      found.add(severity, kind, `${path}: ${place}`, message);
    }
    return parsed.value.value;
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    found.add('refused', caught.failure.kind, path, caught.failure.message);
    return undefined;
  }
}

/** Reads file after file. Fails (throws FailureError `invalid`) when none of them gave a picture or a class. */
export async function* readFiles(
  context: ReadingContext,
  paths: readonly string[],
  intake: Intake,
  read: FileReading,
): AsyncGenerator<readonly Entry[]> {
  for (const [index, path] of paths.entries()) {
    context.onProgress(index, paths.length);
    const value = await readJsonFile(context, path);
    if (value === undefined) continue;
    for (const _ of read(value, path)) {
      yield* intake.batches();
    }
  }
  yield* intake.rest();
  context.onProgress(paths.length, paths.length);
  if (intake.isEmpty) failForNothing(context);
}

function failForNothing({ source, found }: ReadingContext): never {
  const first = found.problems().find(({ severity }) => severity === 'refused') ?? found.problems()[0];
  const why = first === undefined ? 'there are no pictures in it' : `${first.place}: ${first.message}`;
  return fail('invalid', `Nothing could be taken of "${source.name}": ${why.replace(/\.$/, '')}.`);
}

/** A file with one value, indented as these tools write it. */
export function valueFile(path: string, value: unknown): OutFile {
  return { path, pieces: [`${JSON.stringify(value, undefined, 2)}\n`] };
}

/** The rows as a JSON list or as members of an object, one a line, between `head` and `tail`, in pieces of about 64 kB. */
export function* piecesOf(head: string, rows: Iterable<string>, tail: string): Generator<string> {
  let piece = head;
  let separator = '\n';
  for (const row of rows) {
    piece += separator + row;
    separator = ',\n';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n${tail}`;
}
