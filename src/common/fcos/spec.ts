// What an FCOS is made of and which conventions it follows, as data. No behaviour: network.ts reads the structure,
// locations.ts and coder.ts are the only readers of the conventions, inputSize.ts and the detector's preprocess of the input.

/** The whole description of one detector; together with its parameters it determines every output. */
export interface FcosSpec {
  readonly trunk: TrunkSpec;
  readonly pyramid: PyramidSpec;
  readonly head: HeadSpec;
  readonly conventions: Conventions;
  readonly input: InputSpec;
  readonly detection: DetectionSpec;
}

export type TrunkSpec = ResNetSpec | MobileNetSpec | VovNetSpec;

/**
 * What stands behind each convolution: recorded statistics (`batch`, when left out), GroupNorm, or nothing but a bias
 * (`folded`: recorded statistics that were folded into kernel and bias for good).
 */
export type TrunkNorm = 'batch' | 'group' | 'folded';

/** A ResNet as torchvision writes it; widths are explicit, so that they can be counted from a checkpoint's shapes. */
export interface ResNetSpec {
  readonly family: 'resnet';
  readonly block: 'basic' | 'bottleneck';
  /** Channels after the 7×7 stem. */
  readonly stem: number;
  /** Four stages with strides 4, 8, 16 and 32. */
  readonly stages: readonly StageSpec[];
  /** Groups of the 3×3 convolution of a bottleneck (ResNeXt); 1 otherwise. */
  readonly groups: number;
  readonly norm?: TrunkNorm;
  /** Which convolution of a bottleneck takes the stride: the 3×3 (`second`, when left out), or the first 1×1, as Caffe2's. */
  readonly strideOn?: 'first' | 'second';
  /** `seven`, when left out: 7×7 with stride 2, then max pooling. `patch`: one 4×4 with stride 4. */
  readonly entry?: 'seven' | 'patch';
}

export interface StageSpec {
  readonly blocks: number;
  /** Channels of the 3×3 convolutions. */
  readonly inner: number;
  /** Channels that leave the stage; equal to `inner` for basic blocks. */
  readonly outer: number;
}

export interface MobileNetSpec {
  readonly family: 'mobilenetv2';
  /** Channels after the 3×3 entry with stride 2. */
  readonly stem: number;
  /** Four, which end at strides 4, 8, 16 and 32. */
  readonly layers: readonly (readonly InvertedBlock[])[];
  readonly norm?: TrunkNorm;
}

export interface InvertedBlock {
  /** Channels of the depthwise convolution; as many as come in: no expansion before it. */
  readonly hidden: number;
  readonly channels: number;
  readonly stride: number;
}

export interface VovNetSpec {
  readonly family: 'vovnet';
  /** Channels of the three 3×3 convolutions of the entry, with strides 2, 1 and 2. */
  readonly stem: readonly number[];
  /** Four, with strides 4, 8, 16 and 32. */
  readonly stages: readonly VovStage[];
  readonly norm?: TrunkNorm;
}

export interface VovStage {
  readonly blocks: number;
  /** Channels of the 3×3 convolutions. */
  readonly inner: number;
  /** 3×3 convolutions in a block. */
  readonly layers: number;
  readonly outer: number;
}

export interface PyramidSpec {
  readonly channels: number;
  /** Where P6 is computed from. */
  readonly extraFrom: 'P5' | 'C5';
  /** Nominal strides of P3 … P7. */
  readonly strides: readonly number[];
}

export interface HeadSpec {
  readonly classes: number;
  /** Convolutions in each tower. */
  readonly convolutions: number;
  /** Groups of the towers' GroupNorm. */
  readonly groups: number;
  /** Which tower gives centre-ness; when left out, the box tower. */
  readonly centreness?: 'box' | 'class';
  /** Each level multiplies its distances by a number of its own before the activation; when left out, none does. */
  readonly scales?: boolean;
  /** Whether the towers' convolutions have a bias; when left out, they do. */
  readonly towerBias?: boolean;
}

export interface Conventions {
  /**
   * Centre of cell (i, j). `corner`: (j·s, i·s) with s = floor(padded size ÷ grid size), as torchvision.
   * `middle`: (s//2 + j·s, s//2 + i·s) with the nominal s, as the original.
   */
  readonly location: 'corner' | 'middle';
  /** `relu-stride`: relu(x)·stride; `exponential-stride`: exp(x)·stride; `exponential`: exp(x), pixels at once. */
  readonly regression: 'relu-stride' | 'exponential-stride' | 'exponential';
  /** What has to lie over the score threshold: the final score, or the class probability alone. */
  readonly threshold: 'score' | 'class';
  /** Final score: square root of class · centre-ness, or the plain product. */
  readonly score: 'root' | 'product';
}

export interface InputSpec {
  readonly order: 'rgb' | 'bgr';
  /** The largest channel value before mean and deviation: 1 or 255. */
  readonly scale: number;
  /** In the model's channel order and in `scale` units. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
  readonly shortSide: number;
  readonly longSide: number;
  /** Both sides are padded with zeros (after normalisation), right and below, to a multiple of this. */
  readonly divisor: number;
  /** `bilinear`: torchvision's, without antialias. `antialias`: triangle filter widened by the reduction, as PIL's. */
  readonly filter: 'bilinear' | 'antialias';
}

export interface DetectionSpec {
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
  readonly candidatesPerLevel: number;
  readonly detectionsPerImage: number;
}

export const torchvisionConventions: Conventions = {
  location: 'corner',
  regression: 'relu-stride',
  threshold: 'score',
  score: 'root',
};

/** torchvision's GeneralizedRCNNTransform with its defaults. */
export const torchvisionInput: InputSpec = {
  order: 'rgb',
  scale: 1,
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  shortSide: 800,
  longSide: 1333,
  divisor: 32,
  filter: 'bilinear',
};

/** torchvision's FCOS defaults. */
export const torchvisionDetection: DetectionSpec = {
  scoreThreshold: 0.2,
  iouThreshold: 0.6,
  candidatesPerLevel: 1000,
  detectionsPerImage: 100,
};
