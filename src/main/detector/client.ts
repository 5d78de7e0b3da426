// Calls a detector process and keeps one alive: started at the first call, started again after a crash, cancelled by message
// and then by force. Used by the program and the command line; no Electron in it.
import { t } from '../../common/messages/t.ts';
import type { DetectorStatus } from '../../common/records.ts';
import type { CallName, DetectorCalls, Lane, ModelFiles, PictureFile, TileProgress } from '../../common/protocol.ts';
import { failure } from '../../common/result.ts';
import type { Failure, Result } from '../../common/result.ts';
import type { Fork } from './child.ts';
import { CrashedProviders } from './crashedProviders.ts';
import { callForFiles } from './lists.ts';
import type { Outcome } from './lists.ts';
import { DetectorProcess } from './process.ts';
import { endProviderTries, refusedProviders } from './providerTries.ts';

export interface DetectorClientOptions {
  readonly fork: Fork;
  /** The built detector.js. */
  readonly entry: string;
  readonly lane: Lane;
  /** After a cancellation the process has this long to answer before it is ended. */
  readonly graceMilliseconds?: number;
}

export interface CallOptions<Name extends CallName> {
  /** Called for each item; after a crash the rest goes on, so no item comes twice. */
  readonly onItem?: (item: Exclude<DetectorCalls[Name]['item'], TileProgress>) => void;
  /** Of pictures that are looked at in tiles, before their item. */
  readonly onTiles?: (progress: TileProgress) => void;
  readonly signal?: AbortSignal;
}

type Request<Name extends CallName> = DetectorCalls[Name]['request'];
type Reply<Name extends CallName> = Result<DetectorCalls[Name]['reply']>;

const cancelled = () => failure('cancelled', t('It was cancelled.'));
const closed = () => failure('cancelled', t('The program is closing.'));
/**
 * Not repeated by themselves: what leaves files behind, what is a run's own (its keeper decides), and what would bring the
 * process down again.
 */
const askedOnce: ReadonlySet<CallName> = new Set([
  'inspectModel',
  'previewModel',
  'importModel',
  'drawSample',
  'train',
  'steerTraining',
  'measureTraining',
]);

/** Leave nothing behind: who cancels them does not wait for what still runs. */
const leftBehind: ReadonlySet<CallName> = new Set(['detect', 'assess', 'probe']);

/** Answered within milliseconds, mostly: to show them as work would be a flicker. */
const inPassing: ReadonlySet<CallName> = new Set(['askAt']);

