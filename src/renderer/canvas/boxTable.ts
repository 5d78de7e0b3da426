// The shown boxes as columns of numbers: what a frame with ten thousand of them reads, in one piece of memory. Paints nothing.
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import { shownPart } from '../../common/geometry/viewport.ts';
import { colourOf } from './boxColours.ts';
import { chipHeight } from './paintChips.ts';
import type { Scene } from './scene.ts';

export type Look = 'rejected' | 'human' | 'proposed';

export function lookOf({ origin: { kind } }: Pick<Annotation, 'origin'>): Look {
  return kind === 'proposed' || kind === 'rejected' ? kind : 'human';
}

/** Boxes that are painted alike; `places` are places in the scene's `shown`. */
interface Alike {
  readonly look: Look;
  readonly colour: string;
  readonly places: readonly number[];
}

export interface BoxTable {
  /** x1, y1, x2, y2 of one shown box after the other, image pixels. */
  readonly corners: Float64Array;
  /** 1 for those that `markSeen` found in view. */
  readonly seen: Uint8Array;
  readonly alike: readonly Alike[];
  /** By place: which of `alike` it belongs to. */
  readonly kind: Uint16Array;
  readonly categories: Scene['categories'];
  readonly boxColours: Scene['boxColours'];
}

const kept = new WeakMap<Scene['shown'], BoxTable>();

/** Made once for what is shown, its classes and its colours. */
export function boxTable(scene: Scene): BoxTable {
  const { shown, categories, boxColours } = scene;
  const known = kept.get(shown);
  if (known?.categories === categories && known.boxColours === boxColours) return known;
  const corners = new Float64Array(shown.length * 4);
  const kind = new Uint16Array(shown.length);
  const alike: (Alike & { readonly places: number[] })[] = [];
  const numbers = new Map<string, number>();
  shown.forEach((annotation, place) => {
    const { x1, y1, x2, y2 } = annotation.box;
    corners.set([x1, y1, x2, y2], place * 4);
    const look = lookOf(annotation);
    const colour = colourOf(annotation, scene);
    const name = `${look} ${colour}`;
    let number = numbers.get(name);
    if (number === undefined) {
      number = alike.push({ look, colour, places: [] }) - 1;
      numbers.set(name, number);
    }
    kind[place] = number;
    alike[number]?.places.push(place);
  });
  const table = { corners, seen: new Uint8Array(shown.length), alike, kind, categories, boxColours };
  kept.set(shown, table);
  return table;
}

/** Culling: marks what touches the view, with room for the lines and chips around a box, and says how many these are. */
export function markSeen({ corners, seen }: BoxTable, scene: Scene, without: ReadonlySet<AnnotationId>): number {
  const part = shownPart(scene.viewport, scene.view);
  const room = 8 / scene.viewport.scale;
  const below = (chipHeight + 8) / scene.viewport.scale;
  const [left, top, right, bottom] = [part.x1 - room, part.y1 - room, part.x2 + room, part.y2 + below];
  let count = 0;
  for (let place = 0, at = 0; place < seen.length; place += 1, at += 4) {
    const touches =
      corners[at]! <= right && corners[at + 2]! >= left && corners[at + 1]! <= bottom && corners[at + 3]! >= top;
    const isSeen = touches && (without.size === 0 || !without.has(scene.shown[place]!.id));
    seen[place] = isSeen ? 1 : 0;
    if (isSeen) count += 1;
  }
  return count;
}
