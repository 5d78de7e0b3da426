// The shapes of COCO files as this program holds them: what import gives, what export takes. Reading is in import.ts.
// x y w h ("bbox") exists only in this folder; everywhere else a Box is x1 y1 x2 y2.
import type { Annotation, Attributes, Category, Stamp } from '../annotation/types.ts';
import type { Box } from '../geometry/box.ts';
import type { PictureVerdict } from './people.ts';

/** refused: the file was not taken · skipped: this entry was not taken · repaired: taken with a change · noted: taken as it is. */
export type Severity = 'refused' | 'skipped' | 'repaired' | 'noted';

/** What was found in a file. `place` is like `annotations[17].bbox`; `message` says what is there and what was done. */
export interface Problem {
  readonly place: string;
  readonly message: string;
  readonly severity: Severity;
  /** Short stable name of the kind, like "bbox-clipped": to group and to test by. */
  readonly kind: string;
}

/** How often each severity was met. The list of problems is capped for each kind; these counts never are. */
export interface ProblemCounts {
  readonly refused: number;
  readonly skipped: number;
  readonly repaired: number;
  readonly noted: number;
}

/** Keys of a file that this program has no meaning for, kept to be exported again. Stored as JSON text. */
export type UnknownKeys = Readonly<Record<string, unknown>>;

/** [x, y, w, h] in image pixels, float. */
export type Bbox = readonly [x: number, y: number, w: number, h: number];

export interface CocoImage {
  /** The file's id when it was an integer from 1 to 2^53 − 1, else a free one; see sourceId. */
  readonly id: number;
  /** Relative, "/" between folders, no "..": safe to join to the picture folder. May name a picture that is not there. */
  readonly fileName: string;
  /** Pixels as the file says; 0 when it says nothing usable: then the picture itself has the answer. */
  readonly width: number;
  readonly height: number;
  /** Unknown keys: license, coco_url, date_captured, … */
  readonly extra?: UnknownKeys;
  /** What another Boxwright said of the picture. */
  readonly verdict?: PictureVerdict;
  /** The id in the file, where `id` had to differ from it. */
  readonly sourceId?: string | number;
}

export interface CocoCategory {
  readonly id: number;
  readonly name: string;
  /** "" where the file has none. */
  readonly supercategory: string;
  readonly extra?: UnknownKeys;
  readonly sourceId?: string | number;
}

/**
 * What an imported annotation carries beyond the program's own fields, to be stored as JSON text with it and handed back
 * to the export unchanged. Export uses bbox, area and segmentation only while the box is still where import put it.
 */
export interface AnnotationExtra {
  /** x y w h exactly as written in the file (after clipping, where it was clipped). */
  readonly bbox?: Bbox;
  /** The file's area, where it had a usable one. */
  readonly area?: number;
  /** Polygons or RLE, untouched. */
  readonly segmentation?: unknown;
  /** Unknown keys: attributes, keypoints, … */
  readonly keys?: UnknownKeys;
}

export interface CocoAnnotation {
  readonly id: number;
  readonly imageId: number;
  readonly categoryId: number;
  /** Inside the picture where the file says its size; as the file has it where not: clip it when the size is known. */
  readonly box: Box;
  readonly crowd: boolean;
  readonly attributes?: Attributes;
  readonly note?: string;
  readonly made?: Stamp;
  readonly changed?: Stamp;
  readonly extra: AnnotationExtra;
}

export interface CocoDataset {
  /** As in the file; {} where there is none. */
  readonly info: UnknownKeys;
  readonly licenses: readonly unknown[];
  readonly images: readonly CocoImage[];
  readonly categories: readonly CocoCategory[];
  readonly annotations: readonly CocoAnnotation[];
  /** Unknown keys of the top level. */
  readonly extra?: UnknownKeys;
}

export interface CocoImport extends CocoDataset {
  readonly problems: readonly Problem[];
  readonly counts: ProblemCounts;
}

export interface ExportCategory extends Pick<Category, 'id' | 'name'> {
  readonly supercategory?: string;
  readonly extra?: UnknownKeys;
}

export interface ExportImage {
  /** Integer, at least 1, unique. */
  readonly id: number;
  /** Relative to the picture folder, "/" between folders, unique in the export. */
  readonly fileName: string;
  /** Upright pixels (after EXIF). */
  readonly width: number;
  readonly height: number;
  readonly extra?: UnknownKeys;
  readonly verdict?: PictureVerdict;
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
  | 'category is not in the project';

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few: "sub/a.jpg" or "sub/a.jpg: box 17". */
  readonly examples: readonly string[];
}

export interface CocoExportReport {
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
}

/** One detection for a results file. The box is in image pixels. */
export interface ResultRow {
  readonly imageId: number;
  readonly fileName?: string;
  readonly categoryId: number;
  readonly box: Box;
  readonly score: number;
}
