// What an export takes of a project, and what it says of it afterwards, whatever the format.
import type { Annotation, Category } from '../annotation/types.ts';
import type { Box } from '../geometry/box.ts';
import type { AnnotationExtra, Bbox, UnknownKeys } from './entries.ts';
import type { CountedLoss } from './exportLosses.ts';
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
  /** The part that it has in the project, where this export has no parts: it is counted as lost. */
  readonly partInProject?: string;
  /** Upright pixels (after EXIF). */
  readonly width: number;
  readonly height: number;
  readonly extra?: UnknownKeys;
  readonly verdict?: PictureVerdict;
  /** Free words on the picture. */
  readonly note?: string;
  /** Why the picture cannot be read, if so: it is left out and counted. */
  readonly problem?: string;
}

export interface ExportAnnotation extends Annotation {
  readonly extra?: AnnotationExtra;
}

/** A box as it goes out. */
export interface PlacedBox {
  readonly annotation: ExportAnnotation;
  /** Inside the picture. */
  readonly box: Box;
  /** The same as x y w h; the very numbers of the imported file while the box is where they put it. */
  readonly bbox: Bbox;
  /** Still where import put it, so that what the file said of it holds. */
  readonly isImported: boolean;
  /** It stood over the picture's edge. */
  readonly isCut: boolean;
}

export interface ExportedPicture {
  readonly image: ExportImage;
  readonly boxes: readonly PlacedBox[];
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
  /** Imported masks that went out again untouched, where the format has masks, and those dropped because the box was changed since. */
  readonly masksKept: number;
  readonly masksDropped: number;
  /** What of the pictures and boxes that went in the format has no place for. */
  readonly losses: readonly CountedLoss[];
  readonly leftOut: readonly LeftOut[];
}
