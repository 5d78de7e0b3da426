// Carries a run through the lives of its trainer process: asked to train, steered, started once more when it dies, told to
// stop. What the run is called and where it is kept is not known here.
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import { assertNever, failure, FailureError, type Failure } from '../../common/result.ts';
import type { TrainingEvent, TrainingOutcome } from '../../common/training.ts';
import { kept } from '../database/keptWords.ts';
import type { DetectorClient } from '../detector/client.ts';
import { outcomeSchema } from './trainingSchemas.ts';

/** A client of the lane "trainer", for one run. */
export type Trainer = Pick<DetectorClient, 'call' | 'close' | 'onStatus'>;

export type SteeringAction = 'pause' | 'continue' | 'stop';
export type LifeState = 'running' | 'paused' | 'stopping';

export type LifeEnd =
  | { readonly kind: 'outcome'; readonly outcome: TrainingOutcome }
  /** It can be taken up again from its last checkpoint. Messages as keptWords.ts keeps them. */
  | { readonly kind: 'interrupted'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface LifeOptions {
  /** The run's folder, with plan.json and data.json in it. */
  readonly folder: string;
  readonly trainer: Trainer;
  readonly onEvent: (event: TrainingEvent) => void;
  /** For the log. */
  readonly onNote: (text: string) => void;
  /** A process that dies again within this time is not started again; default a minute. */
  readonly restartMilliseconds?: number;
}

const stateAfter: Readonly<Record<SteeringAction, LifeState>> = {
  pause: 'paused',
  continue: 'running',
  stop: 'stopping',
};

/** One run of the trainer. `live` once; it ends by itself, by `steer('stop')` or by `cancel`. */
export class TrainingLife {
  readonly #options: LifeOptions;
  readonly #cancel = new AbortController();
  #state: LifeState = 'running';
  /** The process of now has said something, so it can be steered. */
  #speaks = false;
  #died = false;
  #diedAt = -Infinity;

  constructor(options: LifeOptions) {
    this.#options = options;
  }

  get state(): LifeState {
    return this.#state;
  }

  /** Never rejects. */
  async live(): Promise<LifeEnd> {
    const { folder, trainer, onNote } = this.#options;
    trainer.onStatus(({ state }) => {
      if (state !== 'stopped') return;
      this.#died = true;
      this.#speaks = false;
    });
    for (;;) {
      this.#died = false;
      const onItem = (event: TrainingEvent): void => this.#take(event);
      const result = await trainer.call('train', { folder }, { onItem, signal: this.#cancel.signal });
      this.#speaks = false;
      if (result.ok) return readEnd(result.value);
      if (this.#cancel.signal.aborted) return { kind: 'interrupted', message: kept(closedMessage) };
      if (!this.#died) return refused(result.failure);
      onNote(`${result.failure.message} ${result.failure.detail ?? ''}`.trim());
      if (!this.#mayRestart()) return { kind: 'interrupted', message: kept(diedTwiceMessage) };
      this.#options.onEvent({ kind: 'warning', message: t(restartedMessage) });
      this.#options.onEvent({ kind: 'phase', phase: 'starting' });
    }
  }

  /**
   * The state is the new one at once; a process that is just starting is told when it can hear. Fails when the process
   * refuses, with the state as it was.
   */
  async steer(action: SteeringAction): Promise<void> {
    const before = this.#state;
    if (before === 'stopping' && action !== 'stop')
      throw new FailureError(failure('busy', t('This run is stopping already. Its model is being written.')).failure);
    this.#state = stateAfter[action];
    if (!this.#speaks) return;
    const result = await this.#options.trainer.call('steerTraining', { action });
    // What went away meanwhile has ended, or is told again when it is back.
    if (result.ok || !this.#speaks) return;
    this.#state = before;
    throw new FailureError(result.failure);
  }

  /** Ends it with its last checkpoint kept and no model. */
  cancel(): void {
    this.#cancel.abort();
  }

  #take(event: TrainingEvent): void {
    const isFirst = !this.#speaks;
    this.#speaks = true;
    if (isFirst) this.#tellState();
    this.#options.onEvent(event);
  }

  /** A process that starts learns at once; what was wished before it could hear is said now. */
  #tellState(): void {
    const action = actionFor(this.#state);
    if (action === undefined) return;
    void this.#options.trainer.call('steerTraining', { action }).then((result) => {
      if (!result.ok) this.#options.onNote(`The trainer did not ${action}: ${result.failure.message}`);
    });
  }

  #mayRestart(): boolean {
    const now = performance.now();
    const isSoon = now - this.#diedAt < (this.#options.restartMilliseconds ?? 60_000);
    this.#diedAt = now;
    return !isSoon;
  }
}

const closedMessage: Message = 'The project was closed while it trained. Continue goes on from the last checkpoint.';
const diedTwiceMessage: Message =
  'The training process stopped twice within a minute, as it does when memory runs out. Continue goes on from the last checkpoint.';
const restartedMessage: Message =
  'The training process stopped. It was started again and goes on from its last checkpoint.';

function actionFor(state: LifeState): SteeringAction | undefined {
  switch (state) {
    case 'running':
      return undefined;
    case 'paused':
      return 'pause';
    case 'stopping':
      return 'stop';
    default:
      return assertNever(state);
  }
}

function readEnd(value: unknown): LifeEnd {
  const read = outcomeSchema.safeParse(value);
  if (read.success) return { kind: 'outcome', outcome: read.data };
  return { kind: 'failed', message: kept('The training process ended with an answer that cannot be read.') };
}

/** A full disk passes, and the checkpoint is there; what else the trainer refuses it would refuse again. */
function refused({ kind, message }: Failure): LifeEnd {
  const passes = kind === 'disk' || kind === 'read-only' || kind === 'cancelled';
  if (!passes) return { kind: 'failed', message };
  const again = kept('{reason} Continue goes on from the last checkpoint.', { reason: message });
  return { kind: 'interrupted', message: again };
}
