// Cuts the inside of a JSON list at commas between its rows, in texts of some 256 KB that JSON.parse takes at once: one call a
// row costs more than the row.
import { TextDecoder } from './utf8Check.ts';

export interface RowCutter {
  /** Texts of whole rows with the commas between them, none at their ends. */
  push(piece: Uint8Array): readonly string[];
  /** The rest; `isOnly` where nothing was cut off before it. */
  end(): { readonly text: string; readonly isOnly: boolean };
}

const cutAfter = 256 * 1024;

const stops = new Uint8Array(256);
for (const character of '"[]{},') stops[character.charCodeAt(0)] = 1;

export function rowCutter(): RowCutter {
  const decoder = new TextDecoder('utf-8');
  let depth = 0;
  let inText = false;
  let escaped = false;
  let kept: string[] = [];
  let keptBytes = 0;
  let isOnly = true;
  const take = (part: Uint8Array, stream: boolean): void => {
    kept.push(decoder.decode(part, { stream }));
    keptBytes += part.length;
  };
  const release = (): string => {
    const text = kept.join('');
    kept = [];
    keptBytes = 0;
    return text;
  };
  return {
    push(piece) {
      const cut: string[] = [];
      let from = 0;
      for (let index = 0; index < piece.length; index += 1) {
        const byte = piece[index]!;
        if (inText) {
          if (escaped) escaped = false;
          else if (byte === 0x5c) escaped = true;
          else if (byte === 0x22) inText = false;
        } else if (stops[byte] === 1) {
          if (byte === 0x22) inText = true;
          else if (byte !== 0x2c) depth += byte === 0x5b || byte === 0x7b ? 1 : -1;
          else if (depth === 0 && keptBytes + index - from >= cutAfter) {
            take(piece.subarray(from, index), false);
            cut.push(release());
            from = index + 1;
            isOnly = false;
          }
        }
      }
      take(piece.subarray(from), true);
      return cut;
    },
    end() {
      kept.push(decoder.decode());
      return { text: release(), isOnly };
    },
  };
}
