// What is known of label files before anything of them is taken into a project, and what may be chosen then.
import type { CategoryId } from './annotation/types.ts';
import type { ProblemCounts } from './dataset/entries.ts';
import type { FormatId } from './formats/format.ts';
import type { ImportReport, ProblemEntry } from './records.ts';

export interface PreviewClass {
  /** The file's id of it, by which a choice names it. */
  readonly id: number;
  readonly name: string;
  readonly boxes: number;
  /** The project's class of the same name, into which its boxes go unless told otherwise; absent: a new one is made. */
  readonly category?: CategoryId;
}

/** What a file or folder says, read and kept aside; nothing is in the project yet. */
export interface ImportPreview {
  /** Names the kept reading, for taking it or dropping it. */
  readonly stage: string;
  /** Of the chosen file or folder. */
  readonly name: string;
  readonly format: FormatId;
  readonly pictures: number;
  /** Pictures of the project that are meant. */
  readonly matched: number;
  /** Pictures of the file that the project does not have; the first few by name. */
  readonly missing: { readonly count: number; readonly first: readonly string[] };
  readonly boxes: number;
  /** Boxes that lie in a picture of the project. */
  readonly boxesHere: number;
  /** Of these, boxes that are in the project already, at the same place in the same class. */
  readonly alreadyHere: number;
  /** Pictures that boxes would come to and that have boxes of a human now. */
  readonly picturesWithBoxes: number;
  readonly classes: readonly PreviewClass[];
  readonly splits: readonly { readonly name: string; readonly pictures: number }[];
  readonly problems: readonly ProblemEntry[];
  readonly counts: ProblemCounts;
  readonly losses: readonly { readonly what: string; readonly count: number }[];
}

/**
 * What becomes of boxes of a human on pictures that boxes come to. replace: they give way · keep-both · keep-mine: a box of the file
 * that overlaps one of them, of the same class, by an IoU of a half or more is left out. A box that is there already, at the same
 * place in the same class, is never doubled.
 */
export type MergeChoice = 'replace' | 'keep-both' | 'keep-mine';

/** What a class of the file becomes: a class of the project, a new one of this name, or nothing. */
export type ClassChoice = { readonly into: CategoryId } | { readonly name: string } | 'left-out';

export interface ImportChoices {
  readonly merge: MergeChoice;
  /** By the file's id of the class; those that are not named go by name. */
  readonly classes?: readonly (readonly [id: number, choice: ClassChoice])[];
}

export interface TakenReport extends ImportReport {
  /** Boxes of the file that were in the project already. */
  readonly unchanged: number;
  /** Boxes that were not taken; the problems say why. */
  readonly skipped: number;
  /** Boxes that overlap one of the project's, left out by `keep-mine`. */
  readonly keptMine: number;
  /** Boxes of the project that gave way. */
  readonly replaced: number;
  /** Boxes that got another id than in the file. */
  readonly renumbered: number;
  /** Pictures whose boxes are new. */
  readonly changedImages: readonly number[];
  /** The step that takes the import back; absent where nothing came. */
  readonly edit?: number;
}
