// What the user wants of a running run: to go on, to wait, to stop with what there is, or to leave everything as it is.

export type Wanted = 'run' | 'pause' | 'stop' | 'leave';

/** Lives as long as a run. */
export class Control {
  #wanted: Wanted = 'run';
  readonly #waiting: (() => void)[] = [];

  /** `signal`: leave; the last checkpoint stays and no model is written. */
  constructor(signal: AbortSignal) {
    if (signal.aborted) this.#wanted = 'leave';
    signal.addEventListener('abort', () => this.#set('leave'), { once: true });
  }

  get wanted(): Wanted {
    return this.#wanted;
  }

  steer(action: 'pause' | 'continue' | 'stop'): void {
    if (this.#wanted === 'leave' || this.#wanted === 'stop') return;
    this.#set(action === 'continue' ? 'run' : action);
  }

  /** Resolves when it is no longer to wait. */
  async resumed(): Promise<void> {
    while (this.#wanted === 'pause') await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #set(wanted: Wanted): void {
    this.#wanted = wanted;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
