// What a row of a CSV of boxes says: its fields by role, and the corners of its box in whichever way they are written.
import { readCoordinate } from '../../dataset/placeBox.ts';
import { shown } from '../../dataset/problems.ts';
import type { Box } from '../../geometry/box.ts';
import type { Columns } from './columns.ts';

/** A field by what it is, without spaces around it; undefined where there is no such column. */
export function field(fields: readonly string[], { at }: Columns, role: keyof Columns['at']): string | undefined {
  const index = at[role];
  return index === undefined ? undefined : fields[index]?.trim();
}

/** The corners of a row's box as they stand; a text that says what is wrong where they are none. Decimal commas count where the delimiter is another. */
export function cornersOf(fields: readonly string[], columns: Columns, delimiter: string): Box | string {
  const number = (text: string | undefined): number | undefined =>
    readCoordinate(delimiter === ',' ? text : text?.replace(',', '.'));
  const four = (texts: readonly (string | undefined)[]): readonly [number, number, number, number] | string => {
    const values = texts.map(number);
    const wrong = values.indexOf(undefined);
    if (wrong >= 0) return `${texts[wrong] === undefined ? 'a column' : shown(texts[wrong])} is not a number`;
    return values as unknown as readonly [number, number, number, number];
  };
  const isSides =
    columns.at.x1 === undefined ||
    columns.at.y1 === undefined ||
    columns.at.x2 === undefined ||
    columns.at.y2 === undefined;
  if (!isSides) {
    const corners = four((['x1', 'y1', 'x2', 'y2'] as const).map((role) => field(fields, columns, role)));
    return typeof corners === 'string' ? corners : { x1: corners[0], y1: corners[1], x2: corners[2], y2: corners[3] };
  }
  const list = field(fields, columns, 'bbox')
    ?.replaceAll(/[[\](){}]/g, ' ')
    .trim()
    .split(/[\s,;]+/)
    .slice(0, 5);
  if (list !== undefined && list.length !== 4) return `the box has ${list.length} numbers, not x, y, width and height`;
  const sides = four(list ?? (['x', 'y', 'w', 'h'] as const).map((role) => field(fields, columns, role)));
  if (typeof sides === 'string') return sides;
  const [x, y, w, h] = sides;
  if (w < 0 || h < 0) return `the box’s ${w < 0 ? 'width' : 'height'} is ${shown(Math.min(w, h))}`;
  return { x1: x, y1: y, x2: x + w, y2: y + h };
}
