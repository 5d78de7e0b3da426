// Two outputs of equally many rows, a box and a score for each class: DETR and its family, YOLO-NAS, PP-YOLOE, exports without suppression.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { bestCells, cornersOf, foundCells } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Output, Share } from '../outputs.ts';
import { areProbabilities, largest, seenWith } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { Activation, Background, BoxForm, PairReading } from '../spec.ts';
import { formOf } from './listed.ts';

export function readPair(
  share: Share,
  reading: PairReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const boxes = shareOf(share, reading.boxes, 2);
  const scores = shareOf(share, reading.scores, 2);
  const [cells = 0, columns = 0] = scores.dims;
  checkLength(reading.boxes, boxes.dims[0], cells);
  checkLength(`${reading.boxes}'s columns`, boxes.dims[1], 4);
  checkLength(`${reading.scores}'s columns`, columns, classes + (reading.background === 'none' ? 0 : 1));
  const best = bestCells(
    {
      values: withBackgroundLast(scores, reading.background),
      cells,
      classes,
      first: 0,
      cellStep: columns,
      classStep: 1,
      activation: reading.activation,
      trailing: reading.background === 'none' ? 0 : 1,
      labels: 'best',
    },
    detection,
  );
  return foundCells(best, classes, (cell, to, at) => {
    const value = (side: number): number => boxes.values[cell * 4 + side] as number;
    cornersOf([value(0), value(1), value(2), value(3)], reading.form, place, to, at);
  });
}

/** The table with its first column moved to the end, so that softmax still counts it. */
function withBackgroundLast({ values, dims }: Output, background: Background): Float32Array {
  if (background !== 'first') return values;
  const columns = dims[1] ?? 1;
  const moved = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += columns) {
    moved.set(values.subarray(at + 1, at + columns), at);
    moved[at + columns - 1] = values[at] as number;
  }
  return moved;
}

export function recognisePair(probe: Probe): readonly Guess[] {
  const tables = seenWith(probe, 2).filter(({ name }) => !probe.whole.has(name));
  const boxes = tables.filter(({ dims }) => dims[1] === 4);
  // With a third per-row output they are raw heads, which other kinds read.
  if (boxes.length !== 1 || tables.length > 2) return [];
  const [box] = boxes as [Seen];
  const scores = tables.find(({ name, dims }) => name !== box.name && dims[0] === box.dims[0] && dims[1] !== 4);
  if (scores === undefined || (scores.dims[1] ?? 0) < 1) return [];
  return [guessPair(box, scores)];
}

function guessPair(box: Seen, scores: Seen): Guess {
  const [rows = 0, columns = 0] = scores.dims;
  const isFew = rows <= 1000;
  const form: BoxForm =
    isFew && areFractions(box.values) ? { numbers: 'cxcywh', unit: 'fraction' } : formOf(box.values);
  const { activation, background } = waysOf(scores, isFew);
  const classes = columns - (background === 'none' ? 0 : 1);
  return {
    reading: { kind: 'pair', boxes: box.name, scores: scores.name, form, activation, background },
    classes,
    preset: isFew ? 'imagenet-rgb' : 'unit-rgb',
    fit: isFew ? 'stretch' : 'letterbox-corner',
    // Queries answer each for one object; dense boxes have to be suppressed.
    iouThreshold: isFew ? 1 : 0.6,
    sureness: isFew ? 0.8 : 0.65,
    because: `${rows} boxes, and ${columns} scores for each`,
  };
}

function areFractions(boxes: Float32Array): boolean {
  return largest(boxes) <= 2;
}

/** Probabilities stay; logits of queries are DETR's softmax where COCO's 91 and "nothing" fit, else sigmoids. */
function waysOf({ values, dims }: Seen, isFew: boolean): { activation: Activation; background: Background } {
  const columns = dims[1] ?? 1;
  if (!areProbabilities(values)) {
    return isFew && (columns === 92 || columns === 81)
      ? { activation: 'softmax', background: 'last' }
      : { activation: 'sigmoid', background: 'none' };
  }
  let sums = 0;
  for (let at = 0; at < values.length; at += columns) {
    const sum = values.subarray(at, at + columns).reduce((all, value) => all + value, 0);
    if (Math.abs(sum - 1) < 1e-3) sums++;
  }
  const addUp = columns > 1 && sums === values.length / columns;
  return { activation: 'none', background: addUp ? 'first' : 'none' };
}
