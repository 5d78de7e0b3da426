// A worker thread of this program that answers one question after the other, and the two ends of the line to it. What is asked
// and answered is not known here.
import { Worker, parentPort } from 'node:worker_threads';
import { FailureError, failure, failureOf } from '../common/result.ts';
import type { Failure } from '../common/result.ts';

interface Asked<Question> {
  readonly id: number;
  readonly question: Question;
}

type Answered<Answer> = { readonly id: number } & ({ readonly answer: Answer } | { readonly failure: Failure });

interface Pending<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Lives until `close`, or until the thread stops by itself. */
export class AskedThread<Question, Answer> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending<Answer>>();
  #lastId = 0;
  #gone: Failure | undefined;

  /** `entry`: this program's file, which knows a thread by its `role`. */
  constructor(entry: string, role: string) {
    this.#worker = new Worker(entry, { workerData: { role } });
    this.#worker.on('message', (message: Answered<Answer>) => this.#take(message));
    this.#worker.on('error', (error) => this.#leave(error.stack ?? error.message));
    this.#worker.on('exit', (code) => this.#leave(`exit code ${code}`));
  }

  get waiting(): number {
    return this.#pending.size;
  }

  /** True when it stopped; every question has failed then. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** `moved` is given away. Fails with the thread's failure, or with kind `detector` when it stops. */
  ask(question: Question, moved: readonly ArrayBuffer[] = []): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(new FailureError(this.#gone));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question } satisfies Asked<Question>, [...moved]);
    });
  }

  /** Once it has answered everything: ending a thread during a run of ONNX Runtime would bring the process down. */
  async close(): Promise<void> {
    this.#worker.unref();
    while (this.#pending.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.#worker.terminate();
  }

  #take(message: Answered<Answer>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if ('answer' in message) pending?.resolve(message.answer);
    else pending?.reject(new FailureError(message.failure));
  }

  #leave(reason: string): void {
    this.#gone ??= failure('detector', 'A thread of the detector stopped.', reason).failure;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new FailureError(this.#gone));
  }
}

export interface ThreadAnswer<Answer> {
  readonly answer: Answer;
  /** Given away with the answer. */
  readonly moved: readonly ArrayBuffer[];
}

/** Serves the thread's starter, one question at a time, until it ends the thread. Call only in a worker thread. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Promise<ThreadAnswer<Answer>>): void {
  const port = parentPort;
  if (port === null) throw new Error('This runs in a worker thread.');
  let last = Promise.resolve();
  port.on('message', ({ id, question }: Asked<Question>) => {
    last = last.then(async () => {
      try {
        const { answer: value, moved } = await answer(question);
        port.postMessage({ id, answer: value } satisfies Answered<Answer>, [...moved]);
      } catch (caught) {
        port.postMessage({ id, failure: failureOf(caught) } satisfies Answered<Answer>);
      }
    });
  });
}
