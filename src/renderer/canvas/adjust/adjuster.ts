// The picture on screen as it is adjusted: a small one at once while a value changes, the whole one when it rests. Paints nothing;
// the pixels are made in worker.ts.
import type { ImageId } from '../../../common/annotation/types.ts';
import type { Picture } from '../props.ts';
import { isAdjusted, type Adjustments } from './adjustments.ts';
import type { FromAdjuster, ToAdjuster } from './messages.ts';
import type { SampleFacts } from './samples.ts';

/** What is wished to be shown. */
export interface Wish {
  readonly image: ImageId;
  readonly picture: Picture;
  readonly adjustments: Adjustments;
  /** Whether the file's own numbers are asked for even though no levels are set: their histogram is on screen. */
  readonly histogram: 'shown' | 'not';
}

/** What is known of the file's own numbers. */
export type Depth =
  | { readonly state: 'unknown' | 'reading' }
  /** 8 bits a channel. */
  | { readonly state: 'shallow' }
  | { readonly state: 'deep'; readonly facts: SampleFacts }
  | { readonly state: 'failed'; readonly message: string };

/** What the adjuster works with; tests give their own. */
export interface AdjusterParts {
  /** Starts the worker. */
  work(): Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;
  /** A bitmap of one's own of the same pixels. */
  copy(bitmap: ImageBitmap): Promise<ImageBitmap>;
  /** The bytes of a picture with 16 bits a channel, undefined for one with 8; throws a FailureError. */
  samples(image: ImageId, signal: AbortSignal): Promise<ArrayBuffer | undefined>;
  onDepth(image: ImageId, depth: Depth): void;
  /** The picture is shown as it is, because an adjusted one could not be made. */
  onFailed(): void;
}

/** Under the hand; enough for a canvas of 1920 × 1080. */
const previewPixels = 1e6;
/** A larger picture is shown adjusted with fewer pixels than it has, because a second copy of it would be too much memory. */
const mostPixels = 64e6;
/** So long a value rests before the whole picture is made, milliseconds. */
const restFor = 120;

const waiting: Picture = { state: 'loading' };

export class PictureAdjuster {
  readonly #parts: AdjusterParts;
  readonly #listeners = new Set<() => void>();
  #worker: ReturnType<AdjusterParts['work']> | undefined;
  #wish: Wish | undefined;
  /** The bitmap that the worker has, or is being given. */
  #source: ImageBitmap | undefined;
  #depth: Depth = { state: 'unknown' };
  #reading = new AbortController();
  #result: { readonly picture: Picture & { bitmap: ImageBitmap }; readonly of: ImageBitmap } | undefined;
  /** A bitmap that was seen as it is: it stays until its adjusted one is there. */
  #plain: ImageBitmap | undefined;
  #nonce = 0;
  #samplesNonce = 0;
  /** The request under way. */
  #asked: { readonly nonce: number; readonly adjustments: Adjustments; readonly most: number } | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** The value rests, and the whole picture was not asked for yet. */
  #isWholeDue = false;
  readonly #values = new Map<number, (values: readonly number[]) => void>();

