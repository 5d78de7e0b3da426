// YOLO's raw outputs: a column of numbers for each cell, box first, then objectness where there is one, then the classes.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { fail } from '../../result.ts';
import { bestCells, cornersOf, foundCells, sigmoid } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { shareOf } from '../outputs.ts';
import type { Share } from '../outputs.ts';
import { areProbabilities, cellsOf, columnOf, largest, seenWith, stridesFor } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { CellsReading } from '../spec.ts';

export function readCells(
  share: Share,
  reading: CellsReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const table = shareOf(share, reading.values, 2);
  const isTurned = reading.axes === 'numbers-cells';
  const [rows = 0, columns = 0] = table.dims;
  const [cells, numbers] = isTurned ? [columns, rows] : [rows, columns];
  const first = reading.objectness ? 5 : 4;
  if (numbers < first + classes) {
    fail(
      'invalid',
      `The model's output ${reading.values} has ${numbers} numbers a cell, too few for ${classes} classes.`,
    );
  }
  const cellStep = isTurned ? 1 : columns;
  const numberStep = isTurned ? columns : 1;
  const at = (cell: number, number: number): number => table.values[cell * cellStep + number * numberStep] as number;
  const best = bestCells(
    {
      values: table.values,
      cells,
      classes,
      first: first * numberStep,
      cellStep,
      classStep: numberStep,
      activation: reading.activation,
      labels: 'best',
      ...(reading.objectness && { weights: objectness(cells, reading, (cell) => at(cell, 4)) }),
    },
    detection,
  );
  const grid = reading.decoding === 'grid' ? gridOf(reading.strides, place, cells) : undefined;
  return foundCells(best, classes, (cell, boxes, to) => {
    const [a, b, c, d] = [at(cell, 0), at(cell, 1), at(cell, 2), at(cell, 3)];
    if (grid === undefined) cornersOf([a, b, c, d], reading.form, place, boxes, to);
    else {
      const { x, y, stride } = grid(cell);
      const size = [Math.exp(c) * stride, Math.exp(d) * stride] as const;
      cornersOf([(a + x) * stride, (b + y) * stride, ...size], { numbers: 'cxcywh', unit: 'input' }, place, boxes, to);
    }
  });
}

function objectness(cells: number, { activation }: CellsReading, of: (cell: number) => number): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) => (activation === 'sigmoid' ? sigmoid(of(cell)) : of(cell)));
}

interface GridCell {
  readonly x: number;
  readonly y: number;
  readonly stride: number;
}

function gridOf(strides: readonly number[], place: Placement, cells: number): (cell: number) => GridCell {
  const size = { width: place.paddedWidth, height: place.paddedHeight };
  const counts = cellsOf(size, strides);
  if (counts.reduce((sum, count) => sum + count, 0) !== cells) {
    fail('invalid', `The model gave ${cells} cells, which do not fit strides ${strides.join(', ')}.`);
  }
  return (cell) => {
    let rest = cell;
    let level = 0;
    while (rest >= (counts[level] as number)) rest -= counts[level++] as number;
    const stride = strides[level] as number;
    const columns = Math.ceil(size.width / stride);
    return { x: rest % columns, y: Math.floor(rest / columns), stride };
  };
}

export function recogniseCells(probe: Probe): readonly Guess[] {
  const tables = seenWith(probe, 2);
  // Boxes in a table of their own are another kind's.
  if (probe.outputs.size > 5 || tables.some(({ dims }) => dims[1] === 4)) return [];
  return tables.flatMap((table) =>
    tablesOf(probe, table).flatMap((cells) =>
      objectnessOf(probe, cells).map((objectness, rank) => guessCells(probe, cells, objectness, rank)),
    ),
  );
}

/** A table taken as cells: which way it lies, and what levels have so many. */
interface CellTable {
  readonly table: Seen;
  readonly axes: CellsReading['axes'];
  readonly numbers: number;
  readonly strides: readonly number[];
  readonly isAnchored: boolean;
  /** Numbers at the end that are weights of the masks which another output has. */
  readonly masks: number;
}

function tablesOf(probe: Probe, table: Seen): readonly CellTable[] {
  const [rows = 0, columns = 0] = table.dims;
  // A map with channels is none, even with one of them.
  if ((probe.outputs.get(table.name)?.dims.length ?? 0) > 3) return [];
  const ways = [
    { axes: 'cells-numbers', cells: rows, numbers: columns },
    { axes: 'numbers-cells', cells: columns, numbers: rows },
  ] as const;
  return ways.flatMap(({ axes, cells, numbers }): CellTable[] => {
    const anchored = stridesFor(probe, cells, 3);
    const strides = anchored ?? stridesFor(probe, cells, 1);
    if (strides === undefined || strides.length < 2 || numbers < 5) return [];
    return [{ table, axes, numbers, strides, isAnchored: anchored !== undefined, masks: masksOf(probe) }];
  });
}

