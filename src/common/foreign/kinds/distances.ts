// NanoDet: scores for each class, and the four distances as distributions over a few values, on three or four levels.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { bestCells, foundCells } from '../found.ts';
import type { Found, ScoreTable } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Share } from '../outputs.ts';
import { areProbabilities, cellsOf, seenWith, stridesFor, usualStrides } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { Activation, DistancesReading } from '../spec.ts';

/** One level's numbers: classes at `first`, distances at `distancesFirst`, each cell `step` after the last. */
interface Level {
  readonly stride: number;
  readonly columns: number;
  readonly scores: Pick<ScoreTable, 'values' | 'first' | 'cellStep' | 'cells'>;
  readonly distances: { readonly values: Float32Array; readonly first: number; readonly step: number };
}

export function readDistances(
  share: Share,
  reading: DistancesReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const levels = levelsOf(share, reading, classes, place);
  const found = levels.map((level) => readLevel(level, reading, classes, detection));
  return {
    boxes: joined(found.map(({ boxes }) => boxes)),
    scores: joined(found.map(({ scores }) => scores)),
    labels: Int32Array.from(found.flatMap(({ labels }) => [...labels])),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function levelsOf(share: Share, reading: DistancesReading, classes: number, place: Placement): readonly Level[] {
  const size = { width: place.paddedWidth, height: place.paddedHeight };
  const { levels, bins } = reading;
  const columnsOf = (stride: number): number => Math.ceil(size.width / stride);
  if ('joined' in levels) {
    const table = shareOf(share, levels.joined, 2);
    const step = classes + 4 * bins;
    const counts = cellsOf(size, levels.strides);
    checkLength(
      levels.joined,
      table.dims[0],
      counts.reduce((sum, count) => sum + count, 0),
    );
    checkLength(`${levels.joined}'s columns`, table.dims[1], step);
    let cell = 0;
    return levels.strides.map((stride, index) => {
      const cells = counts[index] as number;
      const first = cell * step;
      cell += cells;
      const { values } = table;
      return {
        stride,
        columns: columnsOf(stride),
        scores: { values, first, cellStep: step, cells },
        distances: { values, first: first + classes, step },
      };
    });
  }
  return levels.each.map(({ stride, scores: scoresName, distances: distancesName }) => {
    const scores = shareOf(share, scoresName, 2);
    const distances = shareOf(share, distancesName, 2);
    const [cells = 0] = cellsOf(size, [stride]);
    checkLength(scoresName, scores.dims[0], cells);
    checkLength(distancesName, distances.dims[0], cells);
    checkLength(`${scoresName}'s columns`, scores.dims[1], classes);
    checkLength(`${distancesName}'s columns`, distances.dims[1], 4 * bins);
    return {
      stride,
      columns: columnsOf(stride),
      scores: { values: scores.values, first: 0, cellStep: classes, cells },
      distances: { values: distances.values, first: 0, step: 4 * bins },
    };
  });
}

function readLevel(level: Level, reading: DistancesReading, classes: number, detection: DetectionSpec): Found {
  const { stride, columns, distances } = level;
  const best = bestCells(
    { ...level.scores, classes, classStep: 1, activation: reading.activation, labels: 'best' },
    detection,
  );
  const offset = reading.location === 'middle' ? 0.5 : 0;
  return foundCells(best, classes, (cell, boxes, to) => {
    const x = ((cell % columns) + offset) * stride;
    const y = (Math.floor(cell / columns) + offset) * stride;
    const from = distances.first + cell * distances.step;
    const distance = (side: number): number =>
      expectation(distances.values, from + side * reading.bins, reading.bins) * stride;
    boxes[to] = x - distance(0);
    boxes[to + 1] = y - distance(1);
    boxes[to + 2] = x + distance(2);
    boxes[to + 3] = y + distance(3);
  });
}

/** The mean of 0 … bins − 1 under the softmax of its logits. */
function expectation(values: Float32Array, from: number, bins: number): number {
  let most = -Infinity;
  for (let bin = 0; bin < bins; bin++) most = Math.max(most, values[from + bin] as number);
  let sum = 0;
  let mean = 0;
  for (let bin = 0; bin < bins; bin++) {
    const share = Math.exp((values[from + bin] as number) - most);
    sum += share;
    mean += share * bin;
  }
  return mean / sum;
}

export function recogniseDistances(probe: Probe): readonly Guess[] {
  return [...inPairs(probe), ...inOne(probe)];
}

/** Two outputs for each level. The names may be anything, and are in published files; the rows say the level. */
function inPairs(probe: Probe): readonly Guess[] {
  const tables = seenWith(probe, 2);
  if (tables.length < 4 || tables.length % 2 !== 0) return [];
  const strides = usualStrides.find(({ length }) => length === tables.length / 2);
  if (strides === undefined) return [];
  const pairs = cellsOf(probe, strides).map((cells) => tables.filter(({ dims }) => dims[0] === cells));
  if (pairs.some((pair) => pair.length !== 2)) return [];
  // What both have on every level: one number of columns is the classes', the other four times the bins.
  const widths = pairs.map((pair) =>
    pair
      .map(({ dims }) => dims[1] ?? 0)
      .sort((a, b) => a - b)
      .join(),
  );
  if (new Set(widths).size !== 1) return [];
  const [low = 0, high = 0] = (widths[0] ?? '').split(',').map(Number);
  const tryWidths = (bins4: number, classes: number): Guess[] =>
    bins4 % 4 === 0 && bins4 / 4 >= 2 && bins4 !== classes ? [pairGuess(probe, pairs, strides, bins4, classes)] : [];
  const guesses = [...tryWidths(low, high), ...tryWidths(high, low)];
  return guesses.filter(({ reading }) => isScored(pairs, reading as DistancesReading));
}

function pairGuess(
  probe: Probe,
  pairs: readonly (readonly Seen[])[],
  strides: readonly number[],
  width: number,
  classes: number,
): Guess {
  const levels = pairs.map((pair, level) => ({
    stride: strides[level] as number,
    scores: pair.find(({ dims }) => dims[1] === classes)?.name ?? '',
    distances: pair.find(({ dims }) => dims[1] === width)?.name ?? '',
  }));
  const scores = pairs.flat().filter(({ dims }) => dims[1] === classes);
  const reading: DistancesReading = {
    kind: 'distances',
    levels: { each: levels },
    bins: width / 4,
    location: 'middle',
    activation: activationOf(scores),
  };
  return guessOf(
    reading,
    classes,
    `${classes} scores and 4 × ${width / 4} numbers for each cell of strides ${strides.join(', ')}`,
  );
}

/** Distances are never all within 0 … 1; scores after their sigmoid always are. */
function isScored(pairs: readonly (readonly Seen[])[], { bins }: DistancesReading): boolean {
  const others = pairs.flat().filter(({ dims }) => dims[1] === 4 * bins);
  return !others.every(({ values }) => areProbabilities(values));
}

function activationOf(scores: readonly Seen[]): Activation {
  return scores.every(({ values }) => areProbabilities(values)) ? 'none' : 'sigmoid';
}

/** Bins that published models have: distances up to 7, 10 and 16 strides. */
const usualBins = [8, 11, 17] as const;

/** One output [cells, classes + 4 · bins]: NanoDet-Plus on four levels, whose cells lie at their corners; NanoDet on three. */
function inOne(probe: Probe): readonly Guess[] {
  if (probe.outputs.size !== 1) return [];
  return seenWith(probe, 2).flatMap((table): Guess[] => {
    const [cells = 0, columns = 0] = table.dims;
    const strides = stridesFor(probe, cells, 1);
    if (strides === undefined || strides.length < 3) return [];
    const fitting = usualBins.filter((bins) => isSplit(table, columns - 4 * bins));
    const named = fitting.filter((bins) => columns - 4 * bins === probe.named);
    return (named.length > 0 ? named : fitting).map((bins, rank) => {
      const reading: DistancesReading = {
        kind: 'distances',
        levels: { joined: table.name, strides },
        bins,
        location: strides.length === 4 ? 'corner' : 'middle',
        activation: 'none',
      };
      const classes = columns - 4 * bins;
      const guess = guessOf(reading, classes, `${classes} scores and 4 × ${bins} numbers for each cell, in one output`);
      return rank === 0 ? guess : { ...guess, sureness: 0.3 };
    });
  });
}

/** Whether the first columns are probabilities, and those after them are not. */
function isSplit({ dims, values }: Seen, classes: number): boolean {
  const [cells = 0, columns = 0] = dims;
  if (classes < 1) return false;
  const part = (from: number, to: number): Float32Array => {
    const all = new Float32Array(cells * (to - from));
    for (let cell = 0; cell < cells; cell++)
      all.set(values.subarray(cell * columns + from, cell * columns + to), cell * (to - from));
    return all;
  };
  return areProbabilities(part(0, classes)) && !areProbabilities(part(classes, columns));
}

function guessOf(reading: DistancesReading, classes: number, because: string): Guess {
  return { reading, classes, preset: 'imagenet-bgr', fit: 'stretch', iouThreshold: 0.5, sureness: 0.9, because };
}
