// A SQLite file by its pages: the header's numbers, what a page says of its cells, whole pages in each other's place, and the text of
// the schema, which is as long as before.
import { mutateInPlace } from './bytes.ts';
import { concat, mutateParts } from './parts.ts';
import { at, pick, type Mutation } from './random.ts';

const headerBytes = 100;
/** Where the file's header has numbers of four bytes. */
const headerNumbers = [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96];

function pagesOf(bytes: Uint8Array): Uint8Array[] {
  const said = new DataView(bytes.buffer, bytes.byteOffset).getUint16(16);
  const size = said === 1 ? 65_536 : said;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, page) =>
    bytes.slice(page * size, page * size + size),
  );
}

/** A part of a page, broken where it lies. */
function within(page: Uint8Array, from: number, length: number, random: () => number): Uint8Array {
  const copy = page.slice();
  copy.set(mutateInPlace(page.subarray(from, from + length), random), from);
  return copy;
}

const isFirst = (page: Uint8Array): boolean => new TextDecoder().decode(page.subarray(0, 15)) === 'SQLite format 3';

function breakPage(page: Uint8Array, random: () => number): Uint8Array {
  const start = isFirst(page) ? headerBytes : 0;
  const kind = random();
  if (start > 0 && kind < 0.3) return within(page, pick(headerNumbers, random), 4, random);
  // Kind of page, free blocks, number of cells, where they begin, the page to the right; then where each cell lies.
  if (kind < 0.5) return within(page, start, 12, random);
  if (kind < 0.65) return within(page, start + 8, 64, random);
  // Of the content most lies at the end of a page.
  const back = at(random, Math.min(page.length - start, random() < 0.7 ? 1000 : page.length));
  return within(page, Math.max(start, page.length - 1 - back), 16, random);
}

/** As long as before. */
export const mutatePages: Mutation = mutateParts({ split: pagesOf, join: concat, breakPart: breakPage, fixed: true });
