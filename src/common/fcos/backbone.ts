// The ResNet trunk as torchvision writes it (stride on a bottleneck's 3×3), parameters under `backbone.body`; with GroupNorm
// and a lighter entry where the spec says so.
import { parameter } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import { convolve } from '../graph/ops/convolution.ts';
import type { Convolution } from '../graph/ops/convolution.ts';
import { add, relu } from '../graph/ops/elementwise.ts';
import { batchNormalization, groupNormalization } from '../graph/ops/normalization.ts';
import { maximumPool } from '../graph/ops/reduction.ts';
import type { ResNetSpec, StageSpec } from './spec.ts';

const root = 'backbone.body';

/** What torchvision's BatchNorm2d and FrozenBatchNorm2d add to the variance. */
const epsilon = 1e-5;

/** image [N, 3, H, W] → the outputs of the last three stages, [N, C, H/8, W/8], [N, C, H/16, W/16] and [N, C, H/32, W/32]. */
export function backbone(graph: GraphBuilder, image: Tensor, spec: ResNetSpec): readonly [Tensor, Tensor, Tensor] {
  let x = entry(graph, image, spec);
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

/** image [N, 3, H, W] → [N, spec.stem, H/4, W/4] */
function entry(graph: GraphBuilder, image: Tensor, spec: ResNetSpec): Tensor {
  const { stem, norm } = spec;
  if (spec.entry === 'patch') {
    const quartered = { stride: 4, padding: 0 };
    return relu(graph, layer(graph, image, `${root}.conv1`, `${root}.bn1`, [stem, 3, 4], quartered, norm));
  }
  const seven = { stride: 2, padding: 3 };
  const half = layer(graph, image, `${root}.conv1`, `${root}.bn1`, [stem, 3, 7], seven, norm);
  return maximumPool(graph, relu(graph, half), { size: 3, stride: 2, padding: 1 });
}

function residual(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  channels: number,
  stage: StageSpec,
  stride: number,
  { block, groups, norm }: ResNetSpec,
): Tensor {
  const { inner, outer } = stage;
  const conv = (from: Tensor, index: number, shape: KernelShape, options: Convolution): Tensor =>
    layer(graph, from, `${name}.conv${index}`, `${name}.bn${index}`, shape, options, norm);
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
      : layer(
          graph,
          x,
          `${name}.downsample.0`,
          `${name}.downsample.1`,
          [outer, channels, 1],
          { stride, padding: 0 },
          norm,
        );
  return relu(graph, add(graph, y, shortcut));
}

/** Channels out, channels in (of one group), side of the square kernel. */
type KernelShape = readonly [number, number, number];

/** GroupNorm's groups: of eight channels, as far as 32 groups go. */
function groupsOf(channels: number): number {
  return Math.max(1, Math.min(32, Math.floor(channels / 8)));
}

/** A convolution without bias and the norm behind it; or with a bias, and the norm folded into both. */
function layer(
  graph: GraphBuilder,
  x: Tensor,
  convolution: string,
  norm: string,
  [to, from, size]: KernelShape,
  options: Convolution,
  kind: ResNetSpec['norm'],
): Tensor {
  const kernel = parameter(graph, `${convolution}.weight`, [to, from, size, size]);
  if (kind === 'folded') return convolve(graph, x, kernel, parameter(graph, `${convolution}.bias`, [to]), options);
  const y = convolve(graph, x, kernel, undefined, options);
  const scale = parameter(graph, `${norm}.weight`, [to]);
  const shift = parameter(graph, `${norm}.bias`, [to]);
  if (kind === 'group') return groupNormalization(graph, y, scale, shift, groupsOf(to), epsilon);
  const statistics = {
    scale,
    shift,
    mean: parameter(graph, `${norm}.running_mean`, [to]),
    variance: parameter(graph, `${norm}.running_var`, [to]),
  };
  return batchNormalization(graph, y, statistics, epsilon);
}
