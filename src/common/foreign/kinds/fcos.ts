// FCOS as another program exports it: raw class, distance and centre-ness heads, a map for each level or all cells in one output.
import { detect } from '../../fcos/detect.ts';
import type { Detections, RawOutputs } from '../../fcos/detect.ts';
import type { NetworkReading } from '../../fcos/nearby.ts';
import { torchvisionConventions } from '../../fcos/spec.ts';
import type { Conventions, DetectionSpec } from '../../fcos/spec.ts';
import type { Placement } from '../input.ts';
import { shareOf } from '../outputs.ts';
import type { Output, Share } from '../outputs.ts';
import { cellsOf, seenWith, stridesFor } from '../probe.ts';
import type { Guess, Probe, Seen } from '../probe.ts';
import type { FcosReading } from '../spec.ts';

/** Read by this program's own decoding. Only for a picture that begins at the input's upper left corner. */
export function readFcos(
  share: Share,
  reading: FcosReading,
  classes: number,
  place: Placement,
  detection: DetectionSpec,
): Detections {
  return withSize(detect(rawOutputs(share, reading, classes), place, { ...networkOf(reading), detection }));
}

/** What has to be known of the network beside its outputs. */
export function networkOf({ strides, conventions }: FcosReading): NetworkReading {
  return { pyramid: { channels: 1, extraFrom: 'P5', strides }, conventions };
}

/** The heads of one picture, levels one after another. */
export function rawOutputs(share: Share, { levels }: FcosReading, classes: number): RawOutputs {
  return {
    classLogits: column(
      share,
      levels.map((level) => level.classes),
      classes,
    ),
    regression: column(
      share,
      levels.map((level) => level.distances),
      4,
    ),
    centreness: column(
      share,
      levels.map((level) => level.centreness),
      1,
    ),
  };
}

/** Boxes in the padding are clipped to nothing. */
function withSize({ boxes, scores, labels }: Detections): Detections {
  const kept = Array.from(scores.keys()).filter((index) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
    return x2 > x1 && y2 > y1;
  });
  return {
    boxes: Float32Array.from(kept.flatMap((index) => [...boxes.subarray(index * 4, index * 4 + 4)])),
    scores: Float32Array.from(kept, (index) => scores[index] as number),
    labels: Int32Array.from(kept, (index) => labels[index] as number),
  };
}

/** Levels one after another as [cells, columns], whether they come as [cells, columns] or as maps [columns, h, w]. */
function column(share: Share, names: readonly string[], columns: number): Float32Array {
  const parts = names.map((name) => {
    const isMap = (share.outputs.get(name)?.dims.length ?? 0) >= 4;
    return isMap ? turned(shareOf(share, name, 3)) : flat(share, name, columns);
  });
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Centre-ness may come without an axis of its own. */
function flat(share: Share, name: string, columns: number): Float32Array {
  const { dims } = share.outputs.get(name) ?? { dims: [] };
  const isList = columns === 1 && dims[dims.length - 1] !== 1;
  return shareOf(share, name, isList ? 1 : 2).values;
}

function turned({ dims, values }: Output): Float32Array {
  const [channels = 0, rows = 0, columns = 0] = dims;
  const cells = rows * columns;
  const out = new Float32Array(values.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let cell = 0; cell < cells; cell++) out[cell * channels + channel] = values[channel * cells + cell] as number;
  }
  return out;
}

export function recogniseFcos(probe: Probe): readonly Guess[] {
  return [...inOne(probe), ...inMaps(probe)];
}

const originalConventions: Conventions = {
  location: 'middle',
  regression: 'exponential',
  threshold: 'class',
  score: 'root',
};

/** [cells, classes], [cells, 4] and [cells, 1] (or [cells]) over five strides. */
function inOne(probe: Probe): readonly Guess[] {
  const tables = seenWith(probe, 2);
  const distances = tables.filter(({ dims }) => dims[1] === 4);
  return distances.flatMap((box): Guess[] => {
    const cells = box.dims[0] ?? 0;
    const strides = stridesFor(probe, cells, 1);
    const centre =
      tables.find(({ dims, name }) => dims[0] === cells && dims[1] === 1 && !probe.whole.has(name)) ??
      seenWith(probe, 1).find(({ dims, name }) => dims[0] === cells && !probe.whole.has(name));
    const scores = tables.find(
      ({ name, dims }) => name !== box.name && name !== centre?.name && dims[0] === cells && dims[1] !== 4,
    );
    if (strides === undefined || strides.length < 3 || centre === undefined || scores === undefined) return [];
    const level = { classes: scores.name, distances: box.name, centreness: centre.name };
    return [
      guessOf([level], strides, scores.dims[1] ?? 1, torchvisionConventions),
      { ...guessOf([level], strides, scores.dims[1] ?? 1, originalConventions), sureness: 0.4 },
    ];
  });
}

/** Three maps for each level: [classes, h, w], [4, h, w] and [1, h, w]. */
function inMaps(probe: Probe): readonly Guess[] {
  const maps = seenWith(probe, 3);
  const strides = [
    [8, 16, 32, 64, 128],
    [8, 16, 32],
  ].find(({ length }) => maps.length === 3 * length);
  if (strides === undefined) return [];
  const levels = strides.map((stride) => {
    const [cells] = cellsOf(probe, [stride]);
    const own = maps.filter(({ dims }) => (dims[1] ?? 0) * (dims[2] ?? 0) === cells);
    return ofLevel(own);
  });
  const sound = levels.flatMap((level) => (level === undefined ? [] : [level]));
  if (sound.length !== levels.length) return [];
  const names = sound.map(({ scores, distances, centreness }) => {
    return { classes: scores.name, distances: distances.name, centreness: centreness.name };
  });
  const classes = sound[0]?.scores.dims[0] ?? 1;
  return [
    guessOf(names, strides, classes, originalConventions),
    { ...guessOf(names, strides, classes, { ...originalConventions, regression: 'relu-stride' }), sureness: 0.4 },
  ];
}

function ofLevel(maps: readonly Seen[]): { scores: Seen; distances: Seen; centreness: Seen } | undefined {
  const centreness = maps.find(({ dims }) => dims[0] === 1);
  const distances = maps.find(({ dims }) => dims[0] === 4);
  const scores = maps.find((map) => map !== centreness && map !== distances);
  if (maps.length !== 3 || centreness === undefined || distances === undefined || scores === undefined)
    return undefined;
  return { scores, distances, centreness };
}

function guessOf(
  levels: FcosReading['levels'],
  strides: readonly number[],
  classes: number,
  conventions: Conventions,
): Guess {
  return {
    reading: { kind: 'fcos', levels, strides, conventions },
    classes,
    preset: conventions.location === 'corner' ? 'imagenet-rgb' : 'caffe-bgr',
    fit: 'sides',
    iouThreshold: 0.6,
    // Which conventions the distances follow cannot be seen in their shapes.
    sureness: 0.6,
    because:
      `${classes} scores, 4 distances and a centre-ness for each cell of strides ${strides.join(', ')}; distances in ` +
      (conventions.regression === 'exponential' ? 'pixels' : 'strides'),
  };
}
