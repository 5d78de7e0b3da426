// Says whether a segmentation can be read by others, without drawing it: no memory by its size. Masks themselves are
// carried through untouched; this program labels boxes.
import type { Box } from '../geometry/box.ts';

export type SegmentationKind = 'polygons' | 'rle' | 'empty';

export type SegmentationReading =
  { readonly ok: true; readonly kind: SegmentationKind } | { readonly ok: false; readonly why: string };

/** Pixels of a mask of unknown picture size beyond which no reader should be made to allocate it. */
const mostMaskPixels = 2 ** 31;

/** `width` and `height` are the picture's, 0 when unknown. */
export function readSegmentation(value: unknown, width: number, height: number): SegmentationReading {
  if (value === undefined || value === null) return { ok: true, kind: 'empty' };
  if (Array.isArray(value)) return readPolygons(value);
  if (typeof value === 'object') return readRle(value as Readonly<Record<string, unknown>>, width, height);
  return { ok: false, why: 'is neither polygons nor RLE' };
}

function readPolygons(polygons: readonly unknown[]): SegmentationReading {
  for (const polygon of polygons) {
    if (!Array.isArray(polygon)) return { ok: false, why: 'has a polygon that is no list' };
    const numbers = polygon as readonly unknown[];
    if (numbers.length < 6)
      return { ok: false, why: `has a polygon of ${numbers.length} numbers; at least 6 are needed` };
    if (numbers.length % 2 === 1) return { ok: false, why: 'has a polygon with an odd number of coordinates' };
    for (const entry of numbers) {
      if (typeof entry !== 'number' || !Number.isFinite(entry))
        return { ok: false, why: 'has a coordinate that is no number' };
    }
  }
  return { ok: true, kind: polygons.length === 0 ? 'empty' : 'polygons' };
}

function readRle(
  { size, counts }: Readonly<Record<string, unknown>>,
  width: number,
  height: number,
): SegmentationReading {
  if (!Array.isArray(size) || size.length !== 2) return { ok: false, why: 'is an RLE without a size of two numbers' };
  const [h, w] = size as readonly unknown[];
  if (!isCount(h) || !isCount(w)) return { ok: false, why: 'is an RLE whose size is no two whole numbers' };
  if (width > 0 && height > 0 && (w !== width || h !== height)) {
    return { ok: false, why: `is an RLE of ${w} × ${h}, and the picture is ${width} × ${height}` };
  }
  if (w * h > mostMaskPixels) return { ok: false, why: `is an RLE of ${w} × ${h}` };
  const pixels =
    typeof counts === 'string' ? sumOfCompressed(counts) : Array.isArray(counts) ? sumOf(counts) : undefined;
  if (pixels === undefined) return { ok: false, why: 'is a broken RLE' };
  if (pixels !== w * h) return { ok: false, why: `is an RLE of ${pixels} pixels for ${w} × ${h}` };
  return { ok: true, kind: 'rle' };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function sumOf(counts: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const count of counts) {
    if (!isCount(count)) return undefined;
    sum += count;
  }
  return sum;
}

/** Adds up the runs of pycocotools' string form: six bits a character, from the third run on as differences. */
function sumOfCompressed(counts: string): number | undefined {
  let sum = 0;
  let beforeLast = 0;
  let last = 0;
  let run = 0;
  for (let at = 0; at < counts.length; run += 1) {
    let value = 0;
    let bits = 0;
    let more = true;
    while (more) {
      const code = counts.charCodeAt(at) - 48;
      if (!(code >= 0 && code < 64) || bits > 30) return undefined;
      value += (code & 0x1f) * 2 ** bits;
      bits += 5;
      at += 1;
      more = (code & 0x20) !== 0;
      if (!more && (code & 0x10) !== 0) value -= 2 ** bits;
    }
    if (run > 2) value += beforeLast;
    if (value < 0) return undefined;
    beforeLast = last;
    last = value;
    sum += value;
  }
  return sum;
}

/** The box around polygons that readSegmentation took; undefined for anything else. */
export function boxAround(segmentation: unknown): Box | undefined {
  if (!Array.isArray(segmentation) || segmentation.length === 0) return undefined;
  const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const polygon of segmentation as readonly (readonly number[])[]) {
    for (let index = 0; index + 1 < polygon.length; index += 2) {
      box.x1 = Math.min(box.x1, polygon[index]!);
      box.x2 = Math.max(box.x2, polygon[index]!);
      box.y1 = Math.min(box.y1, polygon[index + 1]!);
      box.y2 = Math.max(box.y2, polygon[index + 1]!);
    }
  }
  return box;
}

/** A box as one polygon of its four corners, clockwise from the upper left. */
export function cornersOf({ x1, y1, x2, y2 }: Box): number[][] {
  return [[x1, y1, x2, y1, x2, y2, x1, y2]];
}

/** A box as an uncompressed RLE (column by column) of the pixels whose centres are in it. */
export function rleOf(
  box: Box,
  width: number,
  height: number,
): { readonly size: [number, number]; readonly counts: number[] } {
  const left = Math.min(width - 1, Math.max(0, Math.round(box.x1)));
  const top = Math.min(height - 1, Math.max(0, Math.round(box.y1)));
  const columns = Math.max(1, Math.min(width, Math.round(box.x2)) - left);
  const rows = Math.max(1, Math.min(height, Math.round(box.y2)) - top);
  const before = left * height + top;
  const after = width * height - before - (columns - 1) * height - rows;
  if (rows === height) return { size: [height, width], counts: [before, columns * height, after] };
  const counts = [before];
  for (let column = 1; column < columns; column += 1) counts.push(rows, height - rows);
  counts.push(rows, after);
  return { size: [height, width], counts };
}
