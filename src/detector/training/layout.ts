// All parameters of a network in one flat array: where each one lies. Those that learn come first, so that the optimizer walks one
// stretch. No values.
import { parameterShapes } from '../../common/fcos/network.ts';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import { trainableParameters } from '../../common/fcos/trainingGraph.ts';
import type { FrozenStages } from '../../common/fcos/trainingGraph.ts';

export interface Place {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface Layout {
  readonly places: readonly Place[];
  /** Values that learn: [0, trainable). */
  readonly trainable: number;
  readonly total: number;
}

export function layoutOf(spec: FcosSpec, frozen: FrozenStages): Layout {
  const shapes = parameterShapes(spec);
  const learning = trainableParameters(spec, frozen);
  const others = [...shapes.keys()].filter((name) => !learning.includes(name));
  let start = 0;
  const places = [...learning, ...others].map((name): Place => {
    const shape = shapes.get(name) ?? [];
    const end = start + shape.reduce((all, size) => all * size, 1);
    const place = { name, shape, start, end };
    start = end;
    return place;
  });
  const last = learning.at(-1);
  return { places, trainable: places.find(({ name }) => name === last)?.end ?? 0, total: start };
}

/** The places of the values that learn. */
export function learningPlaces({ places, trainable }: Layout): readonly Place[] {
  return places.filter(({ end }) => end <= trainable);
}

/** A flat array → values by name; views, not copies. */
export function valuesByName(layout: Layout, flat: Float32Array): ReadonlyMap<string, Float32Array> {
  return new Map(layout.places.map(({ name, start, end }) => [name, flat.subarray(start, end)]));
}
