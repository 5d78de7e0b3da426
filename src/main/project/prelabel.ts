// Pre-labels pictures of a project: a model's detections become proposals, written in short transactions while it runs.
// A human's boxes are never touched. The model runs in the detector lane; this only asks and writes.
import path from 'node:path';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { ProblemEntry } from '../../common/contract.ts';
import type { ModelFiles, PictureDetections, PictureFile, ProviderName } from '../../common/protocol.ts';
import { fail, failureOf } from '../../common/result.ts';
import { categoriesForClasses, listCategories } from '../database/categories.ts';
import type { Database } from '../database/driver.ts';
import { imageRecord, readableImages, type ImageRecord } from '../database/images.ts';
import { replaceProposals } from '../database/proposals.ts';
import { endRun, startRun, type RunState } from '../database/runs.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { listFolders, type Project } from './project.ts';

export interface PrelabelOptions {
  readonly model: ModelFiles;
  /** The model's class names in the order of its labels. */
  readonly classes: readonly string[];
  /** Every picture that can be read, when left out. */
  readonly images?: readonly ImageId[];
  /** Floor of what is kept, 0 … 1; the window filters above it. */
  readonly scoreThreshold: number;
  readonly pixelLimit: number;
  /** interactive for the picture on screen; default background. */
  readonly priority?: 'interactive' | 'background';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PrelabelProgress) => void;
  readonly onProblem?: (problem: ProblemEntry) => void;
  /** Pictures whose proposals were just written. */
  readonly onWritten?: (images: readonly ImageId[]) => void;
}

export interface PrelabelProgress {
  readonly done: number;
  readonly total: number;
  /** Pictures a second over the last five seconds; 0 while unknown. */
  readonly rate: number;
  readonly secondsLeft?: number;
}

export interface PrelabelReport {
  /** Pictures whose proposals were replaced. */
  readonly pictures: number;
  readonly proposals: number;
  /** Detections that a human's or a rejected box stood for already. */
  readonly covered: number;
  /** Detections of a class that was deleted meanwhile, or without an area inside the picture. */
  readonly unusable: number;
  /** Pictures that could not be read or found; each was told as a problem. */
  readonly failed: number;
  readonly state: Exclude<RunState, 'running' | 'failed'>;
  readonly provider?: ProviderName;
}

/** Pictures asked for in one call; two calls are under way, so that the model never waits for the next one. */
const callSize = 32;
const callsAtOnce = 2;
/** A transaction is begun this often, and ends after this long, so that the process answers the window in between. */
const writeEvery = 200; // milliseconds
const writeFor = 12; // milliseconds

/**
 * Replaces the proposals of these pictures. A cancelled run keeps what was written and returns at once with state
 * `cancelled`. Failures: read-only, not-found (a picture id), detector (the model cannot be run), disk.
 */
export async function prelabel(project: Project, detector: DetectorCaller, options: PrelabelOptions): Promise<PrelabelReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? 'The project was opened for reading only.');
  const { database } = project;
  const images = [...new Set(options.images ?? readableImages(database))];
  const records = new Map(images.map((id) => [id, imageRecord(database, id)]));
  const writer = new ProposalWriter(database, options, records);
  const run = startRun(database, options.model.id);
  let state: RunState = 'failed';
  try {
    state = await detectAll(project, detector, options, writer);
    return { ...writer.counts, state: state === 'cancelled' ? 'cancelled' : 'done', ...writer.providerUsed };
  } finally {
    writer.close();
    // The project may have been closed while the run was being cancelled.
    if (database.isOpen) endRun(database, run, state, writer.counts);
  }
}

async function detectAll(
  project: Project,
  detector: DetectorCaller,
  options: PrelabelOptions,
  writer: ProposalWriter,
): Promise<'done' | 'cancelled'> {
  const folders = new Map(listFolders(project).map((folder) => [folder.id, folder.location]));
  const files = writer.readable().map((record): PictureFile => {
    return { id: record.id, path: path.join(folders.get(record.folder) ?? project.folder, record.name) };
  });
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  writer.onBroken = () => stop.abort();
  const lanes = detectInCalls(detector, files, options, writer, signal);
  try {
    // A cancelled run does not wait for the detector to answer.
    await Promise.race([lanes, aborted(signal)]);
    if (isAborted(options.signal)) return 'cancelled';
    await writer.flush();
    return isAborted(options.signal) ? 'cancelled' : 'done';
  } catch (caught) {
    if (isAborted(options.signal) && failureOf(caught).kind === 'cancelled') return 'cancelled';
    throw caught;
  } finally {
    stop.abort();
    lanes.catch(() => undefined);
  }
}

