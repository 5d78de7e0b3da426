// The jobs that run in main: pre-labelling, scanning, import, export, training. The window only watches and cancels them.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { JobProgress } from '../../common/records.ts';
import type { Notices } from './notices.ts';

export interface JobsState {
  /** Newest last. */
  readonly jobs: readonly JobProgress[];
}

export interface Jobs {
  readonly store: StoreApi<JobsState>;
  load(): Promise<void>;
  update(progress: JobProgress): void;
  cancel(job: number): Promise<void>;
  clear(): void;
}

const mostKept = 20;

const waitedFor: ReadonlySet<JobProgress['kind']> = new Set(['export', 'import', 'sample', 'model', 'download']);

export function isRunning(job: JobProgress): boolean {
  return job.state === 'running' || job.state === 'cancelling';
}

/** Training has a stop of its own that keeps what was learnt; the key that cancels a job must not throw it away. */
export function cancellable(job: JobProgress): boolean {
  return isRunning(job) && job.kind !== 'train';
}

export function createJobs(studio: StudioApi, notices: Notices, showProblems: (job: number) => void): Jobs {
  const store = createStore<JobsState>(() => ({ jobs: [] }));

  function tellEnd(job: JobProgress): void {
    // The run says its own end, with the way to it (trainingEnd.ts).
    if (job.kind === 'train') return;
    const text =
      job.message ??
      t('{job}: {state, select, done {done} failed {failed} other {cancelled}}.', {
        job: jobNames[job.kind],
        state: job.state,
      });
    notices.announce(text);
    // The window waits for these itself and says what became of them.
    if (waitedFor.has(job.kind)) return;
    if (job.quiet === true && job.state !== 'failed' && job.problems === 0) return;
    const action = job.problems > 0 ? { label: t('Show them'), run: () => showProblems(job.id) } : undefined;
    if (job.state === 'failed') notices.say(text, { tone: 'bad', ...(action && { action }) });
    else if (action) notices.say(text, { tone: 'warn', action });
    else if (job.total !== 1 && job.kind === 'prelabel')
      notices.say(text, { tone: job.state === 'done' ? 'good' : 'plain' });
  }

  return {
    store,
    async load() {
      const result = await studio.ask('jobs/list', {});
      if (result.ok) store.setState({ jobs: result.value.slice(-mostKept) });
    },
    update(progress) {
      const before = store.getState().jobs.find((job) => job.id === progress.id);
      store.setState(({ jobs }) => ({
        jobs: before
          ? jobs.map((job) => (job.id === progress.id ? progress : job))
          : [...jobs, progress].slice(-mostKept),
      }));
      if (!isRunning(progress) && (before === undefined || isRunning(before))) tellEnd(progress);
    },
    async cancel(job) {
      const result = await studio.ask('job/cancel', { job });
      if (!result.ok) notices.report(result.failure);
    },
    clear: () => store.setState({ jobs: [] }),
  };
}

export const jobNames: Readonly<Record<JobProgress['kind'], string>> = {
  scan: t('Reading pictures'),
  prelabel: t('Pre-labelling'),
  import: t('Importing'),
  export: t('Exporting'),
  sample: t('Drawing the sample'),
  train: t('Training'),
  model: t('Importing a model'),
  download: t('Downloading weights'),
  fingerprint: t('Comparing pictures'),
  snapshot: t('Working on a snapshot'),
  backup: t('Backing up'),
};
