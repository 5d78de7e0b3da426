// End-to-end models that give boxes, scores and labels as lists: torchvision's exports, RT-DETR's, EfficientNMS's.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { fail } from '../../result.ts';
import { cornersOf } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Share } from '../outputs.ts';
import { areCorners, areProbabilities, areWhole, largest, seenWith } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { BoxForm, ListedReading } from '../spec.ts';

export function readListed(
  share: Share,
  reading: ListedReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const boxes = shareOf(share, reading.boxes, 2);
  const scores = shareOf(share, reading.scores, 1);
  const labels = shareOf(share, reading.labels, 1);
  const rows = boxes.dims[0] ?? 0;
  checkLength(reading.scores, scores.dims[0], rows);
  checkLength(reading.labels, labels.dims[0], rows);
  checkLength(reading.boxes, boxes.dims[1], 4);
  const count = reading.count === undefined ? rows : Math.min(rows, countOf(share, reading.count));
  return listedRows(count, classes, place, detection, reading, (row) => ({
    box: [0, 1, 2, 3].map((side) => boxes.values[row * 4 + side] as number) as FourNumbers,
    score: scores.values[row] as number,
    label: labels.values[row] as number,
  }));
}

/** The number of rows that count, one for each picture. */
function countOf(share: Share, name: string): number {
  const count = share.outputs.get(name)?.values[share.picture] ?? 0;
  return Number.isFinite(count) ? Math.max(0, Math.trunc(count)) : 0;
}

type FourNumbers = [number, number, number, number];

interface Row {
  readonly box: FourNumbers;
  readonly score: number;
  readonly label: number;
}

/**
 * Rows over the score threshold; a label before the first is padding or background. Fails on one after the last: the names would be
 * wrong for all.
 */
export function listedRows(
  count: number,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
  { form, firstLabel }: { readonly form: BoxForm; readonly firstLabel: number },
  rowOf: (row: number) => Row | undefined,
): Found {
  const kept: Row[] = [];
  for (let index = 0; index < count; index++) {
    const row = rowOf(index);
    if (row === undefined || !(row.score > detection.scoreThreshold)) continue;
    const label = Math.round(row.label) - firstLabel;
    if (label >= classes) {
      fail(
        'invalid',
        `The model gave label ${row.label}, and its card has ${classes} classes from ${firstLabel} on; import it again with all its classes.`,
      );
    }
    if (label >= 0) kept.push({ ...row, label });
  }
  const boxes = new Float32Array(kept.length * 4);
  kept.forEach(({ box }, n) => {
    cornersOf(box, form, place, boxes, n * 4);
  });
  return {
    boxes,
    scores: Float32Array.from(kept, ({ score }) => score),
    labels: Int32Array.from(kept, ({ label }) => label),
  };
}

export function recogniseListed(probe: Probe): readonly Guess[] {
  const boxes = seenWith(probe, 2).filter(({ dims }) => dims[1] === 4);
  return boxes.flatMap((box) => listsOf(probe, box));
}

function listsOf(probe: Probe, box: Seen): readonly Guess[] {
  const rows = box.dims[0] ?? 0;
  const lists = seenWith(probe, 1).filter(({ dims, name }) => dims[0] === rows && name !== box.name);
  const label = labelsAmong(probe, lists);
  const others = lists.filter(({ name }) => name !== label?.name && !probe.whole.has(name));
  const scores = rows === 0 ? others[0] : others.find(({ values }) => areProbabilities(values));
  if (label === undefined || scores === undefined) return [];
  const count = [...probe.outputs].find(
    ([name, { values }]) =>
      values.length === 1 && ![box.name, label.name, scores.name].includes(name) && isCount(values, rows),
  )?.[0];
  const form = formOf(filled(box.values));
  // torchvision's lists have no axis for the batch; TensorFlow's channels come last, and its boxes have y first. Both count from 1.
  const isTensorFlow = probe.layout === 'nhwc';
  const isTorchvision = (probe.outputs.get(box.name)?.dims.length ?? 0) === 2;
  const hasFirst = label.values.some((value, row) => value === 0 && (scores.values[row] ?? 0) > 0);
  const firstLabel = (isTensorFlow || isTorchvision) && !hasFirst ? 1 : 0;
  const guess = (from: 0 | 1, sureness: number): Guess => ({
    reading: {
      kind: 'listed',
      boxes: box.name,
      scores: scores.name,
      labels: label.name,
      ...(count !== undefined && { count }),
      form: isTensorFlow ? { ...form, numbers: 'y1x1y2x2' } : form,
      firstLabel: from,
    },
    preset: 'unit-rgb',
    fit: probe.beside === 'size' || isTensorFlow ? 'stretch' : isTorchvision ? 'sides' : 'letterbox-centre',
    iouThreshold: 1,
    sureness,
    because: `lists of ${rows} boxes, scores and labels, which count from ${from}`,
  });
  const sureness = rows > 0 ? 0.9 : 0.7;
  return hasFirst ? [guess(0, sureness)] : [guess(firstLabel, sureness), guess(firstLabel === 1 ? 0 : 1, 0.4)];
}

/** By their type, else by their name, else as the only whole numbers that are more than 0 and 1. */
function labelsAmong(probe: Probe, lists: readonly Seen[]): Seen | undefined {
  const whole = lists.filter(({ name, values }) => probe.whole.has(name) || areWhole(values));
  const large = whole.filter(({ values }) => largest(values) > 1);
  return (
    whole.find(({ name }) => probe.whole.has(name)) ??
    whole.find(({ name }) => namesLabels(name)) ??
    (large.length === 1 ? large[0] : undefined)
  );
}

function isCount(values: Float32Array, rows: number): boolean {
  const [count = -1] = values;
  return Number.isInteger(count) && count >= 0 && count <= rows;
}

/** Without the boxes that are all 0, which fill a list up to its fixed length. */
function filled(boxes: Float32Array): Float32Array {
  return boxes.filter((_, at) => boxes.subarray(at - (at % 4), at - (at % 4) + 4).some((value) => value !== 0));
}

function namesLabels(name: string): boolean {
  return /label|class|cls/i.test(name);
}

/** Corners, or centre and size; parts of the input where no number is much over 1. */
export function formOf(boxes: Float32Array): BoxForm {
  const unit = boxes.length > 0 && largest(boxes) <= 2 ? 'fraction' : 'input';
  return { numbers: boxes.length === 0 || areCorners(boxes) ? 'x1y1x2y2' : 'cxcywh', unit };
}
