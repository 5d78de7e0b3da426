// Normalisations as one operation each. How they are computed is decided later: batch norm is folded into the convolution
// before it (fcos/fold.ts), group norm is rewritten for the runtime (lower.ts).
import { float, int, operation } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';

/** Per-channel statistics and affine map, each [C]. */
export interface ChannelStatistics {
  readonly scale: Tensor;
  readonly shift: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** x [N, C, H, W] → the same shape: (x − mean) / √(variance + ε) · scale + shift, with recorded statistics. */
export function batchNormalization(
  graph: GraphBuilder,
  x: Tensor,
  { scale, shift, mean, variance }: ChannelStatistics,
  epsilon: number,
): Tensor {
  return operation(
    graph,
    'BatchNormalization',
    [x, scale, shift, mean, variance],
    { epsilon: float(epsilon) },
    x.shape,
  );
}

/** x [N, C, H, W], scale and shift [C] → the same shape, normalised over each group's C/groups · H · W values. */
export function groupNormalization(
  graph: GraphBuilder,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  groups: number,
  epsilon: number,
): Tensor {
  return operation(
    graph,
    'GroupNormalization',
    [x, scale, shift],
    { epsilon: float(epsilon), num_groups: int(groups) },
    x.shape,
  );
}
