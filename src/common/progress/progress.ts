// How far a project is and how fast it goes, as main adds it up and the window shows it. Types alone.
import type { CategoryId, ImageState, Stamp, Verdict } from '../annotation/types.ts';

export interface ClassProgress {
  readonly category: CategoryId;
  readonly name: string;
  readonly colour: string;
  readonly drawn: number;
  readonly imported: number;
  readonly accepted: number;
  readonly edited: number;
  /** Proposed, and nobody decided yet. */
  readonly proposed: number;
}

/** What became of a model's proposals. Which boxes it missed is known from version 5 of the file on. */
export interface ModelProgress {
  readonly model: string;
  /** As they were proposed. */
  readonly accepted: number;
  readonly edited: number;
  readonly rejected: number;
  /** Drawn by hand where its proposals were on the picture. */
  readonly missed: number;
  readonly proposed: number;
}

/** Work between two times. */
export interface Pace {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** At work: longer pauses are left out. */
  readonly hours: number;
  /** Marked labelled. */
  readonly labelled: number;
  readonly reviewed: number;
  /** Drawn, accepted, edited or rejected. */
  readonly boxes: number;
  /** Median; undefined where no box came soon enough after something else. */
  readonly secondsPerBox: number | undefined;
}

export interface PersonProgress {
  /** '' of those who gave no name. */
  readonly by: string;
  /** All that stands. */
  readonly labelled: number;
  readonly reviewed: number;
  readonly returned: number;
  readonly boxes: number;
  /** Over the last seven days. */
  readonly week: Pace;
}

export interface Progress {
  readonly states: Readonly<Record<ImageState, number>>;
  readonly unreadable: number;
  /** Pictures that somebody still has to label. */
  readonly left: number;
  /** In the order of the class list. */
  readonly classes: readonly ClassProgress[];
  /** In the order in which they first proposed. */
  readonly models: readonly ModelProgress[];
  /** undefined: nothing was done in the last seven days. */
  readonly sitting: Pace | undefined;
  readonly week: Pace;
  /** Hours of work that are left at the pace of the week; undefined while too little is known. */
  readonly hoursLeft: readonly [least: number, most: number] | undefined;
  readonly people: readonly PersonProgress[];
}

/** Something that a person did at one moment: boxes of so many pictures, or a verdict on one. */
export interface Act extends Stamp {
  readonly boxes: number;
  readonly images: number;
  readonly verdict?: Verdict;
  /** Of the verdict. */
  readonly image?: number;
}
