// The first walk over a JSON file of any size: where the values of the top level lie, byte by byte, without holding the file.
// Rows themselves are read in a second walk (jsonFile.ts), once it is known where each list begins.
import { fail } from '../result.ts';
import { TextDecoder, utf8Check } from './utf8Check.ts';

/** A list or an object of the top level, by the bytes that it lies in, brackets included. */
export interface Member {
  readonly isList: boolean;
  readonly from: number;
  /** Behind the closing bracket. */
  to: number;
  /** Commas between rows of a list, one after each 256 KB or so: JSON.parse takes that much at once. */
  readonly cuts: number[];
  /** The whole numbers from 1 that the rows of a list have under the wanted keys, texts of digits too. */
  readonly said: ReadonlyMap<string, number[]>;
}

/** NaN, Infinity or −Infinity outside of texts; line and column from 1, in characters. */
export interface BarePlace {
  readonly token: string;
  readonly line: number;
  readonly column: number;
}

export interface Outline {
  /** The first byte that is no space, and where it stands; undefined in an empty file. */
  readonly root: { readonly byte: number; readonly at: number } | undefined;
  /** The deepest nesting met. */
  readonly depth: number;
  /** The text of the top level, each list and object in it written as the text that `memberIndex` knows; parse it to check it. */
  readonly skeleton: string;
  /** Of a root that is a list: the root. */
  readonly members: readonly Member[];
  /** Keys of the top level that are there more than once. */
  readonly twice: readonly string[];
  readonly bare: readonly BarePlace[];
  /** Bytes of the whole file. */
  readonly bytes: number;
}

/** Begins what stands for a list or an object in the skeleton; a text of a file that begins so too only names one again. */
const memberMark = '\u0000member ';

/** Which member a parsed value of the skeleton stands for. */
export function memberIndex(value: unknown): number | undefined {
  return typeof value === 'string' && value.startsWith(memberMark) ? Number(value.slice(memberMark.length)) : undefined;
}

/** The skeleton holds texts and spaces of the top level only; a file with more of them is none of labels. */
const longestSkeleton = 64 * 1024 * 1024;
const mostBare = 2000;
const cutAfter = 256 * 1024;

const plain = 0;
const quote = 1;
const open = 2;
const close = 3;
const colon = 4;
const comma = 5;
const lineFeed = 6;
const bareLetter = 7;
const high = 8;
const kinds = new Uint8Array(256);
kinds[0x22] = quote;
kinds[0x5b] = kinds[0x7b] = open;
kinds[0x5d] = kinds[0x7d] = close;
kinds[0x3a] = colon;
kinds[0x2c] = comma;
kinds[0x0a] = lineFeed;
kinds[0x4e] = kinds[0x49] = bareLetter;
kinds.fill(high, 0x80);

/** Rows of lists of the top level stand at this depth. */
const rowDepth = 3;
const longestKey = 1024;

/**
 * Takes the bytes of a file piece by piece (`push`), then gives the outline (`end`). Both throw FailureError: unreadable with the
 * place of the first byte that is not UTF-8; too-large where the top level itself is beyond all sense. `wanted` are the keys of
 * rows whose values are gathered: ids, so that one that has to be made never takes that of a later row.
 */
export class OutlineScanner {
  readonly #wanted: ReadonlySet<string>;
  readonly #check = utf8Check();
  readonly #members: Member[] = [];
  readonly #skeleton: string[] = [];
  readonly #bare: BarePlace[] = [];
  readonly #keys = new Set<string>();
  readonly #twice = new Set<string>();
  readonly #text = new Uint8Array(longestKey);
  readonly #decoder = new TextDecoder('utf-8');
  #skeletonLength = 0;
  #at = 0;
  #depth = 0;
  #deepest = 0;
  #root: Outline['root'];
  #inText = false;
  #escaped = false;
  #textLength = 0;
  /** The last text at depth 1 or 3 that closed, and has no ":" behind it yet. */
  #lastText: string | undefined;
  #member: Member | undefined;
  /** The key of a row whose value comes next, and what of the value was met. */
  #rowKey: string | undefined;
  #value = '';
  #line = 1;
  #lineStart = 0;
  /** Bytes of this line that are no characters of their own. */
  #surplus = 0;
  #bareEnd = 0;
  #cutFrom = 0;
  #cutDepth = 2;
  #isListRoot = false;
  #before = 0;

