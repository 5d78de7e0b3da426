// A network in the words that papers use, such as "ResNet-50". For people; nothing reads it back.
import type { FcosSpec, HeadSpec, PyramidSpec, ResNetSpec, TrunkSpec, VovNetSpec } from './spec.ts';

export interface NetworkWords {
  readonly trunk: string;
  readonly pyramid: string;
  readonly head: string;
}

export function networkWords({ trunk, pyramid, head }: FcosSpec): NetworkWords {
  return { trunk: trunkWords(trunk), pyramid: pyramidWords(pyramid), head: headWords(head) };
}

/** Depth by kind of block and blocks in each stage. */
const depths: Readonly<Record<string, number>> = {
  'basic 2,2,2,2': 18,
  'basic 3,4,6,3': 34,
  'bottleneck 3,4,6,3': 50,
  'bottleneck 3,4,23,3': 101,
  'bottleneck 3,8,36,3': 152,
};

const vovDepths: Readonly<Record<string, number>> = { '1,1,1,1': 27, '1,1,2,2': 39, '1,1,4,3': 57, '1,3,9,3': 99 };

function trunkWords(trunk: TrunkSpec): string {
  switch (trunk.family) {
    case 'resnet':
      return resNetWords(trunk);
    case 'mobilenetv2':
      return `MobileNetV2, ${trunk.layers.flat().length} blocks`;
    case 'vovnet':
      return vovNetWords(trunk);
  }
}

function resNetWords({ block, stages, groups }: ResNetSpec): string {
  const blocks = stages.map((stage) => stage.blocks).join();
  const depth = depths[`${block} ${blocks}`];
  const inner = stages[0]?.inner ?? 0;
  const name = groups > 1 ? 'ResNeXt' : 'ResNet';
  const width = groups > 1 ? ` ${groups}×${inner / groups}d` : inner === 64 ? '' : `, ${inner} channels wide`;
  return depth === undefined ? `${name} of ${blocks.replaceAll(',', ', ')} blocks${width}` : `${name}-${depth}${width}`;
}

function vovNetWords({ stages }: VovNetSpec): string {
  const blocks = stages.map((stage) => stage.blocks).join();
  const depth = vovDepths[blocks];
  return depth === undefined ? `VoVNet of ${blocks.replaceAll(',', ', ')} blocks` : `VoVNet-${depth}`;
}

function pyramidWords({ channels, extraFrom }: PyramidSpec): string {
  return `P3 to P7, ${channels} channels, P6 from ${extraFrom}`;
}

function headWords({ convolutions }: HeadSpec): string {
  return `${convolutions} ${convolutions === 1 ? 'convolution' : 'convolutions'} a tower`;
}
