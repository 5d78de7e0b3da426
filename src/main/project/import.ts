// Imports a COCO file into a project: pictures are matched by name, boxes and classes come in with what the file says of
// them, all in one transaction. Reading and repairing the file itself is common/coco's work.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { ImportReport, ProblemEntry } from '../../common/records.ts';
import { mostTextBytes } from '../../common/dataset/decodeText.ts';
import { readCocoFile } from '../../common/coco/import.ts';
import type { ReadDataset, Problem } from '../../common/dataset/entries.ts';
import { fail } from '../../common/result.ts';
import { importDataset } from '../database/importDataset.ts';
import { breathe } from './concurrency.ts';
import type { DetectorCaller } from './detectorCaller.ts';
import { addFolder, hasFolder } from './folders.ts';
import { matchPictures } from './matchPictures.ts';
import { listFolders, type Project } from './project.ts';
import { scanProject } from './scan.ts';

export interface CocoImportOptions {
  /** A folder whose pictures are added first; needs the pictures lane. */
  readonly images?: { readonly folder: string; readonly pictures: DetectorCaller; readonly pixelLimit: number };
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface CocoImportReport extends ImportReport {
  /** Boxes of the file that an earlier import of it had brought already. */
  readonly unchanged: number;
  /** Boxes that were not taken; the problems say why. */
  readonly skipped: number;
  /** Boxes that got another id than in the file. */
  readonly renumbered: number;
  /** Pictures whose boxes are new. */
  readonly changedImages: readonly ImageId[];
}

/**
 * Brings a COCO instances file into a writable project, whole or not at all. Failures: not-found, unreadable, invalid,
 * too-large (the file), read-only, disk, cancelled, detector (when a picture folder is added).
 */
export async function importCoco(
  project: Project,
  file: string,
  options: CocoImportOptions = {},
): Promise<CocoImportReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('The project was opened for reading only.'));
  const dataset = await readDataset(file);
  options.onProgress?.(0, dataset.annotations.length);
  if (options.images !== undefined) await addPictures(project, options.images, options.signal);
  await breathe();
  if (options.signal?.aborted === true) fail('cancelled', t('The import was cancelled; nothing was changed.'));
  const match = matchPictures(project.database, listFolders(project), dataset.images);
  const outcome = importDataset(project.database, path.basename(file), dataset, match.imageByCocoId);
  options.onProgress?.(dataset.annotations.length, dataset.annotations.length);
  const { annotations, categories, unchanged, skipped, renumbered, changedImages } = outcome;
  const problems = [...dataset.problems.map(entryOf), ...match.problems, ...outcome.problems];
  const images = new Set(match.imageByCocoId.values()).size;
  return {
    images,
    annotations,
    categories,
    unchanged,
    skipped: skipped + dataset.counts.skipped,
    renumbered,
    changedImages,
    problems,
  };
}

async function readDataset(file: string): Promise<ReadDataset> {
  const stats = await fs.stat(file).catch(() => fail('not-found', t('There is no file {name}.', { name: file })));
  if (!stats.isFile()) fail('invalid', t('{file} is no file.', { file }));
  if (stats.size > mostTextBytes) {
    fail(
      'too-large',
      t('{file} has {bytes} bytes; up to {most} can be read at once. Split it by pictures.', {
        file,
        bytes: stats.size,
        most: mostTextBytes,
      }),
    );
  }
  const bytes = await fs
    .readFile(file)
    .catch((caught: unknown) => fail('unreadable', t('{file} could not be read.', { file }), String(caught)));
  const read = readCocoFile(bytes);
  return read.ok ? read.value : fail(read.failure.kind, `${file}: ${read.failure.message}`, read.failure.detail);
}

async function addPictures(
  project: Project,
  { folder, pictures, pixelLimit }: NonNullable<CocoImportOptions['images']>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!hasFolder(project, folder)) addFolder(project, folder);
  await scanProject(project, pictures, { pixelLimit, ...(signal !== undefined && { signal }) });
}

function entryOf({ place, message, severity }: Problem): ProblemEntry {
  const isLoss = severity === 'refused' || severity === 'skipped';
  return { where: place, message, severity: isLoss ? 'error' : 'warning' };
}
