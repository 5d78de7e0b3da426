// What an ONNX file declares of its inputs: which takes the picture, in which form, and what else it wants.
import { fail } from '../result.ts';
import type { PictureInput } from './input.ts';
import { otherInput } from './otherInputs.ts';
import type { ForeignInput } from './spec.ts';

/** A graph's input or output as its file declares it; a name or −1 in `dims` is a length that is free. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly (number | string)[];
}

export interface InputFacts {
  readonly name: string;
  readonly layout: 'nchw' | 'nhwc';
  readonly element: PictureInput['element'];
  readonly batch: ForeignInput['batch'];
  /** Pixels; absent: any. */
  readonly width?: number;
  readonly height?: number;
  readonly others?: NonNullable<ForeignInput['others']>;
}

const largestSide = 8192;
/** Numbers in one run's input, 1.6 GB as float32. */
const largestInput = 4e8;

/** The graph's input for pictures. Throws a Failure that says what the file has instead. */
export function inputFacts(inputs: readonly Declared[]): InputFacts {
  const listed = inputs.map(declaredWords).join('; ') || 'none';
  const picture = pictureInput(inputs, listed);
  const wanted = inputs.filter((input) => input !== picture);
  const others = wanted.flatMap((input) => otherInput(input) ?? []);
  if (others.length < wanted.length) {
    const unknown = wanted.filter(({ name }) => !others.some((other) => other.name === name));
    fail(
      'unsupported',
      `It wants more than a picture, which this program cannot give: ${unknown.map(declaredWords).join('; ')}. Export the detector with one input.`,
    );
  }
  const { type } = picture;
  if (type !== 'float32' && type !== 'float16' && type !== 'uint8') {
    fail('unsupported', `Its input ${declaredWords(picture)} takes ${type}; float32, float16 and uint8 can be given.`);
  }
  const axes = axesOf(picture, listed);
  // A file that fixes the batch beside the picture has fixed it for the picture.
  const fixed = wanted.map(({ dims }) => dims[0]).find((length) => typeof length === 'number' && length > 0);
  return {
    ...axes,
    ...(axes.batch === 'any' && typeof fixed === 'number' && { batch: fixed }),
    name: picture.name,
    element: type,
    ...(others.length > 0 && { others }),
  };
}

/** The one input of four axes; of three, where none has four. */
function pictureInput(inputs: readonly Declared[], listed: string): Declared {
  const withAxes = (count: number): readonly Declared[] => inputs.filter(({ dims }) => dims.length === count);
  const pictures = withAxes(4).length > 0 ? withAxes(4) : withAxes(3);
  const [picture] = pictures;
  if (picture === undefined || pictures.length > 1) {
    fail('unsupported', `A detector of pictures has one input for them; this file has: ${listed}.`);
  }
  return picture;
}

export function declaredWords({ name, type, dims }: Declared): string {
  return `${name} ${type} [${dims.map((dim) => (dim === -1 || dim === '' ? '?' : dim)).join(', ')}]`;
}

function axesOf(picture: Declared, listed: string): Pick<InputFacts, 'layout' | 'batch' | 'width' | 'height'> {
  const hasBatch = picture.dims.length === 4;
  const [a, b, c] = hasBatch ? picture.dims.slice(1) : picture.dims;
  const layout = a === 3 ? 'nchw' : c === 3 ? 'nhwc' : typeof a === 'string' || a === -1 ? 'nchw' : undefined;
  if (layout === undefined) {
    fail('unsupported', `Its input has no axis of three colours, so it is no detector of colour pictures: ${listed}.`);
  }
  const [height, width] = layout === 'nchw' ? [b, c] : [a, b];
  const first = picture.dims[0];
  const batch = !hasBatch ? 'none' : typeof first === 'number' && first > 0 ? first : 'any';
  const sides = { width: fixedSide(width, listed), height: fixedSide(height, listed) };
  const count = typeof batch === 'number' ? batch : 1;
  if (count > 1024 || count * 3 * (sides.width ?? freeSide) * (sides.height ?? freeSide) > largestInput) {
    fail('too-large', `Its input for one run is too large: ${listed}. Export the model for one picture at a time.`);
  }
  return {
    layout,
    batch,
    ...(sides.width !== undefined && { width: sides.width }),
    ...(sides.height !== undefined && { height: sides.height }),
  };
}

function fixedSide(side: number | string | undefined, listed: string): number | undefined {
  if (typeof side !== 'number' || side <= 0) return undefined;
  if (side > largestSide || side < 16) fail('unsupported', `Its input is ${side} pixels on a side: ${listed}.`);
  return side;
}

/** The size at which an input of any size is tried and used, unless a human says otherwise. */
export const freeSide = 640;

/** Input size of the first run. */
export function probeSize({ width, height }: InputFacts): { readonly width: number; readonly height: number } {
  return { width: width ?? freeSide, height: height ?? freeSide };
}
