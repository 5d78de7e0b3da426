// The ResNet trunk as torchvision writes it (stride on a bottleneck's 3×3), parameters under `backbone.body`.
import { parameter } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import { convolve } from '../graph/ops/convolution.ts';
import type { Convolution } from '../graph/ops/convolution.ts';
import { add, relu } from '../graph/ops/elementwise.ts';
import { batchNormalization } from '../graph/ops/normalization.ts';
import { maximumPool } from '../graph/ops/reduction.ts';
import type { ResNetSpec, StageSpec } from './spec.ts';

/** What torchvision's BatchNorm2d and FrozenBatchNorm2d add to the variance. */
const epsilon = 1e-5;

/** image [N, 3, H, W] → the outputs of the last three stages, [N, C, H/8, W/8], [N, C, H/16, W/16] and [N, C, H/32, W/32]. */
export function backbone(graph: GraphBuilder, image: Tensor, spec: ResNetSpec): readonly [Tensor, Tensor, Tensor] {
  const root = 'backbone.body';
  const stem = layer(graph, image, `${root}.conv1`, `${root}.bn1`, [spec.stem, 3, 7], { stride: 2, padding: 3 });
  let x = maximumPool(graph, relu(graph, stem), { size: 3, stride: 2, padding: 1 });
  let channels = spec.stem;
  const levels = spec.stages.map((stage, index) => {
    for (let block = 0; block < stage.blocks; block++) {
      const stride = index > 0 && block === 0 ? 2 : 1;
      x = residual(graph, x, `${root}.layer${index + 1}.${block}`, channels, stage, stride, spec);
      channels = stage.outer;
    }
    return x;
  });
  const [, c3, c4, c5] = levels;
  if (c3 === undefined || c4 === undefined || c5 === undefined) throw new Error('A ResNet here has four stages.');
  return [c3, c4, c5];
}

function residual(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  channels: number,
  stage: StageSpec,
  stride: number,
  { block, groups }: ResNetSpec,
): Tensor {
  const { inner, outer } = stage;
  const conv = (from: Tensor, index: number, shape: KernelShape, options: Convolution): Tensor =>
    layer(graph, from, `${name}.conv${index}`, `${name}.bn${index}`, shape, options);
  let y: Tensor;
  if (block === 'basic') {
    y = relu(graph, conv(x, 1, [inner, channels, 3], { stride, padding: 1 }));
    y = conv(y, 2, [outer, inner, 3], { stride: 1, padding: 1 });
  } else {
    y = relu(graph, conv(x, 1, [inner, channels, 1], { stride: 1, padding: 0 }));
    y = relu(graph, conv(y, 2, [inner, inner / groups, 3], { stride, padding: 1, groups }));
    y = conv(y, 3, [outer, inner, 1], { stride: 1, padding: 0 });
  }
  const shortcut =
    stride === 1 && channels === outer
      ? x
      : layer(graph, x, `${name}.downsample.0`, `${name}.downsample.1`, [outer, channels, 1], { stride, padding: 0 });
  return relu(graph, add(graph, y, shortcut));
}

/** Channels out, channels in (of one group), side of the square kernel. */
type KernelShape = readonly [number, number, number];

/** A convolution without bias and the batch norm behind it. */
function layer(
  graph: GraphBuilder,
  x: Tensor,
  convolution: string,
  norm: string,
  [to, from, size]: KernelShape,
  options: Convolution,
): Tensor {
  const y = convolve(graph, x, parameter(graph, `${convolution}.weight`, [to, from, size, size]), undefined, options);
  const statistics = {
    scale: parameter(graph, `${norm}.weight`, [to]),
    shift: parameter(graph, `${norm}.bias`, [to]),
    mean: parameter(graph, `${norm}.running_mean`, [to]),
    variance: parameter(graph, `${norm}.running_var`, [to]),
  };
  return batchNormalization(graph, y, statistics, epsilon);
}
