// The families of detectors as their exporters write them: a small file of each, and what it means, decoded plainly.
import { seeded } from '../../support/seeded.ts';
import type { DrawnModel, DrawnOutput } from './onnxBuilder.ts';
import * as plain from './plainReferences.ts';
import type { Colours, PlainBox, PlainPlace } from './plainReferences.ts';

export interface Family {
  readonly name: string;
  readonly kind: string;
  readonly model: DrawnModel;
  readonly colours: Colours;
  readonly place: (image: { width: number; height: number }, input: { width: number; height: number }) => PlainPlace;
  readonly iou: number;
  /** From the shapes; absent where they do not say. */
  readonly classes?: number;
  /** Class names that the importer is told of, where the shapes do not say. */
  readonly told?: number;
  /** Boxes in input pixels, of a picture that gives this look. */
  readonly decode: (look: number) => readonly PlainBox[];
}

export const width = 96;
export const height = 64;
const input = { width, height };
const fixed = { width, height } as const;

/** Rows of numbers, of which a score follows the picture by `slope`. */
interface Rows {
  readonly rows: readonly (readonly number[])[];
  readonly slope: readonly (readonly number[])[];
}

type Fill = (
  random: () => number,
  row: number,
) => { readonly values: readonly number[]; readonly slope: readonly number[] };

function rowsOf(seed: number, count: number, fill: Fill): Rows {
  const random = seeded(seed);
  const filled = Array.from({ length: count }, (_, row) => fill(random, row));
  return { rows: filled.map(({ values }) => values), slope: filled.map(({ slope }) => slope) };
}

/** Values as they come for a look. */
function looked({ rows, slope }: Rows, look: number): readonly (readonly number[])[] {
  return rows.map((row, n) => row.map((value, column) => value + (slope[n]?.[column] ?? 0) * look));
}

function outputOf(name: string, { rows, slope }: Rows, extra: Partial<DrawnOutput> = {}): DrawnOutput {
  return { name, dims: [rows.length, rows[0]?.length ?? 0], values: rows.flat(), slope: slope.flat(), ...extra };
}

function transposed({ rows, slope }: Rows): Rows {
  const turn = (table: readonly (readonly number[])[]): readonly (readonly number[])[] =>
    (table[0] ?? []).map((_, column) => table.map((row) => row[column] as number));
  return { rows: turn(rows), slope: turn(slope) };
}

function columns(rows: Rows, from: number, to: number): Rows {
  return { rows: rows.rows.map((row) => row.slice(from, to)), slope: rows.slope.map((row) => row.slice(from, to)) };
}

/** One column as a list. */
function list(name: string, rows: Rows, column: number, extra: Partial<DrawnOutput> = {}): DrawnOutput {
  const own = columns(rows, column, column + 1);
  return { name, dims: [rows.rows.length], values: own.rows.flat(), slope: own.slope.flat(), ...extra };
}

const still = (count: number): readonly number[] => new Array<number>(count).fill(0);

/** A box of the input: centre and size. */
function centred(random: () => number): [number, number, number, number] {
  return [random() * width, random() * height, 12 + random() * 40, 10 + random() * 30];
}

/** Low probabilities, and a high one in every fifth row. */
function scores(random: () => number, row: number, count: number): number[] {
  const values = Array.from({ length: count }, () => 0.02 + random() * 0.1);
  if (row % 5 === 0) values[Math.floor(random() * count)] = 0.55 + random() * 0.3;
  return values;
}

const unitSlope = 0.01;
const byteSlope = unitSlope / 255;

/** Box, objectness unless null, class scores: each family's rows before they are turned or taken apart. */
function yoloRows(
  seed: number,
  count: number,
  classes: number,
  slope: number,
  objectness: ((random: () => number) => number) | null,
): Rows {
  return rowsOf(seed, count, (random, row) => {
    const own = objectness === null ? [] : [objectness(random)];
    return {
      values: [...centred(random), ...own, ...scores(random, row, classes)],
      slope: [...still(4 + own.length), ...new Array<number>(classes).fill(slope)],
    };
  });
}

/** v5's and v8's rows: cx cy w h in input pixels, objectness or none, classes. */
function yolo(rows: Rows, look: number, first: 4 | 5, classes: number): readonly PlainBox[] {
  return looked(rows, look).map((row) => {
    const [cx = 0, cy = 0, w = 0, h = 0, own = 1] = row;
    const { label, score } = plain.best(row.slice(first, first + classes));
    return { box: plain.aroundCentre(cx, cy, w, h), label, score: first === 5 ? own * score : score };
  });
}

