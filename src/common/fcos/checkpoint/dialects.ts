// The state dicts that FCOS implementations write: by which names one is known, which of our names theirs are, and the conventions
// that each follows. A dialect is recognised by names alone, never by a file's name. Sources: the implementations themselves.
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../spec.ts';
import type { Conventions, DetectionSpec, HeadSpec, InputSpec, ResNetSpec } from '../spec.ts';
import { adelaiDetNames, mmdetectionNames, originalNames, rosinalityNames, torchvisionNames } from './dialectNames.ts';
import type { Rename } from './dialectNames.ts';

export interface Dialect {
  readonly name: string;
  /** One tensor that every state dict of the dialect has, and no other's. */
  readonly mark: RegExp;
  /** Their name → ours; undefined for what is no part of the network. */
  readonly rename: Rename;
  readonly conventions: Conventions;
  readonly input: InputSpec;
  readonly detection: DetectionSpec;
  readonly centreness: NonNullable<HeadSpec['centreness']>;
  /** Of plain bottlenecks; grouped ones have it on the 3×3 everywhere. */
  readonly strideOn: NonNullable<ResNetSpec['strideOn']>;
  /** What a file of this dialect does not say, and what is taken for it. */
  readonly assumed: readonly string[];
}

/** Caffe2's way: BGR, 0 to 255, less the mean. */
function bgr(mean: InputSpec['mean']): InputSpec {
  return { ...torchvisionInput, order: 'bgr', scale: 255, mean, deviation: [1, 1, 1] };
}

/** The papers': candidates by class score alone, over .05. */
const paperDetection: DetectionSpec = { ...torchvisionDetection, scoreThreshold: 0.05 };

const paperConventions: Conventions = {
  location: 'middle',
  regression: 'exponential',
  threshold: 'class',
  score: 'root',
};

const strideOnFirst = 'a bottleneck has its stride on the first 1×1, as weights from Caffe2 do';
const caffeInput = 'pictures come as BGR, 0 to 255, less the mean';

export const dialects: readonly Dialect[] = [
  {
    name: 'torchvision',
    mark: /^head\.regression_head\.bbox_ctrness\.weight$/,
    rename: torchvisionNames,
    conventions: torchvisionConventions,
    input: torchvisionInput,
    detection: torchvisionDetection,
    centreness: 'box',
    strideOn: 'second',
    assumed: [],
  },
  {
    name: 'tianzhi0549/FCOS',
    mark: /^rpn\.head\.centerness\.weight$/,
    rename: originalNames,
    conventions: paperConventions,
    input: bgr([102.9801, 115.9465, 122.7717]),
    detection: paperDetection,
    centreness: 'class',
    strideOn: 'first',
    assumed: [
      'distances are exp(scale · x) in pixels (without NORM_REG_TARGETS)',
      'centre-ness comes from the class tower (without CENTERNESS_ON_REG)',
      strideOnFirst,
      caffeInput,
    ],
  },
  {
    name: 'rosinality/fcos-pytorch',
    mark: /^head\.center_pred\.weight$/,
    rename: rosinalityNames,
    conventions: paperConventions,
    input: torchvisionInput,
    detection: paperDetection,
    centreness: 'class',
    strideOn: 'second',
    assumed: ["pictures come as RGB with ImageNet's mean and deviation"],
  },
  {
    name: 'AdelaiDet',
    mark: /^proposal_generator\.fcos_head\.ctrness\.weight$/,
    rename: adelaiDetNames,
    conventions: { ...paperConventions, regression: 'relu-stride' },
    input: bgr([103.53, 116.28, 123.675]),
    detection: paperDetection,
    centreness: 'box',
    strideOn: 'first',
    assumed: [strideOnFirst, caffeInput],
  },
  {
    name: 'mmdetection',
    mark: /^bbox_head\.conv_centerness\.weight$/,
    rename: mmdetectionNames,
    conventions: { ...paperConventions, score: 'product' },
    input: bgr([102.9801, 115.9465, 122.7717]),
    detection: { ...paperDetection, iouThreshold: 0.5 },
    centreness: 'class',
    strideOn: 'first',
    assumed: [
      'distances are exp(scale · x) in pixels (without norm_on_bbox)',
      'centre-ness comes from the class tower (without centerness_on_reg)',
      `${strideOnFirst} (style caffe)`,
      caffeInput,
    ],
  },
];

/** The dialect of these names, if one is known by them. */
export function dialectOf(names: readonly string[]): Dialect | undefined {
  return dialects.find(({ mark }) => names.some((name) => mark.test(name)));
}
