// The runs of the project, the form for a new one, and what is asked of main about them. Learning itself happens elsewhere.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { Events, Requests, StudioApi } from '../../common/contract.ts';
import type { Failure } from '../../common/result.ts';
import type { RunComparison, RunSummary, TrainingEstimate, TrainingWish } from '../../common/training.ts';
import { createLiveRun, type LiveRun } from './liveRun.ts';
import type { Notices } from './notices.ts';
import { activeRun, firstWish, isActive } from './trainingWish.ts';

/** A question to main: its last answer stays in sight while it is asked anew. */
export interface Question<Answer> {
  readonly phase: 'none' | 'waiting' | 'ready' | 'failed';
  readonly answer: Answer | undefined;
  readonly failure: Failure | undefined;
}

export interface TrainingState {
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | undefined;
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** The run that is looked at; undefined: the form for a new one. */
  readonly chosen: string | undefined;
  /** `from` undefined: the model in use. */
  readonly wish: Omit<TrainingWish, 'from' | 'snapshot'> & {
    readonly from?: string | null;
    readonly snapshot?: number | undefined;
  };
  readonly estimate: Question<TrainingEstimate>;
  readonly comparisons: ReadonlyMap<string, Question<RunComparison>>;
  /** What main was asked to do and has not answered yet. */
  readonly asking: 'nothing' | 'start' | 'steer' | 'forget';
}

export type Steering = Requests['training/steer']['request']['action'];

export interface Training {
  readonly store: StoreApi<TrainingState>;
  readonly live: LiveRun;
  load(): Promise<void>;
  /** Looks at a run, or at the form. */
  choose(run: string | undefined): void;
  setWish(part: Partial<Omit<TrainingWish, 'snapshot'>> & { readonly snapshot?: number | undefined }): void;
  /** The wish with the model in use where none was chosen. */
  wishOf(): TrainingWish;
  /** Asks for the estimate when the wish has rested; the returned function gives the question up. */
  estimateSoon(): () => void;
  start(): Promise<void>;
  steer(run: string, action: Steering): Promise<void>;
  compare(run: string): Promise<void>;
  forget(run: string): Promise<void>;
  changed(summary: RunSummary): void;
  heard(event: Events['training/event']): void;
  clear(): void;
}

export interface TrainingOptions {
  readonly studio: StudioApi;
  readonly notices: Notices;
  /** Saves what was edited last; false when it could not be saved. */
  readonly settle: () => Promise<boolean>;
  readonly usualStart: () => string | null;
  /** A run came to its end, or was cut off. */
  readonly onEnd: (run: RunSummary) => void;
}

// A measurement keeps a core busy for a while, so it waits until the hand rests (ms).
const estimateAfter = 400;

const unasked = { phase: 'none', answer: undefined, failure: undefined } as const;

const empty: TrainingState = {
  phase: 'none',
  failure: undefined,
  runs: [],
  chosen: undefined,
  wish: firstWish,
  estimate: unasked,
  comparisons: new Map(),
  asking: 'nothing',
};

