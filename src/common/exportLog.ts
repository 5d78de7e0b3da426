// The exports of a project, as they are remembered.
import type { FormatId } from './formats/format.ts';
import type { ProfileId } from './formats/profiles.ts';
import type { ExportReport } from './records.ts';

export interface PastExport {
  /** Counted from 1, never given twice. */
  readonly id: number;
  /** When it was done, milliseconds since 1970. */
  readonly made: number;
  readonly format: FormatId;
  readonly profile?: ProfileId;
  /** Its first problems only. */
  readonly report: ExportReport;
  /** How many problems it had in all. */
  readonly problems: number;
}

/** As the window sees it. */
export interface ShownExport extends PastExport {
  /** Whether its file or folder is still where it was written. */
  readonly isThere: boolean;
}
