// Pre-labels pictures of a project: a model's detections become proposals, written in short transactions while it runs.
// A human's boxes are never touched. The model runs in the detector lane; this only asks and writes.
import path from 'node:path';
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { ModelFiles, PictureDetections, PictureFile, ProviderName, TileProgress } from '../../common/protocol.ts';
import { fail, failureOf } from '../../common/result.ts';
import { mayCut } from '../../common/tiles/choose.ts';
import type { TileWish } from '../../common/tiles/choose.ts';
import type { Database } from '../database/driver.ts';
import { imageRecord, readableImages } from '../database/images.ts';
import { typicalObjectSide } from '../database/objectSize.ts';
import { nameModel } from '../database/replacedProposals.ts';
import { endRun, startRun, type RunState } from '../database/runs.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { listFolders, type Project } from './project.ts';
import { ProposalWriter } from './proposalWriter.ts';
import { watchServer } from './serverWatch.ts';

export interface PrelabelOptions {
  readonly model: ModelFiles;
  /** The model's class names in the order of its labels. */
  readonly classes: readonly string[];
  /** How people call the model, and which of its versions it is, so that what it changes can be shown. */
  readonly known?: { readonly name: string; readonly version: string };
  /** Every picture that can be read, when left out. */
  readonly images?: readonly ImageId[];
  /** Floor of what is kept, 0 … 1; the window filters above it. */
  readonly scoreThreshold: number;
  /** From this score on a detection brings a class that the project lacks; what is less sure of such a class is left out. */
  readonly newClassesFrom: number;
  readonly pixelLimit: number;
  /** How large pictures are cut; `auto` takes the size of objects from the project's boxes where the wish does not say it. */
  readonly tiles?: TileWish;
  /** interactive for the picture on screen; default background. */
  readonly priority?: 'interactive' | 'background';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PrelabelProgress) => void;
  /** Of a picture that is looked at in tiles; undefined when it has its proposals. */
  readonly onTiles?: (progress: TileProgress | undefined) => void;
  readonly onProblem?: (problem: ProblemEntry) => void;
  /** Pictures whose proposals were just written. */
  readonly onWritten?: (images: readonly ImageId[]) => void;
}

export interface PrelabelProgress {
  readonly done: number;
  readonly total: number;
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
const callSize = 64;
const callsAtOnce = 2;
/**
 * Replaces the proposals of these pictures. A cancelled run keeps what was written and returns at once with state
 * `cancelled`. Failures: read-only, not-found (a picture id), detector (the model cannot be run), disk.
 */
export async function prelabel(
  project: Project,
  detector: DetectorCaller,
  options: PrelabelOptions,
): Promise<PrelabelReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('The project was opened for reading only.'));
  const { database } = project;
  const images = [...new Set(options.images ?? readableImages(database))];
  const records = new Map(images.map((id) => [id, imageRecord(database, id)]));
  const writer = new ProposalWriter(database, options, records);
  const tiles = tilesFor(database, options.tiles);
  const run = startRun(database, options.model.id, tiles);
  const { known } = options;
  if (known !== undefined) nameModel(database, { model: options.model.id, version: known.version }, known.name);
  let state: RunState = 'failed';
  try {
    state = await detectAll(project, detector, { ...options, ...(tiles !== undefined && { tiles }) }, writer);
    return { ...writer.counts, state: state === 'cancelled' ? 'cancelled' : 'done', ...writer.providerUsed };
  } finally {
    writer.close();
    // The project may have been closed while the run was being cancelled.
    if (database.isOpen) endRun(database, run, state, writer.counts);
  }
}

/** Undefined where no picture can come out cut. */
export function tilesFor(database: Database, wish: TileWish | undefined): TileWish | undefined {
  const objectSide = wish?.side === 'auto' ? (wish.objectSide ?? typicalObjectSide(database)) : undefined;
  const full = wish === undefined || objectSide === undefined ? wish : { ...wish, objectSide };
  return mayCut(full) ? full : undefined;
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
  const ended = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const server = watchServer(options.model, ended);
  const { signal } = server;
  writer.onBroken = () => stop.abort();
  const take = (item: PictureDetections): void => {
    server.see(item);
    writer.take(item);
  };
  const lanes = detectInCalls(detector, files, options, { writer, take, signal });
  try {
    // A cancelled run does not wait for the detector to answer.
    await Promise.race([lanes, aborted(signal)]);
    if (isAborted(options.signal)) return 'cancelled';
    await writer.flush();
    server.check();
    return isAborted(options.signal) ? 'cancelled' : 'done';
  } catch (caught) {
    server.check();
    if (isAborted(options.signal) && failureOf(caught).kind === 'cancelled') return 'cancelled';
    throw caught;
  } finally {
    stop.abort();
    lanes.catch(() => undefined);
  }
}

interface Taking {
  readonly writer: ProposalWriter;
  readonly take: (item: PictureDetections) => void;
  readonly signal: AbortSignal;
}

async function detectInCalls(
  detector: DetectorCaller,
  files: readonly PictureFile[],
  options: PrelabelOptions,
  { writer, take, signal }: Taking,
): Promise<void> {
  const { model, scoreThreshold, pixelLimit, priority = 'background', tiles, onTiles } = options;
  const told = new Set<string>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < files.length && !signal.aborted) {
      const pictures = files.slice(next, next + callSize);
      next += callSize;
      const onItem = (item: PictureDetections): void => {
        take(item);
        if (item.tiles !== undefined) onTiles?.(undefined);
      };
      const request = {
        model,
        pictures,
        scoreThreshold,
        pixelLimit,
        priority,
        ...(tiles !== undefined && { tiles }),
      };
      const listeners = { onItem, signal, ...(onTiles !== undefined && { onTiles }) };
      const { provider, warnings = [] } = await ask(detector, 'detect', request, listeners);
      writer.provider = provider;
      for (const message of warnings) {
        // Every call that was under way tells of it.
        if (!told.has(message)) options.onProblem?.({ where: model.id, message, severity: 'warning' });
        told.add(message);
      }
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
