// The family of networks that can be trained from nothing. Structure only; docs/training.md says what each costs and reaches.
import { torchvisionInput } from './spec.ts';
import type { Conventions, FcosSpec, ResNetSpec } from './spec.ts';

/** Smallest first. */
export const sizeNames = ['nano', 'small', 'medium', 'resnet18', 'resnet50'] as const;
export type SizeName = (typeof sizeNames)[number];

/** Cells are read at their middle and distances are exp(x) · stride: no dead zone for a network that starts from nothing. */
const trainedConventions: Conventions = {
  location: 'middle',
  regression: 'exponential-stride',
  threshold: 'score',
  score: 'root',
};

/** Every size has a ResNet for its trunk. */
export type SizedSpec = FcosSpec & { readonly trunk: ResNetSpec };

interface Size {
  readonly trunk: ResNetSpec;
  /** Channels of pyramid and head. */
  readonly channels: number;
  /** Convolutions in each tower of the head. */
  readonly convolutions: number;
}

function slim(widths: readonly [number, number, number, number], blocks: readonly number[]): ResNetSpec {
  const stages = widths.map((width, index) => ({ blocks: blocks[index] ?? 1, inner: width, outer: width }));
  return { family: 'resnet', block: 'basic', stem: widths[0], stages, groups: 1, norm: 'group', entry: 'patch' };
}

function torchvisionTrunk(block: 'basic' | 'bottleneck', blocks: readonly number[]): ResNetSpec {
  const stages = blocks.map((count, index) => {
    const inner = 64 * 2 ** index;
    return { blocks: count, inner, outer: block === 'basic' ? inner : inner * 4 };
  });
  return { family: 'resnet', block, stem: 64, stages, groups: 1, norm: 'group' };
}

const sizes: Readonly<Record<SizeName, Size>> = {
  nano: { trunk: slim([24, 32, 64, 128], [1, 2, 2, 2]), channels: 48, convolutions: 2 },
  small: { trunk: slim([32, 64, 128, 256], [1, 2, 2, 2]), channels: 64, convolutions: 2 },
  medium: { trunk: slim([64, 128, 256, 512], [2, 2, 2, 2]), channels: 128, convolutions: 2 },
  resnet18: { trunk: torchvisionTrunk('basic', [2, 2, 2, 2]), channels: 256, convolutions: 4 },
  resnet50: { trunk: torchvisionTrunk('bottleneck', [3, 4, 6, 3]), channels: 256, convolutions: 4 },
};

/** The detector of that size; `pixels`, the long side of its input, is a multiple of 32. */
export function sizeSpec(size: SizeName, classes: number, pixels: number): SizedSpec {
  const { trunk, channels, convolutions } = sizes[size];
  return {
    trunk,
    pyramid: { channels, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] },
    head: { classes, convolutions, groups: channels === 256 ? 32 : channels / 8 },
    conventions: trainedConventions,
    input: inputOf(pixels),
    detection: { scoreThreshold: 0.2, iouThreshold: 0.6, candidatesPerLevel: 1000, detectionsPerImage: 100 },
  };
}

/** Pictures whole, the long side at `pixels`. */
export function inputOf(pixels: number): FcosSpec['input'] {
  return { ...torchvisionInput, shortSide: pixels, longSide: pixels, filter: 'antialias' };
}
