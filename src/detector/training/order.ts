// Which picture comes when: every picture once in each pass, in an order that follows from the seed alone, so that a run that
// goes on after a kill sees what it would have seen.
import { seededRandom } from '../../common/random.ts';
import type { Random } from '../../common/random.ts';

export type Order = (index: number) => number;

/** index, from 0 over the whole run → a picture's place, 0 … pictures − 1. */
export function pictureOrder(pictures: number, seed: number): Order {
  let pass = -1;
  let order: Int32Array = new Int32Array(0);
  return (index) => {
    const wanted = Math.floor(index / pictures);
    if (wanted !== pass) {
      pass = wanted;
      order = shuffled(pictures, randomOf(seed, wanted));
    }
    return order[index % pictures] as number;
  };
}

/** Random numbers that belong to one place of a run. */
export function randomOf(seed: number, place: number): Random {
  // A large odd factor spreads neighbouring places over the seeds.
  return seededRandom((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)) >>> 0);
}

function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[other] as number;
    order[other] = kept;
  }
  return order;
}
