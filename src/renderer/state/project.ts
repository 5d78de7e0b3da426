// The open project and the way in and out of one. What is inside it (pictures, classes, boxes) lives in its own stores.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RequestName } from '../../common/contract.ts';
import type { AppInfo, ProblemEntry, ProjectInfo, RecentProject } from '../../common/records.ts';

export interface ProjectState {
  /** starting: the window has not heard from main yet. */
  readonly phase: 'starting' | 'none' | 'opening' | 'open';
  readonly project: ProjectInfo | undefined;
  readonly app: AppInfo | undefined;
  readonly recent: readonly RecentProject[];
  /** How many problems the project has; the list is asked for when it is shown. */
  readonly problems: number;
  readonly problemList: readonly ProblemEntry[] | undefined;
  /** Of a project that can only be read here: whether whoever had it has left it. */
  readonly free: boolean;
}

export type ProjectStore = StoreApi<ProjectState>;

/** The requests that end with a project being open. */
export type OpenRequest = Extract<
  RequestName,
  | 'project/open-pictures'
  | 'project/open'
  | 'project/open-recent'
  | 'project/open-given'
  | 'project/sample'
  | 'project/from-backup'
>;

export function createProject(): ProjectStore {
  return createStore<ProjectState>(() => ({
    phase: 'starting',
    project: undefined,
    app: undefined,
    recent: [],
    problems: 0,
    problemList: undefined,
    free: false,
  }));
}