const strides = [8, 16, 32];
const cells = plain.cellsOf(input, strides);
const cellCount = cells.length;

const v5 = yoloRows(1, cellCount * 3, 3, unitSlope, (random) => 0.8 + random() * 0.2);
const v6 = yoloRows(2, cellCount, 80, unitSlope, () => 1);
const v8 = yoloRows(3, cellCount, 80, unitSlope, null);
const v8few = yoloRows(4, cellCount, 3, unitSlope, null);
const v8segment = rowsOf(5, cellCount, (random, row) => ({
  values: [...centred(random), ...scores(random, row, 3), ...Array.from({ length: 32 }, () => random() * 4 - 2)],
  slope: [...still(4), unitSlope, unitSlope, unitSlope, ...still(32)],
}));
const v8pose = rowsOf(6, cellCount, (random, row) => ({
  values: [...centred(random), ...scores(random, row, 1), ...Array.from({ length: 51 }, () => random() * 90)],
  slope: [...still(4), unitSlope, ...still(51)],
}));
const yoloxDone = yoloRows(7, cellCount, 80, byteSlope, (random) => 0.7 + random() * 0.25);
const yoloxRaw = rowsOf(8, cellCount, (random, row) => ({
  values: [
    random() * 1.5 - 0.25,
    random() * 1.5 - 0.25,
    random() * 1.6 - 0.8,
    random() * 1.6 - 0.8,
    0.7 + random() * 0.25,
    ...scores(random, row, 80),
  ],
  slope: [...still(5), ...new Array<number>(80).fill(byteSlope)],
}));

/** demo_postprocess of YOLOX: (offset + cell) · stride, exp(size) · stride. */
function yoloxGrid(look: number): readonly PlainBox[] {
  return looked(yoloxRaw, look).map((row, n) => {
    const { x, y, stride } = cells[n] as plain.Cell;
    const [dx = 0, dy = 0, dw = 0, dh = 0, own = 0] = row;
    const { label, score } = plain.best(row.slice(5));
    const box = plain.aroundCentre((dx + x) * stride, (dy + y) * stride, Math.exp(dw) * stride, Math.exp(dh) * stride);
    return { box, label, score: own * score };
  });
}

/** x1 y1 x2 y2 score label, and what follows the picture is the score. */
function endToEnd(seed: number, count: number, labels: readonly [number, number], slope = unitSlope): Rows {
  return rowsOf(seed, count, (random) => {
    const [cx, cy, w, h] = centred(random);
    const score = random() < 0.4 ? 0.5 + random() * 0.3 : 0.05 + random() * 0.1;
    const label = labels[0] + Math.floor(random() * (labels[1] - labels[0] + 1));
    return { values: [...plain.aroundCentre(cx, cy, w, h), score, label], slope: [...still(4), slope, 0] };
  });
}

function ofEndToEnd(rows: Rows, look: number, firstLabel = 0): readonly PlainBox[] {
  return looked(rows, look).map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0, score = 0, label = 0]) => ({
    box: [x1, y1, x2, y2],
    score,
    label: label - firstLabel,
  }));
}

/** Columns in another order; a column of zeros for −1. */
function reordered({ rows, slope }: Rows, order: readonly number[]): Rows {
  const take = (row: readonly number[]): readonly number[] => order.map((column) => row[column] ?? 0);
  return { rows: rows.map(take), slope: slope.map(take) };
}

/** Values divided by the input's sides, column by column. */
function inParts({ rows, slope }: Rows): Rows {
  const sides = [width, height, width, height];
  return { rows: rows.map((row) => row.map((value, n) => (n < 4 ? value / (sides[n] as number) : value))), slope };
}

const nmsFree = endToEnd(11, 40, [0, 79]);
const paddle = endToEnd(12, 20, [0, 79]);
const efficient = endToEnd(13, 30, [0, 79]);
const mmdeploy = endToEnd(14, 25, [0, 79]);
const rtdetr = endToEnd(15, 50, [0, 79]);
const torchvision = endToEnd(16, 18, [1, 90]);
const tensorflow = endToEnd(17, 20, [1, 90], byteSlope);
const automl = endToEnd(18, 20, [1, 90], byteSlope);

const yoloFeeding = { colours: plain.unitRgb, place: plain.inCentre } as const;
const yoloxFeeding = { colours: plain.byteBgr, place: plain.inCorner } as const;

