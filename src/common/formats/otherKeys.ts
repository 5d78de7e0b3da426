// Keys of a label file that no reader knows: they are left out, and counted, so that the preview says it.
import type { LossTally } from '../dataset/losses.ts';
import type { Row } from '../dataset/rows.ts';

/** Counts the keys of a row that say something and are none of the known ones. */
export function loseOtherKeys(lost: Pick<LossTally, 'lose'>, row: Row, known: ReadonlySet<string>): void {
  lost.lose(
    'other keys were left out',
    Object.keys(row).filter((key) => !known.has(key) && saysSomething(row[key])).length,
  );
}

/** Programs write empty lists and unset flags for whatever they could say. */
function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
