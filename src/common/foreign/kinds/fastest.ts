// FastestDet: one map; objectness, the middle's offset, the size as a part of the input, and class probabilities for each cell.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { bestCells, cornersOf, foundCells, sigmoid } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Share } from '../outputs.ts';
import { areProbabilities, seenWith } from '../probe.ts';
import type { Guess, Probe } from '../probe.ts';
import type { FastestReading } from '../spec.ts';

/** Score: objectness^.6 · class^.4; offset by tanh, size by sigmoid. After FastestDet's own example. */
export function readFastest(
  share: Share,
  reading: FastestReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const map = shareOf(share, reading.values, 3);
  const [channels = 0, rows = 0, columns = 0] = map.dims;
  checkLength(`${reading.values}'s channels`, channels, classes + 5);
  const cells = rows * columns;
  const at = (channel: number, cell: number): number => map.values[channel * cells + cell] as number;
  const best = bestCells(
    {
      values: map.values,
      cells,
      classes,
      first: 5 * cells,
      cellStep: 1,
      classStep: cells,
      activation: 'none',
      weights: Float32Array.from({ length: cells }, (_, cell) => Math.pow(Math.max(0, at(0, cell)), 0.6)),
      power: 0.4,
      labels: 'best',
    },
    detection,
  );
  return foundCells(best, classes, (cell, boxes, to) => {
    const x = ((cell % columns) + Math.tanh(at(1, cell))) / columns;
    const y = (Math.floor(cell / columns) + Math.tanh(at(2, cell))) / rows;
    const size = [sigmoid(at(3, cell)), sigmoid(at(4, cell))] as const;
    cornersOf([x, y, ...size], { numbers: 'cxcywh', unit: 'fraction' }, place, boxes, to);
  });
}

export function recogniseFastest(probe: Probe): readonly Guess[] {
  const maps = seenWith(probe, 3);
  const [map] = maps;
  if (map === undefined || probe.outputs.size !== 1) return [];
  const [channels = 0, rows = 0, columns = 0] = map.dims;
  if (channels < 6 || rows * columns < 16) return [];
  const cells = rows * columns;
  const part = (from: number, to?: number): Float32Array =>
    map.values.subarray(from * cells, to === undefined ? undefined : to * cells);
  // A segmenter's map is made of probabilities throughout, and is mostly finer.
  const isCoarse = [8, 16, 32].some((stride) => rows * stride === probe.height && columns * stride === probe.width);
  if (!isCoarse || !areProbabilities(part(0, 1)) || !areProbabilities(part(5)) || areProbabilities(part(1, 5)))
    return [];
  return [
    {
      reading: { kind: 'fastest', values: map.name },
      classes: channels - 5,
      preset: 'unit-bgr',
      fit: 'stretch',
      iouThreshold: 0.5,
      sureness: 0.8,
      because: `one map of ${channels} × ${rows} × ${columns} that begins and ends with probabilities`,
    },
  ];
}
