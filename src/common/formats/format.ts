// What every label format has: how it is told, read and written. Each format lies in a folder of its own beside this file; it
// sees files by relative name only, through a Source, and never a disk.
import type { Entry } from '../dataset/entries.ts';
import type { ExportImage, ExportInput } from '../dataset/exported.ts';
import type { Keeps } from '../dataset/exportLosses.ts';
import type { ExportTally } from '../dataset/exportTally.ts';
import type { LossTally } from '../dataset/losses.ts';
import type { ProblemList } from '../dataset/problems.ts';

export const formatIds = [
  'coco',
  'yolo',
  'voc',
  'labelme',
  'createml',
  'csv',
  'open-images',
  'cvat',
  'label-studio',
  'vott',
  'via',
  'kitti',
  'supervisely',
  'fiftyone',
] as const;
export type FormatId = (typeof formatIds)[number];

export interface SourceFile {
  /** Below the source's root, "/" between folders. */
  readonly path: string;
  readonly bytes: number;
}

/** A chosen file or folder with labels. Nothing outside its root can be named. */
export interface Source {
  /** Of the chosen file or folder, without the folders above it. */
  readonly name: string;
  /** Every file in it, pictures too, in natural order; one file when a file was chosen. */
  readonly files: readonly SourceFile[];
  /** The path of the one among them that was chosen, where the folder around it is read for it: a data.yaml. */
  readonly chosen?: string;
  /** The first bytes of a file, for telling formats apart. */
  head(path: string, bytes: number): Promise<Uint8Array>;
  /** A whole file. Throws FailureError: not-found, unreadable, too-large (over `mostFileBytes`). */
  read(path: string): Promise<Uint8Array>;
  /** A file of any size from a byte on, in pieces, without holding it. Throws as read does, but never too-large. */
  pieces(path: string, from?: number): AsyncIterable<Uint8Array>;
}

/** What `read` takes: a label file of one picture is small, and lists of a whole set are read in pieces where they may be larger. */
export const mostFileBytes = 256 * 1024 * 1024;

export interface ReadingContext {
  readonly source: Source;
  readonly found: ProblemList;
  readonly lost: LossTally;
  /** Called with how many of the source's bytes (or files, as the reader likes) are read, of how many. */
  readonly onProgress: (done: number, total: number) => void;
}

/** How surely a source is of a format: `certain` when only this one writes that, `likely` when others might. */
export type Recognition = 'certain' | 'likely';

export interface FormatReader {
  readonly id: FormatId;
  /** Looks at names and at the heads of a few files; never at everything. undefined: it is something else. */
  recognise(source: Source): Promise<Recognition | undefined>;
  /**
   * Everything that can be taken, in batches (a file, or a thousand entries); the rest is listed in `found` and counted in
   * `lost`. A broken file is one problem and the next goes on. Throws FailureError only when nothing can be taken at all.
   * Between two batches the caller may stop.
   */
  read(context: ReadingContext): AsyncGenerator<readonly Entry[]>;
}

/** One file of an export. */
export interface OutFile {
  /** Below the export's folder, "/" between folders. */
  readonly path: string;
  readonly pieces: Iterable<string>;
}

export interface FormatWriter {
  readonly id: FormatId;
  /** What is read again of what was written; whatever else a project has is lost, and counted (dataset/exportLosses.ts). */
  readonly keeps: Keeps;
  /** Where a picture lies in an export that brings its pictures, below the export's folder. */
  picturePath(image: ExportImage): string;
  /** Every file with labels; a file's pieces are asked for once, before the next file. */
  files(input: ExportInput, tally: ExportTally): Generator<OutFile>;
}
