// Reads the body of an answer in order and never more of it than was expected: known lengths into their own memory, JSON up to a limit.
import type { IncomingMessage } from 'node:http';
import { fail } from '../../common/result.ts';

/** JSON is held several times over while it is read. */
export const longestJson = 64 * 2 ** 20; // bytes

export interface Body {
  /** From Content-Length; undefined where the server does not tell. */
  readonly length: number | undefined;
  /** Fills the array with the next bytes. Fails where the body ends before. */
  fill(target: Uint8Array): Promise<void>;
  /** What is left, at most `longestJson`. */
  rest(): Promise<Buffer>;
  /** Fails where there is more than was read. */
  end(): Promise<void>;
}

/** `whose` begins each failure: "The server http://… answered for …". */
export function readBody(response: IncomingMessage, whose: string): Body {
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') {
    fail('detector', `${whose} in a compressed form that was not asked for.`);
  }
  const pieces = (response as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  /** Empty at the end only. */
  const next = async (): Promise<Buffer> => {
    while (left.length === 0) {
      const { value, done } = (await pieces.next()) as IteratorResult<Buffer, undefined>;
      if (done === true) break;
      left = value;
    }
    return left;
  };
  return {
    length: lengthOf(response),
    async fill(target) {
      for (let at = 0; at < target.length;) {
        const piece = (await next()).subarray(0, target.length - at);
        if (piece.length === 0) fail('detector', `${whose} with fewer bytes than it announced.`);
        target.set(piece, at);
        at += piece.length;
        left = left.subarray(piece.length);
      }
    },
    async rest() {
      const all: Buffer[] = [];
      let size = 0;
      for (let piece = await next(); piece.length > 0; piece = await next()) {
        size += piece.length;
        if (size > longestJson) fail('too-large', `${whose} with more than ${longestJson / 2 ** 20} MiB of text.`);
        all.push(piece);
        left = left.subarray(piece.length);
      }
      return Buffer.concat(all);
    },
    async end() {
      if ((await next()).length > 0) fail('detector', `${whose} with more bytes than its shapes say.`);
    },
  };
}

function lengthOf({ headers }: IncomingMessage): number | undefined {
  const text = headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

/** The bytes as JSON. Fails where they are none. */
export function parseJson(bytes: Uint8Array, whose: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return fail(
      'detector',
      `${whose} with something that is no JSON. Is it a model server?`,
      String(error).slice(0, 200),
    );
  }
}
