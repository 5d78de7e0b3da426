// What the beginning of a JSON file says, though the file goes on: formats are told apart by it without reading whole files.
import { textOfHead } from '../dataset/textPieces.ts';
import type { Source } from './format.ts';

const headBytes = 64 * 1024;
const headsLookedAt = 6;
/** No label file is nested deeper where formats differ. */
const deepest = 60;

export interface JsonHead {
  readonly path: string;
  /** As far as the head goes: the last list or object may be cut short. */
  readonly value: unknown;
}

/** True for the files that a JSON reader looks at: what macOS adds to archives and hidden files are not among them. */
function isJsonFile(path: string): boolean {
  return /\.(?:json|vott)$/i.test(path) && !/(?:^|\/)(?:\.|__MACOSX\/)/.test(path);
}

/** The JSON files of a source; a single file counts whatever its ending is. */
export function jsonFiles({ files }: Source): readonly string[] {
  if (files.length === 1) return [files[0]!.path];
  return files.filter(({ path }) => isJsonFile(path)).map(({ path }) => path);
}

/** The beginnings of a few JSON files, spread over the source. */
export async function jsonHeads(source: Source): Promise<readonly JsonHead[]> {
  const paths = jsonFiles(source);
  const step = Math.max(1, (paths.length - 1) / (headsLookedAt - 1));
  const chosen = new Set<string>();
  for (let at = 0; at < paths.length && chosen.size < headsLookedAt; at += step) chosen.add(paths[Math.round(at)]!);
  const heads: JsonHead[] = [];
  for (const path of chosen) {
    const value = await headOf(source, path);
    if (value !== undefined) heads.push({ path, value });
  }
  return heads;
}

/** The beginning of one file; undefined where it is no JSON. */
export async function headOf(source: Source, path: string): Promise<unknown> {
  return parseHead(textOfHead(await source.head(path, headBytes)));
}

/** Where a cut-off text can be ended, and with what. */
interface End {
  readonly at: number;
  readonly closing: string;
}

/** The value of a JSON text that may be cut off anywhere: what was begun and can be ended is ended. undefined: no JSON. */
export function parseHead(text: string): unknown {
  const end = endOf(text);
  if (end === undefined) return undefined;
  const whole = text.slice(0, end.at) + end.closing;
  return parsed(whole) ?? parsed(whole.replaceAll(bareToken, 'null'));
}

/** Python's numbers that are no JSON; what is replaced within a text does no harm to a look at the structure. */
const bareToken = /(?<=[[,:\s])(?:NaN|-?Infinity)(?=[\],}\s])/g;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function endOf(text: string): End | undefined {
  const open: string[] = [];
  let end: End | undefined;
  let isValue = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') {
      const close = endOfText(text, at);
      // The text of a value is ended where it is cut; a key without its value is left out.
      if (close === -1) return isValue ? { at: text.length, closing: closed(text, at, open) } : end;
      at = close;
    } else if (character === '{' || character === '[') {
      if (open.length === deepest) return end;
      open.push(character === '{' ? '}' : ']');
      isValue = character === '[';
      end = { at: at + 1, closing: closingOf(open) };
    } else if (character === '}' || character === ']') {
      if (open.pop() !== character) return undefined;
      isValue = false;
      end = { at: at + 1, closing: closingOf(open) };
      if (open.length === 0) return end;
    } else if (character === ':') isValue = true;
    else if (character === ',') {
      isValue = open.at(-1) === ']';
      end = { at, closing: closingOf(open) };
    }
  }
  return end;
}

function closingOf(open: readonly string[]): string {
  return open.toReversed().join('');
}

/** What ends a text that begins at `from` and everything around it; an escape that was cut is a mistake that parse finds. */
function closed(text: string, from: number, open: readonly string[]): string {
  let backslashes = 0;
  while (text[text.length - 1 - backslashes] === '\\' && text.length - 1 - backslashes > from) backslashes += 1;
  return `${backslashes % 2 === 1 ? '\\' : ''}"${closingOf(open)}`;
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}
