// What a state dict does not say about its network, and the choices there are. Data only; each dialect has its usual ones.

export const modelWays = {
  distances: ['relu-stride', 'exponential-stride', 'exponential'],
  score: ['root', 'product'],
  centreness: ['box', 'class'],
  strideOn: ['first', 'second'],
  colours: ['rgb', 'bgr'],
} as const;

export type WayName = keyof typeof modelWays;

export type ModelWays = { readonly [Name in WayName]?: (typeof modelWays)[Name][number] };

/** One thing that a file of its dialect may leave open, what is taken for it, and what else could be. */
export interface TakenWay {
  readonly way: WayName;
  readonly taken: string;
  /** `usual`: what files of the dialect usually mean; `file`: the file says it after all; `given`: by the caller. */
  readonly from: 'usual' | 'file' | 'given';
  readonly choices: readonly WayChoice[];
}

export interface WayChoice {
  readonly value: string;
  /** What it means, as part of a sentence. */
  readonly words: string;
}

/** What each choice means; of the colours each dialect says more. */
export const wayWords: { readonly [Name in Exclude<WayName, 'colours'>]: Words<Name> } = {
  distances: {
    'relu-stride': 'distances are max(0, scale · x) in strides (with NORM_REG_TARGETS or norm_on_bbox)',
    'exponential-stride': 'distances are exp(scale · x) in strides',
    exponential: 'distances are exp(scale · x) in pixels (without NORM_REG_TARGETS or norm_on_bbox)',
  },
  score: {
    root: 'a score is the root of class · centre-ness',
    product: 'a score is class · centre-ness',
  },
  centreness: {
    box: 'centre-ness comes from the box tower (with CENTERNESS_ON_REG or centerness_on_reg)',
    class: 'centre-ness comes from the class tower (without CENTERNESS_ON_REG or centerness_on_reg)',
  },
  strideOn: {
    first: 'bottlenecks have their stride on the first 1×1, as Caffe2',
    second: 'bottlenecks have their stride on the 3×3, as PyTorch',
  },
};

type Words<Name extends WayName> = { readonly [Choice in (typeof modelWays)[Name][number]]: string };
