// What the clerk can be told to do: long work on a project's database that main must not do itself. Types only.
import type { ExportReport } from '../../common/records.ts';
import type { CocoExportOptions } from '../project/export.ts';
import type { FolderExportOptions } from '../project/exportFolder.ts';

interface Task<Wish, Outcome> {
  readonly wish: Wish;
  readonly outcome: Outcome;
}

/** A wish and an outcome cross between threads, so they are plain data. `project` is the project's folder. */
export interface Tasks {
  'export/coco': Task<
    { readonly project: string; readonly options: Omit<CocoExportOptions, 'signal' | 'onProgress'> },
    ExportReport
  >;
  'export/folder': Task<
    { readonly project: string; readonly options: Omit<FolderExportOptions, 'signal' | 'onProgress'> },
    ExportReport
  >;
}

export type TaskName = keyof Tasks;
export type Wish<Name extends TaskName> = Tasks[Name]['wish'];
export type Outcome<Name extends TaskName> = Tasks[Name]['outcome'];

/** What a task sees of the one who told it. */
export interface TaskContext {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}
