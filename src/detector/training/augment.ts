// How a training picture is varied: where each source picture lies on the canvas, mirrored, scaled, in which colours; and what becomes
// of its boxes. Arithmetic over a seeded random sequence; the pixels are drawn in canvas.ts.
import { between } from '../../common/random.ts';
import type { Random } from '../../common/random.ts';
import type { TrainingBox } from '../../common/training.ts';
import type { TruthBoxes } from '../../common/fcos/assign.ts';

export interface AugmentSpec {
  /** Share of pictures that are put together of four. */
  readonly mosaic: number;
  /** Factors on the size at which a whole picture fits the canvas. */
  readonly scale: readonly [number, number];
  /** Chance of each mirroring. */
  readonly mirror: number;
  readonly upsideDown: number;
  /** Largest change of brightness (share of white), contrast and saturation (factors around 1). */
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

export const defaultAugment: AugmentSpec = {
  mosaic: 0.5,
  scale: [0.6, 1.5],
  mirror: 0.5,
  upsideDown: 0.5,
  brightness: 0.15,
  contrast: 0.2,
  saturation: 0.3,
};

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A source picture on the canvas: it covers [left, left + width) × [top, top + height), of which only `clip` is drawn. */
export interface Placement {
  readonly picture: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly mirrored: boolean;
  readonly flipped: boolean;
  readonly clip: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  /** On values 0 … 255: value · gain + offset, after the saturation. */
  readonly gain: number;
  readonly offset: number;
  readonly saturation: number;
}

/** Where a random picture and its random companions lie on a canvas. `other` gives a companion; `sizeOf` upright pixels. */
export function placements(
  picture: number,
  canvas: Size,
  spec: AugmentSpec,
  random: Random,
  other: () => number,
  sizeOf: (picture: number) => Size,
): readonly Placement[] {
  if (random() >= spec.mosaic) return [alone(picture, sizeOf(picture), canvas, spec, random)];
  const x = Math.round(canvas.width * between(random, 0.3, 0.7));
  const y = Math.round(canvas.height * between(random, 0.3, 0.7));
  const quarters = [
    { x1: 0, y1: 0, x2: x, y2: y },
    { x1: x, y1: 0, x2: canvas.width, y2: y },
    { x1: 0, y1: y, x2: x, y2: canvas.height },
    { x1: x, y1: y, x2: canvas.width, y2: canvas.height },
  ];
  return quarters.map((clip, index) => {
    const source = index === 0 ? picture : other();
    const size = fitted(sizeOf(source), canvas, between(random, spec.scale[0], Math.max(spec.scale[0], 1)));
    // The picture's corner meets the crossing, so that each quarter shows the part that lies next to it.
    const left = index % 2 === 0 ? x - size.width : x;
    const top = index < 2 ? y - size.height : y;
    return { picture: source, left, top, ...size, clip, ...looks(spec, random) };
  });
}

/** One picture, anywhere: a small one inside the canvas, a large one cut by it. */
function alone(picture: number, own: Size, canvas: Size, spec: AugmentSpec, random: Random): Placement {
  const size = fitted(own, canvas, between(random, spec.scale[0], spec.scale[1]));
  const left = (canvas.width - size.width) * random();
  const top = (canvas.height - size.height) * random();
  const clip = { x1: 0, y1: 0, x2: canvas.width, y2: canvas.height };
  return { picture, left, top, ...size, clip, ...looks(spec, random) };
}

function fitted(own: Size, canvas: Size, factor: number): Size {
  const scale = Math.min(canvas.width / own.width, canvas.height / own.height) * factor;
  return { width: Math.max(8, own.width * scale), height: Math.max(8, own.height * scale) };
}

function looks(
  spec: AugmentSpec,
  random: Random,
): Pick<Placement, 'mirrored' | 'flipped' | 'gain' | 'offset' | 'saturation'> {
  const mirrored = random() < spec.mirror;
  const flipped = random() < spec.upsideDown;
  const gain = 1 + between(random, -spec.contrast, spec.contrast);
  const offset = 127.5 * (1 - gain) + 255 * between(random, -spec.brightness, spec.brightness);
  return { mirrored, flipped, gain, offset, saturation: 1 + between(random, -spec.saturation, spec.saturation) };
}

/** A box of which less than this is left on the canvas is no object any more … */
const leastLeft = 0.4;
/** … and of which less than this is left, nothing worth ignoring. */
const leastTrace = 0.1;

/** Boxes of the pictures in canvas pixels, cut where the canvas cuts them. `boxesOf` in pixels of the picture of `sizeOf`. */
export function placedBoxes(
  placed: readonly Placement[],
  boxesOf: (picture: number) => readonly TrainingBox[],
  sizeOf: (picture: number) => Size,
): TruthBoxes {
  const boxes: number[] = [];
  const labels: number[] = [];
  const ignored: number[] = [];
  for (const placement of placed) {
    const size = sizeOf(placement.picture);
    for (const { box, label, crowd } of boxesOf(placement.picture)) {
      const across = onCanvas(box.x1, box.x2, size.width, placement.left, placement.width, placement.mirrored);
      const down = onCanvas(box.y1, box.y2, size.height, placement.top, placement.height, placement.flipped);
      const { clip } = placement;
      const x1 = Math.max(across[0], clip.x1);
      const x2 = Math.min(across[1], clip.x2);
      const y1 = Math.max(down[0], clip.y1);
      const y2 = Math.min(down[1], clip.y2);
      const left = x2 > x1 && y2 > y1 ? ((x2 - x1) * (y2 - y1)) / ((across[1] - across[0]) * (down[1] - down[0])) : 0;
      if (left < leastTrace) continue;
      boxes.push(x1, y1, x2, y2);
      labels.push(label);
      ignored.push(crowd === true || left < leastLeft ? 1 : 0);
    }
  }
  return { boxes: Float32Array.from(boxes), labels: Int32Array.from(labels), ignored: Uint8Array.from(ignored) };
}

function onCanvas(
  from: number,
  to: number,
  length: number,
  start: number,
  covered: number,
  turned: boolean,
): readonly [number, number] {
  const scale = covered / length;
  return turned
    ? [start + (length - to) * scale, start + (length - from) * scale]
    : [start + from * scale, start + to * scale];
}
