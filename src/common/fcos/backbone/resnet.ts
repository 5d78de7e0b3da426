// ResNets: as torchvision writes them, or with the stride on a bottleneck's first 1×1 as Caffe2's; with GroupNorm and a lighter entry
// where the spec says so. Parameters under `backbone.body`.
import type { GraphBuilder, Tensor } from '../../graph/graph.ts';
import type { Convolution } from '../../graph/ops/convolution.ts';
import { add, relu } from '../../graph/ops/elementwise.ts';
import { maximumPool } from '../../graph/ops/reduction.ts';
import type { ResNetSpec, StageSpec } from '../spec.ts';
import { layer, root } from './layer.ts';
import type { KernelShape } from './layer.ts';
import type { TrunkLevels } from './backbone.ts';

export function resNet(graph: GraphBuilder, image: Tensor, spec: ResNetSpec): TrunkLevels {
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
  const names = { convolution: `${root}.conv1`, norm: `${root}.bn1` };
  if (spec.entry === 'patch') {
    const quartered = { stride: 4, padding: 0 };
    return relu(graph, layer(graph, image, names, [stem, 3, 4], quartered, norm));
  }
  const seven = { stride: 2, padding: 3 };
  const half = layer(graph, image, names, [stem, 3, 7], seven, norm);
  return maximumPool(graph, relu(graph, half), { size: 3, stride: 2, padding: 1 });
}

function residual(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  channels: number,
  stage: StageSpec,
  stride: number,
  { block, groups, norm, strideOn }: ResNetSpec,
): Tensor {
  const { inner, outer } = stage;
  const conv = (from: Tensor, index: number, shape: KernelShape, options: Convolution): Tensor =>
    layer(graph, from, { convolution: `${name}.conv${index}`, norm: `${name}.bn${index}` }, shape, options, norm);
  let y: Tensor;
  if (block === 'basic') {
    y = relu(graph, conv(x, 1, [inner, channels, 3], { stride, padding: 1 }));
    y = conv(y, 2, [outer, inner, 3], { stride: 1, padding: 1 });
  } else {
    const [first, second] = strideOn === 'first' ? [stride, 1] : [1, stride];
    y = relu(graph, conv(x, 1, [inner, channels, 1], { stride: first, padding: 0 }));
    y = relu(graph, conv(y, 2, [inner, inner / groups, 3], { stride: second, padding: 1, groups }));
    y = conv(y, 3, [outer, inner, 1], { stride: 1, padding: 0 });
  }
  if (stride === 1 && channels === outer) return relu(graph, add(graph, y, x));
  const names = { convolution: `${name}.downsample.0`, norm: `${name}.downsample.1` };
  const shortcut = layer(graph, x, names, [outer, channels, 1], { stride, padding: 0 }, norm);
  return relu(graph, add(graph, y, shortcut));
}