/** One lane's process, over its lives. `close` it. */
export class DetectorClient {
  readonly #options: DetectorClientOptions;
  readonly #listeners = new Set<(status: DetectorStatus) => void>();
  /** The process, or its start under way. */
  #process: Promise<DetectorProcess> | undefined;
  #current: DetectorProcess | undefined;
  #status: DetectorStatus = { state: 'stopped' };
  readonly #crashed = new CrashedProviders();
  /** Of the model in use, and which model that is: it runs otherwise than it began. */
  #warning: { readonly model: string; readonly message: string } | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: DetectorClientOptions) {
    this.#options = options;
  }

  get status(): DetectorStatus {
    return this.#status;
  }

  /** Of the process that runs now; for tests and the log. */
  get pid(): number | undefined {
    return this.#current?.pid;
  }

  /** Returns the function that ends the subscription. */
  onStatus(listener: (status: DetectorStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Starts the process before the first call needs it. */
  async start(): Promise<Result<DetectorCalls['describe']['reply']>> {
    return this.call('describe', {});
  }

  /**
   * Never rejects. After a crash a call over files goes on with the rest (a file that crashes it twice becomes a failed
   * item); other calls that only read are asked once more; the rest fail with kind `detector`.
   */
  async call<Name extends CallName>(
    name: Name,
    request: Request<Name>,
    options: CallOptions<Name> = {},
  ): Promise<Reply<Name>> {
    const result = await this.#route(name, request, options as CallOptions<CallName>);
    // A model that is only measured is not the one in use.
    if ('model' in request && name !== 'assess') {
      if (result.ok) await this.#noticeModel(request.model.id);
      else this.#noticeFailure(request.model, result.failure);
    }
    return result as Reply<Name>;
  }

  /** Ends the process; calls under way fail with kind `cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#process !== undefined && this.#current === undefined) endProviderTries();
    const process = await this.#process;
    process?.end();
    this.#setStatus({ state: 'stopped' });
    this.#listeners.clear();
  }

  async #route(name: CallName, request: Request<CallName>, options: CallOptions<CallName>): Promise<Result<unknown>> {
    if (name === 'detect') return this.#detect(request as Request<'detect'>, options);
    if (name === 'probe') return this.#probe(request as Request<'probe'>, options);
    const onItem = (item: unknown): void => options.onItem?.(item as never);
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#send(name, request, onItem, options.signal);
      if (outcome.kind === 'reply') return outcome.result;
      if (askedOnce.has(name) || (outcome.fault && attempt > 0)) return { ok: false, failure: outcome.failure };
    }
  }

  async #detect(request: Request<'detect'>, options: CallOptions<'detect'>): Promise<Result<unknown>> {
    let provider = this.#status.model?.provider ?? 'cpu';
    const switchedOff: string[] = [];
    if (this.#status.model?.id !== request.model.id) await this.#learnProvider(request.model, options.signal);
    const result = await callForFiles<PictureFile>({
      files: request.pictures,
      send: (pictures, answered) => this.#sendFiles('detect', { ...request, pictures }, answered, options),
      leaveOut: (file, reason) => {
        const milliseconds = { prepare: 0, run: 0, finish: 0 };
        options.onItem?.({ id: file.id, width: 0, height: 0, result: { ok: false, failure: reason }, milliseconds });
      },
      excuse: () => {
        const off = this.#crashed.switchOff();
        if (off !== undefined)
          switchedOff.push(t('The detector stopped twice on {provider}; it goes on without it.', { provider: off }));
        return off !== undefined;
      },
    });
    if (!result.ok) return result;
    const reply = result.value as DetectorCalls['detect']['reply'] | undefined;
    provider = reply?.provider ?? provider;
    const warnings = [...switchedOff, ...(reply?.warnings ?? [])];
    if (warnings.length > 0) await this.#noticeWarning(request.model.id, warnings.join(' '));
    return {
      ok: true,
      value: { pictures: request.pictures.length, provider, ...(warnings.length > 0 && { warnings }) },
    };
  }

  async #probe(request: Request<'probe'>, options: CallOptions<'probe'>): Promise<Result<unknown>> {
    const result = await callForFiles<PictureFile>({
      files: request.files,
      send: (files, answered) => this.#sendFiles('probe', { ...request, files }, answered, options),
      leaveOut: (file, reason) => options.onItem?.({ id: file.id, result: { ok: false, failure: reason } }),
      excuse: () => false,
    });
    return result.ok ? { ok: true, value: { pictures: request.files.length } } : result;
  }

  #sendFiles<Name extends 'detect' | 'probe'>(
    name: Name,
    request: Request<Name>,
    answered: (id: number) => void,
    options: CallOptions<Name>,
  ): Promise<Outcome> {
    const onItem = (item: unknown): void => {
      const { id, picture } = (item ?? {}) as { id?: unknown; picture?: unknown };
      if (typeof picture === 'number') options.onTiles?.(item as TileProgress);
      if (typeof id !== 'number') return;
      answered(id);
      options.onItem?.(item as Exclude<DetectorCalls[Name]['item'], TileProgress>);
    };
    return this.#send(name, request, onItem, options.signal);
  }

  async #send<Name extends CallName>(
    name: Name,
    request: Request<Name>,
    onItem: (item: unknown) => void,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    if (isAborted(signal)) return { kind: 'reply', result: cancelled() };
    if (this.#closed) return { kind: 'reply', result: closed() };
    const process = await this.#alive();
    if (this.#closed) return { kind: 'reply', result: closed() };
    if (isAborted(signal)) return { kind: 'reply', result: cancelled() };
    const id = ++this.#lastId;
    const live = (item: unknown): void => {
      if (!isAborted(signal)) onItem(item);
    };
    const sent = process.send(id, name, request, live);
    if (!inPassing.has(name)) {
      this.#showWork(process);
      void sent.then(() => this.#showWork(process));
    }
    const outcome = await new Promise<Outcome>((resolve) => {
      const cancel = (): void => {
        this.#cancel(process, id);
        if (leftBehind.has(name)) resolve({ kind: 'reply', result: cancelled() });
      };
      signal?.addEventListener('abort', cancel, { once: true });
      void sent.then((ended) => {
        signal?.removeEventListener('abort', cancel);
        resolve(ended);
      });
    });
    if (this.#closed && outcome.kind === 'gone') return { kind: 'reply', result: closed() };
    return isAborted(signal) && outcome.kind === 'gone' ? { kind: 'reply', result: cancelled() } : outcome;
  }

  /** A message, then force: a run of a large model on a slow processor does not listen. Other calls go on in the next process. */
  #cancel(process: DetectorProcess, id: number): void {
    process.cancel(id);
    const timer = setTimeout(() => {
      if (process.isPending(id)) process.end();
    }, this.#options.graceMilliseconds ?? 2000);
    timer.unref();
  }

  #alive(): Promise<DetectorProcess> {
    this.#process ??= this.#begin();
    return this.#process;
  }

  async #begin(): Promise<DetectorProcess> {
    const { fork, entry, lane } = this.#options;
    this.#setStatus({ ...this.#status, state: this.#status.message === undefined ? 'starting' : 'restarting' });
    const refused = lane === 'detector' ? await refusedProviders(fork, entry) : [];
    const all = [...this.#crashed.switchedOff, ...refused];
    const process = new DetectorProcess(fork, entry, [`--lane=${lane}`, `--refused=${JSON.stringify(all)}`], {
      onReady: () => this.#showWork(process),
      onGone: (reason) => this.#lose(process, reason),
    });
    this.#current = process;
    return process;
  }

  #lose(process: DetectorProcess, reason: Failure): void {
    if (this.#current !== process) return;
    this.#process = undefined;
    this.#current = undefined;
    this.#warning = undefined;
    if (!this.#closed) this.#setStatus({ state: 'stopped', message: reason.message });
  }

  #showWork(process: DetectorProcess): void {
    if (this.#current !== process || this.#closed || !process.ready) return;
    const { message: _, ...status } = this.#status;
    const warning = this.#warning === undefined ? {} : { message: this.#warning.message };
    this.#setStatus({ ...status, state: process.busy ? 'busy' : 'ready', ...warning });
  }

  /** Before the first pictures run on it: after a crash it must be known whether a provider may be at fault, or only the picture. */
  async #learnProvider(model: ModelFiles, signal: AbortSignal | undefined): Promise<void> {
    const loaded = await this.#send('load', { model }, () => undefined, signal);
    if (loaded.kind === 'reply' && loaded.result.ok) {
      this.#crashed.inUse = (loaded.result.value as DetectorCalls['load']['reply']).provider;
    }
  }

  /** Keeps `status.model` at the model used last. */
  async #noticeModel(id: string): Promise<void> {
    const { model: shown } = this.#status;
    if (shown?.id === id && shown.attempts.some(({ ok }) => ok)) return;
    if (this.#warning?.model !== id) this.#warning = undefined;
    await this.#describeModel(id);
  }

  /** The model runs otherwise now: what the status says of it is asked anew, and why stays beside it. */
  async #noticeWarning(model: string, message: string): Promise<void> {
    this.#warning = { model, message };
    await this.#describeModel(model);
  }

  async #describeModel(id: string): Promise<void> {
    const described = await this.#send('describe', {}, () => undefined, undefined);
    if (described.kind !== 'reply' || !described.result.ok) return;
    const description = described.result.value as DetectorCalls['describe']['reply'];
    const model = description.loaded.find((loaded) => loaded.id === id);
    this.#crashed.inUse = model?.provider;
    const warning = this.#warning === undefined ? {} : { message: this.#warning.message };
    this.#setStatus({ ...this.#status, description, ...(model !== undefined && { model }), ...warning });
  }

  /** A server that cannot be reached is said where one looks for what the model runs on. */
  #noticeFailure({ id, access }: ModelFiles, { kind, message }: Failure): void {
    if (access === undefined || kind === 'cancelled') return;
    const attempt = { provider: 'remote', ok: false, reason: message, milliseconds: 0 } as const;
    this.#setStatus({ ...this.#status, model: { id, provider: 'remote', attempts: [attempt], threads: 0 } });
  }

  #setStatus(status: DetectorStatus): void {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
