// What is said of a label file before it is imported, what the annotator decides, and what came of it.
import type { CategoryId } from './annotation/types.ts';
import type { Loss } from './dataset/losses.ts';
import type { FormatId } from './formats/format.ts';
import type { ImportReport, ProblemEntry } from './records.ts';

/** A chosen label file or folder; its path stays in main. */
export interface ChosenLabels {
  readonly token: string;
  /** Without the folders above it. */
  readonly name: string;
  readonly what: 'file' | 'folder';
}

export interface ImportedClass {
  /** Its number in the file, or in the order of the file. */
  readonly id: number;
  readonly name: string;
  readonly boxes: number;
  /** Of these, on pictures of the project. */
  readonly matched: number;
  /** Of the matched, in the project already, where the class goes by its name. */
  readonly known: number;
  /** The project's class of the same name; absent: there is none. */
  readonly category?: CategoryId;
}

/** Nothing of it is in the project yet. */
export interface ImportPreview {
  readonly format: FormatId;
  /** What it could be read as too. */
  readonly otherFormats: readonly FormatId[];
  readonly pictures: {
    readonly inFile: number;
    /** Of these, in the project. */
    readonly matched: number;
    /** The first few that are not. */
    readonly missing: readonly string[];
    /** Of the matched, with a human's boxes already. */
    readonly labelled: number;
  };
  readonly boxes: {
    readonly inFile: number;
    /** On pictures of the project. */
    readonly matched: number;
    /** Of these, in the project already, the same in class and place. */
    readonly known: number;
    /** A human's boxes on the matched pictures that the file does not have. */
    readonly mine: number;
  };
  /** By falling number of boxes. */
  readonly classes: readonly ImportedClass[];
  readonly splits: readonly { readonly name: string; readonly pictures: number }[];
  readonly losses: readonly { readonly what: Loss; readonly count: number }[];
  /** The first thousand. */
  readonly problems: readonly ProblemEntry[];
  readonly problemCount: number;
  /** Pictures that lie in the chosen folder and that the project does not have; 0 for a file. */
  readonly newPictures: number;
}

/**
 * What becomes of boxes where both the file and a human have some. replace: a human's boxes on pictures that boxes of the file come
 * to give way · keep-mine: a box of the file that overlaps one of a human, of the same class, by an IoU of a half or more is left
 * out. The same box is never there twice.
 */
export type ImportMerge = 'replace' | 'keep-both' | 'keep-mine';

export interface ClassChoice {
  /** ImportedClass.id */
  readonly id: number;
  /** A class of the project, a new one of the file's name or of this one, or nothing. */
  readonly to: CategoryId | 'new' | 'left-out' | { readonly name: string };
}

export interface ImportChoices {
  /** Classes that are not named go by name. */
  readonly classes: readonly ClassChoice[];
  readonly merge: ImportMerge;
}

export interface ImportOutcome extends ImportReport {
  /** Boxes that were there already, the same. */
  readonly known: number;
  /** Boxes of a human that gave way. */
  readonly replaced: number;
  /** Boxes of the file that gave way to a human's, or were left out by choice. */
  readonly leftOut: number;
  /** Hand it to `undo` of categories/edit; absent: nothing changed. */
  readonly edit?: number;
}

/** What main keeps of a reading beside its preview. */
export interface ReadLabels {
  /** Names the kept reading, for taking it or dropping it. */
  readonly stage: string;
  readonly preview: ImportPreview;
}

export interface TakenReport extends ImportOutcome {
  /** Boxes that could not be taken; the problems say why. */
  readonly skipped: number;
  /** Boxes that got another id than in the file. */
  readonly renumbered: number;
  /** Pictures whose boxes or verdicts are new. */
  readonly changedImages: readonly number[];
}
