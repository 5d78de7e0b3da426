// What a model finds on one picture, in the words of the project, for looking at beside what another one finds. Nothing is written.
import type { ImageId } from '../../common/annotation/types.ts';
import { bounds, clip, area } from '../../common/geometry/box.ts';
import { t } from '../../common/messages/t.ts';
import type { Detection, PictureDetections } from '../../common/protocol.ts';
import type { FoundBoxes } from '../../common/askedBoxes.ts';
import { fail, FailureError } from '../../common/result.ts';
import type { TileWish } from '../../common/tiles/choose.ts';
import { imageRecord } from '../database/images.ts';
import { checkSize, named } from './askDetector.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { isWanted, labelClasses } from './labelClasses.ts';
import { findModel, scoreFloor, type ModelStore } from './models.ts';
import { locatePicture } from './pictures.ts';
import { tilesFor } from './prelabel.ts';
import type { Project } from './project.ts';

export interface FindWish {
  readonly models: ModelStore;
  readonly model: string;
  readonly image: ImageId;
  readonly pixelLimit: number;
  readonly tiles: TileWish;
  readonly signal: AbortSignal;
}

/** As pre-labelling would propose them, those that a human's box stands for included. Failures: as those of the model and of the picture. */
export async function findBoxes(project: Project, detector: DetectorCaller, wish: FindWish): Promise<FoundBoxes> {
  const { database } = project;
  const { image, pixelLimit, signal } = wish;
  const record = imageRecord(database, image);
  const model = await findModel(wish.models, wish.model);
  const { path } = await locatePicture(project, image);
  const tiles = tilesFor(database, wish.tiles);
  let found: PictureDetections | undefined;
  await ask(
    detector,
    'detect',
    {
      model: model.files,
      pictures: [{ id: image, path }],
      scoreThreshold: scoreFloor(model.card),
      pixelLimit,
      priority: 'interactive',
      ...(tiles !== undefined && { tiles }),
    },
    { signal, onItem: (item) => (found = item) },
  );
  const { result, ...size } = found ?? fail('detector', t('The detector gave no answer for this picture. Try again.'));
  if (!result.ok) throw new FailureError(result.failure);
  checkSize(record, size);
  const classes = labelClasses(database, model.files.id, model.card.classes);
  const boxes = result.value
    .filter((detection) => isWanted(classes, detection))
    .map((detection: Detection) => ({ ...detection, box: clip(detection.box, bounds(record)) }))
    .filter(({ box }) => area(box) > 0)
    .map((detection) => named(detection, model, classes));
  return { model: model.files.id, boxes };
}
