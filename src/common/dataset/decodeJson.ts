// Bytes or text of a JSON file to its value, telling the place where it is not JSON. It knows nothing of COCO.
import { failure, success, type Result } from '../result.ts';
import { decodeText } from './decodeText.ts';
import { endOfString, findMistake, type BareToken, type Mistake } from './jsonMistake.ts';
import { problemList, type ProblemList } from './problems.ts';
import type { Problem } from './entries.ts';

/** Deeper nesting is refused: no annotation file needs it, and code that walks a value would run out of stack. */
export const deepest = 2500;

export interface ParsedJson {
  readonly value: unknown;
  /** Duplicate top-level keys, and bare NaN and Infinity, which were read as null. */
  readonly problems: readonly Problem[];
}

/** Decodes and parses a file; see decodeText and parseJson for the failures. Problems are dropped: for files of ours. */
export function decodeJson(bytes: Uint8Array): Result<unknown> {
  const text = decodeText(bytes);
  if (!text.ok) return text;
  const parsed = parseJson(text.value);
  return parsed.ok ? success(parsed.value.value) : parsed;
}

/**
 * Parses JSON. Fails `unreadable` with line and column of the mistake, or when nested deeper than 2,500. Python's NaN and
 * Infinity are no JSON; they are read as null and listed, so that one bad box does not cost the whole file.
 */
export function parseJson(text: string): Result<ParsedJson> {
  const found = problemList();
  const outline = outlineOf(text);
  if (outline.depth > deepest) return tooDeep(outline.depth);
  for (const key of outline.twice) noteTwice(key, found);
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const read = parseLoosely(plain);
  if (!read.ok) return notJson(read.mistake);
  for (const { offset, token } of read.bare) noteBare(placeOf(plain, offset), token, found);
  return success({ value: read.value, problems: found.problems() });
}

export function tooDeep(depth: number): Result<never> {
  return failure(
    'unreadable',
    `The file is nested ${depth} levels deep; at most ${deepest} are read. This is no annotation file.`,
  );
}

export function noteTwice(key: string, found: ProblemList): void {
  found.add('skipped', 'duplicate-key', key, 'the key is there more than once; only the last one was read');
}

export function noteBare(place: string, token: string, found: ProblemList): void {
  found.add('repaired', 'not-json-number', place, `${token} is not JSON; it was read as null`);
}

/** The failure for a text that is no JSON; without a mistake it is a number or a text that only JSON.parse refuses. */
export function notJson(mistake: Mistake | undefined): Result<never> {
  const where = mistake === undefined ? '' : `line ${mistake.line}, column ${mistake.column}: ${mistake.what}`;
  return failure('unreadable', `The file is not JSON. ${where}.`);
}

type LooseReading =
  | { readonly ok: true; readonly value: unknown; readonly bare: readonly BareToken[] }
  | { readonly ok: false; readonly mistake: Mistake | undefined };

/** Parses JSON in which NaN and Infinity may stand bare; they become null. */
export function parseLoosely(text: string): LooseReading {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, bare: [] };
  } catch {
    const { mistake, bare } = findMistake(text);
    if (mistake !== undefined || bare.length === 0) return { ok: false, mistake };
    const pieces: string[] = [];
    let from = 0;
    for (const { offset, token } of bare) {
      pieces.push(text.slice(from, offset), 'null');
      from = offset + token.length;
    }
    return { ok: true, value: JSON.parse(pieces.join('') + text.slice(from)) as unknown, bare };
  }
}

/** "line 3, column 17", both from 1. */
function placeOf(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}

interface Outline {
  readonly depth: number;
  /** Top-level keys that occur more than once. */
  readonly twice: readonly string[];
}

/** One quick look over the text, right or wrong JSON, without any recursion. */
function outlineOf(text: string): Outline {
  const keys = new Set<string>();
  const twice = new Set<string>();
  let depth = 0;
  let deepestMet = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      const end = endOfString(text, index);
      if (depth === 1 && /^\s*:/.test(text.slice(end + 1, end + 20))) {
        const key = text.slice(index + 1, end);
        (keys.has(key) ? twice : keys).add(key);
      }
      index = end;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepestMet) deepestMet = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return { depth: deepestMet, twice: [...twice] };
}
