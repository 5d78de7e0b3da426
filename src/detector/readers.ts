// Prepares pictures ahead, in threads of their own where that is possible: newest interactive picture first. Which pictures, and
// how many at a time, others decide.
import { availableParallelism } from 'node:os';
import type { PictureInput } from '../common/foreign/input.ts';
import { AskedThread } from './askedThread.ts';
import { prepare } from './preprocess.ts';
import type { Prepared } from './preprocess.ts';
import type { ReadingAnswer, ReadingQuestion } from './readingThread.ts';
import { prepareTile } from './tiles/prepareTile.ts';
import type { TileView } from './tiles/prepareTile.ts';
import { Turns } from './turns.ts';
import type { Priority } from './turns.ts';

type ReadingThread = AskedThread<ReadingQuestion, ReadingAnswer>;

/** After so many threads that stopped by themselves no more are started. */
const mostLost = 8;

/** Images that wait to be written over: no more than threads can take, and 32 MB of them, since they are kept after a run. */
const spareBytes = 32e6;

/** A thread has its next picture at hand when it is done with one. */
const inEachThread = 2;

/** Lives as long as the process; its threads start with the first picture. */
export class Readers {
  readonly #entry: string;
  readonly #count: number;
  readonly #turns: Turns;
  #threads: ReadingThread[] = [];
  #lost = 0;
  readonly #spares: ArrayBuffer[] = [];

  /** `entry`: this program's file. */
  constructor(entry: string, count = Math.max(1, Math.min(8, availableParallelism()))) {
    this.#entry = entry;
    this.#count = count;
    this.#turns = new Turns(count * inEachThread);
  }

  /** How many pictures keep every thread busy. */
  get capacity(): number {
    return this.#count * inEachThread;
  }

  /** Fails as `prepare` does. */
  async read(path: string, pixelLimit: number, input: PictureInput, priority: Priority): Promise<Prepared> {
    const prepared = await this.#ask({ kind: 'picture', path, pixelLimit, input }, priority);
    return prepared ?? prepare(path, pixelLimit, input);
  }

  /** Takes back the images of pictures that ran, for those that are read next. */
  takeBack(prepared: readonly Prepared[]): void {
    for (const { image } of prepared) this.#spares.push(image.buffer);
    // The oldest go: sizes change with the folder.
    const bytes = (): number => this.#spares.reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (this.#spares.length > this.capacity || bytes() > spareBytes) this.#spares.shift();
  }

  /** The view's file stays open until this ends. */
  async readTile(view: TileView, input: PictureInput, priority: Priority): Promise<Prepared> {
    return (await this.#ask({ kind: 'tile', view, input }, priority)) ?? prepareTile(view, input);
  }

  /** Undefined where no thread answers: the picture is read here then. */
  #ask(question: ReadingQuestion, priority: Priority): Promise<ReadingAnswer> {
    return this.#turns.take(priority, async () => {
      const thread = this.#thread();
      const spare = this.#spares.pop();
      // A thread that stopped is replaced.
      return thread?.ask({ ...question, spare }, spare === undefined ? [] : [spare]).catch(() => undefined);
    });
  }

  /** The least busy one; undefined where threads do not last. */
  #thread(): ReadingThread | undefined {
    const lasting = this.#threads.filter((thread) => !thread.isGone);
    this.#lost += this.#threads.length - lasting.length;
    this.#threads = lasting;
    if (this.#lost <= mostLost) {
      while (this.#threads.length < this.#count) this.#threads.push(new AskedThread(this.#entry, 'reading'));
    }
    const [first, ...others] = this.#threads;
    return first && others.reduce((best, thread) => (thread.waiting < best.waiting ? thread : best), first);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
