// A model that goes on when its provider does not: a run that fails is repeated with fewer pictures at a time, then on the
// processor, and each such step is told. Which pictures run, and when, others decide.
import type { ModelCard } from '../common/model/card.ts';
import type { LoadedModel } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { InferenceCrew } from './inferenceCrew.ts';
import type { CrewModel, CrewOptions } from './inferenceCrew.ts';
import type { Keep, RanAnswer } from './inferenceThread.ts';
import { inputValues, usualValues } from './pipelineModel.ts';
import type { PipelineModel, Ran } from './pipelineModel.ts';
import type { Prepared } from './preprocess.ts';

/**
 * Pictures in one run at most. On the processor, where each thread runs alone, several at once gain nothing (measured with every size)
 * and are more than its caches hold; on graphics cards what fills them.
 */
const mostTogether = { processor: 1, graphics: 32 } as const;

/**
 * A run takes about so long at most, because a picture that is waited for comes after it. Milliseconds. On a card one picture alone
 * takes nearly as long as two: within 80 a ResNet-50 at 800 pixels would run alone on an H200, within 160 it runs by fives, half again
 * as many a second.
 */
const runFor = { processor: 80, graphics: 160 } as const;

/** Values of all images of one run, 256 MB as float32. */
const mostValues = 64e6;

/** Lives as long as its model is kept; `close` it. */
export class SteadyModel implements PipelineModel {
  readonly card: ModelCard;
  readonly #model: CrewModel;
  readonly #options: CrewOptions;
  readonly #listeners = new Set<(warning: string) => void>();
  #crew: InferenceCrew;
  /** On the processor, while or after another provider fails. */
  #fallback: Promise<InferenceCrew> | undefined;
  /** Of the provider that was left. */
  #attempts: LoadedModel['attempts'] = [];
  #mostTogether: number;
  /** For one picture of the shape that ran last, and that shape's values. */
  #cost: { readonly milliseconds: number; readonly values: number } | undefined;
  /** Called when a run may start that could not before. */
  onChange: () => void = () => undefined;

  private constructor(model: CrewModel, options: CrewOptions, crew: InferenceCrew) {
    this.card = model.card;
    this.#model = model;
    this.#options = options;
    this.#crew = crew;
    this.#mostTogether = crew.fixedBatch ?? (crew.provider === 'cpu' ? mostTogether.processor : mostTogether.graphics);
    crew.onChange = () => this.onChange();
  }

  /** Fails as `openSession` does. */
  static async open(model: CrewModel, options: CrewOptions): Promise<SteadyModel> {
    return new SteadyModel(model, options, await InferenceCrew.open(model, options));
  }

  get isFree(): boolean {
    return this.#crew.isFree;
  }

  get hands(): number {
    return this.#crew.layout.hands;
  }

