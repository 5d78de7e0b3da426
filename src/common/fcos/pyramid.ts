// The feature pyramid: P3–P5 from the trunk with a top-down path, P6 and P7 above; parameters under `backbone.fpn`.
import { knownSize, parameter } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import { convolve } from '../graph/ops/convolution.ts';
import { add, relu } from '../graph/ops/elementwise.ts';
import { doubled } from '../graph/ops/movement.ts';
import type { PyramidSpec } from './spec.ts';

/** C3, C4, C5 (each half as large as the one before, exactly) → P3 … P7, all with `spec.channels` channels. */
export function pyramid(
  graph: GraphBuilder,
  trunk: readonly [Tensor, Tensor, Tensor],
  spec: PyramidSpec,
): readonly [Tensor, Tensor, Tensor, Tensor, Tensor] {
  const [c3, c4, c5] = trunk;
  const lateral = (x: Tensor, index: number): Tensor =>
    biased(graph, x, `inner_blocks.${index}.0`, spec.channels, 1, 1);
  const smooth = (x: Tensor, index: number): Tensor => biased(graph, x, `layer_blocks.${index}.0`, spec.channels, 3, 1);
  const top = lateral(c5, 2);
  const middle = add(graph, lateral(c4, 1), doubled(graph, top));
  const bottom = add(graph, lateral(c3, 0), doubled(graph, middle));
  const p5 = smooth(top, 2);
  const p6 = biased(graph, spec.extraFrom === 'P5' ? p5 : c5, 'extra_blocks.p6', spec.channels, 3, 2);
  const p7 = biased(graph, relu(graph, p6), 'extra_blocks.p7', spec.channels, 3, 2);
  return [smooth(bottom, 0), smooth(middle, 1), p5, p6, p7];
}

function biased(graph: GraphBuilder, x: Tensor, name: string, channels: number, size: number, stride: number): Tensor {
  const weight = parameter(graph, `backbone.fpn.${name}.weight`, [channels, knownSize(x, 1), size, size]);
  const bias = parameter(graph, `backbone.fpn.${name}.bias`, [channels]);
  return convolve(graph, x, weight, bias, { stride, padding: (size - 1) / 2 });
}
