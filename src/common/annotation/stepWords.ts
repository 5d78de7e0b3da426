// A step of the history in the words of who did it: "Moved platelet", "Accepted 12 proposals". Labels are commands ("Move 3
// boxes"), because menus say them before the deed; in other languages than English the command is what a history says too.
import { grouped } from '../messages/counts.ts';
import { spoken } from '../messages/t.ts';
import type { HistoryEntry } from './history.ts';
import type { Annotation, CategoryId } from './types.ts';

const past: Readonly<Record<string, string>> = {
  Accept: 'Accepted',
  Cut: 'Cut',
  Delete: 'Deleted',
  Draw: 'Drew',
  Duplicate: 'Duplicated',
  Grow: 'Grew',
  Mark: 'Marked',
  Move: 'Moved',
  Paste: 'Pasted',
  Reject: 'Rejected',
  Relabel: 'Relabelled',
  Resize: 'Resized',
  Set: 'Set',
  Shrink: 'Shrank',
};

/** `nameOf` gives a class its name; undefined when it is gone. */
export function stepWords(entry: HistoryEntry, nameOf: (id: CategoryId) => string | undefined): string {
  if (entry.by === 'job' || spoken() !== 'en') return entry.label;
  const [verb = '', ...rest] = entry.label.split(' ');
  const done = past[verb];
  if (done === undefined) return entry.label;
  const words = rest.join(' ');
  // What follows the boxes is kept: "to rbc", "as crowd".
  const tail = /^(?:\d[\d,]* )?box(?:es)?\b(.*)$/.exec(words)?.[1];
  return tail === undefined ? `${done} ${words}`.trim() : `${done} ${subject(entry, nameOf)}${tail}`;
}

function subject({ change }: HistoryEntry, nameOf: (id: CategoryId) => string | undefined): string {
  // As they were before the deed: "Relabelled platelet to rbc".
  const boxes = [...change.removed, ...change.updated.map(([from]) => from), ...change.added];
  const [only] = boxes;
  if (only !== undefined && boxes.length === 1) return nameOf(only.categoryId) ?? 'box';
  const noun = boxes.every(isProposal) ? 'proposals' : 'boxes';
  return `${grouped(boxes.length)} ${noun}`;
}

const isProposal = ({ origin }: Annotation) => origin.kind === 'proposed';
