// Which pictures the list shows and in what order, and who comes next. Pure; the store is images.ts.
import { isFinished } from '../../common/annotation/verdicts.ts';
import { compareSplits } from '../../common/dataset/parts.ts';
import type { ImageId, ImageState, ImageSummary } from '../../common/annotation/types.ts';

export type StateFilter = 'all' | ImageState | 'unfinished' | 'finished' | 'has-proposals' | 'problem';
export type ImageSort = 'name' | 'state' | 'proposals';

export interface ImageQuery {
  readonly text: string;
  readonly state: StateFilter;
  readonly sort: ImageSort;
  /** Left out: any; null: those that belong to none. */
  readonly split?: string | null | undefined;
  /** Only these, whatever else is asked; with the words that say which they are. */
  readonly among?: { readonly words: string; readonly images: ReadonlySet<ImageId> } | undefined;
}

/** Lets every picture through. */
export const unfiltered = { text: '', state: 'all', split: undefined, among: undefined } as const;

export type StateCounts = Readonly<Record<StateFilter, number>>;

const rank: Readonly<Record<ImageState, number>> = {
  returned: 0,
  'in-work': 1,
  proposed: 2,
  new: 3,
  done: 4,
  reviewed: 5,
};

function hasState(image: ImageSummary, state: StateFilter): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'problem':
      return image.problem !== undefined;
    case 'unfinished':
      return !isFinished(image.state) && image.problem === undefined;
    case 'has-proposals':
      return image.proposals > 0;
    case 'finished':
      return isFinished(image.state);
    default:
      return image.state === state;
  }
}

/** Indices into `images` (which are in natural order of their names) that the query lets through, in its order. */
export function arrange(images: readonly ImageSummary[], query: ImageQuery): readonly number[] {
  const words = query.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const shown: number[] = [];
  images.forEach((image, index) => {
    if (query.split !== undefined && (image.split ?? null) !== query.split) return;
    if (!hasState(image, query.state) || query.among?.images.has(image.id) === false) return;
    if (words.length > 0) {
      const name = image.name.toLocaleLowerCase();
      if (!words.every((word) => name.includes(word))) return;
    }
    shown.push(index);
  });
  const at = (index: number) => images[index] as ImageSummary;
  // sort is stable, so equal pictures stay in natural order.
  if (query.sort === 'state') shown.sort((a, b) => rank[at(a).state] - rank[at(b).state]);
  if (query.sort === 'proposals') shown.sort((a, b) => at(b).proposals - at(a).proposals);
  return shown;
}

/** True when a picture's state, counts or split can move it in or out of the list. */
export function dependsOnState(query: ImageQuery): boolean {
  return query.state !== 'all' || query.sort !== 'name' || query.split !== undefined;
}

export function countStates(images: readonly ImageSummary[]): StateCounts {
  const counts = {
    ...{ all: images.length, new: 0, proposed: 0, 'in-work': 0, done: 0, reviewed: 0, returned: 0 },
    ...{ unfinished: 0, finished: 0, 'has-proposals': 0, problem: 0 },
  };
  for (const image of images) {
    counts[image.state] += 1;
    if (image.proposals > 0) counts['has-proposals'] += 1;
    if (isFinished(image.state)) counts.finished += 1;
    if (image.problem !== undefined) counts.problem += 1;
    else if (!isFinished(image.state)) counts.unfinished += 1;
  }
  return counts;
}

/** Pictures of each split that has some, in the order of lists; null: of none. */
export function countSplits(images: readonly ImageSummary[]): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { split = null } of images) counts.set(split, (counts.get(split) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => compareSplits(a, b)));
}

/**
 * Where the current picture stands in the shown list. One that the filter hides (it was just marked done) stands
 * between its neighbours by name, at n + ½, so that going on goes on from there; undefined when there is none.
 */
function placeOf(
  images: readonly ImageSummary[],
  shown: readonly number[],
  current: ImageId | undefined,
): number | undefined {
  const place = shown.findIndex((index) => images[index]?.id === current);
  if (place >= 0) return place;
  const own = images.findIndex(({ id }) => id === current);
  if (own < 0) return undefined;
  const after = shown.findIndex((index) => index > own);
  return (after < 0 ? shown.length : after) - 0.5;
}

/** The picture `step` places further in the shown list; undefined at the end, or when nothing is shown. */
export function neighbour(
  images: readonly ImageSummary[],
  shown: readonly number[],
  current: ImageId | undefined,
  step: number,
): ImageId | undefined {
  const place = placeOf(images, shown, current);
  if (place === undefined) return images[shown[step > 0 ? 0 : shown.length - 1] ?? -1]?.id;
  const wanted = place + step;
  return images[shown[step > 0 ? Math.floor(wanted) : Math.ceil(wanted)] ?? -1]?.id;
}

/** The next picture in the shown list that is `wanted` and can be read, going round once; undefined when there is none. */
export function nextOf(
  wanted: 'unfinished' | 'done',
  images: readonly ImageSummary[],
  shown: readonly number[],
  current: ImageId | undefined,
): ImageId | undefined {
  const first = Math.floor((placeOf(images, shown, current) ?? -1) + 1);
  for (let step = 0; step < shown.length; step++) {
    const image = images[shown[(first + step) % shown.length] ?? -1];
    if (image && image.id !== current && image.problem === undefined && hasState(image, wanted)) return image.id;
  }
  return undefined;
}
