// Numbers and points of label files as they are found: taken where they can only mean one thing.
import { isRow } from '../dataset/rows.ts';

/** A point in image pixels, or in whatever unit the file has. */
export type Point = readonly [x: number, y: number];

/** A finite number, also where it is written as a text; undefined for everything else. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A scalar as a text; "" for everything else: a file's object may have a "toString" of its own. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A side in whole pixels, 0 for what is none. */
export function readSide(value: unknown): number {
  const side = readNumber(value);
  return side !== undefined && Number.isSafeInteger(side) && side > 0 ? side : 0;
}

/** [x, y] or {x, y}. */
function readPoint(value: unknown): Point | undefined {
  const [x, y] = Array.isArray(value)
    ? [readNumber(value[0]), readNumber(value[1])]
    : isRow(value)
      ? [readNumber(value['x']), readNumber(value['y'])]
      : [];
  return x === undefined || y === undefined ? undefined : [x, y];
}

export type PointsReading =
  { readonly ok: true; readonly points: readonly Point[] } | { readonly ok: false; readonly why: string };

/** A list of points. What is wrong is said with its place below `name`: "points[3] is no point". */
export function readPoints(value: unknown, name: string): PointsReading {
  if (!Array.isArray(value)) return { ok: false, why: `${name} is ${value === undefined ? 'missing' : 'no list'}` };
  const points: Point[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const point = readPoint(value[index]);
    if (point === undefined) return { ok: false, why: `${name}[${index}] is no point of two numbers` };
    points.push(point);
  }
  return { ok: true, points };
}
