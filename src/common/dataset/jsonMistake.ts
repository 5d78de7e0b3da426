// Finds where a text stops being JSON, in words a person can act on. Only run after JSON.parse refused the text. The text may
// come in pieces: a file over 512 MiB has no text of its own.

export interface Mistake {
  readonly offset: number;
  readonly what: string;
  /** Both from 1, in characters. */
  readonly line: number;
  readonly column: number;
}

/** NaN, Infinity or −Infinity as Python writes them. */
export interface BareToken {
  readonly offset: number;
  readonly token: string;
}

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

interface Cursor {
  /** What of the text is not behind yet. */
  text: string;
  /** In `text`. */
  offset: number;
  isLast: boolean;
  expecting: Expecting;
  /** Open brackets: true for an object. */
  readonly open: boolean[];
  readonly bare: BareToken[];
  /** What is behind: characters, line feeds, and how many characters of the last line. */
  passed: number;
  lines: number;
  columns: number;
  isEmpty: boolean;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\r\n]*/y;
const bareToken = /-?Infinity|NaN/y;
const literal = /true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first mistake, if any, and all bare NaN and Infinity before it, which alone are counted as values. */
export function findMistake(text: string): { readonly mistake?: Mistake; readonly bare: readonly BareToken[] } {
  const finder = mistakeFinder();
  const mistake = finder.take(text, true);
  return mistake === undefined ? { bare: finder.bare } : { mistake, bare: finder.bare };
}

export interface MistakeFinder {
  /** Goes on with the next piece of the text; the first mistake, if it is met. The last piece, which may be empty, says so. */
  take(piece: string, isLast: boolean): Mistake | undefined;
  readonly bare: readonly BareToken[];
}

/** Tokens but texts are shorter than this, or are looked at again when more of the text is there. */
const longToken = 64;

export function mistakeFinder(): MistakeFinder {
  const cursor: Cursor = {
    ...{ text: '', offset: 0, isLast: false, expecting: 'value', open: [], bare: [] },
    ...{ passed: 0, lines: 0, columns: 0, isEmpty: true },
  };
  return {
    take(piece, isLast) {
      leaveBehind(cursor);
      cursor.text += piece;
      cursor.isLast = isLast;
      const what = walk(cursor);
      return what === undefined ? undefined : mistakeAt(cursor, what);
    },
    bare: cursor.bare,
  };
}

/** Goes as far as the text goes; gives what is wrong there, if anything. */
function walk(cursor: Cursor): string | undefined {
  for (;;) {
    cursor.offset += matchLength(space, cursor) ?? 0;
    const left = cursor.text.length - cursor.offset;
    if (left > 0) cursor.isEmpty = false;
    if (!cursor.isLast && (left < longToken || isCut(cursor))) return undefined;
    if (left === 0) {
      if (cursor.expecting === 'nothing') return undefined;
      return cursor.isEmpty ? 'the file is empty' : 'the file ends here, in the middle: it was cut off';
    }
    const what = step(cursor);
    if (what !== undefined) return what;
  }
}

/** True for a text or a number whose end is not there yet. */
function isCut(cursor: Cursor): boolean {
  const { text, offset } = cursor;
  if (text[offset] === '"') return endOfString(text, offset) === text.length;
  return offset + (matchLength(number, cursor) ?? 0) === text.length;
}

/** Offset of the closing quote of the string that begins at `start`, or of the end of a text that has none. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function leaveBehind(cursor: Cursor): void {
  Object.assign(cursor, placeAt(cursor), { text: cursor.text.slice(cursor.offset), offset: 0 });
}

function placeAt({ text, offset, passed, lines, columns }: Cursor): Pick<Cursor, 'passed' | 'lines' | 'columns'> {
  const place = { passed: passed + offset, lines, columns: columns + offset };
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    place.lines += 1;
    place.columns = offset - at - 1;
  }
  return place;
}

function mistakeAt(cursor: Cursor, what: string): Mistake {
  const { passed, lines, columns } = placeAt(cursor);
  return { offset: passed, what, line: lines + 1, column: columns + 1 };
}

function matchLength(pattern: RegExp, { text, offset }: Pick<Cursor, 'text' | 'offset'>): number | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length;
}

/** Takes one token; gives what is wrong with it, if anything. */
function step(cursor: Cursor): string | undefined {
  const character = cursor.text[cursor.offset];
  switch (cursor.expecting) {
    case 'nothing':
      return 'there is more text after the end; one JSON object is wanted';
    case 'colon':
      if (character !== ':') return `":" is missing after a key`;
      cursor.offset += 1;
      cursor.expecting = 'value';
      return undefined;
    case 'comma or end':
      return stepAfterValue(cursor, character);
    case 'key':
    case 'key or }':
      if (character === '}')
        return cursor.expecting === 'key or }' ? close(cursor) : 'there is a comma too many before "}"';
      if (character !== '"') return strange(cursor, 'a key in double quotes');
      return takeString(cursor, 'colon');
    case 'value':
    case 'value or ]':
      return stepValue(cursor, character);
  }
}

function stepAfterValue(cursor: Cursor, character: string | undefined): string | undefined {
  const isObject = cursor.open.at(-1) === true;
  if (character === (isObject ? '}' : ']')) return close(cursor);
  if (character !== ',') return strange(cursor, isObject ? '"," or "}"' : '"," or "]"');
  cursor.offset += 1;
  cursor.expecting = isObject ? 'key' : 'value';
  return undefined;
}

function stepValue(cursor: Cursor, character: string | undefined): string | undefined {
  if (character === '{' || character === '[') {
    cursor.open.push(character === '{');
    cursor.offset += 1;
    cursor.expecting = character === '{' ? 'key or }' : 'value or ]';
    return undefined;
  }
  if (character === ']') {
    return cursor.expecting === 'value or ]'
      ? close(cursor)
      : 'there is a comma too many, or a value is missing, before "]"';
  }
  if (character === '"') return takeString(cursor, afterValue(cursor));
  const bare = matchLength(bareToken, cursor);
  if (bare !== undefined)
    cursor.bare.push({
      offset: cursor.passed + cursor.offset,
      token: cursor.text.slice(cursor.offset, cursor.offset + bare),
    });
  const length = bare ?? matchLength(literal, cursor) ?? matchLength(number, cursor);
  if (length === undefined) return strange(cursor, 'a value');
  cursor.offset += length;
  cursor.expecting = afterValue(cursor);
  return undefined;
}

function afterValue(cursor: Cursor): Expecting {
  return cursor.open.length === 0 ? 'nothing' : 'comma or end';
}

function close(cursor: Cursor): undefined {
  cursor.open.pop();
  cursor.offset += 1;
  cursor.expecting = afterValue(cursor);
  return undefined;
}

function takeString(cursor: Cursor, then: Expecting): string | undefined {
  cursor.offset += 1;
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.offset);
    if (Number.isNaN(code)) return 'the file ends here, inside a text: it was cut off';
    if (code === 0x22) break;
    if (code < 0x20) return 'a text has a line break or a control character in it';
    const length = code === 0x5c ? matchLength(escape, cursor) : 1;
    if (length === undefined) return 'a text has a wrong "\\" in it';
    cursor.offset += length;
  }
  cursor.offset += 1;
  cursor.expecting = then;
  return undefined;
}

function strange(cursor: Cursor, wanted: string): string {
  const character = cursor.text[cursor.offset] ?? '';
  if (character === "'") return 'single quotes: this is a printed Python dict, not JSON; write it with json.dump';
  if (character === '/') return 'comments are not JSON; take them out';
  return `${wanted} is wanted, not ${JSON.stringify(character)}`;
}
