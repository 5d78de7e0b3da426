// From scored cells to a picture's detections: the best candidates, their boxes, suppression, and the way back into the picture's
// pixels. What the cells are is each kind's own.
import { bestFirst, emptyCandidates, offer, scoreToBeat } from '../fcos/candidates.ts';
import type { Candidates } from '../fcos/candidates.ts';
import type { Detections } from '../fcos/detect.ts';
import { nmsByClass } from '../fcos/nms.ts';
import type { DetectionSpec } from '../fcos/spec.ts';
import type { Placement } from './input.ts';
import type { Activation, BoxForm } from './spec.ts';

/** Boxes as corners in input pixels, [n, 4]; scores and labels [n]. */
export interface Found {
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly labels: Int32Array;
}

export interface ScoreTable {
  readonly values: Float32Array;
  readonly cells: number;
  readonly classes: number;
  /** Place of (cell, label): first + cell · cellStep + label · classStep. */
  readonly first: number;
  readonly cellStep: number;
  readonly classStep: number;
  readonly activation: Activation;
  /** Further columns after the classes that softmax counts, and that are no class. */
  readonly trailing?: number;
  /** Factor of each cell's scores (objectness); 1 when left out. */
  readonly weights?: Float32Array;
  /** Exponent of the class score; 1 when left out. */
  readonly power?: number;
  /** `best`: a cell is one thing at most. `all`: it may be several. */
  readonly labels: 'best' | 'all';
}

/** The best cells over the score threshold: positions are cell · classes + label. */
export function bestCells(table: ScoreTable, detection: DetectionSpec): Candidates {
  const best = emptyCandidates(Math.min(detection.candidatesPerLevel, table.cells * table.classes));
  const { classes, power = 1 } = table;
  for (let cell = 0; cell < table.cells; cell++) {
    const weight = table.weights?.[cell] ?? 1;
    const floor = Math.max(detection.scoreThreshold, scoreToBeat(best));
    // A value at or under this cannot lead to a score over the floor.
    const least = Math.pow(Math.max(0, floor) / weight, 1 / power);
    if (!(weight > 0) || least >= 1) continue;
    scanCell(table, cell, least * (1 - 1e-6), (label, probability) => {
      const score = weight * (power === 1 ? probability : Math.pow(probability, power));
      if (score > detection.scoreThreshold) offer(best, score, cell * classes + label);
    });
  }
  return best;
}

type Take = (label: number, probability: number) => void;

function scanCell(table: ScoreTable, cell: number, least: number, take: Take): void {
  const { values, classes, classStep, activation } = table;
  const from = table.first + cell * table.cellStep;
  const soft = activation === 'softmax' ? softmaxTerms(values, from, classStep, classes + (table.trailing ?? 0)) : none;
  const bound =
    activation === 'none' ? least : activation === 'sigmoid' ? logit(least) : soft.most + Math.log(least * soft.sum);
  let top = bound;
  let topLabel = -1;
  for (let label = 0, at = from; label < classes; label++, at += classStep) {
    const value = values[at] as number;
    if (!(value > top)) continue;
    if (table.labels === 'all') take(label, probabilityOf(value, activation, soft));
    else {
      top = value;
      topLabel = label;
    }
  }
  if (topLabel >= 0) take(topLabel, probabilityOf(top, activation, soft));
}

interface Softmax {
  readonly most: number;
  readonly sum: number;
}
const none: Softmax = { most: 0, sum: 1 };

function softmaxTerms(values: Float32Array, from: number, step: number, count: number): Softmax {
  let most = -Infinity;
  for (let n = 0, at = from; n < count; n++, at += step) most = Math.max(most, values[at] as number);
  let sum = 0;
  for (let n = 0, at = from; n < count; n++, at += step) sum += Math.exp((values[at] as number) - most);
  return { most, sum };
}

