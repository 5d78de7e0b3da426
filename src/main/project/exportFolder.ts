// Exports a project as a folder in any format that is written, whole or not at all: labels, pictures beside them when asked, parts,
// a text for the trainer, and a manifest by which the folder is known again. What files a format has is common/formats'.
import path from 'node:path';
import { exportLosses } from '../../common/dataset/exportLosses.ts';
import { exportTally, type ExportTally } from '../../common/dataset/exportTally.ts';
import { exportedImages } from '../../common/dataset/exportBoxes.ts';
import type { ExportInput } from '../../common/dataset/exported.ts';
import type { FormatId, FormatWriter } from '../../common/formats/format.ts';
import { profiles, type Snippet } from '../../common/formats/profiles.ts';
import { writerOf } from '../../common/formats/writers.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport, ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import type { Moment } from '../database/pinned.ts';
import { checkCocoFile } from './checkWritten.ts';
import { pinnedState, reportOf, type CocoExportOptions, type PinnedState } from './export.ts';
import { countParts, folderInput, tellLeft, type FolderInputOptions } from './exportFolderInput.ts';
import { bringPictures, pictureFilesOf, type BroughtPictures } from './exportPictures.ts';
import { checkFolderTarget, manifestName, type ExportManifest } from './exportTarget.ts';
import { listFolders, type Project } from './project.ts';
import { writeFolder, type FolderWriter } from './wholeFolder.ts';

export interface FolderExportOptions extends Omit<CocoExportOptions, 'file'>, Omit<FolderInputOptions, 'at'> {
  /** A new or empty folder, or an earlier export of this project, which is replaced. */
  readonly folder: string;
  readonly format: FormatId;
  readonly pictureFiles: 'copy' | 'link' | 'leave';
}

/**
 * Writes the folder from one state of the project. Failures: those of checkFolderTarget and writeFolder; invalid for a format that
 * is not written, for two pictures that a format cannot tell apart, for shares that are none.
 */
export async function exportFolder(project: Project, options: FolderExportOptions): Promise<ExportReport> {
  const target = path.resolve(options.folder);
  const writer = writerFor(options);
  const { replace } = await checkFolderTarget(project, target);
  const reader = await openDatabase(project.database.file, { access: 'read', missing: 'refuse' });
  let state: PinnedState | undefined;
  try {
    reader.exec('BEGIN');
    const { signal } = options;
    state = pinnedState(project, reader, target, options.snapshot);
    const { number, at } = state;
    const report = await writeFolder(target, { replace, ...(signal !== undefined && { signal }) }, (folder) =>
      fillFolder(folder, { project, reader, at, writer, options, target }),
    );
    return number === undefined ? report : { ...report, snapshot: number };
  } catch (caught) {
    await state?.takeBack();
    throw caught;
  } finally {
    reader.close();
  }
}

export function writerFor({ format, profile }: Pick<FolderExportOptions, 'format' | 'profile'>): FormatWriter {
  const writer = writerOf(format);
  if (writer === undefined || (profile !== undefined && profiles[profile].format !== format))
    return fail('invalid', t('Nothing can be exported as {format}.', { format: profile ?? format }));
  return writer;
}

interface Filling {
  readonly project: Project;
  readonly reader: Database;
  readonly at: Moment;
  readonly writer: FormatWriter;
  readonly options: FolderExportOptions;
  readonly target: string;
}

async function fillFolder(folder: FolderWriter, filling: Filling): Promise<ExportReport> {
  const { project, reader, at, writer, options, target } = filling;
  const problems: ProblemEntry[] = [];
  const steps = stepCounter(options);
  const { input, sayFitted } = folderInput(reader, project, { ...options, at }, problems, steps.read);
  tellLeft(options, listFolders(project), target, problems);
  const tally = exportTally(exportLosses(writer.keeps, input));
  steps.begin(input.images.length);
  await writeLabels(folder, writer, input, tally, options.signal);
  const brought = await bring(folder, { ...filling, input, problems, onBrought: steps.brought });
  sayFitted();
  const parts = countParts(input);
  const snippet = snippetOf(filling, input, [...parts.keys()]);
  if (snippet !== undefined) await folder.write(snippet.fileName, [snippet.text]);
  await folder.write(manifestName, [manifestText(project, options, folder.count + 1)]);
  return {
    ...reportOf(target, tally.report(), problems),
    folder: {
      files: folder.count,
      parts: [...parts].map(([part, images]) => ({ part, images })),
      ...brought,
      ...(snippet !== undefined && { snippet }),
    },
  };
}

async function writeLabels(
  folder: FolderWriter,
  writer: FormatWriter,
  input: ExportInput,
  tally: ExportTally,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { path: file, pieces } of writer.files(input, tally)) {
    await folder.write(file, pieces);
    if (writer.id === 'coco') await checkCocoFile(path.join(folder.location, file), signal);
  }
}

async function bring(
  folder: FolderWriter,
  given: Filling & { readonly input: ExportInput; readonly problems: ProblemEntry[]; readonly onBrought: () => void },
): Promise<BroughtPictures> {
  const { options, writer, project, reader, at, input, problems, onBrought } = given;
  if (options.pictureFiles === 'leave') return { copied: 0, linked: 0, turned: 0 };
  const images = exportedImages(input, exportTally());
  const places = (function* () {
    for (const image of images) yield { image, path: writer.picturePath(image) };
  })();
  return bringPictures(folder, places, {
    way: options.pictureFiles,
    folders: listFolders(project),
    files: pictureFilesOf(reader, at),
    copies: options.upright ?? new Map<number, string>(),
    problems,
    onBrought,
  });
}

function snippetOf(
  { project, reader, options }: Filling,
  { categories }: ExportInput,
  parts: readonly string[],
): Snippet | undefined {
  const [first] = listFolders(project);
  return options.profile === undefined
    ? undefined
    : profiles[options.profile].snippet?.({
        name: reader.get<{ name: string }>('SELECT name FROM project')?.name ?? '',
        categories,
        parts,
        ...(options.pictureFiles === 'leave' && first !== undefined && { pictureFolder: first.location }),
      });
}

function manifestText(project: Project, { format, profile, split }: FolderExportOptions, files: number): string {
  const manifest: ExportManifest = {
    boxwright: 1,
    project: project.id,
    format,
    ...(profile !== undefined && { profile }),
    files,
    ...(split.kind !== 'none' && { split }),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Labels and pictures are one count: a picture is a step, and a second one where its file is brought. */
function stepCounter({ onProgress, pictureFiles }: FolderExportOptions): {
  begin(images: number): void;
  read(): void;
  brought(): void;
} {
  let [done, total] = [0, 0];
  const step = (): void => {
    done += 1;
    onProgress?.(Math.min(done, total), total);
  };
  return {
    begin: (images) => {
      total = images * (pictureFiles === 'leave' ? 1 : 2);
    },
    read: step,
    brought: step,
  };
}
