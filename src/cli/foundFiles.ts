// What was found, as the text of a COCO results file or of a COCO instances file. Writes nothing itself.
import { cocoChunks } from '../common/coco/export.ts';
import { resultsChunks } from '../common/coco/results.ts';
import type { ResultRow } from '../common/dataset/entries.ts';
import type { DatasetExportReport, ExportAnnotation } from '../common/dataset/exported.ts';
import type { ModelCard } from '../common/model/card.ts';
import type { FoundPicture, NamedPicture } from './detection.ts';

export interface FileIds {
  readonly categoryIds: readonly (number | undefined)[];
  readonly imageId: (picture: NamedPicture) => number;
  readonly namesBeside: boolean;
}

/** A COCO results list; boxes of a label without a category id are left out. */
export function resultsPieces(found: readonly FoundPicture[], ids: FileIds): Generator<string, void> {
  return resultsChunks(resultRows(found, ids));
}

function* resultRows(found: readonly FoundPicture[], ids: FileIds): Generator<ResultRow> {
  for (const { picture, detections } of found) {
    const imageId = ids.imageId(picture);
    for (const { box, label, score } of detections) {
      const categoryId = ids.categoryIds[label];
      if (categoryId === undefined) continue;
      yield { imageId, ...(ids.namesBeside && { fileName: picture.name }), categoryId, box, score };
    }
  }
}

/** A COCO instances file with every found box as an annotation, its score under `attributes`. */
export function cocoPieces(
  found: readonly FoundPicture[],
  ids: FileIds,
  card: ModelCard,
): Generator<string, DatasetExportReport> {
  // A COCO file's category ids begin at 1; results of an unnamed model begin at 0.
  const shift = ids.categoryIds.includes(0) ? 1 : 0;
  const categories = card.classes.flatMap((name, label) => {
    const id = ids.categoryIds[label];
    return id === undefined ? [] : [{ id: id + shift, name }];
  });
  const byId = new Map(found.map((one) => [ids.imageId(one.picture), one]));
  let annotationId = 0;
  return cocoChunks({
    info: { description: `Boxes found by ${card.name}`, version: '1.0' },
    categories,
    images: found.map(({ picture, width, height }) => ({
      id: ids.imageId(picture),
      fileName: picture.name,
      width,
      height,
    })),
    annotationsOf: (imageId) =>
      (byId.get(imageId)?.detections ?? []).flatMap(({ box, label, score }): ExportAnnotation[] => {
        const categoryId = ids.categoryIds[label];
        if (categoryId === undefined) return [];
        annotationId++;
        return [
          {
            id: annotationId,
            categoryId: categoryId + shift,
            box,
            crowd: false,
            origin: { kind: 'accepted', model: card.id, score },
            extra: { keys: { attributes: { score, source: card.id } } },
          },
        ];
      }),
  });
}
