// Orders the pictures of all detect calls: which are read next, within a bound, and which run next. Newest interactive call first,
// then background calls, oldest first, changing over between two runs. Reads and runs nothing itself.
import { inputOf } from '../common/model/card.ts';
import type { DetectorCalls, PictureFile } from '../common/protocol.ts';
import { failureOf } from '../common/result.ts';
import { mayCut } from '../common/tiles/choose.ts';
import type { Context } from './calls.ts';
import { checkCancelled } from './calls.ts';
import { DetectJob } from './detectJob.ts';
import type { DetectItem, DetectRequest, Reading } from './detectJob.ts';
import type { Models } from './inference.ts';
import type { Readers } from './readers.ts';
import type { PipelineModel } from './pipelineModel.ts';
import { TiledPicture, planPicture } from './tiles/tiledPicture.ts';

type Reply = DetectorCalls['detect']['reply'];

/** Runs of which the inputs wait, beside those that run: enough that no thread waits for a picture. */
const runsAhead = 3;

/** Pictures that are read or wait, at most: after a crash each of them is suspected, and asked for alone. */
const mostAhead = 64;

/** Values of the images that wait, 192 MB as float32; one picture for each thread may wait whatever its size. */
const valuesAhead = 48e6;

/** Lives as long as the process. */
export class DetectQueue {
  readonly #models: Models;
  readonly #readers: Readers;
  readonly #jobs: DetectJob[] = [];

  constructor(models: Models, readers: Readers) {
    this.#models = models;
    this.#readers = readers;
  }

  /** Sends one item for each picture; what cannot be read is an item with its failure. Fails when cancelled or without a model. */
  async detect(request: DetectRequest, context: Context<DetectItem>): Promise<Reply> {
    return this.#models.use(request.model, undefined, async (model) => {
      checkCancelled(context.signal);
      const warnings = new Set<string>();
      const stopListening = model.onWarning((warning) => warnings.add(warning));
      model.onChange = () => this.#advance();
      await new Promise<void>((resolve) => {
        this.#jobs.push(new DetectJob(request, model, context, resolve));
        context.signal.addEventListener('abort', () => this.#advance(), { once: true });
        this.#advance();
      });
      stopListening();
      checkCancelled(context.signal);
      const { provider } = model.describe();
      return { pictures: request.pictures.length, provider, ...(warnings.size > 0 && { warnings: [...warnings] }) };
    });
  }

  /** Pictures of all calls that are read or wait for their run; at most this many do. */
  get ahead(): number {
    return this.#jobs.reduce((sum, job) => sum + job.reading + job.ready, 0);
  }

  /** Whenever something ended or came: ends what is over, starts what can run, and reads on. */
  #advance(): void {
    for (const job of this.#jobs.filter((one) => one.isOver)) {
      this.#jobs.splice(this.#jobs.indexOf(job), 1);
      job.end();
    }
    this.#startRuns();
    this.#startReading();
  }

  /** In the order in which they are served. */
  #ordered(): DetectJob[] {
    const interactive = this.#jobs.filter((job) => job.isInteractive).reverse();
    return [...interactive, ...this.#jobs.filter((job) => !job.isInteractive)];
  }

  #startRuns(): void {
    /** Models whose threads are kept for a picture on screen that is just being read. */
    const kept = new Set<PipelineModel>();
    for (const job of this.#ordered()) {
      while (job.ready > 0 && !job.isCancelled && !kept.has(job.model) && job.model.isFree) void this.#run(job);
      if (job.isInteractive && job.reading > 0) kept.add(job.model);
    }
  }

  /** Those of the first job first. Bounded in number and in memory. */
  #startReading(): void {
    const jobs = this.#ordered();
    let [waiting, values] = [this.ahead, jobs.reduce((sum, job) => sum + job.readyValues, 0)];
    for (const job of jobs) {
      const most = this.#mostAhead(job.model);
      const least = job === jobs[0] ? job.model.hands : 0;
      for (;;) {
        const own = job.reading + job.ready;
        const fits = waiting < most && values < valuesAhead;
        if (!fits && own >= least) break;
        const reading = job.startReading();
        if (reading === undefined) break;
        void this.#read(job, reading);
        waiting++;
        values += job.model.inputValues;
      }
    }
  }

  #mostAhead(model: PipelineModel): number {
    return Math.min(mostAhead, this.#readers.capacity + runsAhead * model.hands * model.batch);
  }

  async #read(job: DetectJob, reading: Reading): Promise<void> {
    const start = performance.now();
    const since = (): number => performance.now() - start;
    try {
      switch (reading.kind) {
        case 'picture':
          await this.#readPicture(job, reading.file, since);
          break;
        case 'decode':
          job.takeDecoded(reading.file.id, await TiledPicture.decode(reading.planned, job.model.card), since());
          break;
        case 'tile': {
          const { picture, tiled, index } = reading;
          const input = inputOf(job.model.card);
          const prepared = await tiled.use(index, (view) => this.#readers.readTile(view, input, job.request.priority));
          job.takeTile(picture, index, prepared, since());
        }
      }
    } catch (caught) {
      job.failReading(reading, failureOf(caught), since());
    }
    this.#advance();
  }

  async #readPicture(job: DetectJob, file: PictureFile, since: () => number): Promise<void> {
    const { card } = job.model;
    const { tiles, pixelLimit, priority } = job.request;
    const planned = mayCut(tiles) ? await planPicture(file.path, card, tiles, pixelLimit) : undefined;
    if (planned !== undefined) return job.plan(file, planned);
    job.take(file.id, await this.#readers.read(file.path, pixelLimit, inputOf(card), priority), since());
  }

  async #run(job: DetectJob): Promise<void> {
    const batch = job.startRun();
    const start = performance.now();
    try {
      const prepared = batch.map((input) => input.prepared);
      const ran = await job.model.run(prepared, job.request.scoreThreshold);
      this.#readers.takeBack(ran.prepared);
      job.endRun(batch, ran.found, ran.milliseconds);
    } catch (caught) {
      job.endRun(batch, failureOf(caught), { run: performance.now() - start, finish: 0 });
    }
    this.#advance();
  }
}
