// The size at which a picture enters the model. Arithmetic only; the pixels are resized in the detector process.
import type { InputSpec } from './spec.ts';

export interface InputSize {
  /** The resized picture, in input pixels. */
  readonly width: number;
  readonly height: number;
  /** The same, padded right and below to multiples of the divisor. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
}

/**
 * Upright picture size in pixels (at least 1 × 1) → input size. Short side to `shortSide` unless the long side would pass
 * `longSide`. The rounding is that of torchvision 0.14's `_resize_image_and_masks`: the scale is a float32 made of a
 * float32 reciprocal, and each side is floored, so that 799 for 800 can come out.
 */
export function inputSize(
  width: number,
  height: number,
  input: Pick<InputSpec, 'shortSide' | 'longSide' | 'divisor'>,
): InputSize {
  const scale = Math.min(
    quotient(input.shortSide, Math.min(width, height)),
    quotient(input.longSide, Math.max(width, height)),
  );
  const resizedWidth = Math.max(1, Math.floor(width * scale));
  const resizedHeight = Math.max(1, Math.floor(height * scale));
  return {
    width: resizedWidth,
    height: resizedHeight,
    paddedWidth: Math.ceil(resizedWidth / input.divisor) * input.divisor,
    paddedHeight: Math.ceil(resizedHeight / input.divisor) * input.divisor,
  };
}

function quotient(number: number, size: number): number {
  return Math.fround(Math.fround(1 / Math.fround(size)) * Math.fround(number));
}
