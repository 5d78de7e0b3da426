// End-to-end models that give boxes, scores and labels as lists: torchvision's exports, RT-DETR's, EfficientNMS's.
import type { DetectionSpec } from '../../fcos/spec.ts';
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

/** Rows over the score threshold that name a class; a label outside of them is padding or background. */
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
    if (label >= 0 && label < classes) kept.push({ ...row, label });
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
  if (boxes.length !== 1) return [];
  const [box] = boxes as [Seen];
  const rows = box.dims[0] ?? 0;
  const lists = seenWith(probe, 1).filter(({ dims, name }) => dims[0] === rows && name !== box.name);
  const labels = lists.filter(({ name, values }) => probe.whole.has(name) || (rows > 0 && areWhole(values)));
  const label = labels.find(({ name }) => probe.whole.has(name)) ?? labels.find(({ name }) => namesLabels(name));
  const score = lists.find(({ name, values }) => name !== label?.name && areProbabilities(values));
  const emptyScore = lists.find(({ name }) => name !== label?.name && !probe.whole.has(name));
  const scores = score ?? (rows === 0 ? emptyScore : undefined);
  if (label === undefined || scores === undefined) return [];
  const count = [...probe.outputs].find(
    ([name, { values }]) => probe.whole.has(name) && name !== label.name && values.length === 1,
  )?.[0];
  return [
    {
      reading: {
        kind: 'listed',
        boxes: box.name,
        scores: scores.name,
        labels: label.name,
        ...(count !== undefined && { count }),
        form: formOf(box.values),
        firstLabel: 0,
      },
      preset: 'unit-rgb',
      fit: 'sides',
      iouThreshold: 1,
      sureness: 0.9,
      because: `lists of ${rows} boxes, scores and labels`,
    },
  ];
}

function namesLabels(name: string): boolean {
  return /label|class|cls/i.test(name);
}

/** Corners, or centre and size; parts of the input where no number is much over 1. */
export function formOf(boxes: Float32Array): BoxForm {
  const unit = boxes.length > 0 && largest(boxes) <= 2 ? 'fraction' : 'input';
  return { numbers: boxes.length === 0 || areCorners(boxes) ? 'x1y1x2y2' : 'cxcywh', unit };
}
