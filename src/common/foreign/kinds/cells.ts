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
  if (probe.outputs.size > 4) return [];
  return seenWith(probe, 2).flatMap((table): Guess[] => {
    const [rows = 0, columns = 0] = table.dims;
    const isTurned = rows < columns;
    const cells = Math.max(rows, columns);
    const numbers = Math.min(rows, columns);
    if (numbers < 5 || cells < 20) return [];
    const anchored = stridesFor(probe, cells, 3);
    const strides = anchored ?? stridesFor(probe, cells, 1);
    if (strides === undefined) return [];
    return [guessCells(probe, table, isTurned, numbers, strides, anchored !== undefined)];
  });
}

function guessCells(
  probe: Probe,
  table: Seen,
  isTurned: boolean,
  numbers: number,
  strides: readonly number[],
  isAnchored: boolean,
): Guess {
  const column = (number: number): Float32Array =>
    isTurned
      ? table.values.subarray(number * (table.dims[1] ?? 0), (number + 1) * (table.dims[1] ?? 0))
      : columnOf(table, number);
  const scores = Array.from({ length: numbers - 4 }, (_, index) => column(4 + index));
  const activation = scores.every(areProbabilities) ? 'none' : 'sigmoid';
  // v8 and its successors have one cell a location and turn the table; the older ones have objectness.
  const objectness = numbers > 5 && !isTurned;
  const extent = largest(column(0));
  const isDone = extent > Math.max(probe.width, probe.height) / 4 || isAnchored;
  const reading: CellsReading = {
    kind: 'cells',
    values: table.name,
    axes: isTurned ? 'numbers-cells' : 'cells-numbers',
    objectness,
    activation,
    form: { numbers: 'cxcywh', unit: isDone || extent > 1.5 ? 'input' : 'fraction' },
    decoding: isDone || isTurned ? 'done' : 'grid',
    strides,
  };
  const isGrid = reading.decoding === 'grid';
  return {
    reading,
    classes: numbers - (objectness ? 5 : 4),
    preset: isGrid ? 'byte-bgr' : 'unit-rgb',
    fit: isGrid ? 'letterbox-corner' : 'letterbox-centre',
    iouThreshold: objectness ? 0.45 : 0.5,
    sureness: activation === 'none' ? 0.85 : 0.6,
    because:
      `${numbers} numbers for each of ${isAnchored ? 'three boxes in ' : ''}the cells of strides ${strides.join(', ')}` +
      (isGrid ? ', places counted in cells' : ''),
  };
}
