// Columns of boxes that grow row by row, and how rows find their picture and category: what the readers of truth and of
// detections share.
import type { BoxColumns, SourceId } from './evaluation.ts';

export function isSourceId(value: unknown): value is SourceId {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string';
}

/** Finds the index of an id; "7" and 7 are one id where only one of them is listed. */
export type Lookup = (id: unknown) => number | undefined;

export function lookupOf(ids: readonly SourceId[]): Lookup {
  const exact = new Map<SourceId, number>(ids.map((id, index) => [id, index]));
  const written = new Map<string, number>(ids.map((id, index) => [String(id), index]));
  return (id) => (isSourceId(id) ? (exact.get(id) ?? written.get(String(id))) : undefined);
}

/** True for a list of four finite numbers. */
export function isBbox(value: unknown): value is readonly [number, number, number, number] {
  if (!Array.isArray(value) || value.length !== 4) return false;
  for (const entry of value as readonly unknown[])
    if (typeof entry !== 'number' || !Number.isFinite(entry)) return false;
  return true;
}

/** Twice as much room whenever it is used up, so that nobody has to say how many rows will come. */
export interface GrowingColumns {
  count: number;
  image: Int32Array;
  category: Int32Array;
  bbox: Float64Array;
  /** The area of a truth box, the score of a detection. */
  value: Float64Array;
}

export function growingColumns(capacity = 1024): GrowingColumns {
  return {
    count: 0,
    image: new Int32Array(capacity),
    category: new Int32Array(capacity),
    bbox: new Float64Array(capacity * 4),
    value: new Float64Array(capacity),
  };
}

export function pushBox(
  into: GrowingColumns,
  image: number,
  category: number,
  bbox: readonly [number, number, number, number],
  value: number,
): void {
  if (into.count === into.value.length) grow(into);
  const at = into.count;
  into.image[at] = image;
  into.category[at] = category;
  into.bbox[at * 4] = bbox[0];
  into.bbox[at * 4 + 1] = bbox[1];
  into.bbox[at * 4 + 2] = bbox[2];
  into.bbox[at * 4 + 3] = bbox[3];
  into.value[at] = value;
  into.count = at + 1;
}

function grow(into: GrowingColumns): void {
  const capacity = into.value.length * 2;
  const larger = growingColumns(capacity);
  larger.image.set(into.image);
  larger.category.set(into.category);
  larger.bbox.set(into.bbox);
  larger.value.set(into.value);
  Object.assign(into, { ...larger, count: into.count });
}

/** What was pushed, without the room beyond it. */
export function columnsSoFar({ count, image, category, bbox, value }: GrowingColumns): BoxColumns & {
  readonly value: Float64Array;
} {
  return {
    count,
    image: image.slice(0, count),
    category: category.slice(0, count),
    bbox: bbox.slice(0, count * 4),
    value: value.slice(0, count),
  };
}