const yolos: readonly Family[] = [
  {
    name: 'YOLOv5, three boxes a cell',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('output0', v5)] },
    ...yoloFeeding,
    iou: 0.45,
    classes: 3,
    decode: (look) => yolo(v5, look, 5, 3),
  },
  {
    name: 'YOLOv6, an objectness of 1',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('outputs', v6)] },
    ...yoloFeeding,
    iou: 0.45,
    classes: 80,
    decode: (look) => yolo(v6, look, 5, 80),
  },
  {
    name: 'YOLOv8, turned',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('output0', transposed(v8))] },
    ...yoloFeeding,
    iou: 0.5,
    classes: 80,
    decode: (look) => yolo(v8, look, 4, 80),
  },
  {
    name: 'YOLOv8 with rows for cells',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('output0', v8)] },
    ...yoloFeeding,
    iou: 0.5,
    classes: 80,
    decode: (look) => yolo(v8, look, 4, 80),
  },
  {
    name: 'YOLO11 of three named classes, batch of any size',
    kind: 'cells',
    model: {
      ...fixed,
      batch: 'any',
      outputs: [outputOf('output0', transposed(v8few))],
      metadata: { names: "{0: 'a', 1: 'b', 2: 'c'}", task: 'detect' },
    },
    ...yoloFeeding,
    iou: 0.5,
    classes: 3,
    decode: (look) => yolo(v8few, look, 4, 3),
  },
  {
    name: 'YOLOv8 for four pictures at a time, halves in and out',
    kind: 'cells',
    model: {
      ...fixed,
      batch: 4,
      element: 'float16',
      outputs: [outputOf('output0', transposed(v8), { element: 'float16' })],
    },
    ...yoloFeeding,
    iou: 0.5,
    classes: 80,
    decode: (look) => yolo(v8, look, 4, 80),
  },
  {
    name: 'YOLOv8, channels last',
    kind: 'cells',
    model: { ...fixed, layout: 'nhwc', outputs: [outputOf('output0', transposed(v8))] },
    ...yoloFeeding,
    iou: 0.5,
    classes: 80,
    decode: (look) => yolo(v8, look, 4, 80),
  },
  {
    name: 'YOLOv8 in parts of the input, as from TensorFlow Lite',
    kind: 'cells',
    model: { ...fixed, layout: 'nhwc', outputs: [outputOf('output0', transposed(inParts(v8)))] },
    ...yoloFeeding,
    iou: 0.5,
    classes: 80,
    decode: (look) => yolo(v8, look, 4, 80),
  },
  {
    name: 'YOLOv8 for segments: the masks are left out',
    kind: 'cells',
    model: {
      ...fixed,
      outputs: [
        outputOf('output0', transposed(v8segment)),
        { name: 'output1', dims: [32, height / 4, width / 4], values: still((32 * height * width) / 16) },
      ],
    },
    ...yoloFeeding,
    iou: 0.5,
    classes: 3,
    decode: (look) => yolo(v8segment, look, 4, 3),
  },
  {
    name: 'YOLOv8 for poses: the joints are left out',
    kind: 'cells',
    model: {
      ...fixed,
      outputs: [outputOf('output0', transposed(v8pose))],
      metadata: { names: "{0: 'person'}", task: 'pose' },
    },
    ...yoloFeeding,
    iou: 0.5,
    classes: 1,
    decode: (look) => yolo(v8pose, look, 4, 1),
  },
  {
    name: 'YOLOX, raw',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('output', yoloxRaw)] },
    ...yoloxFeeding,
    iou: 0.45,
    classes: 80,
    decode: yoloxGrid,
  },
  {
    name: 'YOLOX, decoded',
    kind: 'cells',
    model: { ...fixed, outputs: [outputOf('output', yoloxDone)] },
    ...yoloxFeeding,
    iou: 0.45,
    classes: 80,
    decode: (look) => yolo(yoloxDone, look, 5, 80),
  },
];

