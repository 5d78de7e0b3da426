// Reads a JSON object of any size whose lists are long: first its outline, then rows of a list, a few hundred kilobytes at a time.
// It asks for bytes and is given them, so that the same code reads memory at once and a disk as it answers.
import { fail, FailureError, type Result } from '../result.ts';
import { deepest, noteBare, noteTwice, notJson, parseLoosely, tooDeep } from './decodeJson.ts';
import { mistakeFinder } from './jsonMistake.ts';
import { memberIndex, OutlineScanner, type Member, type Outline } from './jsonOutline.ts';
import { shown, type ProblemList } from './problems.ts';
import { TextDecoder, utf8Mark } from './utf8Check.ts';

/** Wants the bytes that begin there, as many as come handy; is given them, or undefined behind the end. */
export interface WantBytes {
  readonly kind: 'bytes';
  readonly from: number;
}

/** Reading that asks for bytes on its way. */
export type Reading<Value, Said = never> = Generator<WantBytes | Said, Value, Uint8Array | undefined>;

/** A file whose root is an object: its keys with their values. Members (lists, objects) are to be read on their own. */
export interface JsonObject {
  readonly top: ReadonlyMap<string, TopValue>;
  /** Of the whole file. */
  readonly bytes: number;
}

/** JSON whose root is something else; whether each row of a list is JSON is found out when it is read. */
export type OtherRoot = { readonly list: Member } | { readonly value: unknown };

export type TopValue = { readonly member: Member } | { readonly value: unknown };

/** A value of the top level that is no list of rows is held whole; this is far beyond any. */
const longestValue = 256 * 1024 * 1024;

/**
 * Walks the file once. Throws FailureError: unreadable with the place of what is no UTF-8 or no JSON, or nested too deep. Whether
 * each row is JSON is found out when it is read. Doubled keys and bare NaN of an object are listed in `found`.
 */
export function* openJson(wanted: readonly string[], found: ProblemList): Reading<JsonObject | OtherRoot> {
  const head = yield* bytesBetween(0, 3, { at: 0, bytes: nothing });
  const start = utf8Mark(head);
  const scanner = new OutlineScanner(start, wanted);
  for (let at = start; ;) {
    const piece: Uint8Array | undefined = yield { kind: 'bytes', from: at };
    if (piece === undefined) break;
    scanner.push(piece);
    at += piece.length;
  }
  const outline = scanner.end();
  if (outline.depth > deepest) throwFailure(tooDeep(outline.depth));
  if (outline.root?.byte === 0x5b) return { list: yield* rootList(outline, start) };
  if (outline.root?.byte !== 0x7b) {
    yield* refuseMistakes();
    return { value: textOf(outline.skeleton) };
  }
  const skeleton = parseLoosely(outline.skeleton);
  if (!skeleton.ok) return yield* refuseBroken();
  for (const key of outline.twice) noteTwice(key, found);
  for (const { line, column, token } of outline.bare) noteBare(`line ${line}, column ${column}`, token, found);
  const top = new Map(
    Object.entries(skeleton.value as Record<string, unknown>).map(([key, value]): [string, TopValue] => {
      const member = outline.members[memberIndex(value) ?? -1];
      return [key, member === undefined ? { value } : { member }];
    }),
  );
  return { top, bytes: outline.bytes };
}

/** More than this behind a list is no line feed at the end, and the careful look may take its time. */
const longestTail = 64 * 1024;

/** The list that is a file's root; refuses one that is not closed, and anything but blanks around it. */
function* rootList({ skeleton, members: [list], bytes }: Outline, start: number): Reading<Member> {
  if (list === undefined || memberIndex(textOf(skeleton)) !== 0) return yield* refuseBroken();
  const { from, to } = list;
  if (from - start > longestTail || bytes - to > longestTail) yield* refuseMistakes();
  else {
    const decoder = new TextDecoder('utf-8');
    const before = decoder.decode(yield* bytesBetween(start, from, { at: start, bytes: nothing }));
    const behind = decoder.decode(yield* bytesBetween(to, bytes, { at: to, bytes: nothing }));
    if (!/^[ \t\r\n]*$/.test(before + behind)) return yield* refuseBroken();
  }
  return list;
}