function probabilityOf(value: number, activation: Activation, soft: Softmax): number {
  switch (activation) {
    case 'none':
      return value;
    case 'sigmoid':
      return sigmoid(value);
    case 'softmax':
      return Math.exp(value - soft.most) / soft.sum;
  }
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function logit(probability: number): number {
  return probability <= 0 ? -Infinity : Math.log(probability / (1 - probability));
}

/** The candidates with their boxes, best first; `boxOf` writes the corners of a cell, in input pixels, at `boxes[to]`. */
export function foundCells(
  best: Candidates,
  classes: number,
  boxOf: (cell: number, boxes: Float32Array, to: number) => void,
): Found {
  const boxes = new Float32Array(best.size * 4);
  const scores = new Float32Array(best.size);
  const labels = new Int32Array(best.size);
  bestFirst(best).forEach((position, n) => {
    const index = best.indices[position] as number;
    const cell = Math.floor(index / classes);
    boxOf(cell, boxes, n * 4);
    scores[n] = best.scores[position] as number;
    labels[n] = index - cell * classes;
  });
  return { boxes, scores, labels };
}

/** Four numbers of a model → corners in input pixels, written at `boxes[to]`. */
export function cornersOf(
  numbers: readonly [number, number, number, number],
  form: BoxForm,
  place: Placement,
  boxes: Float32Array,
  to: number,
): void {
  const [a, b, c, d] = numbers;
  const corners =
    form.numbers === 'x1y1x2y2'
      ? [a, b, c, d]
      : form.numbers === 'y1x1y2x2'
        ? [b, a, d, c]
        : form.numbers === 'xywh'
          ? [a, b, a + c, b + d]
          : [a - c / 2, b - d / 2, a + c / 2, b + d / 2];
  for (let side = 0; side < 4; side++) {
    boxes[to + side] = inputPixels(corners[side] as number, side % 2 === 0 ? 'x' : 'y', form, place);
  }
}

function inputPixels(value: number, axis: 'x' | 'y', { unit }: BoxForm, place: Placement): number {
  if (unit === 'input') return value;
  if (unit === 'fraction') return value * (axis === 'x' ? place.paddedWidth : place.paddedHeight);
  return axis === 'x'
    ? value * (place.width / place.imageWidth) + place.left
    : value * (place.height / place.imageHeight) + place.top;
}

/** Suppression within each class, then corners in pixels of the picture, clipped to it. Best first. */
export function inPicture(all: Found, place: Placement, detection: DetectionSpec): Detections {
  const found = soundBoxes(all);
  const kept = nmsByClass(
    found.boxes,
    found.scores,
    found.labels,
    detection.iouThreshold,
    detection.detectionsPerImage,
  ).filter((index) => coversPicture(found.boxes, index * 4, place));
  const ratioX = place.imageWidth / place.width;
  const ratioY = place.imageHeight / place.height;
  const boxes = new Float32Array(kept.length * 4);
  kept.forEach((index, n) => {
    for (let side = 0; side < 4; side++) {
      const value = found.boxes[index * 4 + side] as number;
      const [offset, ratio, limit] =
        side % 2 === 0 ? [place.left, ratioX, place.imageWidth] : [place.top, ratioY, place.imageHeight];
      boxes[n * 4 + side] = Math.min(Math.max((value - offset) * ratio, 0), limit);
    }
  });
  return {
    boxes,
    scores: Float32Array.from(kept, (index) => found.scores[index] as number),
    labels: Int32Array.from(kept, (index) => found.labels[index] as number),
  };
}

/** Without boxes that are no numbers or have no size: they may neither suppress nor displace a sound one. */
function soundBoxes({ boxes, scores, labels }: Found): Found {
  const sound = Array.from(scores.keys()).filter((index) => {
    const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = boxes.subarray(index * 4, index * 4 + 4);
    return x2 > x1 && y2 > y1 && Number.isFinite(x1 + y1 + x2 + y2 + (scores[index] as number));
  });
  if (sound.length === scores.length) return { boxes, scores, labels };
  return {
    boxes: Float32Array.from(sound.flatMap((index) => [...boxes.subarray(index * 4, index * 4 + 4)])),
    scores: Float32Array.from(sound, (index) => scores[index] as number),
    labels: Int32Array.from(sound, (index) => labels[index] as number),
  };
}

/** Boxes in the padding alone say nothing about the picture. */
function coversPicture(boxes: Float32Array, at: number, { left, top, width, height }: Placement): boolean {
  const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = boxes.subarray(at, at + 4);
  return x2 > left && y2 > top && x1 < left + width && y1 < top + height;
}
