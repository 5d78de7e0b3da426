// One life of a detector process: forked, greeted, called, ended. The client gives it a successor; this knows of none.
import { t } from '../../common/messages/t.ts';
import type { CallName, DetectorCalls, ToDetector } from '../../common/protocol.ts';
import { failure } from '../../common/result.ts';
import type { Failure, Result } from '../../common/result.ts';
import { exitReason } from './child.ts';
import type { DetectorChild, Fork } from './child.ts';
import type { Outcome } from './lists.ts';

/** A process that does not greet within this is ended. */
const greetingMilliseconds = 30_000;

interface Pending {
  onItem(item: unknown): void;
  resolve(outcome: Outcome): void;
}

export interface LifeListener {
  /** It greeted and answers. */
  onReady(): void;
  /** It is gone; every call has its outcome already. */
  onGone(failure: Failure): void;
}

export class DetectorProcess {
  readonly #child: DetectorChild;
  readonly #listener: LifeListener;
  readonly #pending = new Map<number, Pending>();
  readonly #greeting: NodeJS.Timeout;
  #ready = false;
  #gone = false;
  /** Set when it is ended on purpose, so that nobody takes the blame. */
  #ended = false;
  #crash: Failure | undefined;

  constructor(fork: Fork, entry: string, args: readonly string[], listener: LifeListener) {
    this.#listener = listener;
    this.#child = fork(entry, args);
    this.#child.onMessage((message) => this.#take(message));
    this.#child.onExit((code, signal) => this.#leave(exitReason(code, signal)));
    this.#greeting = setTimeout(() => this.#child.kill(), greetingMilliseconds);
    this.#greeting.unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /** `id` must be new. Items come until the outcome does. */
  send<Name extends CallName>(
    id: number,
    name: Name,
    request: DetectorCalls[Name]['request'],
    onItem: (item: unknown) => void,
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#pending.set(id, { onItem, resolve });
      this.#post({ kind: 'call', id, name, request });
    });
  }

  /** Asks; the outcome still comes from the process, or from `end`. */
  cancel(id: number): void {
    if (this.#pending.has(id)) this.#post({ kind: 'cancel', id });
  }

  isPending(id: number): boolean {
    return this.#pending.has(id);
  }

  /** Ends the process. Every file it writes has a temporary name until it is whole, so nothing is left half. */
  end(): void {
    this.#ended = true;
    this.#child.kill();
  }

  #post(message: ToDetector): void {
    try {
      this.#child.post(message);
    } catch {
      // It is going away; its exit answers every call.
    }
  }

  #take(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const { kind, id, items, result, failure: reason } = message as Record<string, unknown>;
    if (kind === 'ready') {
      clearTimeout(this.#greeting);
      this.#ready = true;
      this.#listener.onReady();
    } else if (kind === 'items' && typeof id === 'number' && Array.isArray(items)) {
      // Looked up each time: an item may bring the call to its end.
      for (const item of items) this.#pending.get(id)?.onItem(item);
    } else if (kind === 'reply' && typeof id === 'number') this.#reply(id, result);
    else if (kind === 'crash' && isFailure(reason)) this.#crash = reason;
  }

  #reply(id: number, result: unknown): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.resolve({
      kind: 'reply',
      result: isResult(result)
        ? result
        : failure('unexpected', t('The detector process sent an answer that cannot be read.')),
    });
  }

  #leave(reason: string): void {
    if (this.#gone) return;
    this.#gone = true;
    clearTimeout(this.#greeting);
    const gone = this.#reason(reason);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#listener.onGone(gone);
    for (const { resolve } of pending)
      resolve({ kind: 'gone', failure: gone, fault: !this.#ended, started: this.#ready });
  }

  #reason(reason: string): Failure {
    const words = [this.#crash?.message, this.#crash?.detail, this.#child.lastWords?.()].filter(
      (text) => text !== undefined && text !== '',
    );
    const message = t(
      'The detector process {state, select, ready {stopped} other {does not start}} ({reason}). It starts again by itself; if it stops again, look at what it runs on and try the processor.',
      { state: this.#ready ? 'ready' : 'starting', reason },
    );
    const { failure: gone } = failure('detector', message);
    return words.length === 0 ? gone : { ...gone, detail: words.join('\n') };
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && typeof (value as Failure).message === 'string';
}

function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { ok, failure: reason } = value as { ok?: unknown; failure?: unknown };
  return ok === true ? 'value' in value : ok === false && isFailure(reason);
}
