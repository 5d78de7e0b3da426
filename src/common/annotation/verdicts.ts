// Which pictures count: the one rule for the export, the training and the lists. For SQL it stands in main/database/verdicts.ts.
import type { ImageState, ImageSummary } from './types.ts';

/**
 * all: every picture · labelled: whatever has a human's box, also in work or returned · done: what a human said is labelled,
 * reviewed or not; what was returned is not · reviewed: only what a second look agreed to.
 */
export type PictureChoice = 'all' | 'labelled' | 'done' | 'reviewed';

/** True for a picture that nobody has to label any more. */
export function isFinished(state: ImageState): boolean {
  return state === 'done' || state === 'reviewed';
}

/** A picture that is finished counts without a box too, for it says what is no object. */
export function isChosen({ state, boxes }: Pick<ImageSummary, 'state' | 'boxes'>, choice: PictureChoice): boolean {
  switch (choice) {
    case 'all':
      return true;
    case 'labelled':
      return isFinished(state) || boxes > 0;
    case 'done':
      return isFinished(state);
    case 'reviewed':
      return state === 'reviewed';
  }
}
