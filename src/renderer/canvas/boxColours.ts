// What the colour of a box tells: its class, how sure the model was, or where it came from. Told by the line alone; dashes, chips and
// scores say the same in another way.
import { oklchColour } from '../../common/annotation/colours.ts';
import type { Annotation } from '../../common/annotation/types.ts';
import { unknownColour } from './palette.ts';
import type { Scene } from './scene.ts';

/** Blue, green, yellow, ever lighter: told apart by the colour-blind and in grey, and light enough for the dark halo throughout. */
const unsure = { lightness: 0.6, hue: 265 };
const sure = { lightness: 0.93, hue: 105 };

const ramp = Array.from({ length: 101 }, (_, hundredth) => {
  const between = (from: number, to: number) => from + ((to - from) * hundredth) / 100;
  return oklchColour(between(unsure.lightness, sure.lightness), 0.15, between(unsure.hue, sure.hue));
});

/** 0 … 1. */
export function confidenceColour(score: number): string {
  return ramp[Math.round(Math.min(1, Math.max(0, score)) * 100)] ?? unknownColour;
}

/** Nobody but a human stands behind it, so there is no score. */
export const noConfidence = '#ffffff';

/** Okabe–Ito, as the first classes. */
export const originColours = { own: '#56b4e9', accepted: '#009e73', proposed: '#e69f00' } as const;

type Coloured = Pick<Annotation, 'categoryId'> & Partial<Pick<Annotation, 'origin'>>;

/** A box that is only being drawn has no origin yet: it is the annotator's. */
export function colourOf(
  { categoryId, origin = { kind: 'drawn' } }: Coloured,
  { categories, boxColours }: Pick<Scene, 'categories' | 'boxColours'>,
): string {
  switch (boxColours) {
    case 'class':
      return categories.get(categoryId)?.colour ?? unknownColour;
    case 'confidence':
      return 'score' in origin ? confidenceColour(origin.score) : noConfidence;
    case 'origin':
      return byOrigin(origin.kind);
  }
}

function byOrigin(kind: Annotation['origin']['kind']): string {
  switch (kind) {
    case 'drawn':
    case 'imported':
      return originColours.own;
    case 'accepted':
    case 'edited':
      return originColours.accepted;
    case 'proposed':
      return originColours.proposed;
    case 'rejected':
      return unknownColour;
  }
}
