// The state dicts that FCOS implementations write: by which names one is known, which of our names theirs are, and the conventions
// that each follows. A dialect is recognised by names alone, never by a file's name. Sources: the implementations themselves.
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../spec.ts';
import type { Conventions, DetectionSpec, HeadSpec, InputSpec, ResNetSpec } from '../spec.ts';
import { adelaiDetNames, mmdetectionNames, originalNames, rosinalityNames, torchvisionNames } from './dialectNames.ts';
import type { Rename } from './dialectNames.ts';
import { readMmdetectionConfig } from './mmdetectionConfig.ts';
import type { Said } from './mmdetectionConfig.ts';
import type { WayName } from './ways.ts';

export interface Dialect {
  readonly name: string;
  /** One tensor that every state dict of the dialect has, and no other's. */
  readonly mark: RegExp;
  /** Their name → ours; undefined for what is no part of the network. */
  readonly rename: Rename;
  readonly conventions: Conventions;
  /** How pictures come, for each order of colours; sides and filter are the same for both. */
  readonly inputs: Readonly<Record<InputSpec['order'], InputSpec>>;
  readonly colours: InputSpec['order'];
  readonly detection: DetectionSpec;
  readonly centreness: NonNullable<HeadSpec['centreness']>;
  /** Of plain bottlenecks; grouped ones have it on the 3×3 everywhere. */
  readonly strideOn: NonNullable<ResNetSpec['strideOn']>;
  /** What a file of this dialect leaves open; the usual is taken for it. */
  readonly open: readonly WayName[];
  /** Reads what the file's own configuration says of it. */
  readonly readConfig?: (config: string) => Said;
}

/** Caffe2's way: BGR, 0 to 255, less the mean. */
function bgr(mean: InputSpec['mean']): InputSpec {
  return { ...torchvisionInput, order: 'bgr', scale: 255, mean, deviation: [1, 1, 1] };
}

/** Detectron's mean of ImageNet, and the one that Caffe's own models had. */
const detectronMean = [103.53, 116.28, 123.675] as const;
const caffeMean = [102.9801, 115.9465, 122.7717] as const;

const detectronInputs = { rgb: torchvisionInput, bgr: bgr(detectronMean) };
const caffeInputs = { rgb: torchvisionInput, bgr: bgr(caffeMean) };

/** The papers': candidates by class score alone, over .05. */
const paperDetection: DetectionSpec = { ...torchvisionDetection, scoreThreshold: 0.05 };

const paperConventions: Conventions = {
  location: 'middle',
  regression: 'exponential',
  threshold: 'class',
  score: 'root',
};

export const dialects: readonly Dialect[] = [
  {
    name: 'torchvision',
    mark: /^head\.regression_head\.bbox_ctrness\.weight$/,
    rename: torchvisionNames,
    conventions: torchvisionConventions,
    inputs: detectronInputs,
    colours: 'rgb',
    detection: torchvisionDetection,
    centreness: 'box',
    strideOn: 'second',
    open: [],
  },
  {
    name: 'tianzhi0549/FCOS',
    mark: /^rpn\.head\.centerness\.weight$/,
    rename: originalNames,
    conventions: paperConventions,
    inputs: caffeInputs,
    colours: 'bgr',
    detection: paperDetection,
    centreness: 'class',
    strideOn: 'first',
    open: ['distances', 'centreness', 'strideOn', 'colours'],
  },
  {
    name: 'rosinality/fcos-pytorch',
    mark: /^head\.center_pred\.weight$/,
    rename: rosinalityNames,
    conventions: paperConventions,
    inputs: detectronInputs,
    colours: 'rgb',
    detection: paperDetection,
    centreness: 'class',
    strideOn: 'second',
    open: ['colours'],
  },
  {
    name: 'AdelaiDet',
    mark: /^proposal_generator\.fcos_head\.ctrness\.weight$/,
    rename: adelaiDetNames,
    conventions: { ...paperConventions, regression: 'relu-stride' },
    inputs: detectronInputs,
    colours: 'bgr',
    detection: paperDetection,
    centreness: 'box',
    strideOn: 'first',
    open: ['strideOn', 'colours'],
  },
  {
    name: 'mmdetection',
    mark: /^bbox_head\.conv_centerness\.weight$/,
    rename: mmdetectionNames,
    conventions: { ...paperConventions, score: 'product' },
    inputs: caffeInputs,
    colours: 'bgr',
    detection: { ...paperDetection, iouThreshold: 0.5 },
    centreness: 'class',
    strideOn: 'first',
    open: ['distances', 'centreness', 'strideOn', 'colours'],
    readConfig: readMmdetectionConfig,
  },
];

/** The dialect of these names, if one is known by them. */
export function dialectOf(names: readonly string[]): Dialect | undefined {
  return dialects.find(({ mark }) => names.some((name) => mark.test(name)));
}

/** "BGR, 0 to 255, less 103.5, 116.3, 123.7". */
export function inputWords({ order, scale, mean, deviation }: InputSpec): string {
  const digits = scale === 1 ? 3 : 1;
  const list = (numbers: readonly number[]): string => numbers.map((one) => one.toFixed(digits)).join(', ');
  const divided = deviation.every((one) => one === 1) ? '' : `, divided by ${list(deviation)}`;
  return `${order.toUpperCase()}, 0 to ${scale}, less ${list(mean)}${divided}`;
}
