// One range through this machine's detector: its pictures are compared with the batch's, what is found is written while it runs,
// and at the end the range is ended, or given back.
import path from 'node:path';
import { readFileName } from '../../common/dataset/fileName.ts';
import { defaultPixelLimit } from '../../common/protocol.ts';
import type { ModelFiles, PictureDetections } from '../../common/protocol.ts';
import { FailureError, fail, failureOf } from '../../common/result.ts';
import { mapLimited } from '../../main/project/concurrency.ts';
import { ask } from '../../main/project/detectorCaller.ts';
import type { DetectorCaller } from '../../main/project/detectorCaller.ts';
import type { Batch } from './batches.ts';
import type { QueueConnection } from './connection.ts';
import { fingerprintPicture } from './fingerprints.ts';
import type { Presence } from './presence.ts';
import { finishRange, giveBack } from './ranges.ts';
import type { FailedPicture, Lease, RangePicture } from './ranges.ts';
import { insertResults } from './results.ts';

/** What every range of a worker is run with. */
export interface RangeWork {
  readonly connection: QueueConnection;
  readonly batch: Batch;
  /** Where the batch's pictures are on this machine. */
  readonly folder: string;
  readonly model: ModelFiles;
  readonly detector: DetectorCaller;
  readonly presence: Presence;
  /** Aborted when the worker is to stop: Ctrl-C, or another range that failed. */
  readonly signal: AbortSignal;
  readonly onPicture: () => void;
}

export interface RunningRange {
  /** When so few pictures are left that the next range has to be fetched, so that the model does not wait for it. */
  readonly nearEnd: Promise<void>;
  /** Rejects when this worker cannot go on; the range was given back then. */
  readonly done: Promise<void>;
}

/** Small enough that a worker does not sit on pictures that others could do, large enough to cover the fetching. */
const fetchAhead = 12;
/** A worker that is killed loses no more than this. */
const writtenAtOnce = 16;
const writtenEvery = 1000;
const comparedAtOnce = 8;

export function startRange(work: RangeWork, lease: Lease): RunningRange {
  let near = (): void => undefined;
  const nearEnd = new Promise<void>((resolve) => (near = resolve));
  const lost = new AbortController();
  work.presence.hold(lease.id, () => lost.abort());
  const done = runRange(work, lease, lost.signal, near).finally(() => {
    near();
    work.presence.release(lease.id);
  });
  return { nearEnd, done };
}

async function runRange(work: RangeWork, lease: Lease, lost: AbortSignal, near: () => void): Promise<void> {
  const { connection, batch, presence } = work;
  const { worker } = presence;
  const signal = AbortSignal.any([work.signal, presence.broken, lost]);
  const found = new FoundItems(work, worker);
  try {
    const [first, ...others] = await comparePictures(work.folder, lease.pictures, signal);
    if (first !== undefined) throw new DifferenceError([first, ...others]);
    const failed = await detectRange(work, lease, signal, (item, left) => {
      found.take(item);
      work.onPicture();
      if (left <= fetchAhead) near();
    });
    await finishRange(connection, batch, worker, lease, await found.rest(), failed);
  } catch (caught) {
    // The range is somebody else's already.
    if (lost.aborted) return;
    if (!presence.broken.aborted) {
      const failed = caught instanceof DifferenceError ? caught.pictures : [];
      const rest = await found.rest().catch(() => []);
      // What a worker cannot give back comes back by itself after its lease.
      await giveBack(connection, batch, worker, lease, rest, failed).catch(() => undefined);
    }
    throw caught;
  }
}

/** Items on their way into the database, written one call after the other. */
class FoundItems {
  readonly #work: RangeWork;
  readonly #worker: string;
  #waiting: PictureDetections[] = [];
  #writing: Promise<void> = Promise.resolve();
  #written = performance.now();

  constructor(work: RangeWork, worker: string) {
    this.#work = work;
    this.#worker = worker;
  }

