// The threads that run one model on one provider: opens them, hands pictures to the one that is free. What runs when, and what is
// done about a run that fails, others decide.
import { availableParallelism } from 'node:os';
import type { ModelCard } from '../common/model/card.ts';
import type { ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { AskedThread } from './askedThread.ts';
import type { InferenceAnswer, InferenceQuestion, Keep, OpenedAnswer, RanAnswer } from './inferenceThread.ts';
import type { Prepared } from './preprocess.ts';
import { Turns } from './turns.ts';

type InferenceThread = AskedThread<InferenceQuestion, InferenceAnswer>;

/**
 * WebGPU in ONNX Runtime has one device for the whole process and no lock around it: two threads that use it at a time bring the process
 * down, or make each other's runs fail. So opening, running and closing on a card take turns, over all models.
 */
const graphics = new Turns(1);

export interface CrewModel {
  readonly card: ModelCard;
  /** The ONNX file, read anew for each thread and given away to it, so that none of it stays here. Fails when it changed. */
  load(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface CrewOptions {
  /** This program's file. */
  readonly entry: string;
  readonly wanted: readonly ProviderName[];
  readonly refused: readonly ProviderAttempt[];
}

export interface Layout {
  /** Runs at the same time. */
  readonly hands: number;
  /** Of ONNX Runtime in each of them. */
  readonly threads: number;
}

/** Over this many bytes of weights a picture takes long enough for its own time to matter. */
const largeModel = 32e6;

/**
 * Runs beside each other use the processors better than threads inside one run: two sessions of one thread ran 1.5 times (small
 * networks, 320 pixels) and 1.2 times (ResNet-50, 800 pixels) what one session of two threads did. A large network keeps two
 * sessions that may each take every processor, so that the one picture on screen is not slower for it; that costs a twentieth.
 */
export function layoutFor(modelBytes: number, processors = availableParallelism()): Layout {
  if (modelBytes > largeModel) return { hands: Math.min(2, processors), threads: Math.min(8, processors) };
  const hands = Math.min(4, processors);
  return { hands, threads: Math.min(4, Math.floor(processors / hands)) };
}

interface OpenHand {
  readonly hand: InferenceThread;
  readonly opened: OpenedAnswer;
  readonly layout: Layout;
}

/** `close` it. */
export class InferenceCrew {
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  readonly layout: Layout;
  /** How many pictures the model takes at once, where its file fixes that. */
  readonly fixedBatch: number | undefined;
  readonly #model: CrewModel;
  readonly #options: CrewOptions;
  readonly #hands: InferenceThread[];
  /** Called when a thread that was being opened is ready, or does not come. */
  onChange: () => void = () => undefined;
  /** Threads that there should be: fewer than planned when one does not open or does not last. */
  #wanted: number;
  #opening = false;
  /** Runs that wait for the card, or are on it. */
  #onCard = 0;
  #closed = false;

  private constructor(model: CrewModel, options: CrewOptions, { hand, opened, layout }: OpenHand) {
    this.#model = model;
    this.#options = options;
    this.#hands = [hand];
    this.provider = opened.provider;
    this.attempts = opened.attempts;
    this.fixedBatch = opened.fixedBatch;
    // A graphics card runs one batch after the other anyway.
    this.layout = opened.provider === 'cpu' ? layout : { hands: 1, threads: layout.threads };
    this.#wanted = this.layout.hands;
  }

  /** Ready with its first thread; the others follow. Fails as `openSession` does. */
  static async open(model: CrewModel, options: CrewOptions): Promise<InferenceCrew> {
    const crew = new InferenceCrew(model, options, await openHand(model, options));
    crew.#fill();
    return crew;
  }

  /** True when `run` would not have to wait: a thread is idle, or none is left and it fails at once. */
  get isFree(): boolean {
    if (this.#onCard > 0) return false;
    return this.#hands.some((hand) => hand.waiting === 0) || (this.#hands.length === 0 && !this.#opening);
  }

  /** Of one shape, whose images are given away and come back. Fails with kind `detector` when the thread stops under it. */
  async run(prepared: readonly Prepared[], scoreThreshold: number, keep?: Keep): Promise<RanAnswer> {
    const [first, ...others] = this.#hands;
    if (first === undefined) fail('detector', 'The threads that run the model stopped.');
    const hand = others.reduce((best, one) => (one.waiting < best.waiting ? one : best), first);
    const moved = prepared.map(({ image }) => image.buffer);
    try {
      const answer = await this.#inTurn(() => hand.ask({ kind: 'run', prepared, scoreThreshold, keep }, moved));
      if (answer.kind !== 'ran') throw new Error('A thread answered something else.');
      return answer;
    } finally {
      if (hand.isGone) this.#lose(hand);
    }
  }

  /** After the runs under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#inTurn(() => Promise.all(this.#hands.map((hand) => hand.close())));
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.provider === 'cpu') return work();
    this.#onCard++;
    return graphics.take('background', work).finally(() => this.#onCard--);
  }

  /** Opens the threads that are missing, one after another, on the provider that the first one found. */
  #fill(): void {
    if (this.#closed || this.#opening || this.#hands.length >= this.#wanted) return;
    this.#opening = true;
    void openHand(this.#model, { ...this.#options, wanted: [this.provider] })
      .then(
        ({ hand }) => (this.#closed ? void hand.close() : void this.#hands.push(hand)),
        () => {
          this.#wanted = this.#hands.length;
        },
      )
      .then(() => {
        this.#opening = false;
        this.#fill();
        this.onChange();
      });
  }

  /** A thread that a run brought down is replaced. */
  #lose(hand: InferenceThread): void {
    const at = this.#hands.indexOf(hand);
    if (at === -1) return;
    this.#hands.splice(at, 1);
    this.#fill();
  }
}

function openHand(model: CrewModel, options: CrewOptions): Promise<OpenHand> {
  const refused = new Set(options.refused.map(({ provider }) => provider));
  const onCard = options.wanted.some((provider) => provider !== 'cpu' && !refused.has(provider));
  return onCard ? graphics.take('background', () => openNow(model, options)) : openNow(model, options);
}

async function openNow(model: CrewModel, { entry, wanted, refused }: CrewOptions): Promise<OpenHand> {
  const { card } = model;
  const bytes = await model.load();
  const layout = layoutFor(bytes.length);
  const hand: InferenceThread = new AskedThread(entry, 'inference');
  try {
    const question = { kind: 'open', bytes, card, wanted, refused, threads: layout.threads } as const;
    const opened = await hand.ask(question, [bytes.buffer]);
    if (opened.kind !== 'opened') throw new Error('A thread answered something else.');
    return { hand, opened, layout };
  } catch (caught) {
    await hand.close();
    throw caught;
  }
}
