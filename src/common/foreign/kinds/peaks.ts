// CenterNet: an object is a peak of its class's heat map; its size and the place of its middle within the cell are read there.
import type { DetectionSpec } from '../../fcos/spec.ts';
import { bestCells, foundCells } from '../found.ts';
import type { Found } from '../found.ts';
import type { Placement } from '../input.ts';
import { checkLength, shareOf } from '../outputs.ts';
import type { Share } from '../outputs.ts';
import { areProbabilities, largest, seenWith } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { PeaksReading } from '../spec.ts';

export function readPeaks(
  share: Share,
  reading: PeaksReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Found {
  const heat = shareOf(share, reading.heat, 3);
  const [maps = 0, rows = 0, columns = 0] = heat.dims;
  checkLength(reading.heat, maps, classes);
  const cells = rows * columns;
  const size = plane(share, reading.size, cells);
  const offset = reading.offset === undefined ? undefined : plane(share, reading.offset, cells);
  const best = bestCells(
    {
      values: peaksOf(heat.values, maps, rows, columns),
      cells,
      classes,
      first: 0,
      cellStep: 1,
      classStep: cells,
      activation: reading.activation,
      labels: 'all',
    },
    detection,
  );
  const stepX = place.paddedWidth / columns;
  const stepY = place.paddedHeight / rows;
  return foundCells(best, classes, (cell, boxes, to) => {
    const x = (cell % columns) + (offset?.[cell] ?? 0.5);
    const y = Math.floor(cell / columns) + (offset?.[cells + cell] ?? 0.5);
    const halfWidth = (size[cell] as number) / 2;
    const halfHeight = (size[cells + cell] as number) / 2;
    boxes[to] = (x - halfWidth) * stepX;
    boxes[to + 1] = (y - halfHeight) * stepY;
    boxes[to + 2] = (x + halfWidth) * stepX;
    boxes[to + 3] = (y + halfHeight) * stepY;
  });
}

/** Two maps over the same cells. */
function plane(share: Share, name: string, cells: number): Float32Array {
  const output = shareOf(share, name, 3);
  checkLength(name, output.dims[0], 2);
  checkLength(name, (output.dims[1] ?? 0) * (output.dims[2] ?? 0), cells);
  return output.values;
}

/** A copy in which only what no neighbour of its 3 × 3 exceeds is left; the rest is −∞. */
function peaksOf(heat: Float32Array, maps: number, rows: number, columns: number): Float32Array {
  const peaks = new Float32Array(heat.length).fill(-Infinity);
  for (let map = 0; map < maps; map++) {
    const start = map * rows * columns;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const at = start + y * columns + x;
        if (isPeak(heat, start, rows, columns, x, y)) peaks[at] = heat[at] as number;
      }
    }
  }
  return peaks;
}

function isPeak(heat: Float32Array, start: number, rows: number, columns: number, x: number, y: number): boolean {
  const own = heat[start + y * columns + x] as number;
  for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++) {
      if ((heat[start + row * columns + column] as number) > own) return false;
    }
  }
  return true;
}

export function recognisePeaks(probe: Probe): readonly Guess[] {
  const maps = seenWith(probe, 3);
  const pairs = maps.filter(({ dims }) => dims[0] === 2);
  const [first, second] = pairs;
  if (maps.length < 2 || maps.length > 3 || first === undefined) return [];
  const heat =
    maps.find(({ dims, name }) => dims[0] !== 2 && sameGrid(dims, first.dims) && name !== first.name) ??
    (pairs.length === 3 ? pairs[0] : undefined);
  if (heat === undefined || !maps.every(({ dims }) => sameGrid(dims, heat.dims))) return [];
  const { size, offset } = roles(pairs.filter(({ name }) => name !== heat.name));
  if (size === undefined || (second === undefined && maps.length === 3)) return [];
  const reading: PeaksReading = {
    kind: 'peaks',
    heat: heat.name,
    size: size.name,
    ...(offset !== undefined && { offset: offset.name }),
    activation: areProbabilities(heat.values) ? 'none' : 'sigmoid',
  };
  return [
    {
      reading,
      classes: heat.dims[0] ?? 1,
      preset: 'centernet-bgr',
      fit: 'letterbox-centre',
      iouThreshold: 1,
      sureness: offset === undefined ? 0.6 : 0.8,
      because: `a heat map of ${heat.dims.join(' × ')} with a size${offset === undefined ? '' : ' and an offset'} for each cell`,
    },
  ];
}

function sameGrid(a: readonly number[], b: readonly number[]): boolean {
  return a[1] === b[1] && a[2] === b[2];
}

/** Offsets lie within a cell; sizes do not. The names settle what the values leave open. */
function roles(pairs: readonly Seen[]): { readonly size?: Seen; readonly offset?: Seen } {
  const [a, b] = pairs;
  if (a === undefined) return {};
  if (b === undefined) return { size: a };
  if (/wh|size/i.test(a.name) && !/wh|size/i.test(b.name)) return { size: a, offset: b };
  if (/wh|size/i.test(b.name) && !/wh|size/i.test(a.name)) return { size: b, offset: a };
  return largest(a.values) >= largest(b.values) ? { size: a, offset: b } : { size: b, offset: a };
}
