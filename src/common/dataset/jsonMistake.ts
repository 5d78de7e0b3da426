// Finds where a text stops being JSON, in words a person can act on. Only run after JSON.parse refused the text.

export interface Mistake {
  readonly offset: number;
  readonly what: string;
}

/** NaN, Infinity or −Infinity as Python writes them. */
export interface BareToken {
  readonly offset: number;
  readonly token: string;
}

type Expecting = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

interface Cursor {
  readonly text: string;
  offset: number;
  expecting: Expecting;
  /** Open brackets: true for an object. */
  readonly open: boolean[];
  readonly bare: BareToken[];
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\r\n]*/y;
const bareToken = /-?Infinity|NaN/y;
const literal = /true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first mistake, if any, and all bare NaN and Infinity before it, which alone are counted as values. */
export function findMistake(text: string): { readonly mistake?: Mistake; readonly bare: readonly BareToken[] } {
  const cursor: Cursor = { text, offset: 0, expecting: 'value', open: [], bare: [] };
  for (;;) {
    cursor.offset += matchLength(space, cursor) ?? 0;
    if (cursor.offset >= text.length) {
      if (cursor.expecting === 'nothing') return { bare: cursor.bare };
      const what = text.trim() === '' ? 'the file is empty' : 'the file ends here, in the middle: it was cut off';
      return { mistake: { offset: text.length, what }, bare: cursor.bare };
    }
    const what = step(cursor);
    if (what !== undefined) return { mistake: { offset: cursor.offset, what }, bare: cursor.bare };
  }
}

function matchLength(pattern: RegExp, { text, offset }: Cursor): number | undefined {
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
    cursor.bare.push({ offset: cursor.offset, token: cursor.text.slice(cursor.offset, cursor.offset + bare) });
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
