// Reads COCO files of any size into the columns of an evaluation: nothing of a file is held but its columns. It asks for bytes
// (jsonFile.ts). What a row has to be, truthRows.ts and detectionRows.ts say.
import { openJson, readRows, refuseMistakes, whyNoList, type Reading } from '../dataset/jsonFile.ts';
import { problemList } from '../dataset/problems.ts';
import { fail, FailureError } from '../result.ts';
import { detectionReader } from './detectionRows.ts';
import type { Detections, Truth } from './evaluation.ts';
import { truthReader, type TruthReader } from './truthRows.ts';

/** In the order in which the reader wants them, whatever their order in the file. */
const lists = { images: 'image', categories: 'category', annotations: 'annotation' } as const satisfies Readonly<
  Record<string, keyof TruthReader>
>;

/**
 * A COCO instances file as truth; what is skipped is listed in it. Throws FailureError: unreadable with the place where it is no
 * JSON, invalid where it is no instances file.
 */
export function* readTruthSteps(): Reading<Truth> {
  const found = problemList();
  const file = yield* openJson([], found);
  const refuse = function* (why: string): Reading<never> {
    yield* refuseMistakes();
    return fail('invalid', `The truth is not a COCO instances file: ${why}.`);
  };
  if (!('top' in file)) return yield* refuse('it has no object at its top level');
  const reader = truthReader(found);
  for (const key of Object.keys(lists)) {
    const why = whyNoList(file, key);
    if (why !== undefined) return yield* refuse(`"${key}" ${why}`);
  }
  for (const [key, kind] of Object.entries(lists)) {
    const value = file.top.get(key);
    if (value === undefined || !('member' in value)) continue;
    yield* readRows(value.member, (rows): never[] => {
      for (const row of rows) reader[kind](row);
      return [];
    });
  }
  return reader.truth();
}

/** A COCO results file. Throws FailureError: unreadable as above, invalid where it is none and where detectionReader says so. */
export function* readDetectionSteps(truth: Truth): Reading<Detections> {
  const file = yield* openJson([], problemList());
  if (!('list' in file)) {
    yield* refuseMistakes();
    const isTruth = 'top' in file && whyNoList(file, 'annotations') === undefined;
    const hint = isTruth ? '; this looks like an instances file (truth)' : '';
    return fail('invalid', `The detections are not a COCO results file: a list of boxes is wanted${hint}.`);
  }
  const reader = detectionReader(truth);
  yield* readRows(file.list, (rows): never[] => {
    if (!rows.every((row) => reader.add(row))) detectionsOf(reader);
    return [];
  });
  return detectionsOf(reader);
}

function detectionsOf(reader: ReturnType<typeof detectionReader>): Detections {
  const read = reader.detections();
  if (read.ok) return read.value;
  throw new FailureError(read.failure);
}
