// From a dialect's maps to its boxes, after the table of conventions, plainly.
import type { Detections } from '../../../../../src/common/fcos/detect.ts';
import type { Level, Reference } from './networks.ts';

interface Found {
  readonly box: readonly [number, number, number, number];
  readonly label: number;
  readonly score: number;
}

/** A class alone has to be surer than this; the score ranks. */
const threshold = 0.3;
const strides = [8, 16, 32, 64, 128];

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** All locations are (s/2 + j·s, s/2 + i·s). Best first. */
export function decoded(
  levels: readonly Level[],
  reference: Reference,
  { width, height }: { readonly width: number; readonly height: number },
): Detections {
  const all = levels.flatMap((level, index) => candidates(level, strides[index] ?? NaN, reference, width, height));
  all.sort((a, b) => b.score - a.score);
  const kept: Found[] = [];
  for (const one of all) {
    if (kept.length === 100) break;
    if (!kept.some((other) => other.label === one.label && iou(other, one) > reference.iou)) kept.push(one);
  }
  return {
    boxes: Float32Array.from(kept.flatMap(({ box }) => [...box])),
    scores: Float32Array.from(kept, ({ score }) => score),
    labels: Int32Array.from(kept, ({ label }) => label),
  };
}

function candidates(
  { logits, distances, centreness }: Level,
  stride: number,
  { inStrides, score }: Reference,
  width: number,
  height: number,
): Found[] {
  const area = logits.height * logits.width;
  const found: Found[] = [];
  for (let cell = 0; cell < area; cell++) {
    const x = stride / 2 + (cell % logits.width) * stride;
    const y = stride / 2 + Math.floor(cell / logits.width) * stride;
    const [left = NaN, top = NaN, right = NaN, bottom = NaN] = [0, 1, 2, 3].map(
      (side) => (distances.data[side * area + cell] ?? NaN) * (inStrides ? stride : 1),
    );
    const clip = (value: number, most: number): number => Math.min(most, Math.max(0, value));
    const box = [
      clip(x - left, width),
      clip(y - top, height),
      clip(x + right, width),
      clip(y + bottom, height),
    ] as const;
    for (let label = 0; label < logits.channels; label++) {
      const sure = sigmoid(logits.data[label * area + cell] ?? NaN);
      if (!(sure > threshold)) continue;
      const product = sure * sigmoid(centreness.data[cell] ?? NaN);
      found.push({ box, label, score: score === 'root' ? Math.sqrt(product) : product });
    }
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 1000);
}

function iou({ box: a }: Found, { box: b }: Found): number {
  const shared =
    Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = ([x1, y1, x2, y2]: Found['box']): number => (x2 - x1) * (y2 - y1);
  return shared / (area(a) + area(b) - shared);
}
