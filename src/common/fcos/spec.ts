// What an FCOS is made of and which conventions it follows, as data. No behaviour: network.ts reads the structure,
// locations.ts and coder.ts are the only readers of the conventions, inputSize.ts and the detector's preprocess of the input.

/** The whole description of one detector; together with its parameters it determines every output. */
export interface FcosSpec {
  readonly trunk: ResNetSpec;
  readonly pyramid: PyramidSpec;
  readonly head: HeadSpec;
  readonly conventions: Conventions;
  readonly input: InputSpec;
  readonly detection: DetectionSpec;
}

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
  /**
   * What stands behind each convolution: recorded statistics (`batch`, when left out), GroupNorm, or nothing but a bias
   * (`folded`: recorded statistics that were folded into kernel and bias for good).
   */
  readonly norm?: 'batch' | 'group' | 'folded';
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
