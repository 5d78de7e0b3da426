// What every trunk is made of: a convolution without bias and the norm behind it, or one with the norm folded in.
import { parameter } from '../../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../../graph/graph.ts';
import { convolve } from '../../graph/ops/convolution.ts';
import type { Convolution } from '../../graph/ops/convolution.ts';
import { batchNormalization, groupNormalization } from '../../graph/ops/normalization.ts';
import type { TrunkNorm } from '../spec.ts';

/** Where a trunk's parameters lie. */
export const root = 'backbone.body';

/** What torch's BatchNorm2d and the frozen ones add to the variance. */
const epsilon = 1e-5;

/** Channels out, channels in (of one group), side of the square kernel. */
export type KernelShape = readonly [number, number, number];

export interface LayerNames {
  readonly convolution: string;
  readonly norm: string;
}

/** GroupNorm's groups: of eight channels, as far as 32 groups go. */
function groupsOf(channels: number): number {
  return Math.max(1, Math.min(32, Math.floor(channels / 8)));
}

/** x [N, C, H, W] → [N, to, H', W']; the activation is the caller's. */
export function layer(
  graph: GraphBuilder,
  x: Tensor,
  { convolution, norm }: LayerNames,
  [to, from, size]: KernelShape,
  options: Convolution,
  kind: TrunkNorm | undefined,
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
