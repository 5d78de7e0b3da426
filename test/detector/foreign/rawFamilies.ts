// The families whose outputs still are maps, distances, distributions or queries: small files and what they mean, decoded plainly.
import { seeded } from '../../support/seeded.ts';
import { height, width } from './families.ts';
import type { Family } from './families.ts';
import type { DrawnOutput } from './onnxBuilder.ts';
import * as plain from './plainReferences.ts';
import type { PlainBox } from './plainReferences.ts';

const input = { width, height };
const fixed = { width, height } as const;

/** [rows, columns] of numbers, and how much each follows the picture. */
interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
  readonly slope: number;
}

function table(
  seed: number,
  rows: number,
  columns: number,
  slope: number,
  of: (random: () => number, row: number, column: number) => number,
): Table {
  const random = seeded(seed);
  const values = Array.from({ length: rows * columns }, (_, at) => of(random, Math.floor(at / columns), at % columns));
  return { rows, columns, values, slope };
}

function outputOf(
  name: string,
  { rows, columns, values, slope }: Table,
  dims: readonly number[] = [rows, columns],
): DrawnOutput {
  return { name, dims, values, slope: new Array<number>(values.length).fill(slope) };
}

function rowOf({ columns, values, slope }: Table, row: number, look: number): readonly number[] {
  return values.slice(row * columns, (row + 1) * columns).map((value) => value + slope * look);
}

function turned({ rows, columns, values, slope }: Table): Table {
  const out = values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] as number);
  return { rows: columns, columns: rows, values: out, slope };
}

/** Low probabilities, and a high one in one of five rows. */
const likely = (random: () => number, row: number, column: number, count: number): number =>
  row % 5 === 0 && column === row % count ? 0.6 + random() * 0.25 : 0.02 + random() * 0.1;

/** The same as logits. */
const logit = (probability: number): number => Math.log(probability / (1 - probability));

const strides = [8, 16, 32];
const cells = plain.cellsOf(input, strides);

// NanoDet: classes, then four distributions of 8 values; ct ∓ distance · stride.
function nanodet(
  seed: number,
  levels: readonly number[],
  offset: number,
): Pick<Family, 'model' | 'decode' | 'classes'> {
  const own = plain.cellsOf(input, levels);
  const classes = 20;
  const numbers = classes + 32;
  const values = table(seed, own.length, numbers, 0, (random, row, column) =>
    column < classes ? likely(random, row, column, classes) : random() * 6 - 3,
  );
  const slope = values.values.map((_, at) => (at % numbers < classes ? 0.001 : 0));
  return {
    classes,
    model: { ...fixed, outputs: [{ name: 'output', dims: [own.length, numbers], values: values.values, slope }] },
    decode: (look) =>
      own.map(({ x, y, stride }, cell) => {
        const row = rowOf(values, cell, look);
        const { label, score } = plain.best(row.slice(0, classes).map((value) => value + 0.001 * look));
        const distance = (side: number): number =>
          plain
            .softmax(row.slice(classes + side * 8, classes + side * 8 + 8))
            .reduce((sum, share, bin) => sum + share * bin, 0) * stride;
        const [cx, cy] = [(x + offset) * stride, (y + offset) * stride];
        return { box: [cx - distance(0), cy - distance(1), cx + distance(2), cy + distance(3)], score, label };
      }),
  };
}

// Dense boxes with class scores: YOLO-NAS, PP-YOLOE, SSD, YOLOv4.
const corners = (random: () => number, column: number, centre: { x: number; y: number }): number =>
  column === 0
    ? centre.x - 8 - random() * 12
    : column === 1
      ? centre.y - 6 - random() * 10
      : column === 2
        ? centre.x + 8 + random() * 12
        : centre.y + 6 + random() * 10;

const denseBoxes = table(31, cells.length, 4, 0, (random, row, column) => {
  const { x, y, stride } = cells[row] as plain.Cell;
  return corners(random, column, { x: (x + 0.5) * stride, y: (y + 0.5) * stride });
});
const denseScores = table(32, cells.length, 80, 0.01, (random, row, column) => likely(random, row, column, 80));

function dense(look: number): readonly PlainBox[] {
  return cells.map((_, row) => ({
    box: denseBoxes.values.slice(row * 4, row * 4 + 4) as unknown as PlainBox['box'],
    ...plain.best(rowOf(denseScores, row, look)),
  }));
}

const fractions = (boxes: Table): Table => ({
  ...boxes,
  values: boxes.values.map((value, at) => value / (at % 2 === 0 ? width : height)),
});

