// What a pass over the proposals of all pictures asks for and gets: which of them, in what order. Plain records that cross between
// processes.
import type { AnnotationId, CategoryId, ImageId } from './annotation/types.ts';

/** Picture after picture, the surest of each first; or class after class by score over all pictures. */
export const reviewOrders = ['picture', 'unsure', 'sure'] as const;
export type ReviewOrder = (typeof reviewOrders)[number];

/** ScoreBounds (annotation/visible.ts) as it crosses. */
export interface ScoreWish {
  readonly from: number;
  readonly to: number;
  readonly own: readonly { readonly category: CategoryId; readonly from: number }[];
}

export interface ReviewWish {
  readonly category: CategoryId | 'all';
  readonly order: ReviewOrder;
  readonly scores: ScoreWish;
}

export interface ReviewItem {
  readonly id: AnnotationId;
  readonly image: ImageId;
}

export interface ReviewList {
  /** The first ones in the order; `mostListed` at most. */
  readonly items: readonly ReviewItem[];
  /** Of all. */
  readonly total: number;
}

/** More than anybody judges in a day; the next ones are asked for when these are through. */
export const mostListed = 10_000;

export interface ClassCount {
  readonly category: CategoryId;
  readonly boxes: number;
}
