// The run that is looked at, with its whole course: read once, then continued by the events of the trainer.
// A store of its own, so that an update of the losses asks nobody but the charts.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Events, StudioApi } from '../../common/contract.ts';
import type { Failure } from '../../common/result.ts';
import type { RunDetail, SamplePrediction, TrainingEvent } from '../../common/training.ts';
import { emptyHistory, historyOf, withEvent, type RunHistory } from './runHistory.ts';

export interface LiveRunState {
  readonly run: string | undefined;
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | undefined;
  readonly classes: RunDetail['classes'];
  readonly samples: RunDetail['samples'];
  readonly history: RunHistory;
}

export interface LiveRun {
  readonly store: StoreApi<LiveRunState>;
  /** Reads the run, unless it is the one that is shown. */
  open(run: string): Promise<void>;
  reload(): Promise<void>;
  take(event: Events['training/event']): void;
  close(): void;
}

const empty: LiveRunState = {
  run: undefined,
  phase: 'none',
  failure: undefined,
  classes: [],
  samples: [],
  history: emptyHistory,
};

export function createLiveRun(studio: StudioApi): LiveRun {
  const store = createStore<LiveRunState>(() => empty);
  /** What was said while the course so far was on its way. */
  let meanwhile: TrainingEvent[] = [];

  async function read(run: string): Promise<void> {
    store.setState({ ...empty, run, phase: 'loading' });
    meanwhile = [];
    const result = await studio.ask('training/run', { run });
    const state = store.getState();
    if (state.run !== run || state.phase !== 'loading') return;
    if (!result.ok) {
      store.setState({ phase: 'failed', failure: result.failure });
      return;
    }
    const { classes, samples, history } = result.value;
    // Said twice is taken once: a step that is there already is replaced.
    store.setState({ phase: 'ready', classes, samples, history: meanwhile.reduce(withEvent, historyOf(history)) });
    meanwhile = [];
  }

  /** The trainer chooses which pictures it shows; the truth of those it has just chosen has to be asked for. */
  async function readSamples(run: string, shown: readonly SamplePrediction[]): Promise<void> {
    const known = new Set(store.getState().samples.map(({ image }) => image));
    if (shown.every(({ id }) => known.has(id))) return;
    const result = await studio.ask('training/run', { run });
    if (result.ok && store.getState().run === run) store.setState({ samples: result.value.samples });
  }

  return {
    store,
    async open(run) {
      const { run: shown, phase } = store.getState();
      if (shown !== run || phase === 'failed') await read(run);
    },
    async reload() {
      const { run } = store.getState();
      if (run !== undefined) await read(run);
    },
    take({ run, event }) {
      const { run: shown, phase, history } = store.getState();
      if (run !== shown) return;
      if (phase === 'loading') meanwhile.push(event);
      else if (phase === 'ready') {
        const next = withEvent(history, event);
        if (next !== history) store.setState({ history: next });
        if (event.kind === 'validation') void readSamples(run, event.samples);
      }
    },
    close() {
      meanwhile = [];
      store.setState(empty);
    },
  };
}
