// What the clerk can be told to do: long work on a project's database that main must not do itself. Types only.
import type { CountWish, ExportCounts } from '../../common/exportWish.ts';
import type { FoundLists } from '../../common/health/findings.ts';
import type { Statistics, StatisticsFilter } from '../../common/insight/statistics.ts';
import type { ImportChoices, ReadLabels, TakenReport } from '../../common/labelImport.ts';
import type { CategoryEdit, ExportReport } from '../../common/records.ts';
import type { Backup, RestoreOutcome, Snapshot, SnapshotDifference } from '../../common/snapshots.ts';
import type { EditOutcome } from '../database/categoryEdits.ts';
import type { Moment } from '../database/pinned.ts';
import type { RestoreWish } from '../database/snapshotRestore.ts';
import type { ReadWish } from '../project/importRead.ts';
import type { CocoExportOptions } from '../project/export.ts';
import type { FolderExportOptions } from '../project/exportFolder.ts';
import type { ForetoldFolder, ForetoldReport } from '../project/exportForetold.ts';

interface Task<Wish, Outcome> {
  readonly wish: Wish;
  readonly outcome: Outcome;
}

/** Of a project's folder `project`, as all below. */
export interface SnapshotTasks {
  'snapshots/difference': Task<
    { readonly project: string; readonly from: number; readonly to: Moment },
    SnapshotDifference
  >;
  'snapshots/hash': Task<{ readonly project: string; readonly snapshot: Snapshot }, string>;
  'snapshots/restore': Task<{ readonly project: string; readonly id: number } & RestoreWish, RestoreOutcome>;
  /** Says its number again. */
  'snapshots/forget': Task<{ readonly project: string; readonly id: number }, number>;
  'project/back-up': Task<{ readonly project: string; readonly file: string }, Backup>;
  /** Says the folder of the project that was made. */
  'project/from-backup': Task<{ readonly file: string; readonly folder: string }, string>;
}

/** A wish and an outcome cross between threads, so they are plain data. `project` is the project's folder. */
export interface Tasks extends SnapshotTasks {
  'export/coco': Task<
    { readonly project: string; readonly options: Omit<CocoExportOptions, 'signal' | 'onProgress'> },
    ExportReport
  >;
  /** What pictures and boxes are like, added up. */
  'data/statistics': Task<{ readonly project: string; readonly filter: StatisticsFilter }, Statistics>;
  /** What should be looked at before an export or a training, with the lists of it. */
  'data/health': Task<{ readonly project: string }, FoundLists>;
  /** What an export would take. */
  'export/count': Task<{ readonly project: string; readonly wish: CountWish }, ExportCounts>;
  'import/read': Task<{ readonly project: string; readonly wish: ReadWish }, ReadLabels>;
  'import/take': Task<
    { readonly project: string; readonly stage: string; readonly choices: ImportChoices },
    TakenReport
  >;
  /** One that is long: the undo of an import. */
  'categories/edit': Task<{ readonly project: string; readonly edit: CategoryEdit; readonly by: string }, EditOutcome>;
  'export/folder': Task<
    { readonly project: string; readonly options: Omit<FolderExportOptions, 'signal' | 'onProgress'> },
    ExportReport
  >;
  /** What they would write, leave out and lose. */
  'export/foretell-coco': Task<
    { readonly project: string; readonly options: Omit<CocoExportOptions, 'signal' | 'onProgress'> },
    ForetoldReport
  >;
  'export/foretell-folder': Task<
    { readonly project: string; readonly options: Omit<ForetoldFolder, 'signal' | 'onProgress'> },
    ForetoldReport
  >;
}

export type TaskName = keyof Tasks;
export type Wish<Name extends TaskName> = Tasks[Name]['wish'];
export type Outcome<Name extends TaskName> = Tasks[Name]['outcome'];

/** How tasks are done. */
export type Doers<Some extends { readonly [Name in keyof Some]: Task<unknown, unknown> }> = {
  readonly [Name in keyof Some]: (wish: Some[Name]['wish'], context: TaskContext) => Promise<Some[Name]['outcome']>;
};

/** What a task sees of the one who told it. */
export interface TaskContext {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}
