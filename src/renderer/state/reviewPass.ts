// A pass over all pictures: over proposals one by one, or over pictures for one class. What is through, what is next, how fast. Pure.
import type { Annotation, CategoryId, ImageId } from '../../common/annotation/types.ts';
import { mostListed, type ReviewItem, type ReviewList, type ReviewWish } from '../../common/review.ts';

export type Verdict = 'accepted' | 'rejected' | 'relabelled' | 'skipped';

export interface Answer {
  readonly item: ReviewItem;
  readonly verdict: Verdict;
  /** The box as it was proposed. */
  readonly before: Annotation;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The first `answers.length` items are those that were answered, in their order; the next one is before the eyes. */
export interface CheckPass {
  readonly kind: 'check';
  readonly project: string;
  readonly wish: Omit<ReviewWish, 'scores'>;
  readonly items: readonly ReviewItem[];
  readonly answers: readonly Answer[];
  /** Of answered ones and all that are left, also beyond `items`. */
  readonly total: number;
}

export interface DrawPass {
  readonly kind: 'draw';
  readonly project: string;
  readonly category: CategoryId;
  readonly images: readonly ImageId[];
  readonly passed: ReadonlySet<ImageId>;
}

export type Pass = CheckPass | DrawPass;

export function startedCheck(project: string, wish: CheckPass['wish'], list: ReviewList): CheckPass {
  return { kind: 'check', project, wish, items: list.items, answers: [], total: list.total };
}

export function currentItem({ items, answers }: CheckPass): ReviewItem | undefined {
  return items[answers.length];
}

export function answered(pass: CheckPass, answer: Answer): CheckPass {
  return { ...pass, answers: [...pass.answers, answer] };
}

export function takenBack(pass: CheckPass): CheckPass {
  return { ...pass, answers: pass.answers.slice(0, -1) };
}

/** Without the item before the eyes: it is no proposal any more, and nobody judged it here. */
export function withoutCurrent(pass: CheckPass): CheckPass {
  const { items, answers, total } = pass;
  if (currentItem(pass) === undefined) return pass;
  return { ...pass, items: items.toSpliced(answers.length, 1), total: Math.max(answers.length, total - 1) };
}

/** With what there is to judge now in the place of what was left; what was skipped does not come again. */
export function refreshed(pass: CheckPass, list: ReviewList): CheckPass {
  const seen = new Set(pass.answers.map(({ item }) => item.id));
  const left = list.items.filter(({ id }) => !seen.has(id));
  const items = [...pass.answers.map(({ item }) => item), ...left];
  const beyond = list.items.length < mostListed ? 0 : list.total - list.items.length;
  return { ...pass, items, total: items.length + beyond };
}

export function tally({ answers }: CheckPass): Readonly<Record<Verdict, number>> {
  const counts = { accepted: 0, rejected: 0, relabelled: 0, skipped: 0 };
  for (const { verdict } of answers) counts[verdict] += 1;
  return counts;
}

/** A longer gap between two answers was no work, milliseconds; and the speed is that of so many answers. */
const longestGap = 30_000;
const lately = 40;

/** Answers a minute, of late; undefined before there are a few. */
export function pace(answers: readonly Answer[]): number | undefined {
  const last = answers.slice(-lately);
  const worked = last.reduce((sum, { at }, place) => {
    const before = last[place - 1];
    return before === undefined ? 0 : sum + Math.min(longestGap, at - before.at);
  }, 0);
  return last.length < 4 || worked <= 0 ? undefined : ((last.length - 1) * 60_000) / worked;
}

export function startedDraw(project: string, category: CategoryId, images: readonly ImageId[]): DrawPass {
  return { kind: 'draw', project, category, images, passed: new Set() };
}

/** The next picture that is not through, after this one and going round; undefined when all are. */
export function nextPicture({ images, passed }: DrawPass, after: ImageId | undefined): ImageId | undefined {
  const first = after === undefined ? 0 : images.indexOf(after) + 1;
  for (let step = 0; step < images.length; step++) {
    const image = images[(first + step) % images.length];
    if (image !== undefined && !passed.has(image)) return image;
  }
  return undefined;
}
