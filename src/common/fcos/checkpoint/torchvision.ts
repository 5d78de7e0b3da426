// Reads an FCOS's structure off the names and shapes of torchvision's state dict. Other dialects are told by name and refused.
import { fail } from '../../result.ts';
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../spec.ts';
import type { FcosSpec, StageSpec } from '../spec.ts';
import type { StateTensor } from './stateDict.ts';

type Tensors = ReadonlyMap<string, StateTensor>;

/** Before torchvision 0.13 the pyramid's convolutions had no `.0` in their names. Gives the names of today. */
export function currentNames(tensors: Tensors): Tensors {
  const old = /^(backbone\.fpn\.(?:inner|layer)_blocks\.\d+)\.(weight|bias)$/;
  return new Map([...tensors].map(([name, tensor]) => [name.replace(old, '$1.0.$2'), tensor]));
}

/** The structure with torchvision's conventions, input and detection defaults. Throws a Failure that names what was not found. */
export function torchvisionSpec(tensors: Tensors): FcosSpec {
  const stem = shapeOf(tensors, 'backbone.body.conv1.weight', 4);
  const classes = shapeOf(tensors, 'head.classification_head.cls_logits.weight', 4)[0];
  const block = tensors.has('backbone.body.layer1.0.conv3.weight') ? 'bottleneck' : 'basic';
  const channels = shapeOf(tensors, 'backbone.fpn.layer_blocks.0.0.weight', 4)[0];
  const convolutions = countOf(tensors, (index) => `head.classification_head.conv.${3 * index}.weight`);
  const groups = 32;
  if (channels % groups !== 0) {
    fail(
      'unsupported',
      `The checkpoint's pyramid has ${channels} channels, and its head's group norm needs a multiple of ${groups}.`,
    );
  }
  const stages = [1, 2, 3, 4].map((stage) => stageOf(tensors, `backbone.body.layer${stage}`, block));
  return {
    trunk: { family: 'resnet', block, stem: stem[0], stages, groups: cardinality(tensors, block) },
    pyramid: {
      channels,
      // LastLevelP6P7 takes P5 exactly where the widths allow it.
      extraFrom: shapeOf(tensors, 'backbone.fpn.extra_blocks.p6.weight', 4)[1] === channels ? 'P5' : 'C5',
      strides: [8, 16, 32, 64, 128],
    },
    head: { classes, convolutions, groups },
    conventions: torchvisionConventions,
    input: torchvisionInput,
    detection: torchvisionDetection,
  };
}

function stageOf(tensors: Tensors, name: string, block: 'basic' | 'bottleneck'): StageSpec {
  const blocks = countOf(tensors, (index) => `${name}.${index}.conv1.weight`);
  const inner = shapeOf(tensors, `${name}.0.conv1.weight`, 4)[0];
  const outer = shapeOf(tensors, `${name}.0.${block === 'basic' ? 'conv2' : 'conv3'}.weight`, 4)[0];
  return { blocks, inner, outer };
}

/** Groups of a bottleneck's 3×3 convolution: its kernel sees only one group's channels. */
function cardinality(tensors: Tensors, block: 'basic' | 'bottleneck'): number {
  if (block === 'basic') return 1;
  const [to, from] = shapeOf(tensors, 'backbone.body.layer1.0.conv2.weight', 4);
  if (to % from !== 0)
    fail('unsupported', `The checkpoint's bottleneck maps ${from} channels to ${to}, which no grouping gives.`);
  return to / from;
}

/** No network is deeper in one place; a limit keeps the description of a hostile one small. */
const deepest = 512;

function countOf(tensors: Tensors, name: (index: number) => string): number {
  let count = 0;
  while (tensors.has(name(count))) count++;
  if (count > deepest) fail('unsupported', `The checkpoint has over ${deepest} layers such as ${name(deepest)}.`);
  return count;
}

function shapeOf(tensors: Tensors, name: string, axes: 4): readonly [number, number, number, number];
function shapeOf(tensors: Tensors, name: string, axes: number): readonly number[] {
  const tensor = tensors.get(name);
  if (tensor === undefined) return fail('unsupported', notRecognised(tensors, name));
  if (tensor.shape.length !== axes || tensor.shape.some((size) => size < 1 || size > 65_536)) {
    fail(
      'invalid',
      `The checkpoint's ${name} has the shape [${tensor.shape.join()}], and a convolution's kernel was expected.`,
    );
  }
  return tensor.shape;
}

const otherDialects: readonly (readonly [RegExp, string])[] = [
  [/^(?:module\.)?rpn\.head\.cls_tower\./, "the original FCOS's (tianzhi0549/FCOS)"],
  [/^head\.cls_tower\./, "rosinality/fcos-pytorch's"],
  [/^bbox_head\.(?:cls_convs|conv_cls)\b/, "mmdetection's"],
  [/^proposal_generator\.fcos_head\./, "AdelaiDet's"],
  [/^rpn\.head\.|^roi_heads\./, "torchvision's Faster R-CNN"],
  [/^head\.classification_head\..*|^head\.regression_head\./, "torchvision's RetinaNet or an unusual FCOS"],
];

function notRecognised(tensors: Tensors, missing: string): string {
  const names = [...tensors.keys()];
  const dialect = otherDialects.find(([pattern]) => names.some((name) => pattern.test(name)));
  const looks = dialect === undefined ? '' : ` Its names look like ${dialect[1]}.`;
  return (
    `The checkpoint is no torchvision FCOS: it lacks ${missing} and has names such as ${names.slice(0, 3).join(', ')}.${looks} ` +
    'A state dict of torchvision.models.detection.FCOS over a ResNet is needed.'
  );
}
