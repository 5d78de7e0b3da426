// A step of the history in the words of who did it: "Moved platelet", "Accepted 12 proposals".
import type { Change } from '../common/annotation/change.ts';
import type { Deed, DeedKind } from '../common/annotation/deed.ts';
import type { Annotation, CategoryId } from '../common/annotation/types.ts';
import type { Message } from '../common/messages/catalogue.ts';
import { boxes, proposals } from '../common/messages/counts.ts';
import { t } from '../common/messages/t.ts';

const past: Readonly<Record<DeedKind, Message>> = {
  accept: 'Accepted {what}',
  align: 'Aligned {what}',
  'clear-attribute': 'Cleared {name} of {what}',
  copy: 'Copied {what} from {name}',
  crowd: 'Marked {what} as crowd',
  cut: 'Cut {what}',
  delete: 'Deleted {what}',
  draw: 'Drew {what}',
  duplicate: 'Duplicated {what}',
  grow: 'Grew {what}',
  'keep-answer': 'Kept the detector’s {what}',
  mark: 'Marked {what} as {name}',
  merge: 'Merged {what}',
  'merge-duplicates': 'Merged duplicates: {what}',
  move: 'Moved {what}',
  note: 'Note on {what}',
  paste: 'Pasted {what}',
  reject: 'Rejected {what}',
  relabel: 'Relabelled {what} to {name}',
  'remove-note': 'Removed the note on {what}',
  resize: 'Resized {what}',
  restore: 'Took back the rejection of {what}',
  'set-attribute': 'Set {name} of {what} to {value}',
  'set-corners': 'Set the corners of {what}',
  shrink: 'Shrank {what}',
  single: 'Marked {what} as single',
  snap: 'Snapped {what} to the detector',
  split: 'Split {what}',
  'take-back-answer': 'Took back the answer on {what}',
  unmark: 'Unmarked {what} as {name}',
  steps: '{count, plural, one {# step} other {# steps}}',
  prelabel: 'Pre-labelled',
  import: 'Imported boxes',
  classes: 'Classes changed',
  'accept-all': 'Accepted on all pictures',
  grid: 'Changed in the grid',
};

/** `nameOf` gives a class its name; undefined when it is gone. */
export function deedWords(done: Deed, change: Change, nameOf: (id: CategoryId) => string | undefined): string {
  const { kind, count, name = '', value = '' } = done;
  const message = kind === 'accept' && name !== '' ? 'Accepted {what} as {name}' : past[kind];
  return t(message, { what: subject(count, change, nameOf), count, name, value });
}

function subject(count: number, change: Change, nameOf: (id: CategoryId) => string | undefined): string {
  // As they were before the deed: "Relabelled platelet to rbc".
  const touched = [...change.removed, ...change.updated.map(([from]) => from), ...change.added];
  const [only] = touched;
  if (count === 1) return (only && nameOf(only.categoryId)) ?? t('a box');
  return touched.length > 0 && touched.every(isProposal) ? proposals(count) : boxes(count);
}

const isProposal = ({ origin }: Annotation) => origin.kind === 'proposed';
