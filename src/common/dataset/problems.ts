// Gathers what was found in a file: every finding is counted, the list is capped for each kind and says when it was.
import type { Problem, ProblemCounts, Severity } from './entries.ts';

const listedForEachKind = 1000;

export interface ProblemList {
  add(severity: Severity, kind: string, place: string, message: string): void;
  /** The problems in the order they were met, and for a kind over the cap one last line with how many more there were. */
  problems(): readonly Problem[];
  counts(): ProblemCounts;
}

export function problemList(): ProblemList {
  const listed: Problem[] = [];
  const kinds = new Map<string, { count: number; severity: Severity }>();
  const counts = { refused: 0, skipped: 0, repaired: 0, noted: 0 };
  return {
    add(severity, kind, place, message) {
      counts[severity] += 1;
      const key = `${severity} ${kind}`;
      const known = kinds.get(key) ?? { count: 0, severity };
      known.count += 1;
      kinds.set(key, known);
      if (known.count <= listedForEachKind) listed.push({ place, message, severity, kind });
    },
    problems() {
      const more: Problem[] = [];
      for (const [key, { count, severity }] of kinds) {
        if (count <= listedForEachKind) continue;
        const kind = key.slice(severity.length + 1);
        const message = `${count - listedForEachKind} more of the same kind (${count} in all)`;
        more.push({ place: kind, message, severity, kind });
      }
      return [...listed, ...more];
    },
    counts: () => ({ ...counts }),
  };
}

/** A number as a sentence shows it: with a true minus sign. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value).replace('-', '−');
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** A value and what it is: "5 is not a text", or "is missing" alone. */
export function said(value: unknown, why: string): string {
  return value === undefined ? why : `${shown(value)} ${why}`;
}

/** The first thing that could not be taken, as one line, for a failure that comes in the list's stead; "" where all could. */
export function firstLoss(found: ProblemList): string {
  const first = found.problems().find(({ severity }) => severity === 'refused' || severity === 'skipped');
  return first === undefined ? '' : formatProblem(first);
}

/** The problem as one line: "annotations[17].bbox: width is −3; the box was skipped". */
export function formatProblem({ place, message }: Problem): string {
  return place === '' ? message : `${place}: ${message}`;
}
