// Breaks a file by its structure: it is taken into its parts (records, chunks, pages, tokens), the parts are broken, left out, doubled
// or changed round, and it is put together again with lengths and checksums that fit. So what lies behind the checks is reached.
import { at, pick, type Mutation } from './random.ts';

/** How a kind of file comes apart and together. */
export interface Structure<Part> {
  /** Of a whole file as its program wrote it. */
  readonly split: (bytes: Uint8Array) => readonly Part[];
  readonly join: (parts: readonly Part[]) => Uint8Array;
  readonly breakPart: (part: Part, random: () => number) => Part;
  /** Set where a part may only stand where it stands, as pages do: then one takes another's content, and none comes or goes. */
  readonly fixed?: true;
}

/** One to three breaks. The input is left alone. */
export function mutateParts<Part>({ split, join, breakPart, fixed }: Structure<Part>): Mutation {
  return (bytes, random) => {
    const parts = [...split(bytes)];
    for (let round = 1 + at(random, 3); round > 0 && parts.length > 0; round -= 1) {
      const place = at(random, parts.length);
      const kind = random();
      if (kind < 0.6) parts[place] = breakPart(parts[place]!, random);
      else if (fixed === true || kind < 0.7) parts[place] = pick(parts, random);
      else if (kind < 0.8) parts.splice(place, 1 + (random() < 0.1 ? at(random, parts.length) : 0));
      else if (kind < 0.9) parts.splice(at(random, parts.length + 1), 0, parts[place]!);
      else parts.splice(at(random, parts.length), 0, ...parts.splice(place, 1));
    }
    return join(parts);
  };
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const piece of pieces) {
    whole.set(piece, to);
    to += piece.length;
  }
  return whole;
}
