// The data.json of a run, written and read again a picture at a time: one picture a line, the held-out ones first, so that
// main never parses what only the trainer needs. To every other reader it is plain JSON of a TrainingData.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { runFiles, type TrainingPicture } from '../../common/training.ts';
import { pictureSchema } from './trainingSchemas.ts';
import { writeWhole } from './wholeFile.ts';

export interface DataWriting {
  readonly classes: readonly string[];
  readonly categoryIds: readonly number[];
  /** The project's uuid. */
  readonly origin: string;
  readonly train: Iterable<TrainingPicture>;
  readonly validation: Iterable<TrainingPicture>;
}

/** Writes data.json into a run's folder and returns its SHA-256, 64 hex digits. Failures: those of writeWhole and the pictures'. */
export function writeData(folder: string, data: DataWriting, signal?: AbortSignal): Promise<string> {
  return writeWhole(path.join(folder, runFiles.data), hashed(dataPieces(data)), signal === undefined ? {} : { signal });
}

const linesAtOnce = 32;
const trainBegins = '],"train":[';

function* dataPieces({ train, validation, ...head }: DataWriting): Generator<string, void> {
  yield `${JSON.stringify({ format: 1, ...head }).slice(0, -1)},"validation":[\n`;
  yield* lines(validation);
  yield `${trainBegins}\n`;
  yield* lines(train);
  yield ']}\n';
}

function* lines(pictures: Iterable<TrainingPicture>): Generator<string, void> {
  let piece: string[] = [];
  let separator = ' ';
  for (const picture of pictures) {
    piece.push(`${separator}${JSON.stringify(picture)}\n`);
    separator = ',';
    if (piece.length < linesAtOnce) continue;
    yield piece.join('');
    piece = [];
  }
  yield piece.join('');
}

function* hashed(pieces: Iterable<string>): Generator<string, string> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  return hash.digest('hex');
}

export interface HeldOut {
  readonly classes: readonly string[];
  readonly validation: readonly TrainingPicture[];
}

/** What a run was measured on. Failures: not-found, unreadable. */
export async function readHeldOut(folder: string): Promise<HeldOut> {
  const file = path.join(folder, runFiles.data);
  const stream = createReadStream(file, 'utf8');
  try {
    let classes: readonly string[] | undefined;
    const validation: TrainingPicture[] = [];
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (classes === undefined) classes = classesIn(line);
      else if (line === trainBegins) return { classes, validation };
      else validation.push(pictureSchema.parse(JSON.parse(line.slice(1))));
    }
    return fail('unreadable', t('{file} ends before its end.', { file }));
  } catch (caught) {
    const isAbsent = (caught as NodeJS.ErrnoException).code === 'ENOENT';
    if (isAbsent)
      return fail('not-found', t('{file} is not there, so the pictures of this run are not known any more.', { file }));
    return fail(
      'unreadable',
      t('{file} is damaged, so the pictures of this run are not known any more.', { file }),
      String(caught),
    );
  } finally {
    stream.destroy();
  }
}

function classesIn(line: string): readonly string[] {
  const { classes } = JSON.parse(`${line}]}`) as { classes: unknown };
  if (Array.isArray(classes) && classes.every((name): name is string => typeof name === 'string')) return classes;
  throw new Error('the classes are no list of names');
}
