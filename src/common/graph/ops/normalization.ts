// Normalisations as one operation each. How they are computed is decided later: batch norm is folded into the convolution
// before it (fcos/fold.ts), group norm is rewritten for the runtime (lower.ts).
import { constant, float, int, operation, operationOf } from '../graph.ts';
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

/**
 * x [N, C, H, W], scale and shift [C] → the same shape, normalised over each group's C/groups · H · W values. The operation's
 * further outputs are the values before the affine map, [N, C, H, W], and 1/deviation, [N, groups, 1]: its gradient reads them.
 */
export function groupNormalization(
  graph: GraphBuilder,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  groups: number,
  epsilon: number,
): Tensor {
  return operationOf(
    graph,
    'GroupNormalization',
    [x, scale, shift],
    { epsilon: float(epsilon), num_groups: int(groups) },
    [x.shape, x.shape, [x.shape[0] ?? '?', groups, 1]],
  )[0] as Tensor;
}

/** x [N, G, M] → [the same normalised over its last axis, its means [N, G, 1], 1/deviations [N, G, 1]]. */
export function layerNormalization(
  graph: GraphBuilder,
  x: Tensor,
  size: number,
  epsilon: number,
): readonly [Tensor, Tensor, Tensor] {
  const ones = constant(graph, new Float32Array(size).fill(1), [size]);
  const statistics = [...x.shape.slice(0, -1), 1];
  const [normal, mean, inverse] = operationOf(
    graph,
    'LayerNormalization',
    [x, ones],
    { axis: int(-1), epsilon: float(epsilon) },
    [x.shape, statistics, statistics],
  );
  return [normal as Tensor, mean as Tensor, inverse as Tensor];
}
