// One detect call on its way through the queue: pictures that wait, are read, are ready, run, and are answered. Holds what it is
// given and decides nothing.
import type { Detections } from '../common/fcos/detect.ts';
import type { Detection, DetectorCalls, PictureDetections, PictureFile } from '../common/protocol.ts';
import type { Failure } from '../common/result.ts';
import type { Context } from './calls.ts';
import { detectionList } from './detectionList.ts';
import type { Prepared } from './preprocess.ts';
import { inputValues } from './pipelineModel.ts';
import type { PipelineModel } from './pipelineModel.ts';

export type DetectRequest = DetectorCalls['detect']['request'];

type Milliseconds = PictureDetections['milliseconds'];

/** A picture between reading and its answer. What the model sees of it is a list of inputs; today always one, the whole. */
interface OpenPicture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Of each input, once it ran. */
  readonly found: (Detections | undefined)[];
  readonly milliseconds: { prepare: number; run: number; finish: number };
  failure: Failure | undefined;
}

/** A prepared input that waits for its run. */
export interface ReadyInput {
  readonly picture: OpenPicture;
  readonly index: number;
  readonly prepared: Prepared;
}

/** Lives as long as its call. */
export class DetectJob {
  readonly request: DetectRequest;
  readonly model: PipelineModel;
  readonly #context: Context<PictureDetections>;
  readonly #finish: () => void;
  readonly #ready: ReadyInput[] = [];
  #next = 0;
  #reading = 0;
  #running = 0;

  constructor(request: DetectRequest, model: PipelineModel, context: Context<PictureDetections>, finish: () => void) {
    this.request = request;
    this.model = model;
    this.#context = context;
    this.#finish = finish;
  }

  get isCancelled(): boolean {
    return this.#context.signal.aborted;
  }

  get isInteractive(): boolean {
    return this.request.priority === 'interactive';
  }

  /** Everything is answered, or nobody wants the rest; what runs is waited for, because it holds a thread. */
  get isOver(): boolean {
    if (this.#running > 0) return false;
    if (this.isCancelled) return true;
    return this.#next >= this.request.pictures.length && this.#reading === 0 && this.#ready.length === 0;
  }

  get reading(): number {
    return this.#reading;
  }

  /** Inputs that are read and do not run yet. */
  get ready(): number {
    return this.#ready.length;
  }

  /** Values of these inputs' images. */
  get readyValues(): number {
    return this.#ready.reduce((sum, { prepared }) => sum + inputValues(prepared), 0);
  }

  /** The next picture that nobody reads yet; it counts as being read until `take` or `failPicture`. */
  startReading(): PictureFile | undefined {
    if (this.isCancelled) return undefined;
    const picture = this.request.pictures[this.#next];
    if (picture === undefined) return undefined;
    this.#next++;
    this.#reading++;
    return picture;
  }

  /** A picture was read: its inputs wait for their runs. */
  take(id: number, inputs: readonly Prepared[], prepare: number): void {
    this.#reading--;
    const [first] = inputs;
    if (first === undefined || this.isCancelled) return;
    const picture: OpenPicture = {
      id,
      width: first.geometry.imageWidth,
      height: first.geometry.imageHeight,
      found: inputs.map(() => undefined),
      milliseconds: { prepare, run: 0, finish: 0 },
      failure: undefined,
    };
    inputs.forEach((prepared, index) => this.#ready.push({ picture, index, prepared }));
  }

  failPicture(id: number, failure: Failure, prepare: number): void {
    this.#reading--;
    this.#send({ id, width: 0, height: 0, failure, milliseconds: { prepare, run: 0, finish: 0 } });
  }

  /** Up to as many inputs as the model wants together, all of the shape of the first one that waits; they count as running. */
  startRun(): readonly ReadyInput[] {
    const [first] = this.#ready;
    if (first === undefined || this.isCancelled) return [];
    const most = this.model.batchFor(inputValues(first.prepared));
    const batch = this.#ready.filter(({ prepared }) => hasShapeOf(prepared, first.prepared)).slice(0, most);
    for (const input of batch) this.#ready.splice(this.#ready.indexOf(input), 1);
    this.#running++;
    return batch;
  }

  /** `found` in the order of the batch, or why nothing was. `milliseconds` of the whole run. */
  endRun(
    batch: readonly ReadyInput[],
    found: readonly Detections[] | Failure,
    milliseconds: Omit<Milliseconds, 'prepare'>,
  ): void {
    this.#running--;
    batch.forEach(({ picture, index }, position) => {
      picture.milliseconds.run += milliseconds.run / batch.length;
      picture.milliseconds.finish += milliseconds.finish / batch.length;
      if (Array.isArray(found)) picture.found[index] = found[position];
      else picture.failure ??= found as Failure;
      if (picture.failure === undefined && picture.found.includes(undefined)) return;
      this.#send(picture);
    });
  }

  /** Tells the call that it is over. */
  end(): void {
    this.#ready.length = 0;
    this.#finish();
  }

  #send(picture: Omit<OpenPicture, 'found'> & { readonly found?: OpenPicture['found'] }): void {
    const { id, width, height, milliseconds, failure, found = [] } = picture;
    const result: PictureDetections['result'] =
      failure === undefined ? { ok: true, value: merged(found) } : { ok: false, failure };
    this.#context.send({ id, width, height, result, milliseconds });
  }
}

function hasShapeOf({ geometry }: Prepared, { geometry: other }: Prepared): boolean {
  return geometry.paddedWidth === other.paddedWidth && geometry.paddedHeight === other.paddedHeight;
}

/** What the inputs of one picture show together. With one input there is nothing to choose between. */
function merged(found: readonly (Detections | undefined)[]): Detection[] {
  return found.flatMap((detections) => (detections === undefined ? [] : detectionList(detections)));
}
