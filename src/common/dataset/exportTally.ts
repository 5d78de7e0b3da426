// Counts what an export takes and leaves out, with the first few names of each reason, and what its format has no place for.
import type { DatasetExportReport, ExportedPicture, LeftOutReason } from './exported.ts';
import { hasMask, type ExportLosses } from './exportLosses.ts';

const examplesForEachReason = 20;

type Counted = Exclude<keyof DatasetExportReport, 'leftOut' | 'losses'>;

export interface ExportTally {
  count(what: Counted): void;
  leaveOut(reason: LeftOutReason, name: string): void;
  /** A picture that goes out, with its boxes. */
  picture(picture: ExportedPicture): void;
  report(): DatasetExportReport;
}

/** Without `losses` everything counts as kept. */
export function exportTally(losses?: ExportLosses): ExportTally {
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
    picture(picture) {
      for (const { annotation, isImported } of picture.boxes) {
        const { extra } = annotation;
        if (!hasMask(extra)) continue;
        if (!isImported) counts.masksDropped += 1;
        else if (losses?.keepsMasks !== false) counts.masksKept += 1;
      }
      losses?.picture(picture);
    },
    report: () => ({
      ...counts,
      leftOut: [...reasons].map(([reason, entry]) => ({ reason, ...entry })),
      losses: losses?.counted() ?? [],
    }),
  };
}
