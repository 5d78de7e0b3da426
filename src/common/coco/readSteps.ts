// Reads a COCO instances file of any size into entries: takes what can be taken, repairs what has one plain meaning, lists the
// rest. It asks for bytes (jsonFile.ts); whether the pictures exist is for the caller to find out.
import type { Entry } from '../dataset/entries.ts';
import {
  firstRows,
  openJson,
  readRows,
  readValue,
  refuseMistakes,
  whyNoList,
  type JsonObject,
  type OtherRoot,
  type Reading,
} from '../dataset/jsonFile.ts';
import { shown, type ProblemList } from '../dataset/problems.ts';
import { isRow, type Row } from '../dataset/rows.ts';
import { fail } from '../result.ts';
import { annotationRows } from './importAnnotations.ts';
import { categoryRows, imageRows } from './importLists.ts';
import { unitHints } from './unitHints.ts';

const topLevelKeys = new Set(['info', 'licenses', 'images', 'annotations', 'categories']);

/** Some of a file's entries; `at`: the byte that is reached, of `of`. */
export interface ReadPart {
  readonly kind: 'entries';
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly of: number;
}

/** Throws FailureError: unreadable with the place where it is no JSON, invalid where it is no instances file. */
export function* readCocoSteps(found: ProblemList): Reading<void, ReadPart> {
  const file = yield* openJson(['id', 'category_id'], found);
  if (!('top' in file)) {
    yield* refuseMistakes();
    return fail('invalid', `This is no COCO instances file: ${yield* describeRoot(file)}.`);
  }
  const wrong = wrongLists(file);
  if (wrong !== undefined) {
    yield* refuseMistakes();
    fail('invalid', `This is no COCO instances file: ${wrong}.`);
  }
  const of = file.bytes;
  const part = (entries: readonly Entry[], at: number): ReadPart => ({ kind: 'entries', entries, at, of });
  const said = (list: string, key: string) => (): readonly number[] => memberOf(file, list)?.said.get(key) ?? [];
  const images = imageRows(said('images', 'id'), found);
  const categories = categoryRows(function* () {
    yield* said('categories', 'id')();
    yield* said('annotations', 'category_id')();
  }, found);
  yield* eachRow(file, 'images', function* (rows, at) {
    yield part(
      rows.flatMap((row): Entry[] => {
        const image = images.take(row);
        return image === undefined ? [] : [{ kind: 'image', image }];
      }),
      at,
    );
  });
  yield* eachRow(file, 'categories', function* (rows, at) {
    yield part(
      rows.flatMap((row): Entry[] => {
        const category = categories.take(row);
        return category === undefined ? [] : [{ kind: 'category', category }];
      }),
      at,
    );
  });
  yield part([{ kind: 'file', keys: yield* readKeys(file, found) }], 0);
  if (!file.top.has('annotations')) {
    found.add('noted', 'no-annotations', 'annotations', 'is missing; the pictures were taken as unlabelled');
  }
  const annotations = annotationRows(said('annotations', 'id'), images, categories, found);
  const hints = unitHints();
  yield* eachRow(file, 'annotations', function* (rows, at) {
    const entries: Entry[] = [];
    let listed = categories.list.length;
    for (const row of rows) {
      const annotation = annotations.take(row);
      hints.see(row, annotation);
      // A class that only boxes name comes before the first of them.
      for (; listed < categories.list.length; listed += 1)
        entries.push({ kind: 'category', category: categories.list[listed]! });
      if (annotation !== undefined) entries.push({ kind: 'annotation', annotation });
    }
    yield part(entries, at);
  });
  hints.say(found);
}

function* eachRow(
  file: JsonObject,
  key: string,
  take: (rows: readonly unknown[], at: number) => Iterable<ReadPart>,
): Reading<void, ReadPart> {
  const member = memberOf(file, key);
  if (member !== undefined) yield* readRows(member, take);
}

function memberOf({ top }: JsonObject, key: string) {
  const value = top.get(key);
  return value !== undefined && 'member' in value ? value.member : undefined;
}

function* describeRoot(root: OtherRoot): Reading<string> {
  if ('value' in root) return `it is ${shown(root.value)}, not an object`;
  const [first] = yield* firstRows(root.list);
  return isRow(first) && 'score' in first
    ? 'it is a list of detections (COCO results), which can be evaluated but not imported'
    : 'it is a list, not an object with images, annotations and categories';
}

/** Which of the lists is missing or none, in words. Pictures alone are enough. */
function wrongLists(file: JsonObject): string | undefined {
  for (const key of ['images', 'annotations', 'categories']) {
    const why = key === 'images' || file.top.has(key) ? whyNoList(file, key) : undefined;
    if (why !== undefined) return `"${key}" ${why}`;
  }
  return undefined;
}

function* readKeys({ top }: JsonObject, found: ProblemList): Reading<(Entry & { readonly kind: 'file' })['keys']> {
  const info = yield* readValue(top.get('info'));
  const licenses = yield* readValue(top.get('licenses'));
  const others: [string, unknown][] = [];
  for (const [key, value] of top) if (!topLevelKeys.has(key)) others.push([key, yield* readValue(value)]);
  if (!isRow(info) && info !== undefined && info !== null)
    found.add('repaired', 'info', 'info', `is ${shown(info)}, not an object; it was dropped`);
  if (!Array.isArray(licenses) && licenses !== undefined && licenses !== null)
    found.add('repaired', 'licenses', 'licenses', `is ${shown(licenses)}, not a list; it was dropped`);
  return {
    info: isRow(info) ? info : {},
    licenses: Array.isArray(licenses) ? licenses : [],
    // From entries: a key like __proto__ is a key like any other.
    ...(others.length > 0 && { extra: Object.fromEntries(others) as Row }),
  };
}
