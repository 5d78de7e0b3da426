// Writes what VoTT 2 exports as "VoTT JSON": one file with tags, assets and their regions, in a folder with the pictures.
import { defaultColour } from '../../annotation/colours.ts';
import type { ExportedPicture, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import type { Row } from '../../dataset/rows.ts';
import { categoryNames } from '../categoryNames.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { partsOf } from '../exportParts.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { piecesOf } from '../jsonFile.ts';
import { boxesOnly, partByFolder } from '../keeps.ts';
import { endingOf } from '../paths.ts';
import { cornersOf } from '../shapes.ts';

const folderName = 'vott-json-export';
const version = '2.2.0';

export const vottWriter: FormatWriter = {
  id: 'vott',
  keeps: { ...boxesOnly, holds: new Set(['classes without boxes']), partOf: partByFolder },
  picturePath: (image: ExportImage) => pathOf(splitFolder(image), folderName, image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    for (const { folder, part } of partsOf(input)) {
      const rows = assetRows(exportedPictures(part, tally), nameOf);
      yield {
        path: pathOf(folder, folderName, 'boxwright-export.json'),
        pieces: piecesOf(headOf(input), rows, '}}\n'),
      };
    }
  },
};

/** The project up to its assets. There is no security token: nothing in the file is encrypted. */
function headOf({ categories }: ExportInput): string {
  const project = {
    name: 'boxwright',
    version,
    videoSettings: { frameExtractionRate: 15 },
    tags: categories.map(({ name }, index) => ({ name, color: defaultColour(index) })),
    id: 'boxwright',
    activeLearningSettings: { autoDetect: false, predictTag: true, modelPathType: 'coco' },
  };
  return `${JSON.stringify(project).slice(0, -1)},"assets":{`;
}

function* assetRows(pictures: Iterable<ExportedPicture>, nameOf: (id: number) => string): Generator<string> {
  for (const { image, boxes } of pictures) {
    const id = image.id.toString(16).padStart(32, '0');
    const regions = boxes.map((placed) => regionOf(placed, nameOf(placed.annotation.categoryId)));
    yield `${JSON.stringify(id)}:${JSON.stringify({ asset: assetOf(image, id, boxes.length), regions, version })}`;
  }
}

/** state 1: visited · 2: has regions. type 1: a picture. */
function assetOf({ fileName, width, height }: ExportImage, id: string, boxes: number): Row {
  return {
    ...{ format: endingOf(fileName), id, name: fileName, path: fileName },
    ...{ size: { width, height }, state: boxes > 0 ? 2 : 1, type: 1 },
  };
}

function regionOf({ annotation, bbox }: PlacedBox, tag: string): Row {
  const [left, top, width, height] = bbox;
  return {
    id: `box-${annotation.id}`,
    type: 'RECTANGLE',
    tags: [tag],
    boundingBox: { height, width, left, top },
    points: cornersOf(bbox).map(([x, y]) => ({ x, y })),
  };
}
