// Asks the model in use about a place in a picture, in the words of the project: its classes instead of the model's labels. Nothing is
// written. The detector process keeps what the model gave.
import { promises as fs } from 'node:fs';
import type { AskedPlace } from '../../common/fcos/answer.ts';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { Size } from '../../common/geometry/box.ts';
import { detectionOf, inputOf } from '../../common/model/card.ts';
import type { AskedBox, AskedBoxes, PlaceWish } from '../../common/askedBoxes.ts';
import type { Answer } from '../../common/fcos/answer.ts';
import { fail } from '../../common/result.ts';
import { planFor } from '../../common/tiles/choose.ts';
import type { TileWish } from '../../common/tiles/choose.ts';
import { imageRecord, type ImageRecord } from '../database/images.ts';
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

/**
 * What questions have in common: reading the models' cards and the size of objects anew for each click would cost more than the answer. And
 * a box that was just kept must not change how a picture is cut, or what was kept of it would be of no use.
 */
export class Asker {
  #model: { readonly id: string; readonly state: string; readonly entry: ModelEntry } | undefined;
  #tiles: { readonly project: Project; readonly key: string; readonly tiles: TileWish | undefined } | undefined;

  /** Failures: not-found, unreadable (the picture); invalid (another picture by now, or a class that the model lacks); detector. */
  async ask(project: Project, detector: DetectorCaller, wish: AskWish): Promise<AskedBoxes> {
    const { database } = project;
    const { image, place, pixelLimit } = wish;
    const record = imageRecord(database, image);
    const model = await this.#find(wish.models, modelInUse(database));
    const { path } = await locatePicture(project, image);
    const { files, card } = model;
    const classes = labelClasses(database, files.id, card.classes);
    const tiles = this.#tilesOf(project, record, model, wish.tiles);
    const { answers, knows, from, width, height } = await ask(detector, 'askAt', {
      model: files,
      picture: { id: image, path },
      pixelLimit,
      ...(tiles !== undefined && { tiles }),
      ...(place !== undefined && { place: { ...placeOf(place), ...labelsFor(place, model, classes) } }),
    });
    checkSize(record, { width, height });
    const trusted = place?.kind === 'box' ? trustedPart * detectionOf(card).scoreThreshold : 0;
    const boxes = answers.filter(({ score }) => score >= trusted).map((answer) => named(answer, model, classes));
    return { model: files.id, boxes, knows, from };
  }

  async #find(models: ModelStore, id: string): Promise<ModelEntry> {
    const known = this.#model;
    if (known?.id === id && (await cardState(known.entry)) === known.state) return known.entry;
    const entry = await findModel(models, id);
    this.#model = { id, entry, state: await cardState(entry) };
    return entry;
  }

  /** As they were at the first question about the picture; undefined where it is looked at whole. */
  #tilesOf(project: Project, picture: ImageRecord, { card, files }: ModelEntry, wish: TileWish): TileWish | undefined {
    const key = JSON.stringify([picture.id, files.id, wish]);
    if (this.#tiles?.project !== project || this.#tiles.key !== key) {
      const full = tilesFor(project.database, wish);
      const isCut = full !== undefined && planFor(picture, inputOf(card).size, full) !== undefined;
      this.#tiles = { project, key, tiles: isCut ? full : undefined };
    }
    return this.#tiles.tiles;
  }
}

async function cardState({ files }: ModelEntry): Promise<string> {
  const found = await fs.stat(files.cardPath).catch(() => undefined);
  return found === undefined ? 'absent' : `${found.size}:${found.mtimeMs}`;
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
  if (labels.length === 0) fail('invalid', t('{name} has nothing to say about this class.', { name: card.name }));
  return labels.length === card.classes.length ? {} : { labels };
}

/** What a model says of a file that became another picture is of no use. */
export function checkSize(record: Size, { width, height }: Size): void {
  if (width === record.width && height === record.height) return;
  const before = `${record.width} × ${record.height}`;
  fail(
    'invalid',
    t('The file changed ({width} × {height} now, {before} at the last look). Look through the folder again.', {
      width,
      height,
      before,
    }),
  );
}

export function named({ box, label, score }: Answer, { card }: ModelEntry, { categories }: LabelClasses): AskedBox {
  const category: CategoryId | undefined = categories[label];
  return {
    box,
    score,
    name: card.classes[label] ?? t('class {label}', { label }),
    ...(category !== undefined && { category }),
  };
}
