// End-to-end models that give one table, a row for each box: NMS-free YOLO ([300, 6]), YOLOv7's ([n, 7]), mmdeploy's dets and labels.
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
    const labels = seenWith(probe, 1).find(
      ({ name, dims, values }) => dims[0] === table.dims[0] && (probe.whole.has(name) || areWhole(values)),
    );
    if (labels === undefined || !areProbabilities(columnOf(table, 4))) return [];
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
        sureness: 0.9,
        because: `a table of ${table.dims[0]} rows with box and score, and a list of labels`,
      },
    ];
  });
}

/** [n, 6] x1 y1 x2 y2 score label; or [n, 7] with the picture's number first, and the label before the score. */
function withColumns(probe: Probe): readonly Guess[] {
  return seenWith(probe, 2).flatMap((table): Guess[] => {
    const [rows = 0, columns = 0] = table.dims;
    if (rows === 0 || (columns !== 6 && columns !== 7) || rows > 5000) return [];
    const start = columns - 6;
    const whole = (column: number): boolean => areWhole(columnOf(table, column));
    const likely = (column: number): boolean => areProbabilities(columnOf(table, column));
    const order =
      likely(start + 4) && whole(start + 5) ? [4, 5] : likely(start + 5) && whole(start + 4) ? [5, 4] : undefined;
    if (order === undefined || (start === 1 && !whole(0))) return [];
    const [score = 4, label = 5] = order;
    return [
      {
        reading: {
          kind: 'rows',
          table: table.name,
          box: start,
          score: start + score,
          label: start + label,
          ...(start === 1 && { picture: 0 }),
          form: formOf(boxesOf(table, start)),
          firstLabel: 0,
        },
        preset: 'unit-rgb',
        fit: 'letterbox-centre',
        iouThreshold: 1,
        sureness: 0.85,
        because: `a table of ${rows} rows of ${columns} numbers that end in a score and a label`,
      },
    ];
  });
}

/** The rows that hold something, as [n, 4]; padding rows are all 0. */
function boxesOf(table: Seen, start: number): Float32Array {
  const columns = [0, 1, 2, 3].map((side) => columnOf(table, start + side));
  const rows = Array.from({ length: table.dims[0] ?? 0 }, (_, row) => columns.map((column) => column[row] as number));
  return Float32Array.from(rows.filter((row) => row.some((value) => value !== 0)).flat());
}
