// Writes labelme's files: a JSON for each picture, to lie beside it, as labelme 5 saves it without the picture inside.
import type { ExportedPicture, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { categoryNames } from '../categoryNames.ts';
import { freeNames } from '../freeNames.ts';
import { valueFile } from '../jsonFile.ts';
import { boxesOnly, partByFolder } from '../keeps.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { nameOf as nameInFolder, stemOf } from '../paths.ts';

const version = '5.5.0';

export const labelmeWriter: FormatWriter = {
  id: 'labelme',
  keeps: {
    ...boxesOnly,
    holds: new Set(['notes']),
    attributesOf: (said) => said,
    partOf: partByFolder,
    // Only flags that are set are read again.
    pictureKey: (key, value) => key === 'flags' && isRow(value) && Object.values(value).every((flag) => flag === true),
  },
  picturePath,
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    const free = freeNames();
    for (const picture of exportedPictures(input, tally)) {
      // labelme looks for "a.json" beside "a.jpg"; where a.png lies there too, its file has the whole name in front.
      const path = picturePath(picture.image);
      yield valueFile(free(`${stemOf(path)}.json`, `${path}.json`), document(picture, nameOf));
    }
  },
};

function picturePath(image: ExportImage): string {
  return pathOf(splitFolder(image), image.fileName);
}

function document({ image, boxes }: ExportedPicture, nameOf: (id: number) => string): Row {
  const flags = image.extra?.['flags'];
  return {
    version,
    flags: isRow(flags) ? flags : {},
    shapes: boxes.map((placed) => shapeOf(placed, nameOf(placed.annotation.categoryId))),
    imagePath: nameInFolder(image.fileName),
    imageData: null,
    imageHeight: image.height,
    imageWidth: image.width,
  };
}

/** Flags are true or false in labelme; other attributes go where X-AnyLabeling has them, which labelme leaves alone. */
function shapeOf({ box, annotation }: PlacedBox, label: string): Row {
  const group = annotation.attributes?.['group_id'];
  const isGroup = typeof group === 'number';
  const entries = Object.entries(annotation.attributes ?? {}).filter(([name]) => !isGroup || name !== 'group_id');
  const others = entries.filter(([, value]) => typeof value !== 'boolean');
  return {
    label,
    points: [
      [box.x1, box.y1],
      [box.x2, box.y2],
    ],
    group_id: isGroup ? group : null,
    description: annotation.note ?? '',
    shape_type: 'rectangle',
    flags: Object.fromEntries(entries.filter(([, value]) => typeof value === 'boolean')),
    mask: null,
    ...(others.length > 0 && { attributes: Object.fromEntries(others) }),
  };
}
