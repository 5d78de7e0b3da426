// Decoded pictures: the one on screen and its neighbours, fetched and decoded ahead, bounded in pixels. Paints nothing.
import { imageAddress } from '../../common/imageAddress.ts';
import { t } from '../../common/messages/t.ts';
import { fail, failureOf, type Failure, type FailureKind } from '../../common/result.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { Picture } from './props.ts';

/** A picture to decode. Width and height are what the list says, upright pixels; 0 when it does not know. */
export interface WantedPicture {
  readonly id: ImageId;
  readonly width: number;
  readonly height: number;
}

/** What the cache does with bytes; tests give their own. */
export interface PictureSource {
  /** Throws a FailureError with the annotator's words, or an AbortError. */
  fetch(id: ImageId, size: 'full' | 'thumb', signal: AbortSignal): Promise<Blob>;
  /** Upright (EXIF applied). */
  decode(blob: Blob): Promise<ImageBitmap>;
}

/** Decoded pixels kept besides the picture on screen: 4 bytes each. */
const defaultBudget = 96e6;

const loading: Picture = { state: 'loading' };

interface Entry {
  readonly wanted: WantedPicture;
  readonly abort: AbortController;
  picture: Picture;
  /** The kind behind a failed picture. */
  failure?: Failure;
  thumbnail?: ImageBitmap;
  /** Settles when decoded, failed or dropped. */
  done?: Promise<void>;
}

export class PictureCache {
  readonly #source: PictureSource;
  readonly #budget: number;
  readonly #entries = new Map<ImageId, Entry>();
  readonly #listeners = new Set<() => void>();
  /** What was asked for last, the picture on screen first. */
  #wanted: readonly WantedPicture[] = [];
  #generation = 0;

  constructor(source: PictureSource = browserSource, budget = defaultBudget) {
    this.#source = source;
    this.#budget = budget;
  }

  /**
   * Loads `current` at once and then its neighbours in the order given (next first), within the budget. What is neither is
   * dropped: its fetch aborted, its bitmap closed. A picture that failed is tried again when it becomes the current one.
   */
  show(current: WantedPicture, neighbours: readonly WantedPicture[] = []): void {
    this.#wanted = [
      current,
      ...withinBudget(
        neighbours.filter(({ id }) => id !== current.id),
        this.#budget,
      ),
    ];
    const kept = new Map(this.#wanted.map((wanted) => [wanted.id, wanted]));
    for (const entry of [...this.#entries.values()]) {
      const wanted = kept.get(entry.wanted.id);
      const stale = !wanted || wanted.width !== entry.wanted.width || wanted.height !== entry.wanted.height;
      const again = entry.picture.state === 'failed' && wanted === current && entry.failure?.kind !== 'too-large';
      if (stale || again) this.#drop(entry);
    }
    this.#generation += 1;
    void this.#loadInOrder(this.#generation);
    this.#tell();
  }

  /** The picture as it is now; the same object until something changes. Loading for one that was not asked for. */
  picture(id: ImageId): Picture {
    return this.#entries.get(id)?.picture ?? loading;
  }

  /** Called after every change; returns the function that ends it. Made for useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Forgets one picture, so that the next `show` reads its file again. */
  forget(id: ImageId): void {
    const entry = this.#entries.get(id);
    if (entry) this.#drop(entry);
    this.#tell();
  }

  /** Settles when everything asked for by the last `show` is decoded or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#wanted.map(({ id }) => this.#entries.get(id)?.done));
  }

  /** Aborts and closes everything. The cache can be used again. */
  dispose(): void {
    this.#wanted = [];
    this.#generation += 1;
    for (const entry of [...this.#entries.values()]) this.#drop(entry);
  }

  /** The picture on screen alone first, so that nothing competes with it; then the neighbours, two at a time. */
  async #loadInOrder(generation: number): Promise<void> {
    const [current, ...neighbours] = this.#wanted;
    if (!current) return;
    const entry = this.#load(current);
    if (entry.picture.state === 'loading') void this.#loadThumbnail(entry);
    await entry.done;
    const queue = [...neighbours];
    const work = async () => {
      for (let next = queue.shift(); next && generation === this.#generation; next = queue.shift())
        await this.#load(next).done;
    };
    await Promise.all([work(), work()]);
  }

  #load(wanted: WantedPicture): Entry {
    const known = this.#entries.get(wanted.id);
    if (known) return known;
    const entry: Entry = { wanted, abort: new AbortController(), picture: loading };
    this.#entries.set(wanted.id, entry);
    entry.done = this.#decode(entry);
    return entry;
  }

  async #decode(entry: Entry): Promise<void> {
    const { wanted, abort } = entry;
    try {
      const bitmap = await this.#bitmap(wanted.id, 'full', abort.signal);
      if (abort.signal.aborted) return bitmap.close();
      this.#closeThumbnail(entry);
      if (!sizeAgrees(bitmap, wanted)) {
        const found = `${bitmap.width} × ${bitmap.height}`;
        bitmap.close();
        fail(
          'invalid',
          t(
            'This picture has {now} pixels now and had {before} when its folder was read. Look through the folder again.',
            { now: found, before: `${wanted.width} × ${wanted.height}` },
          ),
        );
      }
      entry.picture = { state: 'ready', bitmap, width: bitmap.width, height: bitmap.height };
    } catch (caught) {
      if (abort.signal.aborted) return;
      this.#closeThumbnail(entry);
      entry.failure = failureOf(caught);
      entry.picture = { state: 'failed', message: entry.failure.message };
    }
    this.#tell();
  }

  /** Something to see while the picture is decoded; its failure is nobody's concern. */
  async #loadThumbnail(entry: Entry): Promise<void> {
    try {
      const thumbnail = await this.#bitmap(entry.wanted.id, 'thumb', entry.abort.signal);
      if (entry.abort.signal.aborted || entry.picture.state !== 'loading') return thumbnail.close();
      entry.thumbnail = thumbnail;
      entry.picture = { state: 'loading', thumbnail };
      this.#tell();
    } catch {
      return;
    }
  }

