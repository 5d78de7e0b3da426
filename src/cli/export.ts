// boxwright export: writes a project's labels as a COCO file, or as a folder in another format with its pictures.
import { defaultPixelLimit } from '../common/protocol.ts';
import type { SplitWish } from '../common/exportWish.ts';
import type { ExportReport } from '../common/records.ts';
import { fail } from '../common/result.ts';
import { counted } from '../common/words.ts';
import { profiles } from '../common/formats/profiles.ts';
import { listCategories } from '../main/database/categories.ts';
import { exportCoco } from '../main/project/export.ts';
import { exportFolder, type FolderExportOptions } from '../main/project/exportFolder.ts';
import { closeProject, openProject, type Project } from '../main/project/project.ts';
import { withUprightCopies } from '../main/project/uprightCopies.ts';
import { asksForFolder, type ExportOptions } from './exportOptions.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';

export async function exportCommand(session: Session, place: string, options: ExportOptions): Promise<void> {
  const project = await openProject(place, { access: 'prefer-write' });
  try {
    const report = asksForFolder(options)
      ? await toFolder(session, project, options)
      : await toFile(session, project, options);
    if (options.json === true) printJson(report);
    else sayReport(report);
  } finally {
    closeProject(project);
  }
}

async function toFile(session: Session, project: Project, options: ExportOptions): Promise<ExportReport> {
  const { pictures, segmentation, out: file } = options;
  const bar = progressBar('Exporting');
  const report = await exportCoco(project, {
    file,
    pictures,
    segmentation,
    ...commonOf(project, options),
    signal: session.signal,
    onProgress: (done, total) => bar.update(done, total),
  });
  bar.end();
  return report;
}

async function toFolder(session: Session, project: Project, options: ExportOptions): Promise<ExportReport> {
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
    ...commonOf(project, options),
    signal,
    onProgress: (done, total) => bar.update(done, total),
  };
  const report =
    options.upright === true
      ? await withUprightCopies(
          project,
          session.lane('pictures'),
          { pictures, target: folder, pixelLimit: defaultPixelLimit, signal },
          async (upright, problems) => {
            const done = await exportFolder(project, { ...wish, upright });
            return { ...done, problems: [...problems, ...done.problems] };
          },
        )
      : await exportFolder(project, wish);
  bar.end();
  return report;
}

function commonOf(project: Project, options: ExportOptions): { people: 'written' | 'left-out'; classes?: number[] } {
  const people = options.people === true ? 'written' : 'left-out';
  if (options.classes === undefined) return { people };
  const ids = new Map(listCategories(project.database).map(({ id, name }) => [name, id]));
  const classes = options.classes.map(
    (name) =>
      ids.get(name) ??
      fail('not-found', `There is no class "${name}" in the project. It has: ${[...ids.keys()].join(', ')}.`),
  );
  return { people, classes };
}

function splitOf({ split = 'none', shares, seed, group, stratify }: ExportOptions): SplitWish {
  return split === 'random'
    ? { kind: 'random', shares, seed, group, stratify: stratify ? 'by-class' : 'no' }
    : { kind: split };
}

function sayReport({
  problems,
  leftOut,
  lost = [],
  annotations,
  images,
  categories,
  location,
  folder,
  snapshot,
}: ExportReport): void {
  sayProblems(problems);
  for (const { count, reason } of leftOut) say(`left out: ${count}, ${reason}`);
  for (const { count, what } of lost) say(`lost in this format: ${count} ${what}`);
  for (const { part, images: count } of folder?.parts ?? []) say(`${part}: ${counted(count, 'picture')}`);
  if (folder !== undefined && folder.copied + folder.linked > 0)
    say(`pictures: ${folder.copied} copied (${folder.turned} of them turned upright), ${folder.linked} linked`);
  const counts = `${counted(annotations, 'box', 'boxes')} on ${counted(images, 'picture')}`;
  say(`${counts}, ${counted(categories, 'class', 'classes')}, written to ${location}`);
  if (snapshot !== undefined) say(`its content is pinned as snapshot ${snapshot}`);
  if (folder?.snippet !== undefined) say(`${folder.snippet.fileName}:\n${folder.snippet.text}`);
}
