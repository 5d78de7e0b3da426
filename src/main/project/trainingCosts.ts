// What one update of a network costs on this machine, measured in a process of its own and remembered for the life of the
// program. Nothing is read of a project here.
import { t } from '../../common/messages/t.ts';
import type { DetectorCalls, TrainingCost } from '../../common/protocol.ts';
import { fail, FailureError, type Failure } from '../../common/result.ts';
import type { Trainer } from './trainingLife.ts';

type Network = DetectorCalls['measureTraining']['request'];

interface Measurement {
  readonly key: string;
  readonly stop: AbortController;
  readonly ended: Promise<TrainingCost>;
}

/** One measurement at a time: two would slow each other down. */
export class TrainingCosts {
  readonly #makeTrainer: () => Trainer;
  readonly #known = new Map<string, TrainingCost>();
  #current: Measurement | undefined;

  constructor(makeTrainer: () => Trainer) {
    this.#makeTrainer = makeTrainer;
  }

  /** Without measuring. */
  known(network: Network): TrainingCost | undefined {
    return this.#known.get(keyOf(network));
  }

  /**
   * Measured now when it is not known; the measurement of another network is given up for it. Failures: cancelled,
   * detector (the process died of it), and those of measureTraining.
   */
  async of(network: Network): Promise<TrainingCost> {
    const key = keyOf(network);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#current?.key !== key) {
      const before = this.#current;
      const stop = new AbortController();
      const ended = this.#measureAfter(before, network, stop.signal);
      // Whoever asked hears it; that nobody asks any more is no fault.
      ended.catch(() => undefined);
      this.#current = { key, stop, ended };
    }
    return this.#current.ended;
  }

  /** Gives up what is being measured. */
  async giveUp(): Promise<void> {
    this.#current?.stop.abort();
    await this.#current?.ended.catch(() => undefined);
  }

  async #measureAfter(before: Measurement | undefined, network: Network, signal: AbortSignal): Promise<TrainingCost> {
    before?.stop.abort();
    await before?.ended.catch(() => undefined);
    const trainer = this.#makeTrainer();
    // It has nothing to save, so it is not asked to end.
    signal.addEventListener('abort', () => void trainer.close(), { once: true });
    try {
      if (signal.aborted) gaveUp();
      const result = await trainer.call('measureTraining', network);
      if (signal.aborted) gaveUp();
      if (!result.ok) throw new FailureError(explained(result.failure));
      this.#known.set(keyOf(network), result.value);
      return result.value;
    } finally {
      await trainer.close();
      if (this.#current?.stop.signal === signal) this.#current = undefined;
    }
  }
}

function gaveUp(): never {
  fail('cancelled', t('The measurement was given up for another network or a run.'));
}

function explained(known: Failure): Failure {
  if (known.kind !== 'detector') return known;
  const message = t(
    'The process that measured this network stopped; it may need more memory than there is. Choose a smaller network or fewer pixels.',
  );
  return { kind: 'detector', message, detail: `${known.message} ${known.detail ?? ''}` };
}

/** A model that is started from brings its own network. */
function keyOf({ size, from, classes, pixels, provider }: Network): string {
  return JSON.stringify([from === undefined ? size : from.onnxPath, classes, pixels, provider ?? 'cpu']);
}
