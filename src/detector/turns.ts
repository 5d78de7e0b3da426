// Lets a few pieces of work run at a time and orders the rest: newest interactive first, then background oldest first.

export type Priority = 'interactive' | 'background';

interface Waiting {
  readonly priority: Priority;
  start(): void;
}

/** Lives as long as the process; holds nothing but who waits. */
export class Turns {
  readonly #slots: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  /** `slots`: how many run at the same time, at least 1. */
  constructor(slots: number) {
    this.#slots = slots;
  }

  async take<T>(priority: Priority, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#slots) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push({ priority, start: resolve }));
    try {
      return await work();
    } finally {
      // Whoever starts takes over this slot.
      const next = this.#next();
      if (next === undefined) this.#running--;
      else next.start();
    }
  }

  #next(): Waiting | undefined {
    const newest = this.#waiting.findLastIndex((waiting) => waiting.priority === 'interactive');
    return this.#waiting.splice(newest === -1 ? 0 : newest, 1)[0];
  }
}
