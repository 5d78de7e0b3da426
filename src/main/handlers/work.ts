// Answers pre-labelling and what is asked of jobs. Each is a job with progress, problems and cancel.
import type { Handlers } from '../../common/contract.ts';
import { boxes, pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { detectionOf } from '../../common/model/card.ts';
import { listCategories } from '../database/categories.ts';
import { imageSummaries } from '../database/images.ts';
import { modelInUse } from '../database/models.ts';
import { findModel, knownAs, scoreFloor } from '../project/models.ts';
import { prelabel } from '../project/prelabel.ts';
import type { Workspace } from '../workspace.ts';

type Names = 'prelabel/start' | 'job/cancel' | 'jobs/list' | 'job/problems';

/** Each time the window draws its list anew, which costs it more than the pictures in it. */
const toldEvery = 400; // milliseconds

export function workHandlers(workspace: Workspace): Pick<Handlers, Names> {
  return {
    'prelabel/start': ({ images }) => startPrelabel(workspace, images),
    'job/cancel': ({ job }) => {
      workspace.jobs.cancel(job);
      return {};
    },
    'jobs/list': () => workspace.jobs.list(),
    'job/problems': ({ job }) => workspace.jobs.problems(job),
  };
}

async function startPrelabel(
  workspace: Workspace,
  images: readonly number[] | undefined,
): Promise<{ readonly job: number }> {
  const project = workspace.writable;
  const { files, card } = await findModel(workspace.models, modelInUse(project.database));
  const changed = collectChanges(workspace);
  const { job } = workspace.jobs.start('prelabel', async ({ progress, tiles, problem, signal }) => {
    const report = await prelabel(project, workspace.detector, {
      model: files,
      classes: card.classes,
      known: knownAs(card),
      ...(images === undefined ? {} : { images }),
      // The window's threshold only filters above it.
      scoreThreshold: scoreFloor(card),
      newClassesFrom: detectionOf(card).scoreThreshold,
      pixelLimit: workspace.settings.pixelLimit,
      tiles: { side: workspace.settings.tiles },
      priority: images?.length === 1 ? 'interactive' : 'background',
      signal,
      onProgress: ({ done, total }) => {
        progress(done, total);
      },
      onTiles: tiles,
      onProblem: problem,
      onWritten: changed.add,
    });
    changed.flush();
    return t(
      '{pictures} pre-labelled, {boxes} proposed.{failed, plural, =0 {} one { # picture could not be read.} other { # pictures could not be read.}}',
      { pictures: pictures(report.pictures), boxes: boxes(report.proposals), failed: report.failed },
    );
  });
  return { job };
}

/** Tells the window of written pictures, many at a time; of the first ones at once. */
function collectChanges(workspace: Workspace): { add(images: readonly number[]): void; flush(): void } {
  const waiting = new Set<number>();
  let told = 0;
  const flush = (): void => {
    told = performance.now();
    if (waiting.size === 0 || !workspace.hasProject) return;
    const images = [...waiting];
    waiting.clear();
    const { database } = workspace.project;
    workspace.tell('categories/changed', { categories: listCategories(database) });
    workspace.tell('images/changed', { images: imageSummaries(database, images) });
    workspace.tell('annotations/changed', { images, by: 'prelabel' });
  };
  return {
    add: (images) => {
      for (const image of images) waiting.add(image);
      if (performance.now() - told >= toldEvery) flush();
    },
    flush,
  };
}
