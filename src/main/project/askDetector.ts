// Asks the model in use about a place in a picture, in the words of the project: its classes instead of the model's labels. Nothing is
// written. The detector process keeps what the model gave.
import type { AskedPlace } from '../../common/fcos/answer.ts';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { detectionOf } from '../../common/model/card.ts';
import type { AskedBox, AskedBoxes, PlaceWish } from '../../common/records.ts';
import type { Answer } from '../../common/fcos/answer.ts';
import { fail } from '../../common/result.ts';
import type { TileWish } from '../../common/tiles/choose.ts';
import { imageRecord } from '../database/images.ts';
import { modelInUse } from '../database/models.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { labelClasses, type LabelClasses } from './labelClasses.ts';
import { findModel, type ModelEntry, type ModelStore } from './models.ts';
import { locatePicture } from './pictures.ts';
import { tilesFor } from './prelabel.ts';
import type { Project } from './project.ts';

export interface AskWish {
  readonly models: ModelStore;
  readonly image: ImageId;
  readonly place?: PlaceWish;
  readonly pixelLimit: number;
  readonly tiles: TileWish;
}

/** A drawn box goes to a box of the model only from this part of the score on at which the model calls something a detection. */
const trustedPart = 0.25;

/** Failures: not-found, unreadable (the picture); invalid (another picture by now, or a class that the model lacks); detector. */
export async function askDetector(project: Project, detector: DetectorCaller, wish: AskWish): Promise<AskedBoxes> {
  const { database } = project;
  const { image, place, pixelLimit } = wish;
  const record = imageRecord(database, image);
  const [model, { path }] = await Promise.all([
    findModel(wish.models, modelInUse(database)),
    locatePicture(project, image),
  ]);
  const { files, card } = model;
  const classes = labelClasses(database, files.id, card.classes);
  const tiles = tilesFor(database, wish.tiles);
  const { answers, knows, from, width, height } = await ask(detector, 'askAt', {
    model: files,
    picture: { id: image, path },
    pixelLimit,
    ...(tiles !== undefined && { tiles }),
    ...(place !== undefined && { place: { ...placeOf(place), ...labelsFor(place, model, classes) } }),
  });
  if (width !== record.width || height !== record.height) {
    const sizes = `${width} × ${height} now, ${record.width} × ${record.height} at the last look`;
    fail('invalid', `The file changed (${sizes}). Look through the folder again.`);
  }
  const trusted = place?.kind === 'box' ? trustedPart * detectionOf(card).scoreThreshold : 0;
  const boxes = answers.filter(({ score }) => score >= trusted).map((answer) => named(answer, model, classes));
  return { model: files.id, boxes, knows, from };
}

function placeOf(place: PlaceWish): AskedPlace {
  return place.kind === 'box' ? place : { kind: 'point', x: place.x, y: place.y };
}

/** The labels that count: none that the project has no use for, and those of the class that was asked for. */
function labelsFor(
  place: PlaceWish,
  { card }: ModelEntry,
  { rules, categories }: LabelClasses,
): { readonly labels?: readonly number[] } {
  const wanted = place.kind === 'point' ? place.category : undefined;
  const labels = [...card.classes.keys()].filter(
    (label) => rules[label]?.to !== 'ignore' && (wanted === undefined || categories[label] === wanted),
  );
  if (labels.length === 0) fail('invalid', `${card.name} has nothing to say about this class.`);
  return labels.length === card.classes.length ? {} : { labels };
}

function named({ box, label, score }: Answer, { card }: ModelEntry, { categories }: LabelClasses): AskedBox {
  const category: CategoryId | undefined = categories[label];
  return { box, score, name: card.classes[label] ?? `class ${label}`, ...(category !== undefined && { category }) };
}
