// The trunk of a detector, whatever its family.
import type { GraphBuilder, Tensor } from '../../graph/graph.ts';
import type { TrunkSpec } from '../spec.ts';
import { mobileNet } from './mobilenet.ts';
import { resNet } from './resnet.ts';
import { vovNet } from './vovnet.ts';

/** C3, C4 and C5: [N, C, H/8, W/8], [N, C, H/16, W/16] and [N, C, H/32, W/32]. */
export type TrunkLevels = readonly [Tensor, Tensor, Tensor];

/** image [N, 3, H, W], H and W multiples of 32. */
export function backbone(graph: GraphBuilder, image: Tensor, spec: TrunkSpec): TrunkLevels {
  switch (spec.family) {
    case 'resnet':
      return resNet(graph, image, spec);
    case 'mobilenetv2':
      return mobileNet(graph, image, spec);
    case 'vovnet':
      return vovNet(graph, image, spec);
  }
}
