// The grid of crops: which boxes of all pictures it shows, in what order, and what may be done with many of them at once.
// Records that cross between processes; nothing is read or painted here.
import type { Annotation, AnnotationId, CategoryId, ImageId } from './annotation/types.ts';

export const boxSources = ['proposed', 'human', 'rejected'] as const;
/** A model's proposal, a box that a human stands behind, or a proposal that was turned down. */
export type BoxSource = (typeof boxSources)[number];

export const boxOrders = ['score-up', 'score-down', 'class', 'size-up', 'size-down', 'picture'] as const;
/** `class`: in the order of the class list, the surest of each class first. `size` is the box's area in picture pixels. */
export type BoxOrder = (typeof boxOrders)[number];

export interface BoxFilter {
  readonly classes: 'all' | readonly CategoryId[];
  readonly sources: readonly BoxSource[];
  /** 0 … 1, both included. A box without a score (drawn, imported) counts as 1. */
  readonly score: Span;
  /** Square root of the area in picture pixels, both included; `to` left out: no upper bound. */
  readonly side: { readonly from: number; readonly to?: number };
  /** Of the picture. Left out: any; null: none. */
  readonly split?: string | null | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a page ended: hand it back to get the next one. What its numbers mean is the database's affair. */
export type BoxPlace = readonly number[];

/** Some of the matching boxes in their order. */
export interface BoxPage {
  readonly ids: readonly AnnotationId[];
  /** Absent on the last page. */
  readonly after?: BoxPlace;
  /** With the first page: how many match. */
  readonly total?: number;
  /** With the first page: when it was read, milliseconds since 1970. */
  readonly asOf?: number;
}

/** What a cell of the grid shows. */
export interface GridBox {
  readonly image: ImageId;
  readonly annotation: Annotation;
}

/** `discard`: what a model made is rejected, a human's own box is deleted. */
export type BoxDeed =
  { readonly kind: 'accept' } | { readonly kind: 'discard' } | { readonly kind: 'relabel'; readonly to: CategoryId };

/** Boxes that one step may take; a grid holds no more either. */
export const mostBoxes = 250_000;

/** Sides in picture pixels that crops are made at; a cell gets the next larger one. */
export const cropSides = [64, 96, 128, 192, 256, 384, 512] as const;

/** The address of a crop; `context` in hundredths of the box's longer side, `version` tells apart what was changed. */
export function cropAddress(box: AnnotationId, side: number, context: number, version: string): string {
  return `boxwright-image://crop/${box}/${side}/${context}?${version}`;
}
