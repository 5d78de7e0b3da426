// Reads a COCO instances file that is in memory into a dataset. Files of any size are read by reader.ts, by the same steps.
import { failure, FailureError, success, type Result } from '../result.ts';
import { decodeText } from '../dataset/decodeText.ts';
import type { DatasetAnnotation, DatasetCategory, DatasetImage, Entry, ReadDataset } from '../dataset/entries.ts';
import { overBytes } from '../dataset/overBytes.ts';
import { problemList } from '../dataset/problems.ts';
import { TextEncoder, utf16Label } from '../dataset/utf8Check.ts';
import { readCocoSteps } from './readSteps.ts';

/** readCoco on the bytes of a file, UTF-8 or UTF-16. */
export function readCocoFile(bytes: Uint8Array): Result<ReadDataset> {
  if (utf16Label(bytes) === undefined) return readBytes(bytes);
  const text = decodeText(bytes);
  return text.ok ? readBytes(new TextEncoder().encode(text.value)) : text;
}

/**
 * Reads a COCO instances file from its text, or from its parsed value. Fails `unreadable` when the text is no JSON, with the
 * place, and `invalid` when it is no instances file. Otherwise every entry is taken, repaired or
 * skipped, and each repair and skip is counted in `counts` and listed in `problems` (at most 1,000 of a kind).
 */
export function readCoco(input: unknown): Result<ReadDataset> {
  return readBytes(new TextEncoder().encode(typeof input === 'string' ? input : JSON.stringify(input)));
}

function readBytes(bytes: Uint8Array): Result<ReadDataset> {
  const found = problemList();
  const read = {
    images: [] as DatasetImage[],
    categories: [] as DatasetCategory[],
    annotations: [] as DatasetAnnotation[],
    keys: { info: {}, licenses: [] } as (Entry & { readonly kind: 'file' })['keys'],
  };
  try {
    for (const { entries } of overBytes(bytes, readCocoSteps(found))) {
      for (const entry of entries) {
        if (entry.kind === 'image') read.images.push(entry.image);
        else if (entry.kind === 'category') read.categories.push(entry.category);
        else if (entry.kind === 'annotation') read.annotations.push(entry.annotation);
        else read.keys = entry.keys;
      }
    }
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    const { kind, message, detail } = caught.failure;
    return failure(kind, message, detail);
  }
  const { keys, ...lists } = read;
  return success({ ...keys, ...lists, problems: found.problems(), counts: found.counts() });
}