// SSD: softmax over background and classes, more rows than queries would have.
const ssdCount = 1200;
const ssdBoxes = table(33, ssdCount, 4, 0, (random, row, column) =>
  corners(random, column, { x: (row * 13) % width, y: (row * 7) % height }),
);
const ssdScores = (() => {
  const raw = table(34, ssdCount, 21, 0, (random, row, column) =>
    column === 0 ? 4 : row % 9 === 0 && column === 1 + ((row / 9) % 20) ? 6 + random() : random() - 1,
  );
  const values = Array.from({ length: ssdCount }, (_, row) => plain.softmax(rowOf(raw, row, 0))).flat();
  return { ...raw, values };
})();

// DETR: logits of 91 ids and "nothing", softmax; boxes as parts of the input, centre first.
const queryBoxes = table(41, 100, 4, 0, (random, _, column) =>
  column < 2 ? 0.1 + random() * 0.8 : 0.1 + random() * 0.3,
);
const detrLogits = table(42, 100, 92, 0.02, (random, row, column) =>
  column === 91
    ? row % 5 === 0
      ? 0
      : 9
    : row % 5 === 0 && column === (row * 3) % 91
      ? 8 + random()
      : random() * 2 - 4,
);
const rtdetrLogits = table(43, 100, 80, 0.05, (random, row, column) => logit(likely(random, row, column, 80)));

function ofQueries(
  look: number,
  logits: Table,
  activation: (row: readonly number[]) => readonly number[],
): readonly PlainBox[] {
  return Array.from({ length: 100 }, (_, row) => {
    const [cx = 0, cy = 0, w = 0, h = 0] = queryBoxes.values.slice(row * 4, row * 4 + 4);
    return {
      box: plain.aroundCentre(cx * width, cy * height, w * width, h * height),
      ...plain.best(activation(rowOf(logits, row, look))),
    };
  });
}

// CenterNet: heat [classes, h, w], sizes and offsets in cells of 4 pixels; what no neighbour of 3 × 3 exceeds is an object.
const [mapRows, mapColumns] = [height / 4, width / 4];
const mapCells = mapRows * mapColumns;
const heat = table(51, 3, mapCells, 0.001, (random) =>
  random() < 0.03 ? 0.5 + random() * 0.3 : 0.03 + random() * 0.12,
);
const sizes = table(52, 2, mapCells, 0, (random) => 2 + random() * 8);
const offsets = table(53, 2, mapCells, 0, (random) => random());

function ofPeaks(look: number): readonly PlainBox[] {
  const found: PlainBox[] = [];
  for (let label = 0; label < 3; label++) {
    const map = rowOf(heat, label, look);
    for (let y = 0; y < mapRows; y++) {
      for (let x = 0; x < mapColumns; x++) {
        const at = y * mapColumns + x;
        const around = [-1, 0, 1].flatMap((dy) =>
          [-1, 0, 1].flatMap((dx) => {
            const inside = y + dy >= 0 && y + dy < mapRows && x + dx >= 0 && x + dx < mapColumns;
            return inside ? [map[at + dy * mapColumns + dx] as number] : [];
          }),
        );
        if ((map[at] as number) < Math.max(...around)) continue;
        const cx = x + (offsets.values[at] as number);
        const cy = y + (offsets.values[mapCells + at] as number);
        const [w, h] = [sizes.values[at] as number, sizes.values[mapCells + at] as number];
        const [x1, y1, x2, y2] = plain.aroundCentre(cx, cy, w, h);
        found.push({ box: [x1 * 4, y1 * 4, x2 * 4, y2 * 4], score: map[at] as number, label });
      }
    }
  }
  return found;
}

// FCOS, raw: logits, distances in pixels, centre-ness; the root of the product.
const fcosStrides = [8, 16, 32, 64, 128];
const fcosLevels = fcosStrides.map((stride, level) => {
  const rows = Math.ceil(height / stride);
  const columns = Math.ceil(width / stride);
  const count = rows * columns;
  return {
    stride,
    rows,
    columns,
    classes: table(60 + level, 3, count, 0.001, (random) => (random() < 0.08 ? 1 + random() : -5 + random())),
    distances: table(70 + level, 4, count, 0, (random) => stride * (0.4 + random() * 1.5)),
    centreness: table(80 + level, 1, count, 0, (random) => 1 + random()),
  };
});

function ofFcos(look: number): readonly PlainBox[] {
  return fcosLevels.flatMap(({ stride, rows, columns, classes, distances, centreness }) =>
    Array.from({ length: rows * columns }, (_, cell) => {
      const x = (cell % columns) * stride + Math.floor(stride / 2);
      const y = Math.floor(cell / columns) * stride + Math.floor(stride / 2);
      const side = (n: number): number => distances.values[n * rows * columns + cell] as number;
      const centre = plain.sigmoid(centreness.values[cell] as number);
      return [0, 1, 2].map((label): PlainBox => {
        const score = plain.sigmoid(rowOf(classes, label, look)[cell] as number);
        return {
          box: [x - side(0), y - side(1), x + side(2), y + side(3)],
          score: score > 0.3 ? Math.sqrt(score * centre) : 0,
          label,
        };
      });
    }).flat(),
  );
}

