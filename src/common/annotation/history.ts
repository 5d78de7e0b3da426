// What was done to one picture, in order, so that it can be undone and redone without limit. Holds Changes, never boxes.
import { invert, isEmpty, type Change } from './change.ts';

export interface HistoryEntry {
  /** For menus and tooltips: "Move 3 boxes". */
  readonly label: string;
  readonly change: Change;
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
  readonly label: string;
}

export const emptyHistory: History = { entries: [], cursor: 0 };

/** The history after a change that was just made; what was undone before can no longer be redone. An empty change leaves it as it is. */
export function record(history: History, change: Change, label: string): History {
  if (isEmpty(change)) return history;
  const entries = [...history.entries.slice(0, history.cursor), { label, change }];
  return { entries, cursor: entries.length };
}

/** undefined when there is nothing to undo. */
export function undo(history: History): HistoryStep | undefined {
  const entry = history.entries[history.cursor - 1];
  if (!entry) return undefined;
  return { history: { ...history, cursor: history.cursor - 1 }, change: invert(entry.change), label: entry.label };
}

/** undefined when there is nothing to redo. */
export function redo(history: History): HistoryStep | undefined {
  const entry = history.entries[history.cursor];
  if (!entry) return undefined;
  return { history: { ...history, cursor: history.cursor + 1 }, change: entry.change, label: entry.label };
}

/** What undo would take back; undefined when nothing. */
export function undoLabel(history: History): string | undefined {
  return history.entries[history.cursor - 1]?.label;
}

/** What redo would do again; undefined when nothing. */
export function redoLabel(history: History): string | undefined {
  return history.entries[history.cursor]?.label;
}
