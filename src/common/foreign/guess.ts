// What an unknown detector is, from its input and a first run: the likely ways of feeding and reading it, the likeliest first. What
// shapes cannot tell is a choice with a default, which a human may change while looking at a picture.
import type { SizeRule } from './input.ts';
import { freeSide } from './inputFacts.ts';
import type { InputFacts } from './inputFacts.ts';
import { recogniseCells } from './kinds/cells.ts';
import { recogniseDistances } from './kinds/distances.ts';
import { recogniseFastest } from './kinds/fastest.ts';
import { recogniseFcos } from './kinds/fcos.ts';
import { recogniseListed } from './kinds/listed.ts';
import { recognisePair } from './kinds/pair.ts';
import { recognisePeaks } from './kinds/peaks.ts';
import { recogniseRows } from './kinds/rows.ts';
import { one, presets, zero } from './presets.ts';
import type { Fit, Guess, PresetName, Probe } from './probe.ts';
import type { ForeignSpec, Reading } from './spec.ts';

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
