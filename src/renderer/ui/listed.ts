// Several phrases in a row, with the comma of the language that is spoken.
import { t } from '../../common/messages/t.ts';

/** "12 accepted, 3 rejected". */
export const listed = (phrases: readonly string[]): string =>
  phrases.length === 0 ? '' : phrases.reduce((before, last) => t('{before}, {last}', { before, last }));
