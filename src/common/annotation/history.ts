// What was done to one picture, in order, so that it can be undone and redone without limit. Holds Changes, never boxes.
// What a job did (pre-labelling, an import) stands in it as a mark: it is not undone here, and what is older stays undoable.
import { invert, isEmpty, noChange, type Change } from './change.ts';
import { deed, type Deed } from './deed.ts';

export interface HistoryEntry {
  /** What was done; of a mark what the job did. */
  readonly deed: Deed;
  readonly change: Change;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: 'hand' | 'job';
}

export interface History {
  readonly entries: readonly HistoryEntry[];
  /** Entries before it are done, those from it on are undone. */
  readonly cursor: number;
}

/** The change to apply now, what it is called, and the history afterwards. */
export interface HistoryStep {
  readonly history: History;
  readonly change: Change;
  readonly deed: Deed;
  /** The jobs whose marks lie between: what they did stays. */
  readonly across: readonly Deed[];
}

export const emptyHistory: History = { entries: [], cursor: 0 };

/** The history after a change that was just made; what was undone before can no longer be redone. An empty change leaves it as it is. */
export function record(history: History, change: Change, done: Deed, at: number): History {
  if (isEmpty(change)) return history;
  return appended(history, { deed: done, change, at, by: 'hand' });
}

function appended({ entries, cursor }: History, entry: HistoryEntry): History {
  return { entries: [...entries.slice(0, cursor), entry], cursor: cursor + 1 };
}

/**
 * The history after a job changed the boxes. A run tells of one picture more than once, so a mark that stands there already
 * is enough; and what was undone can still be redone, because the job was not the hand's.
 */
export function mark(history: History, done: Deed, at: number): History {
  const { entries, cursor } = history;
  const last = entries[cursor - 1];
  if (last?.by === 'job' && last.deed.kind === done.kind) return history;
  const entry: HistoryEntry = { deed: done, change: noChange, at, by: 'job' };
  return { entries: [...entries.slice(0, cursor), entry, ...entries.slice(cursor)], cursor: cursor + 1 };
}

/** undefined when there is nothing to undo. */
export function undo(history: History): HistoryStep | undefined {
  const place = history.entries.findLastIndex(({ by }, index) => index < history.cursor && by === 'hand');
  return place < 0 ? undefined : goTo(history, place);
}

/** undefined when there is nothing to redo. */
export function redo(history: History): HistoryStep | undefined {
  const place = history.entries.findIndex(({ by }, index) => index >= history.cursor && by === 'hand');
  return place < 0 ? undefined : goTo(history, place + 1);
}

/**
 * To where `cursor` entries are done, in one change: forth or back over any number of steps. Undefined when it is there
 * already or there is no such place.
 */
export function goTo(history: History, cursor: number): HistoryStep | undefined {
  if (cursor === history.cursor || cursor < 0 || cursor > history.entries.length) return undefined;
  const isBack = cursor < history.cursor;
  const passed = isBack
    ? history.entries.slice(cursor, history.cursor).reverse()
    : history.entries.slice(history.cursor, cursor);
  const steps = passed.filter(({ by }) => by === 'hand');
  return {
    history: { ...history, cursor },
    change: joined(steps.map(({ change }) => (isBack ? invert(change) : change))),
    deed: (steps.length === 1 ? steps[0]?.deed : undefined) ?? deed('steps', steps.length),
    across: passed.filter(({ by }) => by === 'job').map((entry) => entry.deed),
  };
}

/** One change that does what these do one after the other. */
function joined(changes: readonly Change[]): Change {
  if (changes.length === 1) return changes[0] ?? noChange;
  const touched = new Map<number, { readonly before: Part; readonly after: Part }>();
  const take = (id: number, before: Part, after: Part) =>
    touched.set(id, { before: touched.has(id) ? touched.get(id)?.before : before, after });
  for (const { added, removed, updated } of changes) {
    for (const one of removed) take(one.id, one, undefined);
    for (const [from, to] of updated) take(to.id, from, to);
    for (const one of added) take(one.id, undefined, one);
  }
  const all = [...touched.values()];
  return {
    added: all.flatMap(({ before, after }) => (before === undefined && after ? [after] : [])),
    removed: all.flatMap(({ before, after }) => (before && after === undefined ? [before] : [])),
    updated: all.flatMap(({ before, after }) =>
      before && after && before !== after ? [[before, after] as const] : [],
    ),
  };
}

type Part = Change['added'][number] | undefined;

/** What undo would take back; undefined when nothing. */
export function undoable(history: History): Deed | undefined {
  return history.entries.findLast(({ by }, index) => index < history.cursor && by === 'hand')?.deed;
}

/** What redo would do again; undefined when nothing. */
export function redoable(history: History): Deed | undefined {
  return history.entries.find(({ by }, index) => index >= history.cursor && by === 'hand')?.deed;
}

/** Boxes that its changes hold on to, which is what a history costs: some 300 bytes each. */
export function weight({ entries }: History): number {
  return entries.reduce(
    (sum, { change: { added, removed, updated } }) => sum + added.length + removed.length + 2 * updated.length,
    0,
  );
}