async function detectInCalls(
  detector: DetectorCaller,
  files: readonly PictureFile[],
  options: PrelabelOptions,
  writer: ProposalWriter,
  signal: AbortSignal,
): Promise<void> {
  const { model, scoreThreshold, pixelLimit, priority = 'background' } = options;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < files.length && !signal.aborted) {
      const pictures = files.slice(next, next + callSize);
      next += callSize;
      const onItem = (item: PictureDetections): void => writer.take(item);
      const request = { model, pictures, scoreThreshold, pixelLimit, priority };
      writer.provider = (await ask(detector, 'detect', request, { onItem, signal })).provider;
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, lane));
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Gathers detections and writes them a little at a time. */
class ProposalWriter {
  provider: ProviderName | undefined;
  /** Called when writing failed and the run has no more use. */
  onBroken: () => void = () => undefined;
  readonly #database: Database;
  readonly #options: PrelabelOptions;
  readonly #records: ReadonlyMap<ImageId, ImageRecord>;
  readonly #categories: readonly CategoryId[];
  readonly #gone = new Set<CategoryId>();
  readonly #queue: PictureDetections[] = [];
  readonly #marks: [time: number, done: number][] = [];
  #counts = { pictures: 0, proposals: 0, covered: 0, unusable: 0, failed: 0 };
  #timer: NodeJS.Timeout | undefined;
  #broken: unknown;
  #idle: (() => void) | undefined;
  #closed = false;

  constructor(database: Database, options: PrelabelOptions, records: ReadonlyMap<ImageId, ImageRecord>) {
    this.#database = database;
    this.#options = options;
    this.#records = records;
    this.#categories = categoriesForClasses(database, options.classes);
    this.#tellProgress();
  }

  get counts(): Omit<PrelabelReport, 'state' | 'provider'> {
    return this.#counts;
  }

  get providerUsed(): { readonly provider?: ProviderName } {
    return this.provider === undefined ? {} : { provider: this.provider };
  }

  /** The pictures that can be asked for; the others are told as problems. */
  readable(): ImageRecord[] {
    return [...this.#records.values()].filter((record) => {
      const isReadable = record.width > 0 && record.problem === null;
      if (!isReadable) this.#failPicture(record.name, record.problem ?? 'It was not read yet.');
      return isReadable;
    });
  }

  take(item: PictureDetections): void {
    if (this.#closed) return;
    this.#queue.push(item);
    this.#timer ??= setTimeout(() => this.#write(), writeEvery);
  }

  /** Resolves when everything taken is written; throws what kept it from that. */
  async flush(): Promise<void> {
    if (this.#queue.length > 0) {
      const idle = new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(), 0);
      await idle;
    }
    if (this.#broken !== undefined) throw this.#broken;
  }

  /** What is not written yet is dropped. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#idle?.();
  }

  #write(): void {
    this.#timer = undefined;
    if (this.#closed) return;
    const until = performance.now() + writeFor;
    const written: ImageId[] = [];
    try {
      this.#database.transaction(() => {
        const categories = this.#presentCategories();
        for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
          if (this.#writeOne(item, categories)) written.push(item.id);
          if (performance.now() >= until) break;
        }
      });
    } catch (caught) {
      this.#broken = caught;
      this.#queue.length = 0;
      this.onBroken();
    }
    if (written.length > 0) this.#options.onWritten?.(written);
    this.#tellProgress();
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#write(), 1);
    else this.#idle?.();
  }

  /** A class that was deleted or merged while the run goes on is not made again. */
  #presentCategories(): (CategoryId | undefined)[] {
    const present = new Set(listCategories(this.#database).map(({ id }) => id));
    return this.#categories.map((id, label) => {
      if (present.has(id)) return id;
      if (!this.#gone.has(id)) {
        const where = this.#options.classes[label] ?? `class ${label}`;
        const message = 'This class was deleted or merged while the model ran; the rest of its boxes were not proposed.';
        this.#options.onProblem?.({ where, message, severity: 'warning' });
      }
      this.#gone.add(id);
      return undefined;
    });
  }

  #writeOne({ id, width, height, result }: PictureDetections, categories: readonly (CategoryId | undefined)[]): boolean {
    const record = this.#records.get(id);
    if (record === undefined) return false;
    if (!result.ok) return this.#failPicture(record.name, result.failure.message);
    if (width !== record.width || height !== record.height) {
      const sizes = `${width} × ${height} now, ${record.width} × ${record.height} at the last look`;
      return this.#failPicture(record.name, `The file changed (${sizes}). Look through the folder again.`);
    }
    const made = replaceProposals(this.#database, id, this.#options.model.id, result.value, categories);
    const before = this.#counts;
    this.#counts = {
      ...before,
      pictures: before.pictures + 1,
      proposals: before.proposals + made.proposed,
      covered: before.covered + made.covered,
      unusable: before.unusable + made.unusable,
    };
    return true;
  }

  #failPicture(where: string, message: string): false {
    this.#counts = { ...this.#counts, failed: this.#counts.failed + 1 };
    this.#options.onProblem?.({ where, message, severity: 'error' });
    return false;
  }

  #tellProgress(): void {
    const done = this.#counts.pictures + this.#counts.failed;
    const total = this.#records.size;
    const now = performance.now();
    this.#marks.push([now, done]);
    while ((this.#marks[0]?.[0] ?? now) < now - 5000) this.#marks.shift();
    const [since, before] = this.#marks[0] ?? [now, done];
    const rate = now - since < 300 ? 0 : ((done - before) * 1000) / (now - since);
    this.#options.onProgress?.({ done, total, rate, ...(rate > 0 && { secondsLeft: (total - done) / rate }) });
  }
}
