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
import type { PlannedPicture, TiledPicture } from './tiles/tiledPicture.ts';

export type DetectRequest = DetectorCalls['detect']['request'];

export type DetectItem = DetectorCalls['detect']['item'];

type Milliseconds = PictureDetections['milliseconds'];

/** A picture between reading and its answer. What the model sees of it is a list of inputs: the whole, or tiles. */
export interface OpenPicture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Of each input, once it ran. */
  readonly found: (Detections | undefined)[];
  /** Inputs that did not run yet. */
  missing: number;
  readonly tiled?: TiledPicture;
  readonly milliseconds: { prepare: number; run: number; finish: number };
}

/** What is to be read next. */
export type Reading =
  | { readonly kind: 'picture'; readonly file: PictureFile }
  /** A large picture, for its tiles. */
  | { readonly kind: 'decode'; readonly file: PictureFile; readonly planned: PlannedPicture }
  | { readonly kind: 'tile'; readonly picture: OpenPicture; readonly tiled: TiledPicture; readonly index: number };

/** So many large pictures are known to be some before the others of a call have to wait for them. */
const mostPlanned = 32;

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
  readonly #context: Context<DetectItem>;
  readonly #finish: () => void;
  readonly #ready: ReadyInput[] = [];
  /** Large pictures that wait for their turn: one at a time is decoded, and its tiles are read before the next. */
  readonly #planned: { readonly file: PictureFile; readonly planned: PlannedPicture }[] = [];
  #isDecoding = false;
  /** The one whose tiles are being read, and which is next. */
  #cut: { readonly picture: OpenPicture; readonly tiled: TiledPicture; next: number } | undefined;
  /** Neither answered nor failed. */
  readonly #open = new Set<OpenPicture>();
  #next = 0;
  #reading = 0;
  #running = 0;

  constructor(request: DetectRequest, model: PipelineModel, context: Context<DetectItem>, finish: () => void) {
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
    const isRead = this.#next >= this.request.pictures.length && this.#reading === 0 && this.#ready.length === 0;
    return isRead && this.#planned.length === 0 && this.#cut === undefined;
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

  /** What nobody reads yet; it counts as being read until it is given back to one of the next five functions. */
  startReading(): Reading | undefined {
    const reading = this.isCancelled ? undefined : (this.#nextTile() ?? this.#nextPicture());
    if (reading !== undefined) this.#reading++;
    return reading;
  }

  /** A picture was read whole: it waits for its run. */
  take(id: number, prepared: Prepared, milliseconds: number): void {
    this.#reading--;
    if (this.isCancelled) return;
    const { imageWidth: width, imageHeight: height } = prepared.geometry;
    const picture = this.#openPicture({ id, width, height }, 1, milliseconds);
    this.#ready.push({ picture, index: 0, prepared });
  }

  /** A picture is to be cut. */
  plan(file: PictureFile, planned: PlannedPicture): void {
    this.#reading--;
    this.#planned.push({ file, planned });
  }

  /** A picture was decoded: its tiles are read next. */
  takeDecoded(id: number, tiled: TiledPicture, milliseconds: number): void {
    this.#reading--;
    this.#isDecoding = false;
    if (this.isCancelled) return void tiled.close();
    const picture = this.#openPicture(
      { id, width: tiled.width, height: tiled.height, tiled },
      tiled.views.length,
      milliseconds,
    );
    this.#cut = { picture, tiled, next: 0 };
    this.#tellTiles(picture);
  }

  takeTile(picture: OpenPicture, index: number, prepared: Prepared, milliseconds: number): void {
    this.#reading--;
    picture.milliseconds.prepare += milliseconds;
    if (!this.isCancelled && this.#open.has(picture)) this.#ready.push({ picture, index, prepared });
  }

  failReading(reading: Reading, failure: Failure, prepare: number): void {
    this.#reading--;
    if (reading.kind === 'decode') this.#isDecoding = false;
    if (reading.kind === 'tile') return this.#answer(reading.picture, failure);
    const milliseconds = { prepare, run: 0, finish: 0 };
    this.#context.send({ id: reading.file.id, width: 0, height: 0, result: { ok: false, failure }, milliseconds });
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
      // Another of its tiles failed.
      if (!this.#open.has(picture)) return;
      picture.milliseconds.run += milliseconds.run / batch.length;
      picture.milliseconds.finish += milliseconds.finish / batch.length;
      if (!Array.isArray(found)) return this.#answer(picture, found as Failure);
      picture.found[index] = found[position];
      picture.missing--;
      this.#tellTiles(picture);
      if (picture.missing === 0) this.#answer(picture);
    });
  }

  /** Tells the call that it is over. */
  end(): void {
    this.#ready.length = 0;
    for (const { tiled } of this.#open) void tiled?.close();
    this.#open.clear();
    this.#finish();
  }

  #nextTile(): Reading | undefined {
    const cut = this.#cut;
    if (cut === undefined) return undefined;
    const { picture, tiled } = cut;
    const index = cut.next++;
    if (cut.next >= tiled.views.length || !this.#open.has(picture)) this.#cut = undefined;
    return this.#open.has(picture) ? { kind: 'tile', picture, tiled, index } : undefined;
  }

  #nextPicture(): Reading | undefined {
    if (!this.#isDecoding && this.#cut === undefined) {
      const large = this.#planned.shift();
      this.#isDecoding = large !== undefined;
      if (large !== undefined) return { kind: 'decode', ...large };
    }
    const file = this.#planned.length < mostPlanned ? this.request.pictures[this.#next] : undefined;
    if (file === undefined) return undefined;
    this.#next++;
    return { kind: 'picture', file };
  }

  #openPicture(
    facts: Pick<OpenPicture, 'id' | 'width' | 'height' | 'tiled'>,
    inputs: number,
    prepare: number,
  ): OpenPicture {
    const found = Array.from({ length: inputs }, () => undefined);
    const picture = { ...facts, found, missing: inputs, milliseconds: { prepare, run: 0, finish: 0 } };
    this.#open.add(picture);
    return picture;
  }

  #tellTiles({ id, tiled, missing, found }: OpenPicture): void {
    if (tiled === undefined) return;
    this.#context.send({ picture: id, done: found.length - missing, total: found.length });
  }

  /** What was found in it, or its failure, once. */
  #answer(picture: OpenPicture, failure?: Failure): void {
    if (!this.#open.delete(picture)) return;
    const { id, width, height, milliseconds, tiled } = picture;
    const start = performance.now();
    const result: PictureDetections['result'] =
      failure === undefined ? { ok: true, value: detectionsOf(picture) } : { ok: false, failure };
    milliseconds.finish += performance.now() - start;
    const tiles = tiled === undefined ? {} : { tiles: tiled.views.length };
    this.#context.send({ id, width, height, result, milliseconds, ...tiles });
    void tiled?.close();
  }
}

function hasShapeOf({ geometry }: Prepared, { geometry: other }: Prepared): boolean {
  return geometry.paddedWidth === other.paddedWidth && geometry.paddedHeight === other.paddedHeight;
}

/** What the inputs of one picture show together. */
function detectionsOf({ found, tiled }: OpenPicture): Detection[] {
  const complete = found.filter((detections) => detections !== undefined);
  const [only] = complete;
  const merged = tiled === undefined ? only : tiled.merge(complete);
  return merged === undefined ? [] : detectionList(merged);
}
