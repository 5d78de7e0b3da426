// Exports a project as a folder in any format that is written, whole or not at all: labels, pictures beside them when asked, parts,
// a text for the trainer, and a manifest by which the folder is known again. What files a format has is common/formats'.
import path from 'node:path';
import { exportTally, type ExportTally } from '../../common/dataset/exportTally.ts';
import { exportedImages } from '../../common/dataset/exportBoxes.ts';
import type { ExportInput } from '../../common/dataset/exported.ts';
import { partsOf } from '../../common/formats/exportParts.ts';
import type { FormatId, FormatWriter } from '../../common/formats/format.ts';
import { heldBy } from '../../common/formats/held.ts';
import { profiles, type ProfileId, type Snippet } from '../../common/formats/profiles.ts';
import { writerOf } from '../../common/formats/writers.ts';
import { t } from '../../common/messages/t.ts';
import type { SplitWish } from '../../common/exportWish.ts';
import type { ExportReport, ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { nearDuplicateGroups, withoutFingerprint } from '../database/fingerprints.ts';
import { checkCocoFile } from './checkWritten.ts';
import { exportInput, reportOf, type CocoExportOptions } from './export.ts';
import { exportParts, type Twins } from './exportParts.ts';
import {
  bringPictures,
  pictureFilesOf,
  withUprightNames,
  type BroughtPictures,
  type UprightCopies,
} from './exportPictures.ts';
import { checkFolderTarget, manifestName, type ExportManifest } from './exportTarget.ts';
import { listFolders, type Project } from './project.ts';
import { writeFolder, type FolderWriter } from './wholeFolder.ts';

export interface FolderExportOptions extends Omit<CocoExportOptions, 'file'> {
  /** A new or empty folder, or an earlier export of this project, which is replaced. */
  readonly folder: string;
  readonly format: FormatId;
  /** For whom; its format has to be `format`, and it says itself what stands for a mask. */
  readonly profile?: ProfileId;
  readonly pictureFiles: 'copy' | 'link' | 'leave';
  readonly split: SplitWish;
  /** In place of those that the project's fingerprints tell. */
  readonly twins?: Twins;
  /** Made by uprightCopies; they are used up. */
  readonly upright?: UprightCopies;
}

/**
 * Writes the folder from one state of the project. Failures: those of checkFolderTarget and writeFolder; invalid for a format that
 * is not written, for two pictures that a format cannot tell apart, for shares that are none.
 */
export async function exportFolder(project: Project, options: FolderExportOptions): Promise<ExportReport> {
  const target = path.resolve(options.folder);
  const writer = writerFor(options);
  const { replace } = await checkFolderTarget(project, target);
  const snapshot = await openDatabase(project.database.file, { access: 'read', missing: 'refuse' });
  try {
    snapshot.exec('BEGIN');
    const { signal } = options;
    return await writeFolder(target, { replace, ...(signal !== undefined && { signal }) }, (folder) =>
      fillFolder(folder, { project, snapshot, writer, options, target }),
    );
  } finally {
    snapshot.close();
  }
}

function writerFor({ format, profile }: Pick<FolderExportOptions, 'format' | 'profile'>): FormatWriter {
  const writer = writerOf(format);
  if (writer === undefined || (profile !== undefined && profiles[profile].format !== format))
    return fail('invalid', t('Nothing can be exported as {format}.', { format: profile ?? format }));
  return writer;
}

interface Filling {
  readonly project: Project;
  readonly snapshot: Database;
  readonly writer: FormatWriter;
  readonly options: FolderExportOptions;
  readonly target: string;
}

async function fillFolder(folder: FolderWriter, filling: Filling): Promise<ExportReport> {
  const { project, snapshot, writer, options, target } = filling;
  const problems: ProblemEntry[] = [];
  const tally = exportTally(heldBy[options.format]);
  const steps = stepCounter(options);
  const input = folderInput(snapshot, project, options, problems, steps.read);
  steps.begin(input.images.length);
  await writeLabels(folder, writer, input, tally, options.signal);
  const brought = await bring(folder, { ...filling, input, problems, onBrought: steps.brought });
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

/** The rows that go in, under the names that they have in the export. */
function folderInput(
  snapshot: Database,
  project: Project,
  options: FolderExportOptions,
  problems: ProblemEntry[],
  onProgress: () => void,
): ExportInput {
  const { pictures, classes, people, profile, segmentation, split, twins, upright } = options;
  const parts = exportParts(snapshot, split, pictures, twins ?? twinsFor(snapshot, options, problems));
  const input = exportInput(
    snapshot,
    listFolders(project),
    {
      pictures,
      segmentation: profile === undefined ? segmentation : profiles[profile].segmentation,
      ...(classes !== undefined && { classes }),
      ...(people !== undefined && { people }),
      ...(parts !== undefined && { parts }),
      onProgress,
    },
    problems,
  );
  const files = pictureFilesOf(snapshot);
  const copies: UprightCopies = upright ?? new Map<number, string>();
  tellTurned(
    input,
    (id) => {
      const file = files.of(id);
      return file !== undefined && file.orientation > 1 && !copies.has(file.id);
    },
    problems,
  );
  return { ...input, images: withUprightNames(input.images, files, copies) };
}

/** undefined: they are not wished for, or no picture was compared yet. */
export function twinsFor(
  snapshot: Database,
  { split }: Pick<FolderExportOptions, 'split'>,
  problems: ProblemEntry[],
): Twins | undefined {
  if (split.kind !== 'random' || split.group !== 'twins') return undefined;
  const known = snapshot.get<{ n: number }>('SELECT count(*) AS n FROM images WHERE fingerprint IS NOT NULL')?.n ?? 0;
  if (known === 0) return undefined;
  const unknown = withoutFingerprint(snapshot);
  const [first] = unknown;
  if (first !== undefined)
    problems.push({
      where: first.name,
      message: t(
        '{count, plural, one {# picture was} other {# pictures were}} not compared with the others yet, so a twin may lie in another part.',
        { count: unknown.length },
      ),
      severity: 'warning',
    });
  return nearDuplicateGroups(snapshot);
}

/** The sizes and boxes of an export are those of the upright picture, and half of the readers do not look at EXIF. */
function tellTurned(input: ExportInput, isTurned: (id: number) => boolean, problems: ProblemEntry[]): void {
  const turned = input.images.filter(({ id, problem }) => problem === undefined && isTurned(id));
  const [first] = turned;
  if (first !== undefined)
    problems.push({
      where: first.fileName,
      message: t(
        '{count, plural, one {# picture is} other {# pictures are}} turned by an EXIF mark. A reader that overlooks it finds the boxes in the wrong place; upright copies of the pictures avoid that.',
        { count: turned.length },
      ),
      severity: 'warning',
    });
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
  const { options, writer, project, snapshot, input, problems, onBrought } = given;
  if (options.pictureFiles === 'leave') return { copied: 0, linked: 0, turned: 0 };
  const images = exportedImages(input, exportTally());
  const places = (function* () {
    for (const image of images) yield { image, path: writer.picturePath(image) };
  })();
  return bringPictures(folder, places, {
    way: options.pictureFiles,
    folders: listFolders(project),
    files: pictureFilesOf(snapshot),
    copies: options.upright ?? new Map<number, string>(),
    problems,
    onBrought,
  });
}

/** Pictures by part, for the parts that there are. */
function countParts(input: ExportInput): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { folder, part } of partsOf(input)) {
    const count = part.images.filter(({ problem }) => problem === undefined).length;
    if (folder !== undefined && count > 0) counts.set(folder, count);
  }
  return counts;
}

function snippetOf(
  { project, snapshot, options }: Filling,
  { categories }: ExportInput,
  parts: readonly string[],
): Snippet | undefined {
  const [first] = listFolders(project);
  return options.profile === undefined
    ? undefined
    : profiles[options.profile].snippet?.({
        name: snapshot.get<{ name: string }>('SELECT name FROM project')?.name ?? '',
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
