// What both sides of the training bench are told: a network as data, and a folder of float32 files with its weights and one batch.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assign } from '../src/common/fcos/assign.ts';
import type { TruthBoxes } from '../src/common/fcos/assign.ts';
import { initialValues } from '../src/common/fcos/initial.ts';
import { levelGrids, locationCount } from '../src/common/fcos/locations.ts';
import { targetNames } from '../src/common/fcos/loss.ts';
import type { LossSpec } from '../src/common/fcos/loss.ts';
import { fcos } from '../src/common/fcos/network.ts';
import { sizeSpec } from '../src/common/fcos/sizes.ts';
import type { SizeName } from '../src/common/fcos/sizes.ts';
import type { FcosSpec } from '../src/common/fcos/spec.ts';
import { countPositives, emptyTargets, writeTargets } from '../src/common/fcos/targets.ts';
import type { Targets } from '../src/common/fcos/targets.ts';
import type { TrainingShape } from '../src/common/fcos/trainingGraph.ts';
import { intAttribute, intsAttribute } from '../src/common/graph/gradient/rule.ts';
import { emptyGraph, input } from '../src/common/graph/graph.ts';
import type { Operation } from '../src/common/graph/graph.ts';
import type { Random } from '../src/common/random.ts';
import { layoutOf } from '../src/detector/training/layout.ts';
import type { Layout } from '../src/detector/training/layout.ts';
import type { OptimizerSpec } from '../src/detector/training/optimizer.ts';
import { randomOf } from '../src/detector/training/order.ts';
import { canvasOf, defaultRecipe } from '../src/detector/training/recipe.ts';

/** What a layer does beside its parameters. */
type Layer =
  | { readonly stride: number; readonly padding: number; readonly groups: number }
  | { readonly groups: number; readonly epsilon: number };

export interface StepCase {
  readonly spec: FcosSpec;
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly rate: number;
  readonly shares: number;
  /** Of one share. */
  readonly shape: TrainingShape;
  readonly locations: number;
  /** Names and shapes in the order of `weights.f32`. */
  readonly parameters: readonly (readonly [name: string, shape: readonly number[]])[];
  /** By the name of the layer's parameters without `.weight`. */
  readonly layers: Readonly<Record<string, Layer>>;
  readonly processors: number;
  /** Holds `weights.f32`, `image.f32` and one file for each target, of the whole batch. */
  readonly folder: string;
}

/** The answer to `{ updates: n }`. */
export interface StepAnswer {
  /** Values that got a gradient. */
  readonly parameters: number;
  readonly updates: readonly {
    readonly milliseconds: number;
    readonly losses: readonly [classification: number, box: number, centreness: number];
    /** Of the gradient, before it is shortened. */
    readonly length: number;
  }[];
}

/** Small enough for random weights and one batch over and over. */
const rate = 1e-4;
const classes = 3;
const boxesPerPicture = 12;

/** Writes the folder's files. Weights as a run starts with them, noise for pictures, boxes at random; pictures of 4 : 3. */
export function writeStepCase(folder: string, size: SizeName, pixels: number, processors: number): StepCase {
  const { shares, pictures, loss, optimizer, frozen } = defaultRecipe;
  const spec = sizeSpec(size, classes, pixels);
  const layout = layoutOf(spec, frozen);
  const shape = { pictures, ...canvasOf([{ width: 640, height: 480 }], pixels) };
  const batch = { ...shape, pictures: pictures * shares };
  const random = randomOf(1, 0);
  writeValues(folder, 'weights', initialWeights(spec, layout, random));
  writeValues(folder, 'image', noise(batch.pictures * 3 * shape.width * shape.height, random));
  const targets = someTargets(spec, batch, loss, random);
  for (const name of targetNames) writeValues(folder, name, targets[name]);
  return {
    spec,
    loss,
    optimizer,
    rate,
    shares,
    shape,
    locations: locationCount(levelGrids(shape.width, shape.height, spec)),
    parameters: layout.places.map((place) => [place.name, place.shape]),
    layers: layersOf(spec),
    processors,
    folder,
  };
}

export function readValues(folder: string, name: string): Float32Array<ArrayBuffer> {
  const bytes = readFileSync(fileOf(folder, name));
  const values = new Float32Array(bytes.length / 4);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}

function writeValues(folder: string, name: string, values: Float32Array): void {
  writeFileSync(fileOf(folder, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.f32`);
}

function initialWeights(spec: FcosSpec, layout: Layout, random: Random): Float32Array {
  const values = initialValues(spec, random);
  const flat = new Float32Array(layout.total);
  for (const { name, start } of layout.places) flat.set(values.get(name) ?? [], start);
  return flat;
}

function noise(count: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => random() * 4 - 2);
}

function someTargets(
  spec: FcosSpec,
  { pictures, width, height }: TrainingShape,
  loss: LossSpec,
  random: Random,
): Targets {
  const grids = levelGrids(width, height, spec);
  const assigned = Array.from({ length: pictures }, () => {
    const truth = someBoxes(width, height, random);
    return { truth, matched: assign(truth, grids, defaultRecipe.assignment) };
  });
  const positives = countPositives(assigned, grids);
  const targets = emptyTargets(pictures, locationCount(grids), classes);
  const rule = { regression: spec.conventions.regression, loss };
  assigned.forEach((picture, place) => writeTargets(picture, grids, positives, rule, targets, place));
  return targets;
}

/** Sides of a sixteenth to a half of the picture's. */
function someBoxes(width: number, height: number, random: Random): TruthBoxes {
  const boxes = new Float32Array(boxesPerPicture * 4);
  const labels = new Int32Array(boxesPerPicture);
  for (let index = 0; index < boxesPerPicture; index++) {
    const across = width * (1 / 16 + (random() * 7) / 16);
    const down = height * (1 / 16 + (random() * 7) / 16);
    const left = random() * (width - across);
    const top = random() * (height - down);
    boxes.set([left, top, left + across, top + down], index * 4);
    labels[index] = Math.floor(random() * classes);
  }
  return { boxes, labels, ignored: new Uint8Array(boxesPerPicture) };
}

function layersOf(spec: FcosSpec): Record<string, Layer> {
  const graph = emptyGraph();
  fcos(graph, input(graph, 'image', 'float32', ['N', 3, 'H', 'W']), spec);
  return Object.fromEntries(graph.operations.flatMap((operation) => layerOf(operation)));
}

function layerOf(operation: Operation): readonly (readonly [string, Layer])[] {
  const name = operation.inputs[1]?.name.replace(/\.weight$/, '') ?? '';
  if (operation.name === 'Conv') {
    const [stride = 1] = intsAttribute(operation, 'strides');
    const [padding = 0] = intsAttribute(operation, 'pads');
    return [[name, { stride, padding, groups: intAttribute(operation, 'group') }]];
  }
  if (operation.name !== 'GroupNormalization') return [];
  const epsilon = operation.attributes['epsilon'];
  if (epsilon?.kind !== 'float') throw new Error('GroupNormalization has an epsilon.');
  return [[name, { groups: intAttribute(operation, 'num_groups'), epsilon: epsilon.value }]];
}