const ready: readonly Family[] = [
  {
    name: 'YOLOv10 and others without suppression',
    kind: 'rows',
    model: { ...fixed, outputs: [outputOf('output0', nmsFree)] },
    ...yoloFeeding,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(nmsFree, look),
  },
  {
    name: 'YOLOv7, end to end',
    kind: 'rows',
    model: { ...fixed, outputs: [outputOf('output', reordered(nmsFree, [-1, 0, 1, 2, 3, 5, 4]), { alone: true })] },
    ...yoloFeeding,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(nmsFree, look),
  },
  {
    name: 'YOLO-NAS, flat',
    kind: 'rows',
    model: {
      ...fixed,
      outputs: [outputOf('graph2_flat_predictions', reordered(nmsFree, [-1, 0, 1, 2, 3, 4, 5]), { alone: true })],
    },
    ...yoloFeeding,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(nmsFree, look),
  },
  {
    name: "PaddleDetection's rows, with a scale factor",
    kind: 'rows',
    model: {
      ...fixed,
      further: [{ name: 'scale_factor', element: 'float32', dims: [2] }],
      outputs: [
        outputOf('multiclass_nms3_0.tmp_0', reordered(paddle, [5, 4, 0, 1, 2, 3]), { alone: true }),
        { name: 'multiclass_nms3_0.tmp_2', dims: [1], values: [20], element: 'int32', alone: true },
      ],
    },
    colours: plain.unitRgb,
    place: plain.stretched,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(paddle, look),
  },
  {
    name: "mmdeploy's dets and labels",
    kind: 'rows',
    model: {
      ...fixed,
      batch: 'any',
      outputs: [outputOf('dets', columns(mmdeploy, 0, 5)), list('labels', mmdeploy, 5, { element: 'int64' })],
    },
    colours: plain.imagenetRgb,
    place: plain.inCorner,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(mmdeploy, look),
  },
  {
    name: "EfficientNMS's four lists",
    kind: 'listed',
    model: {
      ...fixed,
      outputs: [
        { name: 'num_dets', dims: [1], values: [25], element: 'int32' },
        outputOf('det_boxes', columns(efficient, 0, 4)),
        list('det_scores', efficient, 4),
        list('det_classes', efficient, 5, { element: 'int32' }),
      ],
    },
    ...yoloFeeding,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(efficient, look).slice(0, 25),
  },
  {
    name: 'RT-DETR with the size beside the picture',
    kind: 'listed',
    model: {
      ...fixed,
      batch: 'any',
      further: [{ name: 'orig_target_sizes', element: 'int64', dims: [2] }],
      outputs: [
        list('labels', rtdetr, 5, { element: 'int64' }),
        outputOf('boxes', columns(rtdetr, 0, 4)),
        list('scores', rtdetr, 4),
      ],
    },
    colours: plain.unitRgb,
    place: plain.stretched,
    iou: 1,
    told: 80,
    decode: (look) => ofEndToEnd(rtdetr, look),
  },
  {
    name: "torchvision's lists, no axis for the batch, COCO's 91 places",
    kind: 'listed',
    model: {
      ...fixed,
      batch: 'none',
      outputs: [
        outputOf('boxes', columns(torchvision, 0, 4)),
        list('labels', torchvision, 5, { element: 'int64' }),
        list('scores', torchvision, 4),
      ],
    },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 1,
    decode: (look) => ofEndToEnd(torchvision, look),
  },
  {
    name: "torchvision's lists of a model of one's own, labels from 1",
    kind: 'listed',
    model: {
      ...fixed,
      batch: 'none',
      outputs: [
        outputOf('boxes', columns(torchvision, 0, 4)),
        list('labels', torchvision, 5, { element: 'int64' }),
        list('scores', torchvision, 4),
      ],
    },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 1,
    told: 90,
    decode: (look) => ofEndToEnd(torchvision, look, 1),
  },
  {
    name: "TensorFlow's object detection, bytes, channels last, y before x",
    kind: 'listed',
    model: {
      ...fixed,
      layout: 'nhwc',
      element: 'uint8',
      outputs: [
        { name: 'num_detections', dims: [], values: [18] },
        outputOf('detection_boxes', reordered(inParts(tensorflow), [1, 0, 3, 2])),
        list('detection_scores', tensorflow, 4),
        list('detection_classes', tensorflow, 5),
      ],
    },
    colours: plain.byteRgb,
    place: plain.stretched,
    iou: 1,
    decode: (look) => ofEndToEnd(tensorflow, look).slice(0, 18),
  },
  {
    name: "EfficientDet's seven columns",
    kind: 'rows',
    model: {
      ...fixed,
      layout: 'nhwc',
      element: 'uint8',
      outputs: [outputOf('detections', reordered(automl, [-1, 1, 0, 3, 2, 4, 5]))],
    },
    colours: plain.byteRgb,
    place: plain.inCorner,
    iou: 1,
    decode: (look) => ofEndToEnd(automl, look),
  },
];

export const families: readonly Family[] = [...yolos, ...ready];
