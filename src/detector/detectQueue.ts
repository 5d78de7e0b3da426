// Runs pictures through models one at a time while the next ones are read ahead: newest interactive call first, then
// background calls, oldest first, changing over between two pictures.
import { inputOf } from '../common/model/card.ts';
import type { DetectorCalls, PictureDetections, PictureFile } from '../common/protocol.ts';
import { failureOf } from '../common/result.ts';
import type { Context } from './calls.ts';
import { checkCancelled } from './calls.ts';
import { detectionList } from './detectionList.ts';
import type { Models, ReadyModel } from './inference.ts';
import { prepare } from './preprocess.ts';
import type { Prepared } from './preprocess.ts';
import { runPictures } from './runPictures.ts';

type Request = DetectorCalls['detect']['request'];
type Reply = DetectorCalls['detect']['reply'];

/**
 * Pictures that are read ahead of the one that runs, over all calls. Reading takes some five turns of the event loop, and a
 * run holds the loop for its whole length: with only three on the way, the model waited for pictures.
 */
const readAhead = 8;

interface Ahead {
  readonly picture: PictureFile;
  /** Never rejects. */
  readonly prepared: Promise<
    | { readonly value: Prepared; readonly milliseconds: number }
    | { readonly caught: unknown; readonly milliseconds: number }
  >;
}

interface Job {
  readonly request: Request;
  readonly context: Context<PictureDetections>;
  readonly model: ReadyModel;
  /** Index of the next picture that nobody reads yet. */
  next: number;
  readonly ahead: Ahead[];
  finish(): void;
}

/** Lives as long as the process. */
export class DetectQueue {
  readonly #models: Models;
  readonly #jobs: Job[] = [];
  #busy = false;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Sends one item for each picture; what cannot be read is an item with its failure. Fails when cancelled or without a model. */
  async detect(request: Request, context: Context<PictureDetections>): Promise<Reply> {
    return this.#models.use(request.model, undefined, async (model) => {
      checkCancelled(context.signal);
      await new Promise<void>((resolve) => {
        this.#jobs.push({ request, context, model, next: 0, ahead: [], finish: resolve });
        void this.#work();
      });
      checkCancelled(context.signal);
      return { pictures: request.pictures.length, provider: model.provider };
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let job = this.#best(); job !== undefined; job = this.#best()) {
      this.#readAhead();
      const ahead = job.ahead.shift();
      if (ahead === undefined) this.#end(job);
      else await detectOne(job, ahead);
    }
    this.#busy = false;
  }

  /** Jobs in the order in which they are served, cancelled ones ended. */
  #ordered(): Job[] {
    for (const job of this.#jobs.filter((one) => one.context.signal.aborted)) this.#end(job);
    const interactive = this.#jobs.filter((job) => job.request.priority === 'interactive').reverse();
    return [...interactive, ...this.#jobs.filter((job) => job.request.priority === 'background')];
  }

  #best(): Job | undefined {
    return this.#ordered()[0];
  }

  /** Starts to read so many pictures that `readAhead` wait beside the one that runs, those of the best job first. */
  #readAhead(): void {
    const jobs = this.#ordered();
    let waiting = jobs.reduce((sum, job) => sum + job.ahead.length, 0);
    for (const job of jobs) {
      // The best job has at least one picture read, however many others wait already.
      const least = job === jobs[0] && job.ahead.length === 0 ? 1 : 0;
      for (let own = 0; job.next < job.request.pictures.length && (waiting <= readAhead || own < least); own++) {
        const picture = job.request.pictures[job.next++] as PictureFile;
        job.ahead.push({ picture, prepared: timedPrepare(picture, job) });
        waiting++;
      }
    }
  }

  #end(job: Job): void {
    const at = this.#jobs.indexOf(job);
    if (at !== -1) this.#jobs.splice(at, 1);
    job.finish();
  }
}

async function timedPrepare(picture: PictureFile, job: Job): Awaited<Ahead>['prepared'] {
  const start = performance.now();
  try {
    const value = await prepare(picture.path, job.request.pixelLimit, inputOf(job.model.card));
    return { value, milliseconds: performance.now() - start };
  } catch (caught) {
    return { caught, milliseconds: performance.now() - start };
  }
}

async function detectOne(job: Job, ahead: Ahead): Promise<void> {
  const prepared = await ahead.prepared;
  if (job.context.signal.aborted) return;
  const { id } = ahead.picture;
  if ('caught' in prepared) {
    const milliseconds = { prepare: prepared.milliseconds, run: 0, finish: 0 };
    job.context.send({
      id,
      width: 0,
      height: 0,
      result: { ok: false, failure: failureOf(prepared.caught) },
      milliseconds,
    });
    return;
  }
  const { geometry } = prepared.value;
  const sizes = { id, width: geometry.imageWidth, height: geometry.imageHeight };
  const start = performance.now();
  try {
    const { session, card } = job.model;
    const { scoreThreshold } = job.request;
    const [found] = await runPictures(session, card, [prepared.value], { scoreThreshold });
    const milliseconds = { prepare: prepared.milliseconds, run: performance.now() - start, finish: 0 };
    job.context.send({ ...sizes, result: { ok: true, value: detectionList(found) }, milliseconds });
  } catch (caught) {
    const milliseconds = { prepare: prepared.milliseconds, run: performance.now() - start, finish: 0 };
    job.context.send({ ...sizes, result: { ok: false, failure: failureOf(caught) }, milliseconds });
  }
}