  constructor(parts: AdjusterParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Call it whenever one of the parts of the wish changed. */
  show(wish: Wish): void {
    const before = this.#wish;
    this.#wish = wish;
    if (before?.image !== wish.image) this.#turn();
    const bitmap = bitmapOf(wish.picture);
    const wantsSamples = wish.histogram === 'shown' || wish.adjustments.levels !== 'file';
    if (bitmap && wantsSamples && this.#depth.state === 'unknown') void this.#readSamples(wish.image);
    if (!bitmap || !isAdjusted(this.#effective())) {
      this.#plain = bitmap;
      return this.#drop();
    }
    if (this.#source !== bitmap) void this.#give(bitmap);
    else if (before?.adjustments !== wish.adjustments) this.#ask();
    this.#tell();
  }

  /** What to paint for this picture: itself, the adjusted one, or nothing for the blink until that is made. */
  shown(picture: Picture): Picture {
    const bitmap = bitmapOf(picture);
    if (!bitmap || !this.#wish || !isAdjusted(this.#effective())) return picture;
    if (this.#result?.of === bitmap) return this.#result.picture;
    return this.#plain === bitmap ? picture : waiting;
  }

  /** The file's own numbers of a pixel; none for a picture with 8 bits or while they are not read. */
  valueAt(x: number, y: number): Promise<readonly number[]> {
    if (this.#depth.state !== 'deep') return Promise.resolve([]);
    const nonce = ++this.#nonce;
    return new Promise((resolve) => {
      this.#values.set(nonce, resolve);
      this.#post({ kind: 'value', nonce, x, y });
    });
  }

  dispose(): void {
    this.#wish = undefined;
    this.#turn();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Levels are for 16 bits a channel; a picture with 8 is shown without them. */
  #effective(): Adjustments {
    const { adjustments } = this.#wish!;
    return this.#depth.state === 'deep' ? adjustments : { ...adjustments, levels: 'file' };
  }

  #turn(): void {
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#drop();
    if (this.#worker) this.#post({ kind: 'forget' });
    this.#source = undefined;
    this.#depth = { state: 'unknown' };
    for (const resolve of this.#values.values()) resolve([]);
    this.#values.clear();
  }

  #drop(): void {
    clearTimeout(this.#rest);
    this.#isWholeDue = false;
    this.#asked = undefined;
    const old = this.#result;
    this.#result = undefined;
    this.#tell();
    old?.picture.bitmap.close();
  }

  async #give(bitmap: ImageBitmap): Promise<void> {
    this.#source = bitmap;
    // Where the worker has the file's own numbers it draws these.
    if (this.#depth.state !== 'deep') {
      const own = await this.#parts.copy(bitmap).catch(() => undefined);
      if (!own || this.#source !== bitmap) return own?.close();
      this.#post({ kind: 'source', bitmap: own }, [own]);
    }
    this.#ask();
  }

  async #readSamples(image: ImageId): Promise<void> {
    const { signal } = this.#reading;
    this.#setDepth({ state: 'reading' });
    try {
      const bytes = await this.#parts.samples(image, signal);
      if (signal.aborted) return;
      if (bytes) this.#post({ kind: 'samples', nonce: (this.#samplesNonce = ++this.#nonce), bytes }, [bytes]);
      else this.#setDepth({ state: 'shallow' });
    } catch (caught) {
      if (signal.aborted) return;
      this.#setDepth({ state: 'failed', message: caught instanceof Error ? caught.message : String(caught) });
    }
  }

  #setDepth(depth: Depth): void {
    this.#depth = depth;
    if (!this.#wish) return;
    this.#parts.onDepth(this.#wish.image, depth);
    this.#tell();
  }

  /** The small picture at once, or as soon as the one under way is there; the whole one after a rest. */
  #ask(): void {
    if (!this.#wish || this.#source === undefined) return;
    if (this.#asked?.most !== previewPixels) this.#send(previewPixels);
    clearTimeout(this.#rest);
    if (this.#source.width * this.#source.height <= previewPixels) return;
    this.#isWholeDue = false;
    this.#rest = setTimeout(() => {
      this.#isWholeDue = true;
      // A small one that is under way comes first: on a busy machine the whole one may take seconds.
      if (this.#asked === undefined) this.#sendWhole();
    }, restFor);
  }

  #sendWhole(): void {
    this.#isWholeDue = false;
    this.#send(mostPixels);
  }

  #send(most: number): void {
    if (!this.#wish || !isAdjusted(this.#effective())) return;
    const adjustments = this.#effective();
    this.#asked = { nonce: ++this.#nonce, adjustments, most };
    this.#post({ kind: 'adjust', nonce: this.#nonce, adjustments, mostPixels: most });
  }

  #post(message: ToAdjuster, transfer: Transferable[] = []): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, transfer);
  }

  #start(): ReturnType<AdjusterParts['work']> {
    const worker = this.#parts.work();
    worker.addEventListener('message', ({ data }: MessageEvent<FromAdjuster>) => {
      if (data.kind === 'adjusted') this.#take(data.nonce, data.bitmap);
      else if (data.kind === 'facts') this.#takeFacts(data.nonce, data.facts);
      else if (data.kind === 'failed') this.#fail(data.nonce);
      else {
        this.#values.get(data.nonce)?.(data.values);
        this.#values.delete(data.nonce);
      }
    });
    return worker;
  }

  #takeFacts(nonce: number, facts: SampleFacts): void {
    // Else it is the answer to samples of a picture that was turned away from.
    if (this.#depth.state !== 'reading' || nonce !== this.#samplesNonce || !this.#wish) return;
    this.#setDepth({ state: 'deep', facts });
    const bitmap = bitmapOf(this.#wish.picture);
    if (!bitmap || !isAdjusted(this.#effective())) return;
    this.#source = bitmap;
    this.#ask();
  }

  #take(nonce: number, bitmap: ImageBitmap): void {
    const asked = this.#asked;
    const wish = this.#wish;
    if (asked?.nonce !== nonce || !wish || this.#source === undefined) return bitmap.close();
    this.#asked = undefined;
    const of = this.#source;
    const { width, height } = of;
    const old = this.#result;
    this.#result = { picture: { state: 'ready', bitmap, width, height }, of };
    this.#tell();
    old?.picture.bitmap.close();
    // The hand went on meanwhile.
    if (!sameAdjustments(asked.adjustments, this.#effective())) this.#send(previewPixels);
    else if (this.#isWholeDue) this.#sendWhole();
  }

  #fail(nonce: number): void {
    if (this.#asked?.nonce !== nonce) return;
    this.#plain = this.#source;
    this.#drop();
    this.#parts.onFailed();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function bitmapOf(picture: Picture): ImageBitmap | undefined {
  return 'bitmap' in picture ? picture.bitmap : undefined;
}

function sameAdjustments(a: Adjustments, b: Adjustments): boolean {
  return (Object.keys(a) as (keyof Adjustments)[]).every((name) => a[name] === b[name]);
}
