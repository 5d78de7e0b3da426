// boxwright prelabel: runs a model over a folder of pictures, or over a project, and writes what it found to a file.
import path from 'node:path';
import type { ProblemEntry } from '../common/records.ts';
import { fail } from '../common/result.ts';
import type { TileWish } from '../common/tiles/choose.ts';
import { defaultModel, findModel } from '../main/project/models.ts';
import type { ModelEntry } from '../main/project/models.ts';
import { isProject } from '../main/project/project.ts';
import { checkTarget } from '../main/project/target.ts';
import { walkFolder } from '../main/project/walk.ts';
import { writeWhole } from '../main/project/wholeFile.ts';
import { detectAll } from './detection.ts';
import type { FoundAll, NamedPicture } from './detection.ts';
import { cocoPieces, resultsPieces } from './foundFiles.ts';
import { ownCategoryIds, truthCategoryIds } from './labels.ts';
import { checkCocoFile } from '../main/project/checkWritten.ts';
import { prelabelProject } from './prelabelProject.ts';
import type { QueueOptions } from './queue/options.ts';
import type { Session } from './session.ts';
import { tileWish } from './tiles.ts';
import type { TileOptions } from './tiles.ts';
import { printJson, say, sayProblems } from './terminal.ts';
import { counted } from '../common/words.ts';
import { readTruthPictures } from './truthPictures.ts';

export interface PrelabelOptions extends Partial<QueueOptions>, TileOptions {
  readonly model?: string;
  readonly score: number;
  readonly out: string;
  readonly format: 'coco' | 'results';
  readonly truth?: string;
  readonly json?: true;
}

/** What is said at the end, whatever was pre-labelled. */
export interface PrelabelSummary {
  readonly out: string;
  readonly format: 'coco' | 'results';
  readonly model: string;
  readonly provider: string;
  readonly pictures: number;
  readonly detections: number;
  readonly seconds: number;
  /** How large pictures were cut, when that was asked for, and how many parts there were in all. */
  readonly tiles?: TileWish & { readonly count?: number };
  readonly problems: readonly ProblemEntry[];
  /** The name of the batch, with --queue. */
  readonly batch?: string;
}

export async function prelabelCommand(session: Session, place: string, options: PrelabelOptions): Promise<void> {
  await checkTarget(options.out);
  if (options.queue !== undefined && isProject(place))
    fail('invalid', `--queue goes with a folder of pictures; ${place} is a project.`);
  const summary = isProject(place)
    ? await prelabelProject(session, place, options)
    : await prelabelFolder(session, place, options);
  if (options.json === true) {
    printJson(summary);
    return;
  }
  sayProblems(summary.problems);
  const rate = (summary.pictures / Math.max(0.001, summary.seconds)).toFixed(1);
  const boxes = counted(summary.detections, 'box', 'boxes');
  const how = `with ${summary.model} on ${summary.provider}, ${rate} a second`;
  say(`${counted(summary.pictures, 'picture')} pre-labelled ${how}; ${boxes} written to ${summary.out}`);
}

/** Pictures and the ids that go into the file. */
interface Wanted {
  readonly pictures: readonly NamedPicture[];
  /** In the order of the labels; undefined where boxes of that label are left out. */
  readonly categoryIds: readonly (number | undefined)[];
  readonly imageId: (picture: NamedPicture) => number;
  /** True when the ids are our own, so that a reader needs the names. */
  readonly namesBeside: boolean;
  readonly problems: readonly ProblemEntry[];
}

async function prelabelFolder(session: Session, folder: string, options: PrelabelOptions): Promise<PrelabelSummary> {
  const model = await findModel(session.models, options.model ?? defaultModel);
  const wanted =
    options.truth === undefined
      ? await everyPicture(session, folder, model)
      : await truthPictures(session, folder, options.truth, model);
  if (wanted.pictures.length === 0) fail('not-found', `There is no picture in ${folder}.`);
  const { found, batch } = await detectHereOrTogether(session, folder, model, wanted.pictures, options);
  const problems = [...wanted.problems, ...found.problems];
  const first = found.problems[0];
  if (found.pictures.length === 0 && first !== undefined) {
    fail(
      'unreadable',
      `None of the ${wanted.pictures.length} pictures could be read; ${first.where}: ${first.message}`,
    );
  }
  if (options.format === 'coco') {
    await writeWhole(options.out, cocoPieces(found.pictures, wanted, model.card), { check: checkCocoFile });
  } else await writeWhole(options.out, resultsPieces(found.pictures, wanted));
  return {
    out: options.out,
    format: options.format,
    model: model.files.id,
    provider: found.provider,
    pictures: found.pictures.length,
    detections: found.pictures.reduce((sum, { detections }) => sum + detections.length, 0),
    seconds: found.seconds,
    ...tilesOf(options, found),
    problems,
    ...(batch !== undefined && { batch }),
  };
}

function tilesOf(options: PrelabelOptions, { pictures }: FoundAll): Pick<PrelabelSummary, 'tiles'> {
  const wish = tileWish(options, 'needed');
  if (wish === undefined) return {};
  return { tiles: { ...wish, count: pictures.reduce((sum, { tiles = 0 }) => sum + tiles, 0) } };
}

/** On this machine alone, or with others through a queue: what is found is the same. */
async function detectHereOrTogether(
  session: Session,
  folder: string,
  model: ModelEntry,
  pictures: readonly NamedPicture[],
  options: PrelabelOptions,
): Promise<{ readonly found: FoundAll; readonly batch?: string }> {
  const { queue } = options;
  if (queue === undefined)
    return { found: await detectAll(session, model.files, pictures, options.score, tileWish(options, 'needed')) };
  const { detectTogether } = await import('./queue/together.ts');
  return detectTogether(session, { folder, model, pictures, score: options.score }, { ...options, queue });
}

async function everyPicture(session: Session, folder: string, model: ModelEntry): Promise<Wanted> {
  const { files, problems } = await walkFolder(folder, session.signal);
  const pictures = files.map(({ name }, index) => ({ id: index + 1, name, path: path.join(folder, name) }));
  return { pictures, categoryIds: ownCategoryIds(model.card), imageId: ({ id }) => id, namesBeside: true, problems };
}

/** The pictures that a truth lists, under its ids, with its category ids. */
async function truthPictures(session: Session, folder: string, file: string, model: ModelEntry): Promise<Wanted> {
  const { truth, pictures, problems } = await readTruthPictures(file, folder, session.signal);
  const labels = truthCategoryIds(model.card, truth.categories);
  const unmatched = labels.unmatched.map((where): ProblemEntry => {
    return { where, message: 'The truth has no such class; its boxes were left out.', severity: 'warning' };
  });
  return {
    pictures,
    categoryIds: labels.ids.map((id) => (typeof id === 'number' ? id : undefined)),
    imageId({ id }) {
      const own = truth.imageIds[id];
      return typeof own === 'number' ? own : fail('invalid', `${file}: the picture id "${own ?? ''}" is no number.`);
    },
    namesBeside: false,
    problems: [...problems, ...unmatched],
  };
}
