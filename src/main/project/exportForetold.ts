// What an export would write, leave out and lose, said without a file being written: the same rows go through the same writer, and
// its text goes nowhere. So what is told is what comes, failures too.
import path from 'node:path';
import { cocoChunks, keptByCoco } from '../../common/coco/export.ts';
import { exportLosses } from '../../common/dataset/exportLosses.ts';
import { exportTally, type ExportTally } from '../../common/dataset/exportTally.ts';
import type { ExportInput } from '../../common/dataset/exported.ts';
import type { FormatWriter } from '../../common/formats/format.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport, ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { breathe } from './concurrency.ts';
import { exportInput, reportOf, type CocoExportOptions } from './export.ts';
import { writerFor, type FolderExportOptions } from './exportFolder.ts';
import { countParts, folderInput, tellLeft } from './exportFolderInput.ts';
import type { UprightCopies } from './exportPictures.ts';
import { checkFolderTarget } from './exportTarget.ts';
import { listFolders, type Project } from './project.ts';
import { checkTarget } from './target.ts';

/** Pictures by part, where there are parts. */
export interface ForetoldReport extends ExportReport {
  readonly parts: readonly { readonly part: string; readonly images: number }[];
}

export interface ForetoldFolder extends Omit<FolderExportOptions, 'upright'> {
  /** Pictures that EXIF turns would be drawn upright. */
  readonly drawsUpright?: boolean;
}

/** Of one COCO file. Failures: those of exportCoco but what a disk has to say. */
export async function foretellCoco(project: Project, options: CocoExportOptions): Promise<ForetoldReport> {
  const target = path.resolve(options.file);
  await checkTarget(target);
  return ofOneState(project, async (database) => {
    const problems: ProblemEntry[] = [];
    const input = exportInput(database, listFolders(project), options, problems);
    const tally = exportTally(exportLosses(keptByCoco, input));
    await drain([cocoChunks(input, tally)], options.signal);
    return { ...reportOf(target, tally.report(), problems), parts: [] };
  });
}

/** Of a folder: no picture is brought and no file counted. Failures: those of exportFolder but what a disk has to say. */
export async function foretellFolder(
  project: Project,
  { drawsUpright = false, ...options }: ForetoldFolder,
): Promise<ForetoldReport> {
  const target = path.resolve(options.folder);
  const writer = writerFor(options);
  await checkFolderTarget(project, target);
  return ofOneState(project, async (database) => {
    const problems: ProblemEntry[] = [];
    const wish = { ...options, ...(drawsUpright && { upright: turnedIn(database) }) };
    let [done, total] = [0, 0];
    const told = (): void => options.onProgress?.((done += 1), total);
    const { input, sayFitted } = folderInput(database, project, wish, problems, told);
    tellLeft(options, listFolders(project), target, problems);
    total = input.images.length;
    const tally = exportTally(exportLosses(writer.keeps, input));
    await drain(textsOf(writer, input, tally), options.signal);
    sayFitted();
    const parts = [...countParts(input)].map(([part, images]) => ({ part, images }));
    return { ...reportOf(target, tally.report(), problems), parts };
  });
}

/** Their copies need no place: nothing is brought. */
function turnedIn(database: Database): UprightCopies {
  return new Map(
    database
      .rows<readonly [number]>('SELECT id FROM images WHERE orientation > 1 AND vanished = 0')
      .map(([id]) => [id, '']),
  );
}

async function ofOneState<T>({ database }: Project, work: (reader: Database) => Promise<T>): Promise<T> {
  const reader = await openDatabase(database.file, { access: 'read', missing: 'refuse' });
  try {
    reader.exec('BEGIN');
    return await work(reader);
  } finally {
    reader.close();
  }
}

function* textsOf(writer: FormatWriter, input: ExportInput, tally: ExportTally): Generator<Iterable<string>> {
  for (const { pieces } of writer.files(input, tally)) yield pieces;
}

/** Between so much work others get their turn, and a cancel is heard. */
const turnTime = 20; // milliseconds

async function drain(texts: Iterable<Iterable<string>>, signal: AbortSignal | undefined): Promise<void> {
  let began = performance.now();
  for (const pieces of texts) {
    for (const _ of pieces) {
      if (performance.now() - began < turnTime) continue;
      await breathe();
      if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
      began = performance.now();
    }
  }
}
