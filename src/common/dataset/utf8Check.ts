// Bytes that come in pieces: are they UTF-8, and where are they not. And UTF-16 made UTF-8 on the way.
import { fail } from '../result.ts';

interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

// Node and every window have them; the ES library that `common` is compiled against does not name them.
declare const globalThis: {
  readonly TextDecoder: new (label: string, options?: { readonly fatal?: boolean }) => Decoder;
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
};
export const { TextDecoder, TextEncoder } = globalThis;

export interface Utf8Check {
  /** True inside of a character of several bytes. */
  readonly isOpen: boolean;
  /**
   * Takes a byte from 0x80 on, and any byte while a character is open. Gives by how much bytes so far outnumber the characters
   * (UTF-16 units) that they are: 1 for each byte that only continues one. Throws FailureError unreadable with the place.
   */
  take(byte: number, at: number, line: number): number;
  /** Throws when the last character was cut off. */
  end(): void;
}

export function utf8Check(): Utf8Check {
  let left = 0;
  let least = 0x80;
  let most = 0xbf;
  let started = { byte: 0, at: 0, line: 1 };
  const refuse = (): never => {
    const { byte, at, line } = started;
    const shown = byte.toString(16).toUpperCase().padStart(2, '0');
    return fail('unreadable', `The file is not UTF-8: byte ${shown} at offset ${at} (line ${line}). Save it as UTF-8.`);
  };
  return {
    get isOpen() {
      return left > 0;
    },
    take(byte, at, line) {
      if (left > 0) {
        if (byte < least || byte > most) refuse();
        least = 0x80;
        most = 0xbf;
        left -= 1;
        return 1;
      }
      started = { byte, at, line };
      // RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
      if (byte < 0xc2 || byte > 0xf4) refuse();
      left = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      if (byte === 0xe0) least = 0xa0;
      else if (byte === 0xed) most = 0x9f;
      else if (byte === 0xf0) least = 0x90;
      else if (byte === 0xf4) most = 0x8f;
      // A character of four bytes is two units, so three continuations are one too many.
      return byte >= 0xf0 ? -1 : 0;
    },
    end() {
      if (left > 0) refuse();
    },
  };
}

/** Which UTF-16 a file begins as, by its byte order mark. */
export function utf16Label(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** Bytes of the byte order mark that UTF-8 begins with. */
export function utf8Mark(head: Uint8Array): 0 | 3 {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}
