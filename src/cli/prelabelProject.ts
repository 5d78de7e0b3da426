// boxwright prelabel on a project: proposals go into the project, as the window's do, and those over the score into the file.
import type { ProblemEntry } from '../common/records.ts';
import { cocoChunks } from '../common/coco/export.ts';
import { resultsChunks } from '../common/coco/results.ts';
import type { ResultRow } from '../common/dataset/entries.ts';
import type { ExportAnnotation } from '../common/dataset/exported.ts';
import { detectionOf } from '../common/model/card.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { counted, tileWords } from '../common/words.ts';
import { listCategories } from '../main/database/categories.ts';
import type { Database } from '../main/database/driver.ts';
import { countImages } from '../main/database/images.ts';
import { modelInUse } from '../main/database/models.ts';
import { exportInput } from '../main/project/export.ts';
import { findModel, knownAs, scoreFloor } from '../main/project/models.ts';
import { prelabel } from '../main/project/prelabel.ts';
import type { PrelabelReport } from '../main/project/prelabel.ts';
import { closeProject, listFolders, openProject } from '../main/project/project.ts';
import type { Project } from '../main/project/project.ts';
import { scanProject } from '../main/project/scan.ts';
import { writeWhole } from '../main/project/wholeFile.ts';
import { ownCategoryIds } from './labels.ts';
import { checkCocoFile } from '../main/project/checkWritten.ts';
import type { PrelabelOptions, PrelabelSummary } from './prelabel.ts';
import type { Session } from './session.ts';
import { progressBar } from './terminal.ts';
import { tileWish } from './tiles.ts';

export async function prelabelProject(
  session: Session,
  place: string,
  options: PrelabelOptions,
): Promise<PrelabelSummary> {
  if (options.truth !== undefined) fail('invalid', '--truth goes with a folder of pictures, not with a project.');
  const project = await openProject(place, { access: 'write' });
  try {
    return await run(session, project, options);
  } finally {
    closeProject(project);
  }
}

async function run(session: Session, project: Project, options: PrelabelOptions): Promise<PrelabelSummary> {
  const { database } = project;
  const model = await findModel(session.models, options.model ?? modelInUse(database));
  const { signal } = session;
  if (countImages(database) === 0) {
    await scanProject(project, session.lane('pictures'), { pixelLimit: defaultPixelLimit, signal });
  }
  const problems: ProblemEntry[] = unreadPictures(database);
  const tiles = tileWish(options, 'known');
  let pictures = { done: 0, total: 0 };
  const bar = progressBar('Pre-labelling');
  const start = performance.now();
  const report = await prelabel(project, session.lane('detector'), {
    model: model.files,
    classes: model.card.classes,
    known: knownAs(model.card),
    // As the window keeps them, or lower when that is asked for.
    scoreThreshold: Math.min(scoreFloor(model.card), options.score),
    newClassesFrom: Math.min(detectionOf(model.card).scoreThreshold, options.score),
    pixelLimit: defaultPixelLimit,
    signal,
    ...(tiles !== undefined && { tiles }),
    onProgress: (progress) => {
      pictures = progress;
      bar.update(progress.done, progress.total);
    },
    onTiles: (within) => {
      const detail = within === undefined ? undefined : tileWords(within.done, within.total);
      bar.update(pictures.done, pictures.total, detail);
    },
    onProblem: (problem) => void problems.push(problem),
  });
  bar.end();
  if (report.state === 'cancelled') {
    fail('cancelled', `It was cancelled; ${report.pictures} pictures keep their new proposals, no file was written.`);
  }
  if (report.pictures === 0) {
    const first = problems[0];
    fail(
      'not-found',
      `No picture of ${project.folder} could be pre-labelled${first === undefined ? ': it has none.' : `; ${first.where}: ${first.message}`}`,
    );
  }
  problems.push(...leftOut(report));
  const seconds = (performance.now() - start) / 1000;
  const detections =
    options.format === 'coco' ? await writeCoco(project, options) : await writeResults(project, options, model.card);
  const { out, format } = options;
  return {
    out,
    format,
    model: model.files.id,
    provider: report.provider ?? 'none',
    pictures: report.pictures,
    detections,
    seconds,
    problems,
  };
}

/** Pictures that the model was not asked about. */
function unreadPictures(database: Database): ProblemEntry[] {
  return database
    .rows<readonly [string, string]>(
      'SELECT name, problem FROM images WHERE problem IS NOT NULL ORDER BY folder, position',
    )
    .map(([where, message]) => ({ where, message, severity: 'error' }));
}

/** What the model found and the file does not have. */
function leftOut({ covered, unusable }: PrelabelReport): ProblemEntry[] {
  const say = (count: number, message: string): ProblemEntry[] =>
    count === 0
      ? []
      : [{ where: 'proposals', message: `${counted(count, 'box', 'boxes')} ${message}`, severity: 'warning' }];
  return [
    ...say(covered, 'found where a human accepted, drew or rejected one already; not proposed again.'),
    ...say(unusable, 'without an area in the picture, or of a deleted class; left out.'),
  ];
}

/** Boxes that a human stands behind, and the proposals over the score as if they were accepted. Returns how many boxes. */
async function writeCoco(project: Project, options: PrelabelOptions): Promise<number> {
  const input = exportInput(project.database, listFolders(project), { pictures: 'all', segmentation: 'empty' }, []);
  const accepted = (annotation: ExportAnnotation): ExportAnnotation => {
    const { origin } = annotation;
    if (origin.kind !== 'proposed' || origin.score < options.score) return annotation;
    const keys = { attributes: { score: origin.score, source: origin.model } };
    return { ...annotation, origin: { ...origin, kind: 'accepted' }, extra: { keys } };
  };
  const annotationsOf = (imageId: number): ExportAnnotation[] => Array.from(input.annotationsOf(imageId), accepted);
  const report = await writeWhole(options.out, cocoChunks({ ...input, annotationsOf }), { check: checkCocoFile });
  return report.annotations;
}

/** The proposals over the score, with the model's category ids. Returns how many. */
async function writeResults(
  project: Project,
  options: PrelabelOptions,
  card: Parameters<typeof ownCategoryIds>[0],
): Promise<number> {
  const { database } = project;
  const names = new Map(listCategories(database).map(({ id, name }) => [id, name]));
  const own = ownCategoryIds(card);
  const byName = new Map(card.classes.map((name, label) => [name, own[label] ?? label]));
  const rows: ResultRow[] = [];
  // The pictures' numbers and names are those of the project's export, so that the two files fit each other.
  const { images, annotationsOf } = exportInput(
    database,
    listFolders(project),
    { pictures: 'all', segmentation: 'empty' },
    [],
  );
  for (const { id: imageId, fileName } of images) {
    for (const { box, categoryId, origin } of annotationsOf(imageId)) {
      if (origin.kind !== 'proposed' || origin.score < options.score) continue;
      rows.push({
        imageId,
        fileName,
        categoryId: byName.get(names.get(categoryId) ?? '') ?? categoryId,
        box,
        score: origin.score,
      });
    }
  }
  await writeWhole(options.out, resultsChunks(rows));
  return rows.length;
}