export const rawFamilies: readonly Family[] = [
  {
    name: 'NanoDet-Plus, one output, four levels, cells at their corners',
    kind: 'distances',
    ...nanodet(21, [8, 16, 32, 64], 0),
    colours: plain.nanodetBgr,
    place: plain.stretched,
    iou: 0.5,
  },
  {
    name: 'NanoDet, one output, three levels, cells at their middles',
    kind: 'distances',
    ...nanodet(22, [8, 16, 32], 0.5),
    colours: plain.nanodetBgr,
    place: plain.stretched,
    iou: 0.5,
  },
  {
    name: 'YOLO-NAS without suppression',
    kind: 'pair',
    model: { ...fixed, outputs: [outputOf('boxes', denseBoxes), outputOf('scores', denseScores)] },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 0.6,
    classes: 80,
    decode: dense,
  },
  {
    name: 'PP-YOLOE without suppression, its scores turned',
    kind: 'pair',
    model: {
      ...fixed,
      outputs: [outputOf('tmp_16', denseBoxes), outputOf('concat_14.tmp_0', turned(denseScores))],
    },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 0.6,
    classes: 80,
    decode: dense,
  },
  {
    name: "YOLOv4's boxes with an axis that the classes share, in parts of the input",
    kind: 'pair',
    model: {
      ...fixed,
      outputs: [outputOf('boxes', fractions(denseBoxes), [cells.length, 1, 4]), outputOf('confs', denseScores)],
    },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 0.6,
    classes: 80,
    decode: dense,
  },
  {
    name: 'SSD, the first column is the background',
    kind: 'pair',
    model: { ...fixed, outputs: [outputOf('scores', ssdScores), outputOf('boxes', fractions(ssdBoxes))] },
    colours: plain.unitRgb,
    place: plain.inCorner,
    iou: 0.6,
    classes: 20,
    decode: () =>
      Array.from({ length: ssdCount }, (_, row) => ({
        box: ssdBoxes.values.slice(row * 4, row * 4 + 4) as unknown as PlainBox['box'],
        ...plain.best(rowOf(ssdScores, row, 0).slice(1)),
      })),
  },
  {
    name: "DETR: logits of COCO's ids and nothing, a mask beside the picture",
    kind: 'pair',
    model: {
      ...fixed,
      batch: 'any',
      further: [{ name: 'pixel_mask', element: 'int64', dims: [64, 64] }],
      outputs: [outputOf('logits', detrLogits), outputOf('pred_boxes', queryBoxes)],
    },
    colours: plain.imagenetRgb,
    place: plain.inCorner,
    iou: 1,
    classes: 91,
    decode: (look) => ofQueries(look, detrLogits, (row) => plain.softmax(row).slice(0, 91)),
  },
  {
    name: 'RT-DETR without its end: sigmoids of 80 classes',
    kind: 'pair',
    model: { ...fixed, outputs: [outputOf('logits', rtdetrLogits), outputOf('pred_boxes', queryBoxes)] },
    colours: plain.unitRgb,
    place: plain.stretched,
    iou: 1,
    classes: 80,
    decode: (look) => ofQueries(look, rtdetrLogits, (row) => row.map(plain.sigmoid)),
  },
  {
    name: 'CenterNet with offsets',
    kind: 'peaks',
    model: {
      ...fixed,
      outputs: [
        outputOf('hm', heat, [3, mapRows, mapColumns]),
        outputOf('wh', sizes, [2, mapRows, mapColumns]),
        outputOf('reg', offsets, [2, mapRows, mapColumns]),
      ],
    },
    colours: plain.centernetBgr,
    place: plain.inCentre,
    iou: 1,
    classes: 3,
    decode: ofPeaks,
  },
  {
    name: 'FCOS, raw maps of five levels',
    kind: 'fcos',
    model: {
      ...fixed,
      outputs: fcosLevels.flatMap(({ rows, columns, classes, distances, centreness }, level) => [
        outputOf(`cls${level}`, classes, [3, rows, columns]),
        outputOf(`box${level}`, distances, [4, rows, columns]),
        outputOf(`centre${level}`, centreness, [1, rows, columns]),
      ]),
    },
    colours: plain.caffeBgr,
    place: plain.inCorner,
    iou: 0.6,
    classes: 3,
    decode: ofFcos,
  },
];
