// Makes a run out of a wish: checks it, pins the data in a snapshot and writes the run's folder, which appears whole or not
// at all. Nothing learns here.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import type { ModelFiles } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import { runFiles, type TrainingPicture, type TrainingPlan, type TrainingWish } from '../../common/training.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { snapshotById } from '../database/snapshots.ts';
import { untilWritable } from '../database/writeGate.ts';
import { findWeights, freeModelId, listModels, type ModelStore } from './models.ts';
import { listFolders, type Project } from './project.ts';
import { keptHash, takeSnapshot, type HashOf } from './snapshots.ts';
import { writeData } from './trainingDataFile.ts';
import { newRunId, passingFolder, runFolder, runIds, writeJson, writeRecord } from './trainingFolder.ts';
import { gatherMaterial, trainingBoxes, type CandidatePicture, type TrainingMaterial } from './trainingPictures.ts';
import { wishSchema, type RunRecord } from './trainingSchemas.ts';
import { makeFolder } from './wholeFile.ts';

export interface PlannedRun {
  readonly id: string;
  readonly folder: string;
  readonly record: RunRecord;
}

export interface PlanOptions {
  readonly models: ModelStore;
  readonly pixelLimit: number;
  readonly signal: AbortSignal;
  /** Works out the hash of a snapshot elsewhere: it is long work for a large project. Left out: here. */
  readonly hashOf?: HashOf;
}

/** Fails with invalid, in the annotator's words. */
export function checkWish(wish: TrainingWish): void {
  const issue = wishSchema.safeParse(wish).error?.issues[0];
  if (issue !== undefined)
    fail(
      'invalid',
      t('Training cannot start: {place}: {reason}.', { place: issue.path.join('.'), reason: issue.message }),
    );
  if (wish.pixels % 32 !== 0)
    fail(
      'invalid',
      t('The long side must be a multiple of 32 pixels; {pixels} is none. Take {nearest}.', {
        pixels: wish.pixels,
        nearest: nearest(wish.pixels),
      }),
    );
}

function nearest(pixels: number): number {
  return Math.round(pixels / 32) * 32;
}

/** The model that a wish starts from; undefined: from nothing. Failures: not-found, unsupported. */
export async function startingModel(models: ModelStore, { from }: TrainingWish): Promise<ModelFiles | undefined> {
  return from === null ? undefined : (await findWeights(models, from)).files;
}

/**
 * Writes the folder of a new run. Failures: invalid (the wish, or nothing to learn from), not-found (the model to start
 * from, the snapshot), cancelled, read-only, disk; nothing is left of it then.
 */
export async function planRun(project: Project, wish: TrainingWish, options: PlanOptions): Promise<PlannedRun> {
  checkWish(wish);
  const from = await startingModel(options.models, wish);
  const now = new Date();
  const id = newRunId(project.folder, now);
  const name = wish.name ?? (await freeName(project, options.models));
  const passing = passingFolder(project.folder, id);
  await makeFolder(passing);
  try {
    const { dataSha256, counts } = await pinData(project, { ...wish, name }, passing, options);
    const plan: TrainingPlan = {
      format: 1,
      name,
      id: await freeModelId(options.models, name),
      ...(from !== undefined && { from }),
      size: wish.size,
      pixels: wish.pixels,
      budget: { minutes: wish.minutes },
      seed: wish.seed,
      pixelLimit: options.pixelLimit,
      dataSha256,
      ...(counts.snapshot !== undefined && { snapshot: counts.snapshot }),
      ...(wish.provider !== undefined && { provider: wish.provider }),
    };
    await writeJson(path.join(passing, runFiles.plan), plan);
    const record: RunRecord = { format: 1, name, wish, started: now.toISOString(), state: 'running', ...counts };
    await writeRecord(passing, record);
    const folder = runFolder(project.folder, id);
    await fs.rename(passing, folder);
    return { id, folder, record };
  } catch (caught) {
    await fs.rm(passing, { recursive: true, force: true }).catch(() => undefined);
    throw caught;
  }
}

