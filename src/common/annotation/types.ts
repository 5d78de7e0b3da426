// The nouns of labelling: categories, annotations, where a box came from, and the state of a picture.
import type { Box } from '../geometry/box.ts';

/** Integer ids, at least 1, unique in a project; annotation and category ids are the ids of the COCO file. */
export type ImageId = number;
export type CategoryId = number;
export type AnnotationId = number;

/**
 * Where a box came from. `proposed` and `rejected` ones are neither exported nor trained on.
 * `model` is the model's id, `score` its confidence 0 … 1 when it proposed the box.
 */
export type Origin =
  | { readonly kind: 'drawn' }
  | { readonly kind: 'imported' }
  | { readonly kind: 'proposed'; readonly model: string; readonly score: number }
  | { readonly kind: 'accepted'; readonly model: string; readonly score: number }
  | { readonly kind: 'edited'; readonly model: string; readonly score: number }
  | { readonly kind: 'rejected'; readonly model: string; readonly score: number };

export interface Annotation {
  readonly id: AnnotationId;
  readonly categoryId: CategoryId;
  readonly box: Box;
  readonly origin: Origin;
  /** COCO's iscrowd: the box stands for a group. */
  readonly crowd: boolean;
  /** By name, what was said of the box beyond its class; a name that is not there was not said. */
  readonly attributes?: Attributes;
  /** Free words on this box; never empty. */
  readonly note?: string;
  /** Who drew it, or first decided on what a model or a file had proposed. */
  readonly made?: Stamp;
  /** Who changed it last after that. */
  readonly changed?: Stamp;
}

/** When, in milliseconds since 1970, and by whom; a person who gave no name has none. */
export interface Stamp {
  readonly by?: string;
  readonly at: number;
}

/** A flag, one of some choices or free text, or a number. */
export type AttributeValue = boolean | string | number;
export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  /** sRGB "#rrggbb". */
  readonly colour: string;
  /** Order in the list, from 0; the first ten have the digit keys 1 … 9, 0. */
  readonly position: number;
}

/** What a human says of a whole picture. done: it is labelled · reviewed: looked over · returned: to be labelled again, with a note. */
export type Verdict = 'done' | 'reviewed' | 'returned';

/** new: nothing there · proposed: only proposals · in-work: a human touched it · else what a human said. */
export type ImageState = 'new' | 'proposed' | 'in-work' | Verdict;

/** Who said it and when, as far as that is known, and the note with which a picture was returned. */
export interface VerdictFacts extends Partial<Stamp> {
  readonly note?: string;
}

/** What the list needs to know of a picture. Width and height are upright pixels (after EXIF). */
export interface ImageSummary {
  readonly id: ImageId;
  /** Path below its picture folder, with "/" between folders. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly state: ImageState;
  /** Boxes a human stands behind: drawn, imported, accepted or edited. */
  readonly boxes: number;
  readonly proposals: number;
  /** Set when the picture could not be found or read at the last look. */
  readonly problem?: string;
  /** Free words on the picture. */
  readonly note?: string;
  /** "train", "val", "test" or what a file called it; absent: none. */
  readonly split?: string;
  /** There while `state` is a verdict. */
  readonly verdict?: VerdictFacts;
}

/** True for a box that a human stands behind: it is exported and trained on. */
export function isHuman(annotation: Annotation): boolean {
  return annotation.origin.kind !== 'proposed' && annotation.origin.kind !== 'rejected';
}

/** The one rule for a picture's state. */
export function stateOf(annotations: Iterable<Annotation>, verdict: Verdict | undefined): ImageState {
  if (verdict !== undefined) return verdict;
  let state: ImageState = 'new';
  for (const annotation of annotations) {
    if (annotation.origin.kind !== 'proposed') return 'in-work';
    state = 'proposed';
  }
  return state;
}
