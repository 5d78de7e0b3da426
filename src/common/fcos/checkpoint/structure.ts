// Reads a network's structure off the names (ours, see dialectNames.ts) and shapes of a state dict.
import { fail } from '../../result.ts';
import type {
  HeadSpec,
  InvertedBlock,
  MobileNetSpec,
  PyramidSpec,
  ResNetSpec,
  StageSpec,
  TrunkSpec,
  VovNetSpec,
} from '../spec.ts';
import type { StateTensor } from './stateDict.ts';

export type Tensors = ReadonlyMap<string, StateTensor>;

export interface Structure {
  readonly trunk: TrunkSpec;
  readonly pyramid: PyramidSpec;
  readonly head: HeadSpec;
}

const body = 'backbone.body';

/** Throws a Failure that names what was not found, or what cannot be run. */
export function structureOf(tensors: Tensors, strideOn: ResNetSpec['strideOn']): Structure {
  const classes = shapeOf(tensors, 'head.classification_head.cls_logits.weight')[0];
  const channels = shapeOf(tensors, 'backbone.fpn.layer_blocks.0.0.weight')[0];
  const convolutions = countOf(tensors, (index) => `head.classification_head.conv.${3 * index}.weight`);
  const groups = 32;
  if (convolutions > 0 && channels % groups !== 0) {
    fail(
      'unsupported',
      `The checkpoint's pyramid has ${channels} channels, and its head's group norm needs a multiple of ${groups}.`,
    );
  }
  return {
    trunk: trunkOf(tensors, strideOn),
    pyramid: {
      channels,
      // P6 is taken from P5 exactly where the widths allow it.
      extraFrom: shapeOf(tensors, 'backbone.fpn.extra_blocks.p6.weight')[1] === channels ? 'P5' : 'C5',
      strides: [8, 16, 32, 64, 128],
    },
    head: {
      classes,
      convolutions,
      groups,
      ...(tensors.has('head.regression_head.scales.0.scale') && { scales: true }),
      ...(convolutions > 0 && !tensors.has('head.classification_head.conv.0.bias') && { towerBias: false }),
    },
  };
}

function trunkOf(tensors: Tensors, strideOn: ResNetSpec['strideOn']): TrunkSpec {
  if (tensors.has(`${body}.layer1.0.depthwise.weight`)) return mobileNetOf(tensors);
  if (tensors.has(`${body}.layer1.0.concat.conv.weight`)) return vovNetOf(tensors);
  const stem = shapeOf(tensors, `${body}.conv1.weight`)[0];
  const block = tensors.has(`${body}.layer1.0.conv3.weight`) ? 'bottleneck' : 'basic';
  const stages = [1, 2, 3, 4].map((stage) => stageOf(tensors, `${body}.layer${stage}`, block));
  const groups = cardinality(tensors, block);
  const first = strideOn === 'first' && block === 'bottleneck' && groups === 1;
  return { family: 'resnet', block, stem, stages, groups, ...(first && { strideOn: 'first' }) };
}

function stageOf(tensors: Tensors, name: string, block: 'basic' | 'bottleneck'): StageSpec {
  const blocks = countOf(tensors, (index) => `${name}.${index}.conv1.weight`);
  const inner = shapeOf(tensors, `${name}.0.conv1.weight`)[0];
  const outer = shapeOf(tensors, `${name}.0.${block === 'basic' ? 'conv2' : 'conv3'}.weight`)[0];
  return { blocks, inner, outer };
}

/** Groups of a bottleneck's 3×3 convolution: its kernel sees only one group's channels. */
function cardinality(tensors: Tensors, block: 'basic' | 'bottleneck'): number {
  if (block === 'basic') return 1;
  const [to, from] = shapeOf(tensors, `${body}.layer1.0.conv2.weight`);
  if (to % from !== 0)
    fail('unsupported', `The checkpoint's bottleneck maps ${from} channels to ${to}, which no grouping gives.`);
  return to / from;
}

/** Strides do not show in shapes; they are the paper's: what halves is the first block of each layer, and of the first layer the second. */
function mobileNetOf(tensors: Tensors): MobileNetSpec {
  const layers = [1, 2, 3, 4].map((layer) => {
    const name = (place: number): string => `${body}.layer${layer}.${place}`;
    const blocks = countOf(tensors, (place) => `${name(place)}.depthwise.weight`);
    return Array.from({ length: blocks }, (_, place): InvertedBlock => {
      const hidden = shapeOf(tensors, `${name(place)}.depthwise.weight`)[0];
      const channels = shapeOf(tensors, `${name(place)}.project.weight`)[0];
      return { hidden, channels, stride: place === (layer === 1 ? 1 : 0) ? 2 : 1 };
    });
  });
  return { family: 'mobilenetv2', stem: shapeOf(tensors, `${body}.conv1.weight`)[0], layers };
}

function vovNetOf(tensors: Tensors): VovNetSpec {
  const stages = [1, 2, 3, 4].map((stage) => {
    const name = `${body}.layer${stage}`;
    return {
      blocks: countOf(tensors, (block) => `${name}.${block}.concat.conv.weight`),
      inner: shapeOf(tensors, `${name}.0.layers.0.conv.weight`)[0],
      layers: countOf(tensors, (index) => `${name}.0.layers.${index}.conv.weight`),
      outer: shapeOf(tensors, `${name}.0.concat.conv.weight`)[0],
    };
  });
  const stem = [0, 1, 2].map((index) => shapeOf(tensors, `${body}.stem.${index}.conv.weight`)[0]);
  return { family: 'vovnet', stem, stages };
}

/** No network is deeper in one place; a limit keeps the description of a hostile one small. */
const deepest = 512;

function countOf(tensors: Tensors, name: (index: number) => string): number {
  let count = 0;
  while (tensors.has(name(count))) count++;
  if (count > deepest) fail('unsupported', `The checkpoint has over ${deepest} layers such as ${name(deepest)}.`);
  return count;
}

function shapeOf(tensors: Tensors, name: string): readonly [number, number, number, number] {
  const shape = tensors.get(name)?.shape;
  if (shape === undefined)
    return fail('unsupported', `The checkpoint lacks ${name}, without which it is no FCOS known here.`);
  const [to, from, height, width] = shape;
  const isKernel = shape.length === 4 && shape.every((size) => size >= 1 && size <= 65_536);
  if (!isKernel || to === undefined || from === undefined || height === undefined || width === undefined) {
    return fail(
      'invalid',
      `The checkpoint's ${name} has the shape [${shape.join()}], and a convolution's kernel was expected.`,
    );
  }
  return [to, from, height, width];
}
