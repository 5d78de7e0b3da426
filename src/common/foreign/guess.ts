// What an unknown detector is, from its input and a first run: the likely ways of feeding and reading it, the likeliest first. What
// shapes cannot tell is a choice with a default, which a human may change while looking at a picture.
import { fail } from '../result.ts';
import type { ForeignInput, ForeignSpec, Reading } from './spec.ts';
import type { PictureInput, SizeRule } from './input.ts';
import { otherInput } from './otherInputs.ts';
import { recogniseCells } from './kinds/cells.ts';
import { recogniseDistances } from './kinds/distances.ts';
import { recogniseFastest } from './kinds/fastest.ts';
import { recogniseFcos } from './kinds/fcos.ts';
import { recogniseListed } from './kinds/listed.ts';
import { recognisePair } from './kinds/pair.ts';
import { recognisePeaks } from './kinds/peaks.ts';
import { recogniseRows } from './kinds/rows.ts';
import type { Fit, Guess, PresetName, Probe } from './probe.ts';

export const kindWords: Readonly<Record<Reading['kind'], string>> = {
  listed: 'boxes, scores and labels, ready to use',
  rows: 'a table of detections, ready to use',
  cells: 'YOLO, raw',
  pair: 'boxes and class scores (DETR and others)',
  distances: 'NanoDet, raw',
  peaks: 'CenterNet, raw',
  fcos: 'FCOS, raw heads',
  fastest: 'FastestDet, raw',
};

type Colours = Pick<PictureInput, 'order' | 'scale' | 'mean' | 'deviation'>;

const zero = [0, 0, 0] as const;
const one = [1, 1, 1] as const;

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
const freeSide = 640;

/** Input size of the first run. */
export function probeSize({ width, height }: InputFacts): { readonly width: number; readonly height: number } {
  return { width: width ?? freeSide, height: height ?? freeSide };
}

/** Likely readings, the likeliest first; none: it is not a detector that this program knows. */
export function guesses(probe: Probe): readonly Guess[] {
  const all = [
    recogniseListed,
    recogniseRows,
    recogniseDistances,
    recogniseFcos,
    recogniseCells,
    recognisePair,
    recognisePeaks,
    recogniseFastest,
  ].flatMap((recognise) => recognise(probe));
  return [...all].sort((a, b) => b.sureness - a.sureness);
}

/** What a human may change about a guess. */
export interface ForeignChoices {
  readonly preset?: PresetName;
  readonly fit?: Fit;
  /** Input pixels, where the file leaves the size free. */
  readonly width?: number;
  readonly height?: number;
  readonly scoreThreshold?: number;
  readonly iouThreshold?: number;
  /** The label of the first class, where the model gives labels. */
  readonly firstLabel?: number;
}

/** COCO's ids: 80 classes on 91 places, the first of which is the background's. */
const cocoPlaces = 91;

/** How many classes stand behind lists of labels, when nobody says: as many as COCO. */
export function usualClasses(reading: Reading): number {
  return hasLabels(reading) && reading.firstLabel === 1 ? cocoPlaces : 80;
}

/** A guess made definite. `classes`: how many names there are, where the shapes leave it open. */
export function specOf(facts: InputFacts, guess: Guess, choices: ForeignChoices, classes?: number): ForeignSpec {
  const { words: _, ...colours } = presets[choices.preset ?? guess.preset];
  const size = sizeRule(
    facts,
    guess.reading.kind === 'fcos' ? cornered(choices.fit ?? guess.fit) : (choices.fit ?? guess.fit),
    choices,
  );
  const { layout, element, name, batch, others } = facts;
  const counted = guess.classes ?? classes ?? usualClasses(guess.reading);
  return {
    input: {
      ...(element === 'uint8' ? { ...colours, scale: 255, mean: zero, deviation: one } : colours),
      filter: 'antialias',
      size,
      ...(size.kind === 'letterbox' && { padding: 114 }),
      layout,
      element,
      name,
      batch,
      ...(others !== undefined && { others }),
    },
    reading: labelledFrom(guess.reading, choices.firstLabel, counted),
    classes: counted,
    detection: {
      scoreThreshold: choices.scoreThreshold ?? 0.3,
      iouThreshold: choices.iouThreshold ?? guess.iouThreshold,
      candidatesPerLevel: 1000,
      detectionsPerImage: 300,
    },
  };
}

/** Our decoding of FCOS begins at the input's corner. */
function cornered(fit: Fit): Fit {
  return fit === 'letterbox-centre' ? 'letterbox-corner' : fit;
}

function sizeRule(facts: InputFacts, fit: Fit, choices: ForeignChoices): SizeRule {
  const isFree = facts.width === undefined || facts.height === undefined;
  const width = facts.width ?? choices.width ?? freeSide;
  const height = facts.height ?? choices.height ?? freeSide;
  if (fit === 'sides' && isFree) {
    const shortSide = Math.min(choices.width ?? 800, choices.height ?? 800);
    return {
      kind: 'sides',
      shortSide,
      longSide: Math.max(Math.round((shortSide * 5) / 3), choices.width ?? 0, choices.height ?? 0),
      divisor: 32,
    };
  }
  if (fit === 'stretch') return { kind: 'stretch', width, height };
  return { kind: 'letterbox', width, height, align: fit === 'letterbox-centre' ? 'centre' : 'corner' };
}

type Labelled = Extract<Reading, { readonly firstLabel: number }>;

function hasLabels(reading: Reading): reading is Labelled {
  return reading.kind === 'listed' || reading.kind === 'rows';
}

/** COCO's 91 places count the background, whose label is 0; other lists of names leave it out. */
function labelledFrom(reading: Reading, chosen: number | undefined, classes: number): Reading {
  if (!hasLabels(reading)) return reading;
  const usual = reading.firstLabel === 1 && classes === cocoPlaces ? 0 : reading.firstLabel;
  return { ...reading, firstLabel: chosen ?? usual };
}