function textOf(skeleton: string): unknown {
  const read = parseLoosely(skeleton);
  return read.ok ? read.value : undefined;
}

/** Why a key has no list, worded to follow it; undefined where it has one. */
export function whyNoList({ top }: JsonObject, key: string): string | undefined {
  const value = top.get(key);
  if (value === undefined) return 'is missing';
  if (!('member' in value)) return `is ${shown(value.value)}, not a list`;
  return value.member.isList ? undefined : 'is an object, not a list';
}

/** A few rows of a list, none of an empty one. */
export function* firstRows(member: Member): Reading<readonly unknown[]> {
  const walk = readRows(member, (rows) => [{ kind: 'rows' as const, rows }]);
  for (let step = walk.next(); ;) {
    if (step.done === true) return [];
    if (step.value.kind === 'rows') return step.value.rows;
    step = walk.next(yield step.value);
  }
}

/** A value of the top level, whole. Throws too-large, and unreadable where it is no JSON. */
export function* readValue(value: TopValue | undefined): Reading<unknown> {
  if (value === undefined) return undefined;
  if (!('member' in value)) return value.value;
  const { from, to } = value.member;
  if (to - from > longestValue)
    fail('too-large', `A value of the top level has ${to - from} bytes; at most ${longestValue} are read.`);
  const text = new TextDecoder('utf-8').decode(yield* bytesBetween(from, to, { at: from, bytes: nothing }));
  const read = parseLoosely(text);
  return read.ok ? read.value : yield* refuseBroken();
}

/** The rows of a list, many at a time, each list of them with the byte that it ends at. Throws unreadable where one is no JSON. */
export function* readRows<Said>(
  { from, to, cuts }: Member,
  take: (rows: readonly unknown[], at: number) => Iterable<Said>,
): Reading<void, Said> {
  const held = { at: from + 1, bytes: nothing };
  const decoder = new TextDecoder('utf-8');
  let start = from + 1;
  for (const end of [...cuts, to - 1]) {
    // A comma has a row on either side, so only a list without commas may have none.
    const text = decoder.decode(yield* bytesBetween(start, end, held));
    yield* take(yield* parseRows(text, cuts.length > 0 ? 'rows' : 'maybe none'), end);
    start = end + 1;
  }
}

const nothing = new Uint8Array();

/** Bytes that were given and not used up yet, and where they begin. */
interface Held {
  at: number;
  bytes: Uint8Array;
}

/** The bytes from here to there, which lie behind all that were asked for before. Fewer where the file has become shorter. */
function* bytesBetween(from: number, to: number, held: Held): Reading<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let at = from; at < to;) {
    if (at >= held.at + held.bytes.length) {
      const bytes: Uint8Array | undefined = yield { kind: 'bytes', from: held.at + held.bytes.length };
      if (bytes === undefined) break;
      Object.assign(held, { at: held.at + held.bytes.length, bytes });
      continue;
    }
    const part = held.bytes.subarray(at - held.at, to - held.at);
    parts.push(part);
    at += part.length;
  }
  return parts.length === 1 ? parts[0]! : joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function* parseRows(text: string, what: 'rows' | 'maybe none'): Reading<readonly unknown[]> {
  const read = parseLoosely(`[${text}]`);
  if (!read.ok) return yield* refuseBroken();
  const rows = read.value as readonly unknown[];
  return rows.length === 0 && what === 'rows' ? yield* refuseBroken() : rows;
}

/** The file is known to be broken: says where. */
function* refuseBroken(): Reading<never> {
  yield* refuseMistakes();
  return throwFailure(notJson(undefined));
}

/** Throws unreadable with the place of the first mistake in the file, if there is one. */
export function* refuseMistakes(): Reading<void> {
  const finder = mistakeFinder();
  const decoder = new TextDecoder('utf-8');
  let at = 0;
  for (;;) {
    const piece: Uint8Array | undefined = yield { kind: 'bytes', from: at };
    const mistake = finder.take(
      piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true }),
      piece === undefined,
    );
    if (mistake !== undefined) throwFailure(notJson(mistake));
    if (piece === undefined) return;
    at += piece.length;
  }
}

function throwFailure(result: Result<never>): never {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}