  /** `start`: bytes of the byte order mark, which is not pushed. */
  constructor(start: number, wanted: readonly string[] = []) {
    this.#at = start;
    this.#lineStart = start;
    this.#wanted = new Set(wanted);
  }

  /** The pieces must follow each other, the first one without a byte order mark. */
  push(piece: Uint8Array): void {
    let skeletonFrom = this.#depth <= 1 && !this.#isListRoot ? 0 : -1;
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index]!;
      if (this.#inText) {
        index = this.#passText(piece, index);
        continue;
      }
      const kind = kinds[byte];
      if (kind === plain) {
        if (this.#rowKey !== undefined) this.#value += String.fromCharCode(byte);
        else if (this.#root !== undefined) while (kinds[piece[index + 1]!] === plain) index += 1;
        else if (byte > 0x20) this.#root = { byte, at: this.#at + index };
        continue;
      }
      if (kind === open) {
        if (this.#root === undefined) this.#openRoot(byte, this.#at + index);
        if (this.#depth === 1 && !this.#isListRoot) {
          this.#keep(piece, skeletonFrom, index);
          skeletonFrom = -1;
          this.#openMember(byte === 0x5b, this.#at + index);
        }
        this.#depth += 1;
        if (this.#depth > this.#deepest) this.#deepest = this.#depth;
        this.#rowKey = undefined;
      } else if (kind === close) {
        this.#endValue();
        this.#depth -= 1;
        if (this.#isListRoot && this.#depth === 0) this.#closeMember(byte, this.#at + index + 1);
        if (this.#depth === 1 && skeletonFrom === -1 && !this.#isListRoot) {
          this.#closeMember(byte, this.#at + index + 1);
          skeletonFrom = index + 1;
        }
      } else this.#special(kind, byte, this.#at + index, piece, index);
    }
    if (skeletonFrom !== -1 && !this.#isListRoot) this.#keep(piece, skeletonFrom, piece.length);
    this.#before = piece.at(-1) ?? this.#before;
    this.#at += piece.length;
  }

  end(): Outline {
    this.#check.end();
    return {
      root: this.#root,
      depth: this.#deepest,
      skeleton: this.#skeleton.join('') + this.#decoder.decode(),
      members: this.#members,
      twice: [...this.#twice],
      bare: this.#bare,
      bytes: this.#at,
    };
  }

  #special(kind: number | undefined, byte: number, at: number, piece: Uint8Array, index: number): void {
    if (kind !== lineFeed) this.#root ??= { byte, at };
    switch (kind) {
      case quote:
        this.#inText = true;
        this.#textLength = 0;
        return;
      case colon:
        this.#takeKey();
        return;
      case comma:
        if (this.#depth === this.#cutDepth && at >= this.#cutFrom) this.#cut(at);
        this.#endValue();
        this.#lastText = undefined;
        return;
      case lineFeed:
        this.#line += 1;
        this.#lineStart = at + 1;
        this.#surplus = 0;
        return;
      case bareLetter:
        this.#noteBare(byte, at, index === 0 ? this.#before : piece[index - 1]!);
        return;
      default:
        this.#surplus += this.#check.take(byte, at, this.#line);
    }
  }

  /** Goes to the end of a text, or of the piece; gives the index of the last byte that it took. */
  #passText(piece: Uint8Array, from: number): number {
    // Most texts lie inside of values that nobody asks for.
    const isKept = this.#depth === 1 || (this.#depth === rowDepth && this.#member !== undefined);
    for (let index = from; index < piece.length; index += 1) {
      const byte = piece[index]!;
      if (byte >= 0x80 || this.#check.isOpen) this.#surplus += this.#check.take(byte, this.#at + index, this.#line);
      if (this.#escaped) this.#escaped = false;
      else if (byte === 0x5c) this.#escaped = true;
      else if (byte === 0x22) {
        this.#inText = false;
        if (isKept) this.#closeText();
        return index;
      } else if (byte === 0x0a) {
        // No JSON, and so refused later; until then lines are counted.
        this.#line += 1;
        this.#lineStart = this.#at + index + 1;
        this.#surplus = 0;
      }
      if (isKept && this.#textLength < longestKey) this.#text[this.#textLength] = byte;
      this.#textLength += 1;
    }
    return piece.length;
  }

  #closeText(): void {
    this.#lastText = undefined;
    if (this.#textLength > longestKey) return;
    if (this.#depth === rowDepth && this.#rowKey === undefined && !this.#mayBeWanted()) return;
    this.#lastText = new TextDecoder('utf-8').decode(this.#text.subarray(0, this.#textLength));
    if (this.#rowKey !== undefined) this.#value = this.#lastText;
  }

  #mayBeWanted(): boolean {
    for (const key of this.#wanted) if (key.length === this.#textLength) return true;
    return false;
  }

  #takeKey(): void {
    const key = this.#lastText;
    this.#lastText = undefined;
    if (key === undefined) return;
    if (this.#depth === 1) {
      (this.#keys.has(key) ? this.#twice : this.#keys).add(key);
    } else if (this.#depth === rowDepth && this.#wanted.has(key)) {
      this.#rowKey = key;
      this.#value = '';
    }
  }

  #endValue(): void {
    if (this.#rowKey === undefined) return;
    const number = Number(this.#value);
    if (Number.isSafeInteger(number) && number >= 1) this.#member?.said.get(this.#rowKey)?.push(number);
    this.#rowKey = undefined;
  }

  /** Of a file whose root is a list, that is the one member. */
  #openRoot(byte: number, at: number): void {
    this.#root = { byte, at };
    if (byte !== 0x5b) return;
    this.#isListRoot = true;
    this.#cutDepth = 1;
    this.#openMember(true, at);
  }

  #cut(at: number): void {
    if (this.#member?.isList !== true) return;
    this.#member.cuts.push(at);
    this.#cutFrom = at + cutAfter;
  }

  #openMember(isList: boolean, from: number): void {
    this.#cutFrom = from + cutAfter;
    this.#member = { isList, from, to: Infinity, cuts: [], said: new Map([...this.#wanted].map((key) => [key, []])) };
    this.#members.push(this.#member);
  }

  #closeMember(byte: number, to: number): void {
    const isRight = this.#member !== undefined && (byte === 0x5d) === this.#member.isList;
    // A bracket of the other kind is no JSON, and neither is a skeleton with this sign.
    this.#add(isRight ? JSON.stringify(memberMark + String(this.#members.length - 1)) : '?');
    if (this.#member !== undefined) this.#member.to = to;
    this.#member = undefined;
  }

  #noteBare(byte: number, at: number, before: number): void {
    if (at < this.#bareEnd) return;
    const isNan = byte === 0x4e;
    this.#bareEnd = at + (isNan ? 3 : 8);
    if (this.#bare.length >= mostBare) return;
    const minus = !isNan && before === 0x2d ? 1 : 0;
    const column = at - minus - this.#lineStart - this.#surplus + 1;
    const token = isNan ? 'NaN' : `${minus === 1 ? '-' : ''}Infinity`;
    this.#bare.push({ token, line: this.#line, column });
  }

  #keep(piece: Uint8Array, from: number, to: number): void {
    if (to > from) this.#add(this.#decoder.decode(piece.subarray(from, to), { stream: true }));
  }

  #add(text: string): void {
    this.#skeletonLength += text.length;
    if (this.#skeletonLength > longestSkeleton)
      fail('too-large', 'The top level of the file holds more than 64 MiB of text. This is no annotation file.');
    this.#skeleton.push(text);
  }
}