  take(item: PictureDetections): void {
    if (item.result.ok) this.#waiting.push(item);
    if (this.#waiting.length < writtenAtOnce && performance.now() - this.#written < writtenEvery) return;
    this.#written = performance.now();
    const items = this.#waiting;
    this.#waiting = [];
    const { connection, batch } = this.#work;
    this.#writing = this.#writing.then(() =>
      connection.transaction((step) => insertResults(step, batch, this.#worker, items)),
    );
    this.#writing.catch(() => undefined);
  }

  /** Those not written yet, when those before are. */
  async rest(): Promise<readonly PictureDetections[]> {
    await this.#writing;
    return this.#waiting;
  }
}

/** The pictures that could not be done. `onItem` gets each item, and how many are left. */
async function detectRange(
  { batch, folder, model, detector, presence }: RangeWork,
  lease: Lease,
  signal: AbortSignal,
  onItem: (item: PictureDetections, left: number) => void,
): Promise<readonly FailedPicture[]> {
  if (lease.pictures.length === 0) return [];
  const reasons = new Map(lease.pictures.map(({ position }) => [position, 'The detector gave no answer.']));
  let left = lease.pictures.length;
  const take = (item: PictureDetections): void => {
    if (item.result.ok) reasons.delete(item.id);
    else reasons.set(item.id, item.result.failure.message);
    onItem(item, --left);
  };
  const pictures = lease.pictures.map(({ position, name }) => ({ id: position, path: path.join(folder, name) }));
  const request = { model, pictures, scoreThreshold: batch.score, pixelLimit: defaultPixelLimit };
  const reply = await ask(detector, 'detect', { ...request, priority: 'background' }, { signal, onItem: take });
  presence.noticeProvider(reply.provider);
  return [...reasons].map(([position, reason]) => ({ position, reason }));
}

export type DifferingPicture = FailedPicture & { readonly name: string };

/** Unwinds a range whose pictures are other ones here: this machine's folder is not the batch's. */
class DifferenceError extends FailureError {
  readonly pictures: readonly DifferingPicture[];
  constructor(pictures: readonly [DifferingPicture, ...DifferingPicture[]]) {
    const others = pictures.length > 1 ? ` and ${pictures.length - 1} more` : '';
    const what = `${pictures[0].name}${others}: ${pictures[0].reason}`;
    const todo = 'This worker stops; the range went back. Give it the folder that the batch was made of.';
    super({ kind: 'invalid', message: `${what} ${todo}` });
    this.pictures = pictures;
  }
}

/** The pictures that are not what the batch's maker saw. What the maker could not read is not compared. */
export async function comparePictures(
  folder: string,
  pictures: readonly RangePicture[],
  signal: AbortSignal,
): Promise<readonly DifferingPicture[]> {
  const compared = await mapLimited(pictures, comparedAtOnce, async (picture) => {
    if (signal.aborted) fail('cancelled', 'It was cancelled.');
    const reason = await differenceOf(folder, picture);
    return reason === undefined ? [] : [{ position: picture.position, name: picture.name, reason }];
  });
  return compared.flat();
}

async function differenceOf(folder: string, { name, fingerprint }: RangePicture): Promise<string | undefined> {
  const reading = readFileName(name);
  // The names come from a database that others write.
  if (!reading.ok) return `Its name ${reading.why}; it was not opened.`;
  if (fingerprint === undefined) return undefined;
  try {
    const here = await fingerprintPicture(path.join(folder, name));
    if (here.bytes !== fingerprint.bytes) {
      return `It has ${here.bytes} bytes here and ${fingerprint.bytes} in the batch.`;
    }
    return here.digest === fingerprint.digest ? undefined : 'It has other content here than in the batch.';
  } catch (caught) {
    const code = (caught as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'It is not in this folder.';
    return `It cannot be read here: ${code ?? failureOf(caught).message}.`;
  }
}