/** Segmenters of the family give prototypes of masks beside the table, [32, h / 4, w / 4]. */
function masksOf({ width, height, outputs }: Probe): number {
  const prototypes = [...outputs.values()].find(
    ({ dims }) => dims.length === 4 && (dims[2] ?? 0) * 4 === height && (dims[3] ?? 0) * 4 === width,
  );
  return prototypes?.dims[1] ?? 0;
}

/** Class counts of the sets that published models know: COCO, Pascal VOC, Objects365. */
const usualCounts: readonly number[] = [80, 20, 365];

/** Whether there is an objectness before the classes: the likelier answer first, the other where the file leaves it open. */
function objectnessOf(probe: Probe, { numbers, masks, axes, isAnchored }: CellTable): readonly boolean[] {
  const count = (objectness: boolean): number => numbers - masks - (objectness ? 5 : 4);
  const both = [true, false].filter((objectness) => count(objectness) >= 1);
  const named = both.filter((objectness) => count(objectness) === probe.named);
  if (named.length > 0) return named;
  // v8 and its successors have one cell a location and turn the table; the older ones have objectness.
  if (isAnchored && count(true) >= 1) return [true];
  const usual = both.find((objectness) => usualCounts.includes(count(objectness)));
  const first = usual ?? (axes === 'cells-numbers' && count(true) >= 1);
  return [first, ...both.filter((objectness) => objectness !== first)];
}

function guessCells(probe: Probe, cells: CellTable, objectness: boolean, rank: number): Guess {
  const { table, axes, numbers, strides, isAnchored, masks } = cells;
  const column = (number: number): Float32Array =>
    axes === 'numbers-cells'
      ? table.values.subarray(number * (table.dims[1] ?? 0), (number + 1) * (table.dims[1] ?? 0))
      : columnOf(table, number);
  const first = objectness ? 5 : 4;
  const rest = numbers - masks - first;
  // What the file names fewer classes than there are numbers for are places of joints, or an angle.
  const classes = probe.named !== undefined && probe.named < rest ? probe.named : rest;
  const scores = Array.from({ length: first + classes - 4 }, (_, index) => column(4 + index));
  const activation = scores.every(areProbabilities) ? 'none' : 'sigmoid';
  const { form, decoding } = boxesOf(probe, cells, [0, 1, 2, 3].map(column));
  const isYolox =
    objectness && !isAnchored && (decoding === 'grid' || !(scores[0] ?? []).every((value) => value === 1));
  const isSure = activation === 'none' && (isAnchored || decoding === 'grid' || usualCounts.includes(classes));
  const further = rest - classes;
  const isTurnedBox = probe.task === 'obb';
  return {
    reading: { kind: 'cells', values: table.name, axes, objectness, activation, form, decoding, strides },
    classes,
    preset: isYolox ? 'byte-bgr' : 'unit-rgb',
    fit: isYolox ? 'letterbox-corner' : 'letterbox-centre',
    iouThreshold: objectness ? 0.45 : 0.5,
    sureness:
      rank > 0 || isTurnedBox
        ? 0.3
        : probe.named === classes && activation === 'none'
          ? 0.95
          : isSure
            ? 0.85
            : activation === 'none'
              ? 0.65
              : 0.5,
    because:
      `${numbers} numbers for each of ${isAnchored ? 'three boxes in ' : ''}the cells of strides ${strides.join(', ')}` +
      (objectness ? ', an objectness among them' : '') +
      (decoding === 'grid' ? ', places counted in cells' : '') +
      (masks > 0 ? `, ${masks} of them for masks, which are left out` : '') +
      (isTurnedBox
        ? '; its boxes are turned, and are read as if they were upright'
        : further > 0
          ? `; ${further} after the ${classes} named classes are left out`
          : ''),
  };
}

/** Places in input pixels, in parts of the input, or, with sizes as logarithms, in cells. */
function boxesOf(
  probe: Probe,
  { isAnchored, axes }: CellTable,
  columns: readonly Float32Array[],
): Pick<CellsReading, 'form' | 'decoding'> {
  const unit = columns.every(areProbabilities) ? 'fraction' : 'input';
  const extent = Math.max(...columns.slice(0, 2).map(largest));
  const isDone =
    isAnchored ||
    axes === 'numbers-cells' ||
    unit === 'fraction' ||
    extent > Math.max(probe.width, probe.height) / 4 ||
    columns.slice(2).every((sizes) => sizes.every((size) => size >= 0));
  return { form: { numbers: 'cxcywh', unit }, decoding: isDone ? 'done' : 'grid' };
}
