// What a label file says, entry by entry, whatever its format: readers give it, the project takes it. What an export takes is
// in exported.ts. x y w h ("bbox") exists only here and in coco and formats; everywhere else a Box is x1 y1 x2 y2.
import type { Attributes, Stamp } from '../annotation/types.ts';
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

export interface DatasetImage {
  /** The file's id when it was an integer from 1 to 2^53 − 1, else a free one; see sourceId. */
  readonly id: number;
  /** Relative, "/" between folders, no "..": safe to join to the picture folder. May name a picture that is not there. */
  readonly fileName: string;
  /** Set where the file does not say the name's ending (YOLO, KITTI): any picture of this name with any ending is meant. */
  readonly ending?: 'unsaid';
  /** The part of the data set that it belongs to: "train", "val", "test" or what the file calls it. */
  readonly split?: string;
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

export interface DatasetCategory {
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

export interface DatasetAnnotation {
  readonly id: number;
  readonly imageId: number;
  readonly categoryId: number;
  /** Inside the picture where the file says its size; as the file has it where not: clip it when the size is known. */
  readonly box: Box;
  /**
   * Set where the box, and polygons in extra.segmentation, are in fractions of the picture's width and height, whose size the
   * file does not say; else pixels. inPixels (fractions.ts) makes pixels of them.
   */
  readonly unit?: 'fractions';
  readonly crowd: boolean;
  readonly attributes?: Attributes;
  readonly note?: string;
  readonly made?: Stamp;
  readonly changed?: Stamp;
  readonly extra: AnnotationExtra;
}

export interface Dataset {
  /** As in the file; {} where there is none. */
  readonly info: UnknownKeys;
  readonly licenses: readonly unknown[];
  readonly images: readonly DatasetImage[];
  readonly categories: readonly DatasetCategory[];
  readonly annotations: readonly DatasetAnnotation[];
  /** Unknown keys of the top level. */
  readonly extra?: UnknownKeys;
}

/** One thing of a label file. A class and a picture come before the boxes that name them by id. */
export type Entry =
  | { readonly kind: 'file'; readonly keys: Pick<Dataset, 'info' | 'licenses' | 'extra'> }
  | { readonly kind: 'category'; readonly category: DatasetCategory }
  | { readonly kind: 'image'; readonly image: DatasetImage }
  | { readonly kind: 'annotation'; readonly annotation: DatasetAnnotation };

export interface ReadDataset extends Dataset {
  readonly problems: readonly Problem[];
  readonly counts: ProblemCounts;
}

/** One detection for a results file. The box is in image pixels. */
export interface ResultRow {
  readonly imageId: number;
  readonly fileName?: string;
  readonly categoryId: number;
  readonly box: Box;
  readonly score: number;
}
