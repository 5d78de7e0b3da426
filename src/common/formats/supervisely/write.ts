// Writes a Supervisely project of images: a data set for each part ("ds0" where there are none), folders of pictures as data sets
// within it, meta.json with classes and tags last, when all tags are known.
import { defaultColour } from '../../annotation/colours.ts';
import type { AttributeValue } from '../../annotation/types.ts';
import type { ExportedPicture, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import type { Row } from '../../dataset/rows.ts';
import { categoryNames } from '../categoryNames.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { valueFile } from '../jsonFile.ts';
import { boxesOnly, partByFolder } from '../keeps.ts';
import { folderOf, nameOf as nameInFolder } from '../paths.ts';

export const superviselyWriter: FormatWriter = {
  id: 'supervisely',
  keeps: {
    ...boxesOnly,
    holds: new Set(['notes', 'classes without boxes']),
    attributesOf: (said) => said,
    partOf: partByFolder,
  },
  picturePath: (image: ExportImage) => pathIn('img', image),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    const kinds: Kinds = new Map();
    for (const picture of exportedPictures(input, tally)) {
      yield valueFile(`${pathIn('ann', picture.image)}.json`, annotationOf(picture, nameOf, kinds));
    }
    yield valueFile('meta.json', metaOf(input, kinds));
  },
};

/** train/datasets/sub/img/a.jpg for sub/a.jpg: a data set's own pictures lie flat. */
function pathIn(kind: 'img' | 'ann', image: ExportImage): string {
  const { fileName } = image;
  const folders = folderOf(fileName)
    .split('/')
    .filter((folder) => folder !== '');
  const nested = folders.map((folder) => `datasets/${folder}`);
  return pathOf(splitFolder(image) ?? 'ds0', ...nested, kind, nameInFolder(fileName));
}

type Kind = 'none' | 'any_string' | 'any_number';
/** Tags met on the way, by name, with the kind of value that holds all of them. */
type Kinds = Map<string, Kind>;

function annotationOf({ image, boxes }: ExportedPicture, nameOf: (id: number) => string, kinds: Kinds): Row {
  return {
    description: '',
    tags: [],
    size: { height: image.height, width: image.width },
    objects: boxes.map((placed) => objectOf(placed, nameOf(placed.annotation.categoryId), kinds)),
  };
}

function objectOf({ annotation, box }: PlacedBox, classTitle: string, kinds: Kinds): Row {
  const tags = Object.entries(annotation.attributes ?? {}).map(([name, value]) => tagOf(name, value, kinds));
  return {
    id: annotation.id,
    classId: annotation.categoryId,
    description: annotation.note ?? '',
    geometryType: 'rectangle',
    tags,
    classTitle,
    points: {
      exterior: [
        [box.x1, box.y1],
        [box.x2, box.y2],
      ],
      interior: [],
    },
  };
}

/** A flag is a tag without a value; one that is a flag here and a text there is a text. */
function tagOf(name: string, value: AttributeValue, kinds: Kinds): Row {
  const kind: Kind = typeof value === 'boolean' ? 'none' : typeof value === 'number' ? 'any_number' : 'any_string';
  const before = kinds.get(name);
  kinds.set(name, before === undefined || before === kind ? kind : 'any_string');
  return { name, value: value === true ? null : value };
}

function metaOf({ categories }: ExportInput, kinds: Kinds): Row {
  return {
    classes: categories.map(({ id, name }, index) => ({
      ...{ title: name, shape: 'rectangle', color: defaultColour(index), geometry_config: {}, id, hotkey: '' },
    })),
    tags: [...kinds].map(([name, kind], index) => ({
      ...{ name, value_type: kind, color: defaultColour(index), id: index + 1, hotkey: '' },
      ...{ applicable_type: 'objectsOnly', classes: [] },
    })),
    projectType: 'images',
  };
}
