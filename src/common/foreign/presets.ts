// The usual ways of giving a picture to a detector, by name, with words for people.
import type { PictureInput } from './input.ts';
import type { Fit, PresetName } from './probe.ts';

type Colours = Pick<PictureInput, 'order' | 'scale' | 'mean' | 'deviation'>;

export const zero = [0, 0, 0] as const;
export const one = [1, 1, 1] as const;

/** Ways of turning 8-bit colours into numbers, by name. */
export const presets: Readonly<Record<PresetName, Colours & { readonly words: string }>> = {
  'unit-rgb': { words: 'RGB, 0 to 1', order: 'rgb', scale: 1, mean: zero, deviation: one },
  'unit-bgr': { words: 'BGR, 0 to 1', order: 'bgr', scale: 1, mean: zero, deviation: one },
  'byte-rgb': { words: 'RGB, 0 to 255', order: 'rgb', scale: 255, mean: zero, deviation: one },
  'byte-bgr': { words: 'BGR, 0 to 255', order: 'bgr', scale: 255, mean: zero, deviation: one },
  'imagenet-rgb': {
    words: "RGB, ImageNet's mean and deviation",
    order: 'rgb',
    scale: 1,
    mean: [0.485, 0.456, 0.406],
    deviation: [0.229, 0.224, 0.225],
  },
  'imagenet-bgr': {
    words: "BGR, ImageNet's mean and deviation",
    order: 'bgr',
    scale: 255,
    mean: [103.53, 116.28, 123.675],
    deviation: [57.375, 57.12, 58.395],
  },
  'caffe-bgr': {
    words: "BGR, 0 to 255 less ImageNet's mean",
    order: 'bgr',
    scale: 255,
    mean: [103.53, 116.28, 123.675],
    deviation: one,
  },
  'centernet-bgr': {
    words: "BGR, CenterNet's mean and deviation",
    order: 'bgr',
    scale: 1,
    mean: [0.40789654, 0.44719302, 0.47026115],
    deviation: [0.28863828, 0.27408164, 0.27849413],
  },
  'centred-rgb': {
    words: 'RGB, −1 to 1',
    order: 'rgb',
    scale: 255,
    mean: [127.5, 127.5, 127.5],
    deviation: [127.5, 127.5, 127.5],
  },
};

export const fitWords: Readonly<Record<Fit, string>> = {
  'letterbox-centre': 'in the middle, grey around it',
  'letterbox-corner': 'in the upper left corner, grey right and below',
  stretch: 'stretched to the whole input',
  sides: 'as large as the picture, within limits',
};