  async #bitmap(id: ImageId, size: 'full' | 'thumb', signal: AbortSignal): Promise<ImageBitmap> {
    const blob = await this.#source.fetch(id, size, signal);
    signal.throwIfAborted();
    try {
      return await this.#source.decode(blob);
    } catch (caught) {
      const detail = caught instanceof Error ? caught.message : String(caught);
      return fail(
        'unreadable',
        t(
          'This picture cannot be decoded: the file is damaged or too large for the memory left. Open it in another program to check it.',
        ),
        detail,
      );
    }
  }

  #closeThumbnail(entry: Entry): void {
    entry.thumbnail?.close();
    delete entry.thumbnail;
  }

  #drop(entry: Entry): void {
    entry.abort.abort();
    this.#closeThumbnail(entry);
    if ('bitmap' in entry.picture) entry.picture.bitmap.close();
    this.#entries.delete(entry.wanted.id);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The neighbours that fit into `budget` pixels together; one that does not fit is left to be decoded when it is opened. */
function withinBudget(neighbours: readonly WantedPicture[], budget: number): WantedPicture[] {
  let left = budget;
  return neighbours.filter(({ width, height }) => {
    const pixels = width * height;
    if (pixels > left) return false;
    left -= pixels;
    return true;
  });
}

function sizeAgrees(bitmap: ImageBitmap, wanted: WantedPicture): boolean {
  if (wanted.width <= 0 || wanted.height <= 0) return true;
  return bitmap.width === wanted.width && bitmap.height === wanted.height;
}

/** The browser: the program's own picture addresses, decoded off the main thread. */
export const browserSource: PictureSource = {
  fetch: fetchPicture,
  decode: (blob) => createImageBitmap(blob, { imageOrientation: 'from-image' }),
};

/** Throws a FailureError with the annotator's words, or an AbortError. */
export async function fetchPicture(
  id: ImageId,
  size: 'full' | 'thumb' | 'samples',
  signal: AbortSignal,
): Promise<Blob> {
  const response = await fetch(imageAddress(id, size), { signal }).catch((caught: unknown) => {
    signal.throwIfAborted();
    return fail(
      'unreadable',
      t('This picture could not be read. Check that its folder is still there, then look through it again.'),
      String(caught),
    );
  });
  if (!response.ok) {
    const said = failureFrom(await response.text().catch(() => ''));
    fail(
      said?.kind ?? 'unreadable',
      said?.message ?? t('This picture could not be read.'),
      said?.detail ?? `status ${response.status}`,
    );
  }
  return response.blob();
}

/** The Failure that main sends as JSON; undefined when the text is none. */
function failureFrom(text: string): { kind: FailureKind; message: string; detail?: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('message' in value) || !('kind' in value)) return undefined;
    return typeof value.message === 'string' && typeof value.kind === 'string'
      ? (value as { kind: FailureKind; message: string })
      : undefined;
  } catch {
    return undefined;
  }
}
