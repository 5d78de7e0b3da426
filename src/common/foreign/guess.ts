// What an unknown detector is, from its input and a first run: the likely ways of feeding and reading it, the likeliest first. What
// shapes cannot tell is a choice with a default, which a human may change while looking at a picture.
import { fail } from '../result.ts';
import type { ForeignInput, ForeignSpec, Reading } from './spec.ts';
import type { PictureInput, SizeRule } from './input.ts';
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
  readonly sizeInput?: ForeignInput['sizeInput'];
}

const largestSide = 8192;

/** The graph's input for pictures. Throws a Failure that says what the file has instead. */
export function inputFacts(inputs: readonly Declared[]): InputFacts {
  const listed = inputs.map(declaredWords).join('; ') || 'none';
  const pictures = inputs.filter(({ dims }) => dims.length === 4 || dims.length === 3);
  const [picture] = pictures;
  if (picture === undefined || pictures.length > 1) {
    fail('unsupported', `A detector of pictures has one input for them; this file has: ${listed}.`);
  }
  const others = inputs.filter((input) => input !== picture);
  const sizeInput = others.length === 0 ? undefined : sizeInputOf(others);
  if (others.length > 1 || (others.length === 1 && sizeInput === undefined)) {
    fail(
      'unsupported',
      `It wants more than a picture, which this program cannot give: ${others.map(declaredWords).join('; ')}.`,
    );
  }
  const { type } = picture;
  if (type !== 'float32' && type !== 'float16' && type !== 'uint8') {
    fail('unsupported', `Its input ${declaredWords(picture)} takes ${type}; float32, float16 and uint8 can be given.`);
  }
  return {
    ...axesOf(picture, listed),
    name: picture.name,
    element: type,
    ...(sizeInput !== undefined && { sizeInput }),
  };
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

/** [n, 2] of whole numbers: the picture's own size, as RT-DETR's end-to-end exports want it. */
function sizeInputOf([other]: readonly Declared[]): ForeignInput['sizeInput'] | undefined {
  if (other === undefined || other.dims.length !== 2 || other.dims[1] !== 2) return undefined;
  if (other.type !== 'int64' && other.type !== 'float32') return undefined;
  // PaddleDetection's scale and shape come as two inputs and never get here.
  return { name: other.name, order: 'width-height', type: other.type };
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

/** How many classes stand behind lists of labels, when nobody says: as many as COCO. */
const usualClasses = 80;

/** A guess made definite. `classes`: how many names there are, where the shapes leave it open. */
export function specOf(facts: InputFacts, guess: Guess, choices: ForeignChoices, classes?: number): ForeignSpec {
  const { words: _, ...colours } = presets[choices.preset ?? guess.preset];
  const size = sizeRule(
    facts,
    guess.reading.kind === 'fcos' ? cornered(choices.fit ?? guess.fit) : (choices.fit ?? guess.fit),
    choices,
  );
  const { layout, element, name, batch, sizeInput } = facts;
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
      ...(sizeInput !== undefined && { sizeInput }),
    },
    reading: readingOf(guess.reading, choices, sizeInput !== undefined),
    classes: guess.classes ?? classes ?? usualClasses,
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

function readingOf(reading: Reading, { firstLabel }: ForeignChoices, knowsSize: boolean): Reading {
  if (reading.kind !== 'listed' && reading.kind !== 'rows') return reading;
  return {
    ...reading,
    form: knowsSize ? { ...reading.form, unit: 'picture' } : reading.form,
    firstLabel: firstLabel ?? reading.firstLabel,
  };
}
