// VoVNet (arXiv 1904.09730): blocks of 3×3 convolutions in a row whose outputs are all put together once, by a 1×1. Parameters under
// `backbone.body.stem` and `backbone.body.layer<1…4>`.
import type { GraphBuilder, Tensor } from '../../graph/graph.ts';
import { add, relu } from '../../graph/ops/elementwise.ts';
import { concatenate, pad } from '../../graph/ops/movement.ts';
import { maximumPool } from '../../graph/ops/reduction.ts';
import type { VovNetSpec, VovStage } from '../spec.ts';
import { layer, root } from './layer.ts';
import type { KernelShape } from './layer.ts';
import type { TrunkLevels } from './backbone.ts';

export function vovNet(graph: GraphBuilder, image: Tensor, spec: VovNetSpec): TrunkLevels {
  let x = image;
  let channels = 3;
  spec.stem.forEach((width, index) => {
    const stride = index === 1 ? 1 : 2;
    x = active(graph, x, `${root}.stem.${index}`, [width, channels, 3], stride, spec);
    channels = width;
  });
  const levels = spec.stages.map((stage, index) => {
    if (index > 0) x = halved(graph, x);
    for (let block = 0; block < stage.blocks; block++) {
      const y = aggregated(graph, x, `${root}.layer${index + 1}.${block}`, channels, stage, spec);
      x = block === 0 ? y : add(graph, y, x);
      channels = stage.outer;
    }
    return x;
  });
  const [, c3, c4, c5] = levels;
  if (c3 === undefined || c4 === undefined || c5 === undefined) throw new Error('A VoVNet here has four stages.');
  return [c3, c4, c5];
}

function aggregated(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  from: number,
  { inner, outer, layers }: VovStage,
  spec: VovNetSpec,
): Tensor {
  const all = [x];
  let y = x;
  for (let index = 0; index < layers; index++) {
    y = active(graph, y, `${name}.layers.${index}`, [inner, index === 0 ? from : inner, 3], 1, spec);
    all.push(y);
  }
  return active(graph, concatenate(graph, all, 1), `${name}.concat`, [outer, from + layers * inner, 1], 1, spec);
}

/** Convolution, norm, ReLU. */
function active(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  shape: KernelShape,
  stride: number,
  { norm }: VovNetSpec,
): Tensor {
  const padding = (shape[2] - 1) / 2;
  const names = { convolution: `${name}.conv`, norm: `${name}.norm` };
  return relu(graph, layer(graph, x, names, shape, { stride, padding }, norm));
}

/**
 * x [N, C, H, W] → [N, C, H/2, W/2], the largest of 3×3 values. Windows begin at even places and hang over at the end, where torch's
 * ceil_mode cuts them; nothing here is negative, so a zero there does not win.
 */
function halved(graph: GraphBuilder, x: Tensor): Tensor {
  return maximumPool(graph, pad(graph, x, [0, 0, 0, 0], [0, 0, 1, 1]), { size: 3, stride: 2, padding: 0 });
}
