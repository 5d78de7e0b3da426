// What a detector's outputs mean, written down plainly and slowly from each family's own published code: cells, activations,
// geometry, suppression. Nothing of src is imported, but the names of what it returns.
import { lookWeights } from './onnxBuilder.ts';

export interface PlainBox {
  /** x1 y1 x2 y2. */
  readonly box: readonly [number, number, number, number];
  readonly score: number;
  readonly label: number;
}

export interface PlainPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly imageWidth: number;
  readonly imageHeight: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Ultralytics' letterbox with auto off; its half pixels go right and below. */
export function inCentre(image: Size, input: Size): PlainPlace {
  const ratio = Math.min(input.width / image.width, input.height / image.height);
  const width = Math.round(image.width * ratio);
  const height = Math.round(image.height * ratio);
  return {
    ...sizes(image, input),
    width,
    height,
    left: Math.round((input.width - width) / 2 - 0.1),
    top: Math.round((input.height - height) / 2 - 0.1),
  };
}

/** YOLOX's preproc: int(side × ratio) in the upper left corner. */
export function inCorner(image: Size, input: Size): PlainPlace {
  const ratio = Math.min(input.width / image.width, input.height / image.height);
  const width = Math.trunc(image.width * ratio);
  const height = Math.trunc(image.height * ratio);
  return { ...sizes(image, input), width, height, left: 0, top: 0 };
}

export function stretched(image: Size, input: Size): PlainPlace {
  return { ...sizes(image, input), width: input.width, height: input.height, left: 0, top: 0 };
}

function sizes(
  image: Size,
  input: Size,
): Pick<PlainPlace, 'inputWidth' | 'inputHeight' | 'imageWidth' | 'imageHeight'> {
  return {
    inputWidth: input.width,
    inputHeight: input.height,
    imageWidth: image.width,
    imageHeight: image.height,
  };
}

export interface Colours {
  readonly order: 'rgb' | 'bgr';
  /** What 255 becomes before the mean is taken off. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

const none = { mean: [0, 0, 0], deviation: [1, 1, 1] };
export const unitRgb: Colours = { order: 'rgb', scale: 1, ...none };
export const byteRgb: Colours = { order: 'rgb', scale: 255, ...none };
export const byteBgr: Colours = { order: 'bgr', scale: 255, ...none };
export const imagenetRgb: Colours = {
  order: 'rgb',
  scale: 1,
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
};
export const nanodetBgr: Colours = {
  order: 'bgr',
  scale: 255,
  mean: [103.53, 116.28, 123.675],
  deviation: [57.375, 57.12, 58.395],
};
export const caffeBgr: Colours = { order: 'bgr', scale: 255, mean: [103.53, 116.28, 123.675], deviation: [1, 1, 1] };
export const centernetBgr: Colours = {
  order: 'bgr',
  scale: 1,
  mean: [0.40789654, 0.44719302, 0.47026115],
  deviation: [0.28863828, 0.27408164, 0.27849413],
};

/** What a drawn model sees of a picture of one colour, surrounded by grey 114. */
export function lookAt(rgb: readonly number[], place: PlainPlace, colours: Colours): number {
  const share = (place.width * place.height) / (place.inputWidth * place.inputHeight);
  return [0, 1, 2].reduce((sum, channel) => {
    const own = rgb[colours.order === 'rgb' ? channel : 2 - channel] as number;
    const mean = ((own * share + 114 * (1 - share)) / 255) * colours.scale;
    const value = (mean - (colours.mean[channel] as number)) / (colours.deviation[channel] as number);
    return sum + value * (lookWeights[channel] as number);
  }, 0);
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly stride: number;
}

/** Levels one after another, rows within them. */
export function cellsOf({ width, height }: Size, strides: readonly number[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const stride of strides) {
    for (let y = 0; y < Math.ceil(height / stride); y++) {
      for (let x = 0; x < Math.ceil(width / stride); x++) cells.push({ x, y, stride });
    }
  }
  return cells;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function softmax(values: readonly number[]): readonly number[] {
  const parts = values.map(Math.exp);
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => part / sum);
}

export function aroundCentre(cx: number, cy: number, w: number, h: number): PlainBox['box'] {
  return [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
}

/** The index of the largest, and itself. */
export function best(scores: readonly number[]): { readonly label: number; readonly score: number } {
  const score = Math.max(...scores);
  return { label: scores.indexOf(score), score };
}

/** Everything over the threshold; each class suppressed by itself, the best first; in the picture's pixels, clipped to it. */
export function plainly(
  boxes: readonly PlainBox[],
  place: PlainPlace,
  { score, iou }: { readonly score: number; readonly iou: number },
): readonly PlainBox[] {
  const sorted = boxes.filter((one) => one.score > score).sort((a, b) => b.score - a.score);
  const kept: PlainBox[] = [];
  for (const one of sorted) {
    if (!kept.some((other) => other.label === one.label && overlap(other.box, one.box) > iou)) kept.push(one);
  }
  return kept.map(({ box, ...rest }) => {
    const x = (value: number): number => ((value - place.left) / place.width) * place.imageWidth;
    const y = (value: number): number => ((value - place.top) / place.height) * place.imageHeight;
    const inside = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
    return {
      ...rest,
      box: [
        inside(x(box[0]), place.imageWidth),
        inside(y(box[1]), place.imageHeight),
        inside(x(box[2]), place.imageWidth),
        inside(y(box[3]), place.imageHeight),
      ],
    };
  });
}

function overlap(a: PlainBox['box'], b: PlainBox['box']): number {
  const area = ([x1, y1, x2, y2]: PlainBox['box']): number => (x2 - x1) * (y2 - y1);
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  return (width * height) / (area(a) + area(b) - width * height);
}
