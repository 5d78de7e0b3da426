// MobileNetV2 (arXiv 1801.04381): inverted residuals, each a wide depthwise convolution between two narrow ones; ReLU6. Parameters
// under `backbone.body.layer<1…4>`, a layer to each of the strides 4, 8, 16 and 32.
import type { GraphBuilder, Tensor } from '../../graph/graph.ts';
import { add, minimum, relu, scalar } from '../../graph/ops/elementwise.ts';
import type { InvertedBlock, MobileNetSpec } from '../spec.ts';
import { layer, root } from './layer.ts';
import type { KernelShape } from './layer.ts';
import type { TrunkLevels } from './backbone.ts';

export function mobileNet(graph: GraphBuilder, image: Tensor, spec: MobileNetSpec): TrunkLevels {
  const entry = { convolution: `${root}.conv1`, norm: `${root}.bn1` };
  let x = relu6(graph, layer(graph, image, entry, [spec.stem, 3, 3], { stride: 2, padding: 1 }, spec.norm));
  let channels = spec.stem;
  const levels = spec.layers.map((blocks, index) => {
    blocks.forEach((block, place) => {
      x = inverted(graph, x, `${root}.layer${index + 1}.${place}`, channels, block, spec);
      channels = block.channels;
    });
    return x;
  });
  const [, c3, c4, c5] = levels;
  if (c3 === undefined || c4 === undefined || c5 === undefined) throw new Error('A MobileNet here has four layers.');
  return [c3, c4, c5];
}

/** A block without expansion has no first convolution. */
function inverted(
  graph: GraphBuilder,
  x: Tensor,
  name: string,
  from: number,
  { hidden, channels, stride }: InvertedBlock,
  { norm }: MobileNetSpec,
): Tensor {
  const part = (y: Tensor, own: string, shape: KernelShape, options: Parameters<typeof layer>[4]): Tensor =>
    layer(graph, y, { convolution: `${name}.${own}`, norm: `${name}.${own}_norm` }, shape, options, norm);
  const wide = hidden === from ? x : relu6(graph, part(x, 'expand', [hidden, from, 1], { stride: 1, padding: 0 }));
  const spread = part(wide, 'depthwise', [hidden, 1, 3], { stride, padding: 1, groups: hidden });
  const y = part(relu6(graph, spread), 'project', [channels, hidden, 1], { stride: 1, padding: 0 });
  return stride === 1 && channels === from ? add(graph, x, y) : y;
}

function relu6(graph: GraphBuilder, x: Tensor): Tensor {
  return minimum(graph, relu(graph, x), scalar(graph, 6));
}