/** "Blood cells 3": the project's name, and a number that no model and hardly another run has. */
async function freeName(project: Project, models: ModelStore): Promise<string> {
  const base = project.database.get<{ name: string }>('SELECT name FROM project')?.name.trim().slice(0, 150) ?? '';
  const taken = new Set((await listModels(models)).models.map(({ card }) => card.name.toLowerCase()));
  for (let number = (await runIds(project.folder)).length + 1; ; number += 1) {
    const name = `${base === '' ? 'Model' : base} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

interface PinnedData {
  readonly dataSha256: string;
  readonly counts: Pick<RunRecord, 'pictures' | 'validationPictures' | 'snapshot' | 'unseen'>;
}

async function pinData(
  project: Project,
  wish: TrainingWish & { readonly name: string },
  folder: string,
  { signal, hashOf }: PlanOptions,
): Promise<PinnedData> {
  // A connection of its own, so that the reading holds nobody up; a snapshot reads the same however long it takes.
  const reader = await openDatabase(project.database.file, { access: 'read', missing: 'refuse' });
  try {
    await untilWritable(project.database);
    const pinned =
      wish.snapshot === undefined
        ? takeSnapshot(project, { reason: 'training', name: wish.name })
        : snapshotById(project.database, wish.snapshot);
    reader.exec('BEGIN');
    const material = await gatherMaterial(reader, listFolders(project), wish, { at: pinned?.id, signal });
    refuseNothing(material, wish);
    const { classes, pictures, split } = material;
    const data = {
      classes: classes.names,
      categoryIds: classes.categoryIds,
      origin: project.id,
      train: picturesWithBoxes(reader, split.train, material),
      validation: picturesWithBoxes(reader, split.validation, material),
    };
    const dataSha256 = await writeData(folder, data, signal);
    const snapshot = pinned && { number: pinned.id, hash: await keptHash(project, pinned, { hashOf, signal }) };
    const unseen = split.by === 'parts' ? { unseen: split.unseen } : {};
    const counts = { pictures: pictures.length, validationPictures: split.validation.length, ...unseen };
    return { dataSha256, counts: { ...counts, ...(snapshot && { snapshot }) } };
  } finally {
    reader.close();
  }
}

function* picturesWithBoxes(
  database: Database,
  pictures: readonly CandidatePicture[],
  material: TrainingMaterial,
): Generator<TrainingPicture> {
  for (const { id, path: location } of pictures)
    yield { id, path: location, boxes: trainingBoxes(database, id, material) };
}

/** What there is nothing to do about but to label, or to leave the project's parts aside. */
export function nothingWords(
  found: {
    readonly pictures: number;
    readonly validationPictures: number;
    readonly boxes: number;
    readonly unseen: number;
  },
  which: TrainingWish['pictures'],
): string | undefined {
  if (found.pictures - found.validationPictures === 0 && found.pictures + found.unseen > 0)
    return t(
      'Every such picture is in the split val or test of the project, so none is left to learn from. Hold out a share of all pictures instead.',
    );
  if (found.pictures === 0 && which === 'done')
    return t('No picture is marked as labelled yet. Mark pictures with Enter, or train on all that have boxes.');
  if (found.pictures === 0) return t('No picture is labelled yet. Draw boxes, or accept proposals with Enter.');
  if (found.boxes === 0) return t('There is no box to learn from yet. Draw boxes, or accept proposals with Enter.');
  return undefined;
}

/** Fails with invalid where there is nothing to learn from. */
export function refuseNothing({ pictures, split }: TrainingMaterial, wish: Pick<TrainingWish, 'pictures'>): void {
  const boxes = split.train.reduce((sum, { labels }) => sum + labels.length, 0);
  const { validation, unseen } = split;
  const found = { pictures: pictures.length, validationPictures: validation.length, boxes, unseen };
  const words = nothingWords(found, wish.pictures);
  if (words !== undefined) fail('invalid', words);
}