  describe(): LoadedModel {
    const { provider, attempts, layout } = this.#crew;
    const threads = layout.hands * layout.threads;
    return { id: this.card.id, provider, attempts: [...this.#attempts, ...attempts], threads };
  }

  /** Values of the image that ran last; of a usual one before the first. */
  get inputValues(): number {
    return this.#cost?.values ?? usualValues;
  }

  /** Pictures like the last one that should run together. */
  get batch(): number {
    return this.batchFor(this.inputValues);
  }

  /** Pictures of so many values each that should run together. */
  batchFor(values: number): number {
    const most = runFor[this.#crew.provider === 'cpu' ? 'processor' : 'graphics'];
    const { values: known, milliseconds } = this.#cost ?? { values, milliseconds: most };
    const inTime = Math.floor(most / Math.max(0.1, (milliseconds * values) / known));
    return Math.max(1, Math.min(this.#mostTogether, inTime, Math.floor(mostValues / values)));
  }

  /** Returns the function that ends the subscription. */
  onWarning(listener: (warning: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Of one shape; their images are given away. Fails with kind `detector` when one picture alone cannot be run on the processor
   * either.
   */
  async run(prepared: readonly Prepared[], scoreThreshold: number, keep?: Keep): Promise<Ran> {
    const crew = this.#crew;
    const ran = await crew.run(prepared, scoreThreshold, keep);
    if (typeof ran.found !== 'string') return this.#note(prepared, { ...ran, found: ran.found });
    if (prepared.length > 1) return this.#runHalves(ran, ran.found, scoreThreshold, keep);
    if (crew.provider === 'cpu') return fail('detector', `The model cannot be run on it: ${ran.found}`);
    return this.#runOnProcessor(crew, ran, ran.found, scoreThreshold, keep);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    const fallback = await this.#fallback?.catch(() => undefined);
    await Promise.all([this.#crew.close(), ...(fallback === undefined ? [] : [fallback.close()])]);
  }

  #note(prepared: readonly Prepared[], ran: Ran): Ran {
    const values = prepared[0] === undefined ? 1 : inputValues(prepared[0]);
    const milliseconds = (ran.milliseconds.run + ran.milliseconds.finish) / prepared.length;
    // Somewhat slow to change: one run that had to wait for a processor says little.
    const before = this.#cost === undefined ? milliseconds : (this.#cost.milliseconds * values) / this.#cost.values;
    this.#cost = { milliseconds: before * 0.8 + milliseconds * 0.2, values };
    return ran;
  }

  async #runHalves(
    { prepared: all }: RanAnswer,
    reason: string,
    scoreThreshold: number,
    keep: Keep | undefined,
  ): Promise<Ran> {
    const half = Math.ceil(all.length / 2);
    if (half < this.#mostTogether) {
      this.#mostTogether = half;
      const before = `The model ${this.card.id} could not run ${all.length} pictures at once on ${this.#crew.provider}`;
      this.#warn(`${before} (${reason}); it goes on with ${half} at a time.`);
    }
    const first = await this.run(all.slice(0, half), scoreThreshold, keep);
    const second = await this.run(all.slice(half), scoreThreshold, keep);
    const sum = (name: 'run' | 'finish'): number => first.milliseconds[name] + second.milliseconds[name];
    const milliseconds = { run: sum('run'), finish: sum('finish') };
    const prepared = [...first.prepared, ...second.prepared];
    const [found, seen] = [
      [...first.found, ...second.found],
      [...first.seen, ...second.seen],
    ];
    return { prepared, found, seen, milliseconds };
  }

  /** The provider is left for good only when the processor can do what it could not: else it is the picture. */
  async #runOnProcessor(
    left: InferenceCrew,
    { prepared }: RanAnswer,
    reason: string,
    scoreThreshold: number,
    keep: Keep | undefined,
  ): Promise<Ran> {
    if (!this.#options.wanted.includes('cpu')) return fail('detector', `The model cannot be run on it: ${reason}`);
    this.#fallback ??= InferenceCrew.open(this.#model, { ...this.#options, wanted: ['cpu'] });
    const crew = await this.#fallback.catch((caught: unknown) => {
      this.#fallback = undefined;
      throw caught;
    });
    const ran = await crew.run(prepared, scoreThreshold, keep);
    if (typeof ran.found === 'string') return fail('detector', `The model cannot be run on it: ${ran.found}`);
    if (this.#crew === left) this.#leave(left, crew, reason);
    return { ...ran, found: ran.found };
  }

  #leave(left: InferenceCrew, crew: InferenceCrew, reason: string): void {
    const failed = { provider: left.provider, ok: false, reason: `It failed during a run: ${reason}`, milliseconds: 0 };
    this.#attempts = [...left.attempts.filter(({ provider }) => provider !== left.provider), failed];
    this.#crew = crew;
    this.#fallback = undefined;
    this.#cost = undefined;
    this.#mostTogether = Math.min(this.#mostTogether, mostTogether.processor);
    crew.onChange = () => this.onChange();
    void left.close();
    this.#warn(
      `The model ${this.card.id} stopped running on ${left.provider} (${reason}); it goes on with the processor.`,
    );
    this.onChange();
  }

  #warn(warning: string): void {
    for (const listener of this.#listeners) listener(warning);
  }
}
