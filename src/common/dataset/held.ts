// What a format can say of a box besides its class and its place, and what is counted as lost where it cannot.
import { ownKeys } from '../annotation/attributes.ts';
import type { ExportAnnotation } from './exported.ts';

export interface Held {
  /** All attributes, or those with these names. */
  readonly attributes: 'all' | readonly string[];
  readonly notes: boolean;
  readonly crowds: boolean;
  /** Imported polygons and masks. */
  readonly outlines: boolean;
}

/** The name of each is its English text; a count stands before it. */
export type Lost =
  | 'boxes with attributes'
  | 'boxes with a note'
  | 'boxes marked as a crowd'
  | 'boxes with an outline'
  | 'pictures with a note, which no export holds';

export function hasOutline({ extra }: Pick<ExportAnnotation, 'extra'>): boolean {
  return extra?.segmentationText !== undefined || extra?.segmentation !== undefined;
}

/** What of a box that goes out is not in the file then. */
export function lostOf(annotation: ExportAnnotation, { attributes, notes, crowds, outlines }: Held): readonly Lost[] {
  const lost: Lost[] = [];
  const names = annotation.attributes === undefined ? [] : Object.keys(annotation.attributes);
  if (attributes !== 'all' && names.some((name) => !ownKeys.has(name) && !attributes.includes(name)))
    lost.push('boxes with attributes');
  if (!notes && annotation.note !== undefined) lost.push('boxes with a note');
  if (!crowds && annotation.crowd) lost.push('boxes marked as a crowd');
  if (!outlines && hasOutline(annotation)) lost.push('boxes with an outline');
  return lost;
}
