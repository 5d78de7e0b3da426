// A small text file of a source as one string: lists, class names, the labels of one picture. What cannot be read is a problem
// of that file, and the next goes on.
import { decodeText } from '../dataset/decodeText.ts';
import type { ProblemList } from '../dataset/problems.ts';
import { FailureError } from '../result.ts';
import type { Source } from './format.ts';

/** Half a million rows, or the list of a set of that many pictures. */
const mostBytes = 32 * 1024 * 1024;

/** undefined where the file cannot be read or is no text, which is said. */
export async function readText(source: Source, path: string, found: ProblemList): Promise<string | undefined> {
  const refuse = (kind: string, message: string): undefined => void found.add('refused', kind, path, message);
  try {
    const bytes = await source.read(path);
    if (bytes.length > mostBytes)
      return refuse('too-large', 'is over 32 MiB; the labels of one picture, or a list of names, are never that large');
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (!isUtf16 && bytes.subarray(0, 4096).includes(0)) return refuse('binary', 'is no text');
    const text = decodeText(bytes);
    return text.ok ? text.value : refuse(text.failure.kind, text.failure.message);
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    return refuse(caught.failure.kind, caught.message);
  }
}

/** Its lines, whatever ends them, one after the other: a list of them all would be larger than the text. */
export function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let at = 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield text.slice(at, found.index);
    at = end.lastIndex;
  }
  yield text.slice(at);
}

/** A row of a label file: an outline of ten thousand points, and more than any box needs. */
const longestRow = 512 * 1024;

/** Lines of the labels of one picture: ten times what the fullest picture of any set has. */
const mostRows = 200_000;

/**
 * The rows of a label file with the place of each ("a.txt: line 3"); blank ones are none, and endless ones are said, as is that there are
 * too many.
 */
export function* labelRows(
  text: string,
  path: string,
  found: ProblemList,
): Generator<readonly [row: string, place: string]> {
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (number > mostRows) {
      const message = `has more than ${mostRows} lines; no picture has so many boxes, and those from here on were left out`;
      return void found.add('refused', 'too-many-rows', `${path}: line ${number}`, message);
    }
    const place = `${path}: line ${number}`;
    if (line.length > longestRow)
      found.add('skipped', 'row-too-long', place, `has ${line.length} characters; the row was skipped`);
    else if (line.trim() !== '') yield [line, place];
  }
}
