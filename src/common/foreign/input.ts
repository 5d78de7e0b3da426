// How a picture becomes a model's input, as data, and where in the input it lies. Arithmetic only; the pixels are resized in the
// detector process.
import { inputSize } from '../fcos/inputSize.ts';
import type { InputSpec } from '../fcos/spec.ts';

/** The size of the input and the picture's place in it. */
export type SizeRule =
  /** As the picture, scaled; padded right and below to multiples of `divisor`. */
  | { readonly kind: 'sides'; readonly shortSide: number; readonly longSide: number; readonly divisor: number }
  /** Always this size, the picture squeezed into it. */
  | { readonly kind: 'stretch'; readonly width: number; readonly height: number }
  /** Always this size, the picture's proportions kept; the rest is padded. */
  | {
      readonly kind: 'letterbox';
      readonly width: number;
      readonly height: number;
      readonly align: 'centre' | 'corner';
    };

export interface PictureInput extends Pick<InputSpec, 'order' | 'scale' | 'mean' | 'deviation' | 'filter'> {
  readonly size: SizeRule;
  /** Grey value 0 … 255 of the padding before normalisation; when left out, padding is 0 after it. */
  readonly padding?: number;
  /** Channels before rows, or last. */
  readonly layout: 'nchw' | 'nhwc';
  readonly element: 'float32' | 'float16' | 'uint8';
}

/** Where a picture lies in the model's input, and what it was before. */
export interface Placement {
  /** Size of the model's input, padding included. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
  /** The resized picture in it, input pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Size of the upright original. */
  readonly imageWidth: number;
  readonly imageHeight: number;
}

export function fcosInput(spec: InputSpec): PictureInput {
  const { shortSide, longSide, divisor, ...colours } = spec;
  return { ...colours, size: { kind: 'sides', shortSide, longSide, divisor }, layout: 'nchw', element: 'float32' };
}

/** Upright picture size in pixels, at least 1 × 1 → its place in the input. */
export function placement(imageWidth: number, imageHeight: number, rule: SizeRule): Placement {
  const image = { imageWidth, imageHeight };
  switch (rule.kind) {
    case 'sides':
      return { ...inputSize(imageWidth, imageHeight, rule), left: 0, top: 0, ...image };
    case 'stretch': {
      const { width, height } = rule;
      return { paddedWidth: width, paddedHeight: height, left: 0, top: 0, width, height, ...image };
    }
    case 'letterbox':
      return { ...letterbox(imageWidth, imageHeight, rule), ...image };
  }
}

/** As Ultralytics and YOLOX: sides rounded, an odd pixel of padding goes right and below. */
function letterbox(
  imageWidth: number,
  imageHeight: number,
  rule: Extract<SizeRule, { kind: 'letterbox' }>,
): Omit<Placement, 'imageWidth' | 'imageHeight'> {
  const ratio = Math.min(rule.width / imageWidth, rule.height / imageHeight);
  const round = rule.align === 'centre' ? Math.round : Math.trunc;
  const width = Math.min(rule.width, Math.max(1, round(imageWidth * ratio)));
  const height = Math.min(rule.height, Math.max(1, round(imageHeight * ratio)));
  const isCentred = rule.align === 'centre';
  return {
    paddedWidth: rule.width,
    paddedHeight: rule.height,
    left: isCentred ? Math.round((rule.width - width) / 2 - 0.1) : 0,
    top: isCentred ? Math.round((rule.height - height) / 2 - 0.1) : 0,
    width,
    height,
  };
}
