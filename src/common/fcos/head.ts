// The head that every level shares: a class tower, and a box tower that also gives centre-ness; parameters under `head`.
import { knownSize, parameter } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import { convolve } from '../graph/ops/convolution.ts';
import { exponential, multiply, relu } from '../graph/ops/elementwise.ts';
import { groupNormalization } from '../graph/ops/normalization.ts';
import type { FcosSpec, HeadSpec } from './spec.ts';

/** torch.nn.GroupNorm's default. */
const epsilon = 1e-5;

/** One level's maps, all with the level's height and width. */
export interface HeadOutputs {
  /** [N, classes, H, W], before the sigmoid. */
  readonly classLogits: Tensor;
  /** [N, 4, H, W], after the activation. */
  readonly regression: Tensor;
  /** [N, 1, H, W], before the sigmoid. */
  readonly centreness: Tensor;
}

/** x [N, C, H, W] of level `index` → its outputs; calling it again shares the parameters, but for the level's own scale. */
export function head(
  graph: GraphBuilder,
  x: Tensor,
  index: number,
  { head: spec, conventions }: Pick<FcosSpec, 'head' | 'conventions'>,
): HeadOutputs {
  const classes = tower(graph, x, 'head.classification_head', spec);
  const boxes = tower(graph, x, 'head.regression_head', spec);
  const plain = predict(graph, boxes, 'head.regression_head.bbox_reg', 4);
  const scale = `head.regression_head.scales.${index}.scale`;
  const distances = spec.scales === true ? multiply(graph, plain, parameter(graph, scale, [1])) : plain;
  const central = spec.centreness === 'class' ? classes : boxes;
  return {
    classLogits: predict(graph, classes, 'head.classification_head.cls_logits', spec.classes),
    regression: conventions.regression === 'relu-stride' ? relu(graph, distances) : exponential(graph, distances),
    centreness: predict(graph, central, 'head.regression_head.bbox_ctrness', 1),
  };
}

/** `spec.convolutions` times 3×3 convolution, group norm and relu; three places each in the reference's Sequential. */
function tower(graph: GraphBuilder, x: Tensor, name: string, spec: HeadSpec): Tensor {
  const channels = knownSize(x, 1);
  let y = x;
  for (let index = 0; index < spec.convolutions; index++) {
    y = predict(graph, y, `${name}.conv.${3 * index}`, channels, spec.towerBias);
    const norm = `${name}.conv.${3 * index + 1}`;
    const scale = parameter(graph, `${norm}.weight`, [channels]);
    const shift = parameter(graph, `${norm}.bias`, [channels]);
    y = relu(graph, groupNormalization(graph, y, scale, shift, spec.groups, epsilon));
  }
  return y;
}

function predict(graph: GraphBuilder, x: Tensor, name: string, channels: number, hasBias = true): Tensor {
  const weight = parameter(graph, `${name}.weight`, [channels, knownSize(x, 1), 3, 3]);
  const bias = hasBias ? parameter(graph, `${name}.bias`, [channels]) : undefined;
  return convolve(graph, x, weight, bias, { stride: 1, padding: 1 });
}
