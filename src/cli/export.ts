// boxwright export: writes a project's labels as a COCO file, or as a folder in another format with its pictures.
import { defaultPixelLimit } from '../common/protocol.ts';
import type { SplitWish } from '../common/exportWish.ts';
import type { ExportReport } from '../common/records.ts';
import { fail } from '../common/result.ts';
import { counted } from '../common/words.ts';
import { profiles } from '../common/formats/profiles.ts';
import { storedCategories } from '../main/database/categories.ts';
import { snapshotById } from '../main/database/snapshots.ts';
import { exportCoco, type CocoExportOptions } from '../main/project/export.ts';
import { exportFolder, type FolderExportOptions } from '../main/project/exportFolder.ts';
import { foretellCoco, foretellFolder, type ForetoldReport } from '../main/project/exportForetold.ts';
import { closeProject, openProject, type Project } from '../main/project/project.ts';
import { withUprightCopies } from '../main/project/uprightCopies.ts';
import { asksForFolder, type ExportOptions } from './exportOptions.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';

/** Of the project as it is, or of the snapshot with a number. */
export async function exportCommand(
  session: Session,
  place: string,
  options: ExportOptions,
  snapshot?: number,
): Promise<void> {
  const project = await openProject(place, { access: snapshot === undefined ? 'prefer-write' : 'read' });
  try {
    if (snapshot !== undefined) snapshotById(project.database, snapshot);
    const report = asksForFolder(options)
      ? await toFolder(session, project, options, snapshot)
      : await toFile(session, project, options, snapshot);
    if (options.json === true) printJson(report);
    else sayReport(report, options.dryRun === true ? 'would be written' : 'written');
  } finally {
    closeProject(project);
  }
}

async function toFile(
  session: Session,
  project: Project,
  options: ExportOptions,
  snapshot: number | undefined,
): Promise<ExportReport> {
  const { pictures, segmentation, out: file } = options;
  const bar = progressBar('Exporting');
  const wish: CocoExportOptions = {
    file,
    pictures,
    segmentation,
    ...commonOf(project, options, snapshot),
    signal: session.signal,
    onProgress: (done, total) => bar.update(done, total),
  };
  const report = options.dryRun === true ? await foretellCoco(project, wish) : await exportCoco(project, wish);
  bar.end();
  return report;
}

async function toFolder(
  session: Session,
  project: Project,
  options: ExportOptions,
  snapshot: number | undefined,
): Promise<ExportReport> {
  const { pictures, profile, format, picturesFiles: pictureFiles = 'leave', out: folder } = options;
  const { signal } = session;
  const bar = progressBar('Exporting');
  const wish: FolderExportOptions = {
    folder,
    pictures,
    pictureFiles,
    format: format ?? (profile === undefined ? 'coco' : profiles[profile].format),
    ...(profile !== undefined && { profile }),
    segmentation: options.segmentation,
    split: splitOf(options),
    ...commonOf(project, options, snapshot),
    signal,
    onProgress: (done, total) => bar.update(done, total),
  };
  const report =
    options.dryRun === true
      ? await foretellFolder(project, { ...wish, drawsUpright: options.upright === true })
      : options.upright === true
        ? await withUprightCopies(
            project,
            session.lane('pictures'),
            // Which ones a snapshot has is not asked here; copies that are not used go again.
            {
              pictures: snapshot === undefined ? pictures : 'all',
              target: folder,
              pixelLimit: defaultPixelLimit,
              signal,
            },
            async (upright, problems) => {
              const done = await exportFolder(project, { ...wish, upright });
              return { ...done, problems: [...problems, ...done.problems] };
            },
          )
        : await exportFolder(project, wish);
  bar.end();
  return report;
}

function commonOf(
  project: Project,
  options: ExportOptions,
  snapshot: number | undefined,
): { people: 'written' | 'left-out'; classes?: number[]; snapshot?: number } {
  const common = {
    people: options.people === true ? ('written' as const) : ('left-out' as const),
    ...(snapshot !== undefined && { snapshot }),
  };
  if (options.classes === undefined) return common;
  const ids = new Map(storedCategories(project.database, snapshot ?? 'now').map(({ id, name }) => [name, id]));
  const classes = options.classes.map(
    (name) =>
      ids.get(name) ??
      fail('not-found', `There is no class "${name}" in the project. It has: ${[...ids.keys()].join(', ')}.`),
  );
  return { ...common, classes };
}

function splitOf({ split = 'none', shares, seed, group, stratify }: ExportOptions): SplitWish {
  return split === 'random'
    ? { kind: 'random', shares, seed, group, stratify: stratify ? 'by-class' : 'no' }
    : { kind: split };
}

function sayReport(report: ExportReport | ForetoldReport, done: 'written' | 'would be written'): void {
  const { problems, leftOut, losses, annotations, images, categories, location, folder, snapshot } = report;
  const parts = 'parts' in report ? report.parts : (folder?.parts ?? []);
  sayProblems(problems);
  for (const { count, reason } of leftOut) say(`left out: ${count}, ${reason}`);
  for (const { count, what } of losses) say(`no place for: ${count}, ${what}`);
  for (const { part, images: count } of parts) say(`${part}: ${counted(count, 'picture')}`);
  if (folder !== undefined && folder.copied + folder.linked > 0)
    say(`pictures: ${folder.copied} copied (${folder.turned} of them turned upright), ${folder.linked} linked`);
  const counts = `${counted(annotations, 'box', 'boxes')} on ${counted(images, 'picture')}`;
  say(`${counts}, ${counted(categories, 'class', 'classes')}, ${done} to ${location}`);
  if (snapshot !== undefined) say(`its content is pinned as snapshot ${snapshot}`);
  if (folder?.snippet !== undefined) say(`${folder.snippet.fileName}:\n${folder.snippet.text}`);
}
