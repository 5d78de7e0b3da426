// boxwright import: brings label files into a project, or says what is in them.
import type { FormatId } from '../common/formats/format.ts';
import type { ClassChoice, ImportedClass, ImportMerge, ImportPreview, TakenReport } from '../common/labelImport.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { counted } from '../common/words.ts';
import { listCategories } from '../main/database/categories.ts';
import { addPictures } from '../main/project/import.ts';
import { readForImport } from '../main/project/importRead.ts';
import { dropStages } from '../main/project/importStage.ts';
import { takeImport } from '../main/project/importTake.ts';
import { closeProject, openProject, type Project } from '../main/project/project.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';

export interface ImportOptions {
  readonly format?: FormatId;
  readonly images?: string;
  readonly merge: ImportMerge;
  /** "old=new" */
  readonly map: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

export async function importCommand(
  session: Session,
  place: string,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const project = await openProject(place, { access: 'write' });
  try {
    const { images: folder, format } = options;
    if (folder !== undefined && options.dryRun !== true) {
      const images = { folder, pictures: session.lane('pictures'), pixelLimit: defaultPixelLimit };
      await addPictures(project, images, session.signal);
    }
    const wish = { location: file, ...(format !== undefined && { format }) };
    const { stage, preview } = await withBar(session, 'Reading', (doing) => readForImport(project, wish, doing));
    if (options.dryRun === true) {
      dropStages(project.folder, stage);
      sayPreview(file, preview, options);
      return;
    }
    const choices = { merge: options.merge, classes: classChoices(options.map, preview.classes, project) };
    const report = await withBar(session, 'Importing', (doing) => takeImport(project, stage, choices, doing));
    sayReport(report, { project: project.folder, file, format: preview.format }, options);
  } finally {
    closeProject(project);
  }
}

interface Doing {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

async function withBar<T>({ signal }: Session, title: string, work: (doing: Doing) => Promise<T>): Promise<T> {
  const bar = progressBar(title);
  const value = await work({ signal, onProgress: (done, total) => bar.update(done, total) });
  bar.end();
  return value;
}

/** `OLD=NEW`: NEW is a class of the project or becomes one; nothing behind "=" leaves OLD out. */
function classChoices(map: readonly string[], classes: readonly ImportedClass[], project: Project): ClassChoice[] {
  const present = listCategories(project.database);
  return map.flatMap((text) => {
    const at = text.indexOf('=');
    const [from, to] = [text.slice(0, at), text.slice(at + 1)];
    const meant = classes.filter(({ name }) => name === from);
    if (at < 1) fail('invalid', `--map ${text}: write OLD=NEW.`);
    if (meant.length === 0) fail('invalid', `--map ${text}: the labels have no class "${from}".`);
    const into = present.find(({ name }) => name === to);
    const choice = to === '' ? 'left-out' : (into?.id ?? { name: to });
    return meant.map(({ id }) => ({ id, to: choice }));
  });
}

function sayPreview(file: string, preview: ImportPreview, { json }: ImportOptions): void {
  if (json === true) return printJson(preview);
  sayProblems(preview.problems);
  const { pictures, boxes, classes, splits, losses, format } = preview;
  say(`${file} (${format}): ${counted(boxes.inFile, 'box', 'boxes')} on ${counted(pictures.inFile, 'picture')}.`);
  say(
    `In the project ${counted(pictures.matched, 'picture')} with ${counted(boxes.matched, 'box', 'boxes')}; ${boxes.known} there already.`,
  );
  for (const one of classes) say(`  ${one.name}: ${one.boxes}${one.category === undefined ? ' (new)' : ''}`);
  for (const split of splits) say(`  split ${split.name}: ${counted(split.pictures, 'picture')}`);
  for (const { what, count } of losses) say(`  ${count} × ${what}`);
}

function sayReport(
  { changedImages, edit: _, known, ...report }: TakenReport,
  about: { readonly project: string; readonly file: string; readonly format: FormatId },
  { json }: ImportOptions,
): void {
  if (json === true) return printJson({ ...about, ...report, unchanged: known, changedImages: changedImages.length });
  sayProblems(report.problems);
  const parts = [
    `${counted(report.annotations, 'box', 'boxes')} on ${counted(report.images, 'picture')} imported`,
    `${counted(report.categories, 'class', 'classes')}`,
    ...(known > 0 ? [`${known} there already`] : []),
    ...(report.leftOut > 0 ? [`${report.leftOut} left out as chosen`] : []),
    ...(report.replaced > 0 ? [`${report.replaced} replaced`] : []),
    ...(report.skipped > 0 ? [`${report.skipped} could not be taken`] : []),
  ];
  say(`${parts.join(', ')}.`);
}
