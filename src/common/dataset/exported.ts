// What an export takes of a project, and what it says of it afterwards, whatever the format.
import type { Annotation, Category } from '../annotation/types.ts';
import type { AnnotationExtra, UnknownKeys } from './entries.ts';
import type { Lost } from './held.ts';
import type { PictureVerdict } from './people.ts';

export interface ExportCategory extends Pick<Category, 'id' | 'name'> {
  readonly supercategory?: string;
  readonly extra?: UnknownKeys;
}

export interface ExportImage {
  /** Integer, at least 1, unique. */
  readonly id: number;
  /** Relative to the picture folder, "/" between folders, unique in the export. */
  readonly fileName: string;
  /** The part of the data set that it goes to; absent: there are no parts. */
  readonly split?: string;
  /** Upright pixels (after EXIF). */
  readonly width: number;
  readonly height: number;
  readonly extra?: UnknownKeys;
  readonly verdict?: PictureVerdict;
  /** Somebody wrote a note on it, which no format takes. */
  readonly hasNote?: boolean;
  /** Why the picture cannot be read, if so: it is left out and counted. */
  readonly problem?: string;
}

export interface ExportAnnotation extends Annotation {
  readonly extra?: AnnotationExtra;
}

/** strict: boxes have `segmentation: []` · box-polygon: boxes have their four corners, crowds an RLE of their box. */
export type ExportProfile = 'strict' | 'box-polygon';

/** Project rows for an export. Annotations are asked for picture by picture, so that not all must be in memory. */
export interface ExportInput {
  /** The keys of `info`, written as they are; when there is none, a description and a version. */
  readonly info: UnknownKeys;
  readonly licenses?: readonly unknown[];
  /** Unknown keys of the top level of an imported file. */
  readonly extra?: UnknownKeys;
  readonly categories: readonly ExportCategory[];
  readonly images: readonly ExportImage[];
  /** Classes of the project that were not asked for; their boxes are left out. */
  readonly unwanted?: ReadonlySet<number>;
  annotationsOf(imageId: number): Iterable<ExportAnnotation>;
  /** Default strict. */
  readonly profile?: ExportProfile;
  /** Whether stamps and verdicts go into the file. Default left-out. */
  readonly people?: 'written' | 'left-out';
  /** Boxes with a side under this many pixels are left out. Default 0.001: only what has no area. */
  readonly minimumSide?: number;
}

export type LeftOutReason =
  | 'picture cannot be read'
  | 'picture has no size'
  | 'proposal nobody accepted'
  | 'rejected proposal'
  | 'outside the picture'
  | 'box under the minimum size'
  | 'box is not a number'
  | 'box of a picture that was left out'
  | 'category is not in the project'
  | 'class was not chosen';

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few: "sub/a.jpg" or "sub/a.jpg: box 17". */
  readonly examples: readonly string[];
}

export interface DatasetExportReport {
  readonly images: number;
  /** Of these, pictures with no box; they are in the file. */
  readonly imagesWithoutBoxes: number;
  readonly annotations: number;
  readonly categories: number;
  /** Boxes cut at the picture's edge. */
  readonly clipped: number;
  /** Boxes in the file with a side under 1 px; some trainers drop them. */
  readonly tiny: number;
  /** Imported masks that went out again untouched, and those dropped because the box was changed since. */
  readonly masksKept: number;
  readonly masksDropped: number;
  readonly leftOut: readonly LeftOut[];
  /** Of what goes out, what the format has no place for. */
  readonly lost: readonly { readonly what: Lost; readonly count: number }[];
}
