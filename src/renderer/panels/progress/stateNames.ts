// The states of pictures as they stand after a number: "12 labelled".
import { t } from '../../../common/messages/t.ts';
import type { ImageState } from '../../../common/annotation/types.ts';

/** One message, for a word such as "proposed" is another one where it is said of a box. */
const nameOf = (state: 'new' | 'proposed' | 'work' | 'done' | 'reviewed' | 'returned' | 'problem') =>
  t(
    '{state, select, new {new} proposed {proposed} work {in work} done {labelled} reviewed {reviewed} returned {returned} other {unreadable}}',
    { state },
  );

export const stateNames: Readonly<Record<ImageState | 'problem', string>> = {
  new: nameOf('new'),
  proposed: nameOf('proposed'),
  'in-work': nameOf('work'),
  done: nameOf('done'),
  reviewed: nameOf('reviewed'),
  returned: nameOf('returned'),
  problem: nameOf('problem'),
};
