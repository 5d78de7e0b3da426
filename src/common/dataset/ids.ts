// Ids in files are numbers, texts, fractions, anything; in the program they are integers from 1. This is the way between.
import { IdSet } from './idSet.ts';

/** An id as a file has it: a safe integer where it says one ("7" too), else a fraction or a text. */
export type SourceKey = number | string;

export type IdReading = { readonly ok: true; readonly key: SourceKey } | { readonly ok: false; readonly why: string };

/** Reads an id. A whole number over 2^53 is refused: two of them can be one number here, and boxes would change pictures. */
export function readId(value: unknown): IdReading {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return { ok: false, why: 'is not a number' };
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      return { ok: false, why: 'is over 2^53, where numbers cannot be told apart; write such ids as texts' };
    }
    return { ok: true, key: value };
  }
  if (typeof value === 'string' && value !== '' && value.length <= 1000) {
    const number = Number(value);
    return { ok: true, key: /^(?:0|-?[1-9]\d*)$/.test(value) && Number.isSafeInteger(number) ? number : value };
  }
  if (value === undefined) return { ok: false, why: 'is missing' };
  return { ok: false, why: 'is no id' };
}

/** True for an id that the program and COCO's readers take as it is. */
export function isUsableId(key: SourceKey): key is number {
  return typeof key === 'number' && Number.isSafeInteger(key) && key >= 1;
}

export interface IdBook {
  /** The id itself when it is usable and nobody has it, else a free one that no entry of the file has. */
  claim(key: SourceKey | undefined): number;
}

/** `listed` gives all ids that entries of the file have, so that a free one never takes a later entry's; walked once or twice. */
export function idBook(listed: () => Iterable<unknown>): IdBook {
  let highest = 0;
  for (const id of usableIds(listed())) highest = Math.max(highest, id);
  const roomAbove = highest < Number.MAX_SAFE_INTEGER - 2 ** 31;
  const taken = new Set<number>(roomAbove ? [] : usableIds(listed()));
  const claimed = new IdSet();
  let next = roomAbove ? highest + 1 : 1;
  return {
    claim(key) {
      let id = key !== undefined && isUsableId(key) && !claimed.has(key) ? key : undefined;
      if (id === undefined) {
        while (taken.has(next) || claimed.has(next)) next += 1;
        id = next;
      }
      claimed.add(id);
      return id;
    },
  };
}

function* usableIds(values: Iterable<unknown>): Generator<number> {
  for (const value of values) {
    const reading = readId(value);
    if (reading.ok && isUsableId(reading.key)) yield reading.key;
  }
}
