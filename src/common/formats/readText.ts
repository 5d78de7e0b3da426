// A small text file of a source as one string: lists, class names, the labels of one picture. What cannot be read is a problem
// of that file, and the next goes on.
import { decodeText } from '../dataset/decodeText.ts';
import type { ProblemList } from '../dataset/problems.ts';
import { FailureError } from '../result.ts';
import type { Source } from './format.ts';

/** A million rows; more is no label file of one picture. */
const mostBytes = 64 * 1024 * 1024;

/** undefined where the file cannot be read or is no text, which is said. */
export async function readText(source: Source, path: string, found: ProblemList): Promise<string | undefined> {
  const refuse = (kind: string, message: string): undefined => void found.add('refused', kind, path, message);
  try {
    const bytes = await source.read(path);
    if (bytes.length > mostBytes)
      return refuse('too-large', 'is over 64 MiB; the labels of one picture are never that large');
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (!isUtf16 && bytes.subarray(0, 4096).includes(0)) return refuse('binary', 'is no text');
    const text = decodeText(bytes);
    return text.ok ? text.value : refuse(text.failure.kind, text.failure.message);
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    return refuse(caught.failure.kind, caught.message);
  }
}

/** Its lines, whatever ends them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
