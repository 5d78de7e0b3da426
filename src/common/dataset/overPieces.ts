// Runs a reading that asks for bytes (jsonFile.ts) over a file of a Source, in pieces, UTF-16 made UTF-8 on the way.
import type { Source } from '../formats/format.ts';
import { fail } from '../result.ts';
import type { Reading, WantBytes } from './jsonFile.ts';
import { TextDecoder, TextEncoder, utf16Label } from './utf8Check.ts';

/**
 * What the reading says on its way, and what it comes to at the end; throws what it and the source throw. `onBytes` hears how far
 * the bytes were asked for, each walk from the start anew.
 */
export async function* overPieces<Said extends { readonly kind: string }, Value = void>(
  source: Source,
  path: string,
  reading: Reading<Value, Said>,
  onBytes: (at: number) => void,
): AsyncGenerator<Exclude<Said, WantBytes>, Value> {
  const label = utf16Label(await source.head(path, 2));
  let pieces: AsyncIterator<Uint8Array> | undefined;
  let at = -1;
  try {
    for (let step = reading.next(); ;) {
      if (step.done === true) return step.value;
      const wish = step.value;
      if (wish.kind !== 'bytes') {
        yield wish as Exclude<Said, WantBytes>;
        step = reading.next();
        continue;
      }
      const { from } = wish as WantBytes;
      if (from !== at) {
        await pieces?.return?.();
        const opened = label === undefined ? source.pieces(path, from) : utf8From(source.pieces(path), label, from);
        pieces = opened[Symbol.asyncIterator]();
        at = from;
        onBytes(at);
      }
      const piece = await pieces?.next();
      const bytes = piece === undefined || piece.done === true ? undefined : piece.value;
      at += bytes?.length ?? 0;
      onBytes(at);
      step = reading.next(bytes);
    }
  } finally {
    await pieces?.return?.();
  }
}

/** What a reading that says nothing on its way comes to. Throws as overPieces does. */
export async function valueOverPieces<Value>(
  source: Source,
  path: string,
  reading: Reading<Value>,
  onBytes: (at: number) => void,
): Promise<Value> {
  const step = await overPieces<never, Value>(source, path, reading, onBytes).next();
  if (step.done !== true) throw new Error('It says nothing on its way.');
  return step.value;
}

/** UTF-16 as UTF-8, from a byte of the UTF-8 on: it has to be walked from its start each time. */
async function* utf8From(
  pieces: AsyncIterable<Uint8Array>,
  label: 'utf-16le' | 'utf-16be',
  from: number,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(label, { fatal: true });
  const encoder = new TextEncoder();
  const decode = (piece?: Uint8Array): Uint8Array => {
    try {
      return encoder.encode(piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true }));
    } catch (caught) {
      const message = `The file begins as ${label.toUpperCase()} and is not. Save it as UTF-8.`;
      return fail('unreadable', message, caught instanceof Error ? caught.message : String(caught));
    }
  };
  let skip = from;
  for await (const piece of pieces) {
    const bytes = decode(piece);
    if (skip < bytes.length) yield bytes.subarray(skip);
    skip = Math.max(0, skip - bytes.length);
  }
  const last = decode();
  if (skip < last.length) yield last.subarray(skip);
}
