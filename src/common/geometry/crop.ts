// The square of a picture that shows one box with something around it. Where it leaves the picture there are no pixels:
// what is cut is a rectangle inside, and who shows it lays that at its place in the square.
import { centre, height, width, type Box, type Size } from './box.ts';

/** Picture pixels, float; it may stick out of the picture. */
export interface CropSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Whole picture pixels inside the picture. */
export interface CropPixels extends Size {
  readonly left: number;
  readonly top: number;
}

/** A crop is no narrower than this, so that a box of two pixels is still seen somewhere. Picture pixels. */
const leastSide = 12;

/** The box in the middle; `context` is what is added at each side, as a share of the box's longer side. */
export function cropSquare(box: Box, context: number): CropSquare {
  const side = Math.max(leastSide, Math.max(width(box), height(box)) * (1 + 2 * context));
  const { x, y } = centre(box);
  return { x: x - side / 2, y: y - side / 2, side };
}

/** The pixels of the picture that the square touches; never empty for a box inside of the picture. */
export function cropPixels({ x, y, side }: CropSquare, picture: Size): CropPixels {
  const left = Math.min(Math.max(0, Math.floor(x)), picture.width - 1);
  const top = Math.min(Math.max(0, Math.floor(y)), picture.height - 1);
  const right = Math.max(left + 1, Math.min(picture.width, Math.ceil(x + side)));
  const bottom = Math.max(top + 1, Math.min(picture.height, Math.ceil(y + side)));
  return { left, top, width: right - left, height: bottom - top };
}

/** The size that the pixels get when the square is `pixels` wide; never larger than they are. */
export function cropSize(square: CropSquare, cut: CropPixels, pixels: number): Size {
  const scale = Math.min(1, pixels / square.side);
  return {
    width: Math.max(1, Math.round(cut.width * scale)),
    height: Math.max(1, Math.round(cut.height * scale)),
  };
}

/** A part of the square in shares of its side, as a page lays it: left and top from the square's corner. */
export interface CropPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function placeOfPixels(square: CropSquare, cut: CropPixels): CropPlace {
  return {
    left: (cut.left - square.x) / square.side,
    top: (cut.top - square.y) / square.side,
    width: cut.width / square.side,
    height: cut.height / square.side,
  };
}

export function placeOfBox(square: CropSquare, box: Box): CropPlace {
  return {
    left: (box.x1 - square.x) / square.side,
    top: (box.y1 - square.y) / square.side,
    width: width(box) / square.side,
    height: height(box) / square.side,
  };
}
