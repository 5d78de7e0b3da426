// Counts what an export takes and leaves out, with the first few names of each reason.
import type { DatasetExportReport, LeftOutReason } from './exported.ts';

const examplesForEachReason = 20;

type Counted = Exclude<keyof DatasetExportReport, 'leftOut'>;

export interface ExportTally {
  count(what: Counted): void;
  leaveOut(reason: LeftOutReason, name: string): void;
  report(): DatasetExportReport;
}

export function exportTally(): ExportTally {
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
  const reasons = new Map<LeftOutReason, { count: number; examples: string[] }>();
  return {
    count(what) {
      counts[what] += 1;
    },
    leaveOut(reason, name) {
      const entry = reasons.get(reason) ?? { count: 0, examples: [] };
      entry.count += 1;
      if (entry.examples.length < examplesForEachReason) entry.examples.push(name);
      reasons.set(reason, entry);
    },
    report: () => ({ ...counts, leftOut: [...reasons].map(([reason, entry]) => ({ reason, ...entry })) }),
  };
}
