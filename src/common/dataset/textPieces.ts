// Bytes of a text of any size to strings, piece by piece, and to lines: nothing is held but the line that is being read.
import { fail } from '../result.ts';

// Node and every window have it; the ES library that `common` is compiled against does not name it.
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string };

export interface PieceDecoder {
  /** The text of a piece; throws FailureError `unreadable` where the bytes are no text in this encoding. */
  decode(piece: Uint8Array): string;
  end(): string;
}

/** UTF-16 by its byte order mark, else `label` ("utf-8", "iso-8859-1", …); FailureError `unsupported` for a label nobody knows. */
export function pieceDecoder(head: Uint8Array, label = 'utf-8'): PieceDecoder {
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : '';
  const chosen = utf16 || label;
  const decoder = decoderOf(chosen);
  let read = 0;
  const guarded = (decode: () => string): string => {
    try {
      return decode();
    } catch (caught) {
      const detail = caught instanceof Error ? caught.message : String(caught);
      const where = `near byte ${read}`;
      return fail('unreadable', `The file is not ${chosen.toUpperCase()} (${where}). Save it as UTF-8.`, detail);
    }
  };
  return {
    decode(piece) {
      const text = guarded(() => decoder.decode(piece, { stream: true }));
      read += piece.length;
      return text;
    },
    end: () => guarded(() => decoder.decode()),
  };
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return fail(
      'unsupported',
      `The file says that it is in the encoding "${label.slice(0, 40)}", which is not known. Save it as UTF-8.`,
    );
  }
}

/** The text of a file, piece by piece. */
export async function* textPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: PieceDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= pieceDecoder(piece);
    yield decoder.decode(piece);
  }
  if (decoder !== undefined) yield decoder.end();
}

/** The start of a text, for telling formats apart: what cannot be decoded shows as U+FFFD instead of failing. */
export function textOfHead(head: Uint8Array): string {
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(utf16, { fatal: false }).decode(head);
}
