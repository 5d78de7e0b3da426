// Two outputs of equally many rows, a box and a score for each class: DETR and its family, YOLO-NAS, PP-YOLOE, exports without suppression.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { bestCells, cornersOf, foundCells } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Output, Share } from '../outputs.ts';
import { areProbabilities, seenWith, stridesFor } from '../probe.ts';
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
  const given = shareOf(share, reading.scores, 2);
  const scores = reading.axes === 'classes-rows' ? turned(given) : given;
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
  const [box] = boxes;
  if (box === undefined || boxes.length !== 1) return [];
  const rows = box.dims[0] ?? 0;
  // With a third output for each row they are raw heads, which other kinds read.
  if (tables.some(({ dims }) => dims[0] === rows && dims[1] === 1) && tables.length > 2) return [];
  const scores = tables.filter(({ name, dims }) => name !== box.name && (dims[0] === rows || dims[1] === rows));
  // An exporter may give its decoder's last state too, as wide as it likes.
  const named = scores.filter(({ name }) => /logit|score|conf|prob|cls|class|label/i.test(name));
  return (named.length > 0 ? named : scores).flatMap((table) => guessPair(probe, box, table));
}

function guessPair(probe: Probe, box: Seen, scores: Seen): readonly Guess[] {
  const [rows = 0] = box.dims;
  const isTurned = scores.dims[0] !== rows;
  const columns = (isTurned ? scores.dims[0] : scores.dims[1]) ?? 1;
  const isFew = rows <= 1000 && stridesFor(probe, rows, 1) === undefined;
  const form: BoxForm =
    isFew && areProbabilities(box.values) ? { numbers: 'cxcywh', unit: 'fraction' } : formOf(box.values);
  const table = isTurned ? turned(scores) : scores;
  return waysOf(table, isFew, probe.named)
    .filter(({ background }) => columns > (background === 'none' ? 0 : 1))
    .map(({ activation, background }, rank) => {
      const classes = columns - (background === 'none' ? 0 : 1);
      return {
        reading: {
          kind: 'pair',
          boxes: box.name,
          scores: scores.name,
          form,
          activation,
          background,
          ...(isTurned && { axes: 'classes-rows' as const }),
        },
        classes,
        ...feedingOf(isFew, activation, classes),
        // Queries answer each for one object; dense boxes have to be suppressed.
        iouThreshold: isFew ? 1 : 0.6,
        sureness: rank > 0 ? 0.35 : isFew ? 0.8 : 0.65,
        because:
          `${rows} boxes, and ${columns} scores for each` +
          (background === 'none' ? '' : `, the ${background} of nothing`),
      };
    });
}

/** DETR's softmax goes with pictures of any size; sigmoids with RT-DETR's plain colours, or with all of COCO's ids. */
function feedingOf(isFew: boolean, activation: Activation, classes: number): Pick<Guess, 'preset' | 'fit'> {
  if (!isFew) return { preset: 'unit-rgb', fit: 'letterbox-corner' };
  if (activation === 'softmax') return { preset: 'imagenet-rgb', fit: 'sides' };
  return { preset: classes >= 90 && classes <= 92 ? 'imagenet-rgb' : 'unit-rgb', fit: 'stretch' };
}

type Way = Pick<PairReading, 'activation' | 'background'>;

const plain: Way = { activation: 'none', background: 'none' };
const sigmoids: Way = { activation: 'sigmoid', background: 'none' };
const queries: Way = { activation: 'softmax', background: 'last' };

/** The likelier first. What "nothing" is shows in the column that most rows are fullest of. */
function waysOf(table: Output, isFew: boolean, named: number | undefined): readonly Way[] {
  const { values, dims } = table;
  const columns = dims[1] ?? 1;
  const rows = values.length / columns;
  if (!areProbabilities(values)) {
    const hasNothing = named === undefined ? fullest(table, columns - 1) > rows / 2 : named === columns - 1;
    return isFew && hasNothing ? [queries, sigmoids] : isFew ? [sigmoids, queries] : [sigmoids];
  }
  let sums = 0;
  for (let at = 0; at < values.length; at += columns) {
    const sum = values.subarray(at, at + columns).reduce((all, value) => all + value, 0);
    if (Math.abs(sum - 1) < 1e-2) sums++;
  }
  if (columns < 2 || sums < rows || named === columns) return [plain];
  const isLast = fullest(table, columns - 1) > fullest(table, 0);
  return [{ activation: 'none', background: isLast ? 'last' : 'first' }, plain];
}

/** Rows of which no column is larger than this one. */
function fullest({ values, dims }: Output, column: number): number {
  const columns = dims[1] ?? 1;
  let count = 0;
  for (let at = 0; at < values.length; at += columns) {
    const own = values[at + column] as number;
    if (values.subarray(at, at + columns).every((value) => value <= own)) count++;
  }
  return count;
}

/** [a, b] → [b, a]. */
function turned({ dims, values }: Output): Output {
  const [rows = 0, columns = 0] = dims;
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column] as number;
  }
  return { dims: [columns, rows], values: out };
}
