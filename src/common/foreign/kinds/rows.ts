// End-to-end models that give one table, a row for each box: NMS-free YOLO ([300, 6]), YOLOv7's ([n, 7]), PaddleDetection's,
// mmdeploy's dets and labels.
import type { DetectionSpec } from '../../fcos/spec.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Output, Share } from '../outputs.ts';
import { areProbabilities, areWhole, columnOf, seenWith } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { RowsReading } from '../spec.ts';
import { formOf, listedRows } from './listed.ts';

export function readRows(
  share: Share,
  reading: RowsReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const table = tableOf(share, reading);
  const [rows = 0, columns = 0] = table.dims;
  const { label, picture } = reading;
  const labels = typeof label === 'string' ? shareOf(share, label, 1) : undefined;
  if (labels !== undefined) checkLength(reading.table, labels.dims[0], rows);
  const needed = [reading.box + 3, reading.score, typeof label === 'number' ? label : 0, picture ?? 0];
  if (Math.max(...needed) >= columns) checkLength(`${reading.table}'s columns`, columns, Math.max(...needed) + 1);
  return listedRows(rows, classes, place, detection, reading, (row) => {
    const at = row * columns;
    const value = (column: number): number => table.values[at + column] as number;
    if (picture !== undefined && Math.round(value(picture)) !== share.picture) return undefined;
    const { box, score } = reading;
    return {
      box: [value(box), value(box + 1), value(box + 2), value(box + 3)],
      score: value(score),
      label: labels === undefined ? value(label as number) : (labels.values[row] as number),
    };
  });
}

/** A table whose rows say their picture has no axis for the batch. */
function tableOf(share: Share, reading: RowsReading): Output {
  return reading.picture === undefined
    ? shareOf(share, reading.table, 2)
    : shareOf({ ...share, picture: 0, batch: 1 }, reading.table, 2);
}

export function recogniseRows(probe: Probe): readonly Guess[] {
  return [...withLabels(probe), ...withColumns(probe)];
}

/** dets [n, 5] and labels [n]. */
function withLabels(probe: Probe): readonly Guess[] {
  const tables = seenWith(probe, 2).filter(({ dims }) => dims[1] === 5);
  return tables.flatMap((table): Guess[] => {
    const rows = table.dims[0] ?? 0;
    const labels = seenWith(probe, 1).find(
      ({ name, dims, values }) => dims[0] === rows && (probe.whole.has(name) || areWhole(values)),
    );
    if (labels === undefined || (rows > 0 && !areProbabilities(columnOf(table, 4)))) return [];
    return [
      {
        reading: {
          kind: 'rows',
          table: table.name,
          box: 0,
          score: 4,
          label: labels.name,
          form: formOf(boxesOf(table, 0)),
          firstLabel: 0,
        },
        preset: 'imagenet-rgb',
        fit: 'letterbox-corner',
        iouThreshold: 1,
        sureness: rows > 0 ? 0.9 : 0.7,
        because: `a table of ${rows} rows with box and score, and a list of labels`,
      },
    ];
  });
}

/** Where a family puts what in its rows. */
interface Order extends Pick<Guess, 'preset' | 'fit'> {
  readonly columns: number;
  readonly box: number;
  readonly score: number;
  readonly label: number;
  readonly picture?: number;
  readonly words: string;
}

const yolo = { preset: 'unit-rgb', fit: 'letterbox-centre' } as const;

/** The commoner first. */
const orders: readonly Order[] = [
  { ...yolo, columns: 6, box: 0, score: 4, label: 5, words: 'box, score, label' },
  { preset: 'unit-rgb', fit: 'stretch', columns: 6, box: 2, score: 1, label: 0, words: 'label, score, box' },
  { ...yolo, columns: 6, box: 0, score: 5, label: 4, words: 'box, label, score' },
  { ...yolo, columns: 7, picture: 0, box: 1, score: 6, label: 5, words: 'picture, box, label, score' },
  { ...yolo, columns: 7, picture: 0, box: 1, score: 5, label: 6, words: 'picture, box, score, label' },
  {
    preset: 'byte-bgr',
    fit: 'stretch',
    columns: 7,
    picture: 0,
    box: 3,
    score: 2,
    label: 1,
    words: 'picture, label, score, box',
  },
];

/** Tables of six columns, or of seven with the picture's number first, in the orders that are known. */
function withColumns(probe: Probe): readonly Guess[] {
  return seenWith(probe, 2).flatMap((table): Guess[] => {
    const [rows = 0, columns = 0] = table.dims;
    if (rows > 5000) return [];
    const filled = filledRows(table);
    const fitting = orders.filter((order) => order.columns === columns && fits(filled, order));
    return fitting.map((order, rank) => {
      const isKnown = filled.values.length > 0 && fitting.length === 1;
      return guessRows(probe, table, order, rank === 0 ? (isKnown ? 0.85 : 0.5) : 0.35);
    });
  });
}

/** Scores within 0 … 1, whole labels and numbers of pictures, boxes with a size. A table without rows fits every order. */
function fits(table: Output, { box, score, label, picture }: Order): boolean {
  const column = (number: number): Float32Array => columnOf(table, number);
  const widths = column(box).map((left, row) => (column(box + 2)[row] ?? 0) - left);
  return (
    table.values.length === 0 ||
    (areProbabilities(column(score)) &&
      areWhole(column(label)) &&
      (picture === undefined || column(picture).every((number) => number === 0)) &&
      widths.some((width) => width !== 0))
  );
}

/** TensorFlow's detectors put y before x, and count their labels from 1. */
function guessRows(probe: Probe, table: Seen, order: Order, sureness: number): Guess {
  const { columns: _, words, preset, fit, ...places } = order;
  const [rows = 0, columns = 0] = table.dims;
  const form = formOf(boxesOf(table, order.box));
  const isTensorFlow = probe.layout === 'nhwc' && columns === 7;
  return {
    reading: {
      kind: 'rows',
      table: table.name,
      ...places,
      form: isTensorFlow ? { ...form, numbers: 'y1x1y2x2' } : form,
      firstLabel: isTensorFlow ? 1 : 0,
    },
    preset,
    fit: isTensorFlow ? 'letterbox-corner' : fit,
    iouThreshold: 1,
    sureness,
    because: `a table of ${rows} rows: ${words}${rows === 0 ? ', as far as can be told without any' : ''}`,
  };
}

/** Without the rows that are all 0 or −1, which fill a table up to its fixed length. */
function filledRows(table: Output): Output {
  const columns = table.dims[1] ?? 1;
  const rows = Array.from({ length: table.dims[0] ?? 0 }, (_, row) =>
    table.values.subarray(row * columns, (row + 1) * columns),
  ).filter((row) => !row.every((value) => value === 0) && !row.every((value) => value === -1));
  return { dims: [rows.length, columns], values: Float32Array.from(rows.flatMap((row) => [...row])) };
}

/** The boxes of the rows that hold something, as [n, 4]. */
function boxesOf(table: Seen, start: number): Float32Array {
  const { dims, values } = filledRows(table);
  const [rows = 0, columns = 1] = dims;
  const boxes = new Float32Array(rows * 4);
  for (let row = 0; row < rows; row++) {
    boxes.set(values.subarray(row * columns + start, row * columns + start + 4), row * 4);
  }
  return boxes;
}