export function createTraining(options: TrainingOptions): Training {
  const { studio, notices, settle } = options;
  const store = createStore<TrainingState>(() => empty);
  const live = createLiveRun(studio);

  function choose(run: string | undefined): void {
    store.setState({ chosen: run });
    if (run === undefined) live.close();
    else void live.open(run);
  }

  function put(summary: RunSummary): void {
    store.setState(({ runs }) => ({
      runs: runs.some(({ id }) => id === summary.id)
        ? runs.map((one) => (one.id === summary.id ? summary : one))
        : [summary, ...runs],
    }));
  }

  function changed(summary: RunSummary): void {
    const before = store.getState().runs.find(({ id }) => id === summary.id);
    put(summary);
    if (before && isActive(before.state) && !isActive(summary.state)) options.onEnd(summary);
  }

  /** One request at a time that changes a run; undefined when it failed (which was told) or another is on its way. */
  async function act<Name extends 'training/start' | 'training/steer' | 'training/forget'>(
    asking: TrainingState['asking'],
    name: Name,
    request: Requests[Name]['request'],
  ): Promise<Requests[Name]['reply'] | undefined> {
    if (store.getState().asking !== 'nothing') return undefined;
    store.setState({ asking });
    const result = await studio.ask(name, request);
    store.setState({ asking: 'nothing' });
    if (result.ok) return result.value;
    notices.report(result.failure);
    return undefined;
  }

  function wishOf(): TrainingWish {
    const { name, snapshot, ...wish } = store.getState().wish;
    const named = name?.trim() ?? '';
    const from = wish.from === undefined ? options.usualStart() : wish.from;
    return { ...wish, from, ...(snapshot !== undefined && { snapshot }), ...(named !== '' && { name: named }) };
  }

  function setQuestion(run: string, question: Question<RunComparison>): void {
    store.setState(({ comparisons }) => ({ comparisons: new Map(comparisons).set(run, question) }));
  }

  return {
    store,
    live,
    choose,
    changed,
    wishOf,
    estimateSoon: createEstimate(studio, store, wishOf),
    async load() {
      store.setState({ phase: 'loading', failure: undefined });
      const result = await studio.ask('training/runs', {});
      if (!result.ok) return store.setState({ phase: 'failed', failure: result.failure });
      store.setState({ phase: 'ready', runs: result.value });
      // Whoever comes back while a run goes on wants to see it.
      const active = activeRun(result.value);
      if (active && store.getState().chosen === undefined) choose(active.id);
    },
    setWish: (part) => store.setState(({ wish }) => ({ wish: { ...wish, ...part } })),
    async start() {
      if (!(await settle())) return;
      const summary = await act('start', 'training/start', wishOf());
      if (summary === undefined) return;
      put(summary);
      choose(summary.id);
      notices.announce(t('Training started.'));
    },
    async steer(run, action) {
      const summary = await act('steer', 'training/steer', { run, action });
      if (summary) changed(summary);
    },
    async compare(run) {
      if (store.getState().comparisons.get(run)?.phase === 'waiting') return;
      setQuestion(run, { ...unasked, phase: 'waiting' });
      const result = await studio.ask('training/compare', { run });
      if (!store.getState().runs.some(({ id }) => id === run)) return;
      setQuestion(
        run,
        result.ok
          ? { phase: 'ready', answer: result.value, failure: undefined }
          : { phase: 'failed', answer: undefined, failure: result.failure },
      );
    },
    async forget(run) {
      const runs = await act('forget', 'training/forget', { run });
      if (runs === undefined) return;
      store.setState({ runs });
      if (store.getState().chosen === run) choose(runs[0]?.id);
    },
    heard: live.take,
    clear() {
      live.close();
      store.setState(empty);
    },
  };
}

/** What a run would come to: asked when the wish rests, one question at a time, and only the answer to the last wish is shown. */
function createEstimate(
  studio: StudioApi,
  store: StoreApi<TrainingState>,
  wishOf: () => TrainingWish,
): Training['estimateSoon'] {
  let round = 0;
  let onItsWay: Promise<unknown> = Promise.resolve();

  return () => {
    const mine = ++round;
    store.setState(({ estimate }) => ({ estimate: { ...estimate, phase: 'waiting', failure: undefined } }));
    const timer = setTimeout(() => {
      onItsWay = onItsWay.then(async () => {
        if (mine !== round) return;
        const result = await studio.ask('training/estimate', wishOf());
        // A start gives the measurement up, for the run needs the machine.
        if (mine !== round || (!result.ok && result.failure.kind === 'cancelled')) return;
        store.setState({
          estimate: result.ok
            ? { phase: 'ready', answer: result.value, failure: undefined }
            : { phase: 'failed', answer: undefined, failure: result.failure },
        });
      });
    }, estimateAfter);
    return () => {
      clearTimeout(timer);
      if (mine === round) round += 1;
    };
  };
}
