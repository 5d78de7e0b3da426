// Counts what an export takes and leaves out, with the first few names of each reason.
import type { DatasetExportReport, ExportAnnotation, LeftOutReason } from './exported.ts';
import { lostOf, type Held, type Lost } from './held.ts';

const examplesForEachReason = 20;

type Counted = Exclude<keyof DatasetExportReport, 'leftOut' | 'lost'>;

export interface ExportTally {
  count(what: Counted): void;
  /** A box that goes out. */
  place(annotation: ExportAnnotation): void;
  lose(what: Lost): void;
  leaveOut(reason: LeftOutReason, name: string): void;
  report(): DatasetExportReport;
}

/** `held`: by the format; without it nothing is lost. */
export function exportTally(held?: Held): ExportTally {
  const counts: Record<Counted, number> = {
    images: 0,
    imagesWithoutBoxes: 0,
    annotations: 0,
    categories: 0,
    clipped: 0,
    tiny: 0,
    masksKept: 0,
    masksDropped: 0,
  };
  const lost = new Map<Lost, number>();
  const lose = (what: Lost): void => void lost.set(what, (lost.get(what) ?? 0) + 1);
  const reasons = new Map<LeftOutReason, { count: number; examples: string[] }>();
  return {
    count(what) {
      counts[what] += 1;
    },
    place(annotation) {
      counts.annotations += 1;
      if (held !== undefined) lostOf(annotation, held).forEach(lose);
    },
    lose,
    leaveOut(reason, name) {
      const entry = reasons.get(reason) ?? { count: 0, examples: [] };
      entry.count += 1;
      if (entry.examples.length < examplesForEachReason) entry.examples.push(name);
      reasons.set(reason, entry);
    },
    report: () => ({
      ...counts,
      leftOut: [...reasons].map(([reason, entry]) => ({ reason, ...entry })),
      lost: [...lost].map(([what, count]) => ({ what, count })),
    }),
  };
}
