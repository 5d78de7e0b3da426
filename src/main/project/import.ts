// Imports label files into a project in one go: reads, and takes everything as it is. With a look in between, importRead.ts and
// importTake.ts are called one after the other.
import type { FormatId } from '../../common/formats/format.ts';
import type { ImportChoices, TakenReport } from '../../common/labelImport.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { DetectorCaller } from './detectorCaller.ts';
import { addFolder, hasFolder } from './folders.ts';
import { readForImport } from './importRead.ts';
import { dropStages } from './importStage.ts';
import { takeImport } from './importTake.ts';
import type { Project } from './project.ts';
import { scanProject } from './scan.ts';

export interface PicturesToAdd {
  readonly folder: string;
  readonly pictures: DetectorCaller;
  readonly pixelLimit: number;
}

export interface ImportOptions {
  /** Default: told by content. */
  readonly format?: FormatId;
  /** Default keep-both. */
  readonly choices?: ImportChoices;
  /** A folder whose pictures are added first; needs the pictures lane. */
  readonly images?: PicturesToAdd;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Reading is half of the work; what is done is told in parts of this. */
const wholeWork = 2000;

/** Brings label files into a writable project, whole or not at all. Failures: those of readForImport and takeImport. */
export async function importLabels(
  project: Project,
  location: string,
  { format, choices = { merge: 'keep-both', classes: [] }, images, signal, onProgress }: ImportOptions = {},
): Promise<TakenReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('The project was opened for reading only.'));
  if (images !== undefined) await addPictures(project, images, signal);
  const half = (first: number) => (done: number, total: number) =>
    onProgress?.(first + Math.floor((done / Math.max(1, total)) * (wholeWork / 2)), wholeWork);
  const stop = signal === undefined ? {} : { signal };
  const wish = format === undefined ? { location } : { location, format };
  const { stage } = await readForImport(project, wish, { ...stop, onProgress: half(0) });
  try {
    return await takeImport(project, stage, choices, { ...stop, onProgress: half(wholeWork / 2) });
  } finally {
    dropStages(project.folder, stage);
  }
}

/** Adds a folder of pictures, if the project does not have it, and looks through it. */
export async function addPictures(
  project: Project,
  { folder, pictures, pixelLimit }: PicturesToAdd,
  signal: AbortSignal | undefined,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  if (!hasFolder(project, folder)) addFolder(project, folder);
  await scanProject(project, pictures, {
    pixelLimit,
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onProgress }),
  });
}

/** A COCO instances file, everything of it; see importLabels. */
export function importCoco(
  project: Project,
  file: string,
  options: Omit<ImportOptions, 'format' | 'choices'> = {},
): Promise<TakenReport> {
  return importLabels(project, file, { ...options, format: 'coco' });
}
