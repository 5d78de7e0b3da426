// Sends what was edited to main, in order for each picture, until main says that it is durable. It never drops an edit by
// itself: a failed one stays at the head of its picture's line and is tried again. It knows nothing of the screen.
import type { Change } from '../../common/annotation/change.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { Saying } from '../../common/records.ts';
import type { Failure, Result } from '../../common/result.ts';

export type Edit =
  { readonly kind: 'change'; readonly change: Change } | { readonly kind: 'say'; readonly saying: Saying };

export interface SaveStatus {
  /** Edits that main has not acknowledged. */
  readonly pending: number;
  /** The latest failure while an edit waits to be tried again. */
  readonly failure: Failure | undefined;
}

export interface SaveQueueOptions {
  readonly send: (image: ImageId, edit: Edit) => Promise<Result<unknown>>;
  readonly onStatus: (status: SaveStatus) => void;
  /** Milliseconds before the n-th retry (n from 1). */
  readonly retryAfter?: (attempt: number) => number;
}

interface Line {
  readonly edits: Edit[];
  attempts: number;
  failure: Failure | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** True for a failure that trying again cannot mend: main looked at the edit and refused it. */
export function isRefusal(failure: Failure): boolean {
  return failure.kind === 'invalid' || failure.kind === 'not-found';
}

const defaultRetryAfter = (attempt: number) => Math.min(30_000, 1_000 * 2 ** (attempt - 1));

export class SaveQueue {
  readonly #options: SaveQueueOptions;
  readonly #lines = new Map<ImageId, Line>();
  readonly #waiters: (() => void)[] = [];
  #sending = false;
  #closed = false;

  constructor(options: SaveQueueOptions) {
    this.#options = options;
  }

  push(image: ImageId, edit: Edit): void {
    const line = this.#lines.get(image) ?? { edits: [], attempts: 0, failure: undefined, timer: undefined };
    this.#lines.set(image, line);
    line.edits.push(edit);
    this.#tell();
    void this.#run();
  }

  /** Changes of a picture that main has not acknowledged, oldest first. */
  pendingChanges(image: ImageId): readonly Change[] {
    const edits = this.#lines.get(image)?.edits ?? [];
    return edits.flatMap((edit) => (edit.kind === 'change' ? [edit.change] : []));
  }

  status(): SaveStatus {
    let pending = 0;
    let failure: Failure | undefined;
    for (const line of this.#lines.values()) {
      pending += line.edits.length;
      failure ??= line.failure;
    }
    return { pending, failure };
  }

  /** Tries everything that waits after a failure at once. */
  retryNow(): void {
    for (const line of this.#lines.values()) {
      clearTimeout(line.timer);
      line.timer = undefined;
    }
    void this.#run();
  }

  /** Takes out the edits that main refused, at the user's word; what stands behind them goes on. → their pictures. */
  dropRefused(): ImageId[] {
    const refused = [...this.#lines].filter(([, line]) => line.failure !== undefined && isRefusal(line.failure));
    for (const [image, line] of refused) {
      clearTimeout(line.timer);
      line.timer = undefined;
      line.attempts = 0;
      line.failure = undefined;
      line.edits.shift();
      if (line.edits.length === 0) this.#lines.delete(image);
    }
    this.#tell();
    void this.#run();
    return refused.map(([image]) => image);
  }

  /** Resolves when nothing is pending, or as soon as all that is left waits after a failure. */
  async settled(): Promise<SaveStatus> {
    while (this.#sending) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return this.status();
  }

  /** Forgets what is left and stops the timers; only when the user chose to lose it or nothing is pending. */
  close(): void {
    this.#closed = true;
    for (const line of this.#lines.values()) clearTimeout(line.timer);
    this.#lines.clear();
  }

  async #run(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#next(); next && !this.#closed; next = this.#next()) await this.#sendHead(...next);
    } finally {
      this.#sending = false;
      for (const wake of this.#waiters.splice(0)) wake();
    }
  }

  #next(): [ImageId, Line] | undefined {
    for (const [image, line] of this.#lines)
      if (line.timer === undefined && line.edits.length > 0) return [image, line];
    return undefined;
  }

  async #sendHead(image: ImageId, line: Line): Promise<void> {
    const result = await this.#options.send(image, line.edits[0] as Edit);
    if (this.#closed) return;
    if (result.ok) {
      line.edits.shift();
      line.attempts = 0;
      line.failure = undefined;
      if (line.edits.length === 0) this.#lines.delete(image);
    } else {
      line.attempts += 1;
      line.failure = result.failure;
      const wait = (this.#options.retryAfter ?? defaultRetryAfter)(line.attempts);
      line.timer = setTimeout(() => {
        line.timer = undefined;
        void this.#run();
      }, wait);
    }
    this.#tell();
  }

  #tell(): void {
    this.#options.onStatus(this.status());
  }
}
