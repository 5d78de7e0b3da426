// Boxes cut out of their pictures for the grid, made by the pictures lane and kept in memory within a bound. What is asked for
// together of one picture is cut from one decoding; what is asked for last comes first; what went out of sight is given up.
import type { AnnotationId, ImageId } from '../../common/annotation/types.ts';
import { cropPixels, cropSize, cropSquare } from '../../common/geometry/crop.ts';
import { t } from '../../common/messages/t.ts';
import type { CropWish } from '../../common/pictureFacts.ts';
import { FailureError, fail, failure, failureOf, type Failure } from '../../common/result.ts';
import { annotationsById } from '../database/annotations.ts';
import { imageRecord } from '../database/images.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { locatePicture } from './pictures.ts';
import type { Project } from './project.ts';

/** Bytes of crops that are kept: some thousands of them. */
const keptBytes = 64e6;

/** Pictures that are cut at once; more would keep the picture that is on screen waiting. */
const atOnce = 2;

/** Cut from one decoding at most; more of one picture are cut from a second one. */
const mostAtOnce = 200;

/** A page asks for its crops one by one: so long a picture waits for the others of it, milliseconds. */
const gatherFor = 15;

const givenUp = () => failure('cancelled', t('The crop is out of sight.')).failure;

interface Waiting {
  readonly box: AnnotationId;
  readonly key: string;
  readonly wish: Omit<CropWish, 'id'>;
  readonly done: Promise<Uint8Array>;
  resolve(bytes: Uint8Array): void;
  reject(reason: Failure): void;
}

/** Of one open project; `close` it with the project. */
export class Crops {
  readonly #project: Project;
  readonly #pictures: DetectorCaller;
  readonly #pixelLimit: () => number;
  /** The one that was used last is last. */
  readonly #kept = new Map<string, Uint8Array>();
  #bytes = 0;
  /** By picture, the one that was asked for last is last; in it by key. */
  readonly #waiting = new Map<ImageId, Map<string, Waiting>>();
  readonly #making = new Map<string, Promise<Uint8Array>>();
  readonly #stop = new AbortController();
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(project: Project, pictures: DetectorCaller, pixelLimit: () => number) {
    this.#project = project;
    this.#pictures = pictures;
    this.#pixelLimit = pixelLimit;
  }

  /**
   * A PNG of what geometry/crop.ts cuts for this box, its square `side` pixels wide or narrower; `context` 0 … 0.5. Failures:
   * not-found, unreadable, too-large, disk, and cancelled for what is not wanted any more.
   */
  async crop(box: AnnotationId, side: number, context: number): Promise<Uint8Array> {
    const [found] = annotationsById(this.#project.database, [box]);
    if (found === undefined) return fail('not-found', t('This box is not there any more.'));
    const record = imageRecord(this.#project.database, found.image);
    if (record.width <= 0) return fail('unreadable', record.problem ?? t('The picture was not read yet.'));
    const square = cropSquare(found.annotation.box, context);
    const cut = cropPixels(square, record);
    const wish = { cut, ...cropSize(square, cut, side) };
    const key = [found.image, record.mtime, record.bytes, ...Object.values(cut), wish.width, wish.height].join(' ');
    return this.#keep(key) ?? this.#making.get(key) ?? this.#wait(found.image, { box, key, wish });
  }

  /** What waits for other boxes than these is given up. */
  want(boxes: Iterable<AnnotationId>): void {
    const wanted = new Set(boxes);
    for (const [image, waiting] of this.#waiting) {
      for (const [key, one] of waiting) {
        if (wanted.has(one.box)) continue;
        waiting.delete(key);
        one.reject(givenUp());
      }
      if (waiting.size === 0) this.#waiting.delete(image);
    }
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.want([]);
    this.#kept.clear();
    this.#bytes = 0;
  }

  #keep(key: string): Uint8Array | undefined {
    const bytes = this.#kept.get(key);
    if (bytes === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, bytes);
    return bytes;
  }

  #put(key: string, bytes: Uint8Array): void {
    if (this.#kept.has(key) || this.#stop.signal.aborted) return;
    this.#kept.set(key, bytes);
    this.#bytes += bytes.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= keptBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }

  #wait(image: ImageId, asked: Pick<Waiting, 'box' | 'key' | 'wish'>): Promise<Uint8Array> {
    const waiting = this.#waiting.get(image) ?? new Map<string, Waiting>();
    const same = waiting.get(asked.key);
    const { promise, resolve, reject } = promised();
    if (same === undefined) waiting.set(asked.key, { ...asked, done: promise, resolve, reject });
    this.#waiting.delete(image);
    this.#waiting.set(image, waiting);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, gatherFor);
    return same?.done ?? promise;
  }

  #start(): void {
    while (this.#running < atOnce && !this.#stop.signal.aborted) {
      const next = [...this.#waiting].at(-1);
      if (next === undefined) return;
      const [image, waiting] = next;
      const now = [...waiting.values()].slice(0, mostAtOnce);
      for (const { key } of now) waiting.delete(key);
      if (waiting.size === 0) this.#waiting.delete(image);
      this.#running += 1;
      void this.#cut(image, now).finally(() => {
        this.#running -= 1;
        this.#start();
      });
    }
  }

  async #cut(image: ImageId, waiting: readonly Waiting[]): Promise<void> {
    for (const { key, done } of waiting) this.#making.set(key, done);
    try {
      const { path } = await locatePicture(this.#project, image);
      const crops = waiting.map(({ wish }, id) => ({ id, ...wish }));
      const onItem = ({ id, bytes }: { readonly id: number; readonly bytes: Uint8Array }) => {
        const one = waiting[id];
        if (one === undefined) return;
        this.#put(one.key, bytes);
        one.resolve(bytes);
      };
      const request = { path, crops, pixelLimit: this.#pixelLimit() };
      await ask(this.#pictures, 'crops', request, { onItem, signal: this.#stop.signal });
      for (const { reject } of waiting) reject(failure('unexpected', t('The crop was not made.')).failure);
    } catch (caught) {
      for (const { reject } of waiting) reject(failureOf(caught));
    } finally {
      for (const { key } of waiting) this.#making.delete(key);
    }
  }
}

function promised(): Pick<Waiting, 'resolve' | 'reject'> & { readonly promise: Promise<Uint8Array> } {
  let resolve!: (bytes: Uint8Array) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<Uint8Array>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Who asked hears of it; a second one may not have asked.
  promise.catch(() => undefined);
  return { promise, resolve, reject: (reason) => reject(new FailureError(reason)) };
}
