// Small pictures and upright copies, made on demand by the pictures lane and kept in the project's cache, which may be
// deleted at any time. Names carry size and time of the file, so that a changed picture gets a new one.
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ImageId } from '../../common/annotation/types.ts';
import { FailureError, failureOf, type Failure } from '../../common/result.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { locatePicture, type LocatedPicture } from './pictures.ts';
import { cacheFolderName, type Project } from './project.ts';

/** Longest side of a thumbnail in pixels: sharp at 128 CSS pixels on a screen of double density. */
export const thumbnailSize = 256;

/** Made at once; more would keep the picture that is on screen waiting. */
const atOnce = 3;

/** Where each kind lies in the cache, and what its names end with. */
const places = {
  thumb: { folder: 'thumbs', end: `-${thumbnailSize}.webp` },
  upright: { folder: 'upright', end: '.png' },
  samples: { folder: 'samples', end: '.samples' },
} as const;

type Kind = keyof typeof places;

interface Waiting {
  readonly start: () => void;
}

/** Makes and finds cached pictures of one open project. `close` it with the project. */
export class PictureCache {
  readonly #project: Project;
  readonly #pictures: DetectorCaller;
  readonly #pixelLimit: () => number;
  readonly #folder: string;
  /** By output file: asked for and not there yet. */
  readonly #making = new Map<string, Promise<string>>();
  /** By output file: could not be made; a changed file has another name. */
  readonly #failed = new Map<string, Failure>();
  readonly #waiting: Waiting[] = [];
  readonly #stop = new AbortController();
  #running = 0;

  constructor(project: Project, pictures: DetectorCaller, pixelLimit: () => number) {
    this.#project = project;
    this.#pictures = pictures;
    this.#pixelLimit = pixelLimit;
    // A project that cannot be written keeps its cache for this run in the system's place for such things.
    this.#folder = project.readOnly
      ? path.join(os.tmpdir(), `boxwright-cache-${process.pid}-${project.id}`)
      : path.join(project.folder, cacheFolderName);
  }

  /** Path of a WebP of at most 256 pixels a side, upright. Failures: not-found, unreadable, too-large, disk, cancelled. */
  async thumbnail(image: ImageId): Promise<string> {
    return this.#cached(await locatePicture(this.#project, image), 'thumb');
  }

  /** Path of what a window can show full size: the picture itself, or an upright PNG copy. Failures as for thumbnail. */
  async full(image: ImageId): Promise<string> {
    const picture = await locatePicture(this.#project, image);
    return picture.displayable ? picture.path : this.#cached(picture, 'upright');
  }

  /**
   * Path of the file's own numbers of a picture with 16 bits a channel, twice to six times its pixels: whoever asks deletes it.
   * Failures as for thumbnail, and invalid for 8 bits.
   */
  async samples(image: ImageId): Promise<string> {
    return this.#cached(await locatePicture(this.#project, image), 'samples');
  }

  /** Gives up what is waiting. What a read-only project cached is deleted. */
  async close(): Promise<void> {
    this.#stop.abort();
    for (const { start } of this.#waiting.splice(0)) start();
    await Promise.allSettled(this.#making.values());
    // What nobody came for.
    await fs.rm(path.join(this.#folder, places.samples.folder), { recursive: true, force: true });
    if (this.#project.readOnly) await fs.rm(this.#folder, { recursive: true, force: true });
  }

  async #cached(picture: LocatedPicture, kind: Kind): Promise<string> {
    const output = this.#outputOf(picture, kind);
    const failed = this.#failed.get(output);
    if (failed !== undefined) throw new FailureError(failed);
    const made = await fs.stat(output).catch(() => undefined);
    if (made?.isFile() === true && made.size > 0) return output;
    const making = this.#making.get(output) ?? this.#make(picture, kind, output);
    this.#making.set(output, making);
    return making;
  }

  #outputOf({ id, bytes, mtime }: LocatedPicture, kind: Kind): string {
    const shelf = (id % 256).toString(16).padStart(2, '0');
    const name = `${id}-${Math.round(mtime).toString(36)}-${bytes.toString(36)}`;
    const { folder, end } = places[kind];
    return path.join(this.#folder, folder, shelf, `${name}${end}`);
  }

  async #make(picture: LocatedPicture, kind: Kind, output: string): Promise<string> {
    try {
      await this.#turn();
      await fs.mkdir(path.dirname(output), { recursive: true });
      const request = { path: picture.path, output, pixelLimit: this.#pixelLimit() };
      const signal = this.#stop.signal;
      if (kind === 'thumb') await ask(this.#pictures, 'thumbnail', { ...request, size: thumbnailSize }, { signal });
      else await ask(this.#pictures, kind, request, { signal });
      return output;
    } catch (caught) {
      const failure = failureOf(caught);
      // A full disk or a stopped process may be better next time; a picture that cannot be read is not.
      if (['unreadable', 'unsupported', 'too-large', 'invalid'].includes(failure.kind))
        this.#failed.set(output, failure);
      throw caught;
    } finally {
      this.#making.delete(output);
      this.#running -= 1;
      // The newest first: it is what the list shows now.
      this.#waiting.pop()?.start();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= atOnce) await new Promise<void>((start) => this.#waiting.push({ start }));
    this.#running += 1;
  }
}
