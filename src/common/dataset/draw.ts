// The order in which pictures are drawn for a part of a data set: by the seed and each picture's own name, so that it can be
// repeated and a picture that is added moves few others.
import { seededRandom } from '../random.ts';

/** A number in [0, 1) for a name, the same for the same seed on every machine. */
function drawNumber(name: string, seed: number): number {
  return seededRandom(hash(name) ^ seed)();
}

/** The items in the order drawn; equal numbers by id. */
export function drawOrder<Item extends { readonly id: number; readonly name: string }>(
  items: readonly Item[],
  seed: number,
): Item[] {
  const drawn = items.map((item) => ({ item, number: drawNumber(item.name, seed) }));
  return drawn.sort((a, b) => a.number - b.number || a.item.id - b.item.id).map(({ item }) => item);
}

/** FNV-1a over the UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
