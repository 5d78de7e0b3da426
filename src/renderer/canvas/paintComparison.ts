// Paints the differences of two sets of boxes: what only was there dashed, what only is there now solid, another class in dots and
// dashes, the same thin and gray; each with its sign. Returns nothing and keeps nothing.
import { seenOf, type Difference, type DifferenceKind } from '../../common/annotation/comparison.ts';
import { touches, type Box } from '../../common/geometry/box.ts';
import { boxToScreen } from '../../common/geometry/viewport.ts';
import { signs, tagOf } from '../comparisonWords.ts';
import { aligned, crowdFrom, dash, stroke } from './paintBoxes.ts';
import { chipHeight, chipPlace, chipWidth, dotFrom, nameFrom, paintChip, type ChipPlace } from './paintChips.ts';
import { paletteOf, type Palette } from './palette.ts';
import type { Scene } from './scene.ts';

export interface ShownComparison {
  readonly differences: readonly Difference[];
  /** Where the walk stands: the view goes there. */
  readonly at: Difference | undefined;
}

/** As they look on any picture, by Okabe and Ito for eyes of every kind; the bar above shows the same lines. */
export const looks: Readonly<
  Record<DifferenceKind, { readonly colour: string; readonly dash: readonly number[]; readonly line: number }>
> = {
  same: { colour: '#c3c8d1', dash: [], line: 1 },
  class: { colour: '#d98cba', dash: [10, 3, 2, 3], line: 2 },
  before: { colour: '#e69f00', dash, line: 2 },
  now: { colour: '#56b4e9', dash: [], line: 2 },
};

/** What is asked after first lies below: the differences above what is the same. */
const order: readonly DifferenceKind[] = ['same', 'before', 'class', 'now'];

/**
 * With more tags in view than this their words would lie on each other: signs alone, until the view is nearer. What is the same has no
 * tag at all: it is told by being gray and thin.
 */
const mostNamed = 60;

interface Placed {
  readonly difference: Difference;
  /** CSS pixels, on whole device pixels. */
  readonly on: Box;
}

/** `context` is in CSS pixels; all lines keep their width at every zoom. */
export function paintComparison(
  context: CanvasRenderingContext2D,
  { differences, at }: ShownComparison,
  scene: Scene,
  pixelRatio: number,
): void {
  const palette = paletteOf(scene.theme);
  const seen: Box = { x1: -8, y1: -8, x2: scene.view.width + 8, y2: scene.view.height + chipHeight + 8 };
  const placed = differences.flatMap((difference): Placed[] => {
    const raw = boxToScreen(seenOf(difference).box, scene.viewport);
    return touches(raw, seen) ? [{ difference, on: aligned(raw, pixelRatio) }] : [];
  });
  const isCrowd = placed.length >= crowdFrom;
  for (const kind of order) {
    const ofKind = placed.filter(({ difference }) => difference.kind === kind);
    if (isCrowd) paintCrowd(context, ofKind, kind);
    else paintKind(context, ofKind, kind, palette);
  }
  context.setLineDash([]);
  const walked = at && placed.find(({ difference }) => difference === at);
  if (!isCrowd) paintTags(context, placed, walked, scene, palette);
  // Last, so that nothing lies on it or on its words.
  if (walked) paintWalked(context, walked, scene, palette, pixelRatio);
}

/** At each box but the walked one, whose words have their place kept free. */
function paintTags(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  walked: Placed | undefined,
  scene: Scene,
  palette: Palette,
): void {
  const tagged = placed.filter((one) => one !== walked && one.difference.kind !== 'same');
  const words = tagged.length > mostNamed ? 'sign' : 'words';
  const taken = walked ? [placeOf(context, tagOf(walked.difference), walked, scene, [])] : [];
  for (const one of tagged) paintTag(context, one, scene, palette, { words, taken });
}

/** All of one look: first the halos, then the lines, so that no halo darkens a neighbour's line. */
function paintKind(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  kind: DifferenceKind,
  palette: Palette,
): void {
  const { colour, dash: pattern, line } = looks[kind];
  context.setLineDash([...pattern]);
  for (const { on } of placed) stroke(context, on, palette.faintHalo, line + 2);
  for (const { on } of placed) stroke(context, on, colour, line);
}

/** One thin line each, all of a kind in one go. */
function paintCrowd(context: CanvasRenderingContext2D, placed: readonly Placed[], kind: DifferenceKind): void {
  const { colour, dash: pattern } = looks[kind];
  const path = new Path2D();
  for (const { on } of placed) path.rect(on.x1 + 0.5, on.y1 + 0.5, on.x2 - on.x1 - 1, on.y2 - on.y1 - 1);
  context.setLineDash([...pattern]);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke(path);
}

/** The accent around the box, its own line above it; where both sides have it, the box of before too. */
function paintWalked(
  context: CanvasRenderingContext2D,
  { difference, on }: Placed,
  scene: Scene,
  palette: Palette,
  pixelRatio: number,
): void {
  const { colour, dash: pattern } = looks[difference.kind];
  if (difference.now && difference.before) {
    const was = aligned(boxToScreen(difference.before.box, scene.viewport), pixelRatio);
    context.setLineDash([...looks.before.dash]);
    stroke(context, was, palette.faintHalo, 3);
    stroke(context, was, looks.before.colour, 1);
    context.setLineDash([]);
  }
  context.fillStyle = 'rgba(255, 255, 255, 0.14)';
  context.fillRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  stroke(context, on, palette.accent, 7);
  stroke(context, on, palette.halo, 4);
  context.setLineDash([...pattern]);
  stroke(context, on, colour, 2);
  context.setLineDash([]);
  paintWords(context, tagOf(difference), { difference, on }, scene, palette, []);
}

/** Class and score where there is room for them, else the sign alone. */
function paintTag(
  context: CanvasRenderingContext2D,
  placed: Placed,
  scene: Scene,
  palette: Palette,
  { words, taken }: { readonly words: 'words' | 'sign'; readonly taken: ChipPlace[] },
): void {
  const { difference, on } = placed;
  const across = on.x2 - on.x1;
  if (across < dotFrom || on.x1 > scene.view.width || on.x2 < 0 || on.y2 < 0) return;
  const text = words === 'words' && across >= nameFrom ? tagOf(difference) : signs[difference.kind];
  paintWords(context, text, placed, scene, palette, taken);
}

/** What is gone is dark with a ring, as a proposal is; what is there now is filled. */
const chipOf = ({ now }: Difference) => (now ? 'human' : 'proposed');

function placeOf(
  context: CanvasRenderingContext2D,
  text: string,
  { difference, on }: Placed,
  scene: Scene,
  taken: readonly ChipPlace[],
): ChipPlace {
  return chipPlace(on, chipWidth(context, text, chipOf(difference)), scene.view, taken);
}

/** `taken` are the chips painted so far; this one is added. */
function paintWords(
  context: CanvasRenderingContext2D,
  text: string,
  placed: Placed,
  scene: Scene,
  palette: Palette,
  taken: ChipPlace[],
): void {
  const place = placeOf(context, text, placed, scene, taken);
  taken.push(place);
  paintChip(context, text, chipOf(placed.difference), looks[placed.difference.kind].colour, place, palette);
}
