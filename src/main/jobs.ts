// The running and finished jobs: progress with rate and time left, cancel, problems. What a job does is not known here.
import type { JobKind, JobProgress, ProblemEntry } from '../common/records.ts';
import { failureOf } from '../common/result.ts';
import { log } from './log.ts';

export interface JobReport {
  /** Raises what is done; `total` may become known late. */
  progress(done: number, total: number): void;
  /** Where in a large picture it stands; undefined when in none. */
  tiles(within: JobProgress['tiles']): void;
  problem(entry: ProblemEntry): void;
  readonly signal: AbortSignal;
}

interface Job {
  progress: JobProgress;
  readonly problems: ProblemEntry[];
  readonly stop: AbortController;
  /** Recent [time, done] pairs for the rate. */
  readonly marks: [number, number][];
  lastTold: number;
  /** Nobody is told of it (yet): it is quiet, and short. */
  silent: boolean;
}

/** Each time the window draws anew, which costs as much as a picture or two. */
const toldEvery = 250; // milliseconds
const rateOver = 5000; // milliseconds
const kept = 20;
/** A quiet job with more than this to do is shown, so that it can be seen and cancelled. */
const shownFrom = 200;

export class Jobs {
  readonly #jobs = new Map<number, Job>();
  readonly #told: (progress: JobProgress) => void;
  #next = 1;

  constructor(told: (progress: JobProgress) => void) {
    this.#told = told;
  }

  /**
   * Starts `work` and returns the job's id at once. The text that `work` resolves to is the closing message. A quiet one is told of
   * only when it is long, failed, or has something to say.
   */
  start(
    kind: JobKind,
    work: (report: JobReport) => Promise<string>,
    asked: 'asked' | 'quiet' = 'asked',
  ): { readonly job: number; readonly ended: Promise<JobProgress> } {
    const id = this.#next++;
    const job: Job = {
      progress: { id, kind, state: 'running', done: 0, total: 0, rate: 0, problems: 0, ...quietly(asked) },
      problems: [],
      stop: new AbortController(),
      marks: [[performance.now(), 0]],
      lastTold: 0,
      silent: asked === 'quiet',
    };
    this.#jobs.set(id, job);
    this.#forgetOld();
    this.#tell(job);
    return { job: id, ended: this.#run(job, work) };
  }

  async #run(job: Job, work: (report: JobReport) => Promise<string>): Promise<JobProgress> {
    const report: JobReport = {
      signal: job.stop.signal,
      progress: (done, total) => {
        this.#advance(job, done, total);
      },
      tiles: (within) => {
        this.#showTiles(job, within);
      },
      problem: (entry) => {
        job.problems.push(entry);
        job.progress = { ...job.progress, problems: job.problems.length };
      },
    };
    try {
      const message = await work(report);
      const state = job.stop.signal.aborted ? 'cancelled' : 'done';
      this.#end(job, { ...job.progress, state, message });
    } catch (caught) {
      const failure = failureOf(caught);
      const cancelled = failure.kind === 'cancelled' || job.stop.signal.aborted;
      if (failure.kind === 'unexpected') log('error', failure.detail ?? failure.message);
      this.#end(job, { ...job.progress, state: cancelled ? 'cancelled' : 'failed', message: failure.message });
    }
    return job.progress;
  }

  #end(job: Job, progress: JobProgress): void {
    const { secondsLeft: _, tiles: __, ...rest } = progress;
    job.progress = rest;
    if (job.silent && (rest.message === '' || rest.state === 'cancelled')) this.#jobs.delete(rest.id);
    else job.silent = false;
    this.#tell(job);
  }

  #tell(job: Job): void {
    if (!job.silent) this.#told(job.progress);
  }

  #advance(job: Job, done: number, total: number): void {
    if (total >= shownFrom) job.silent = false;
    const now = performance.now();
    job.marks.push([now, done]);
    while (job.marks.length > 2 && now - (job.marks[0]?.[0] ?? now) > rateOver) job.marks.shift();
    const [since, before] = job.marks[0] ?? [now, done];
    const rate = now - since < 200 ? 0 : ((done - before) / (now - since)) * 1000;
    const { secondsLeft: _, ...rest } = job.progress;
    const left = rate > 0 && total > done ? { secondsLeft: (total - done) / rate } : {};
    job.progress = { ...rest, done, total, rate, ...left };
    if (now - job.lastTold < toldEvery && done < total) return;
    job.lastTold = now;
    this.#tell(job);
  }

  #showTiles(job: Job, within: JobProgress['tiles']): void {
    const { tiles: _, ...rest } = job.progress;
    job.progress = within === undefined ? rest : { ...rest, tiles: { done: within.done, total: within.total } };
    const now = performance.now();
    if (now - job.lastTold < toldEvery) return;
    job.lastTold = now;
    this.#tell(job);
  }

  /** Asks a job to stop; no error when it has ended already. */
  cancel(id: number): void {
    const job = this.#jobs.get(id);
    if (job?.progress.state !== 'running') return;
    job.progress = { ...job.progress, state: 'cancelling' };
    this.#tell(job);
    job.stop.abort();
  }

  /** Cancels everything that runs; resolves when nothing does any more. */
  async cancelAll(): Promise<void> {
    for (const id of this.#jobs.keys()) this.cancel(id);
    while ([...this.#jobs.values()].some(({ progress: { state } }) => state === 'running' || state === 'cancelling')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** All that anybody is told of. */
  list(): readonly JobProgress[] {
    return [...this.#jobs.values()].filter(({ silent }) => !silent).map(({ progress }) => progress);
  }

  /** Whether one of this kind goes on, quiet ones too. */
  isRunning(kind: JobKind): boolean {
    return [...this.#jobs.values()].some(({ progress }) => progress.kind === kind && progress.state === 'running');
  }

  problems(id: number): readonly ProblemEntry[] {
    return this.#jobs.get(id)?.problems ?? [];
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.values()].filter(
      ({ progress }) => !['running', 'cancelling'].includes(progress.state),
    );
    for (const job of ended.slice(0, Math.max(0, ended.length - kept))) this.#jobs.delete(job.progress.id);
  }
}

const quietly = (asked: 'asked' | 'quiet'): Pick<JobProgress, 'quiet'> => (asked === 'quiet' ? { quiet: true } : {});
