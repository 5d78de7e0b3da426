// Writes projects of VIA 2, one for each part of the data set, which VIA opens with its own "Open". Classes are the choices of an
// attribute "class".
import type { AttributeValue } from '../../annotation/types.ts';
import type { ExportedPicture, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import { categoryNames } from '../categoryNames.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { partsOf } from '../exportParts.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { piecesOf } from '../jsonFile.ts';
import { attributesFrom, boxesOnly, partByFolder } from '../keeps.ts';

const classKey = 'class';
/** VIA's key of a picture is its name and its size in bytes; −1 where that is not known. */
const unknownBytes = -1;

export const viaWriter: FormatWriter = {
  id: 'via',
  keeps: {
    ...boxesOnly,
    holds: new Set(['notes', 'classes without boxes']),
    attributesOf: (said) =>
      attributesFrom(
        Object.entries(said).map(([name, value]) => [attributeKey(name), value === true ? value : String(value)]),
      ),
    partOf: partByFolder,
    pictureKey: (key, value) => key === 'file_attributes' && isRow(value),
  },
  picturePath: (image: ExportImage) => pathOf(splitFolder(image), image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    for (const { folder, part } of partsOf(input)) {
      yield { path: pathOf(folder, 'via_project.json'), pieces: piecesOfProject(part, tally, nameOf) };
    }
  },
};

/** Attributes met on the way, by name: text, or something to tick. */
type Kinds = Map<string, 'text' | 'checkbox'>;

function* piecesOfProject(part: ExportInput, tally: ExportTally, nameOf: (id: number) => string): Generator<string> {
  const kinds: Kinds = new Map();
  const head = `{"_via_settings":${JSON.stringify(settings)},\n"_via_img_metadata":{`;
  yield* piecesOf(head, pictureRows(exportedPictures(part, tally), nameOf, kinds), '},\n');
  const ids = part.images.filter(({ problem }) => problem === undefined).map(keyOf);
  yield `"_via_attributes":${JSON.stringify({ region: attributesOf(part, kinds), file: {} })},\n`;
  yield `"_via_data_format_version":"2.0.10",\n"_via_image_id_list":${JSON.stringify(ids)}}\n`;
}

const settings = {
  ui: {
    annotation_editor_height: 25,
    annotation_editor_fontsize: 0.8,
    leftsidebar_width: 18,
    image_grid: {
      img_height: 80,
      rshape_fill: 'none',
      rshape_fill_opacity: 0.3,
      rshape_stroke: 'yellow',
      rshape_stroke_width: 2,
      show_region_shape: true,
      show_image_policy: 'all',
    },
    image: {
      region_label: classKey,
      region_color: classKey,
      region_label_font: '10px Sans',
      on_image_annotation_editor_placement: 'NEAR_REGION',
    },
  },
  core: { buffer_size: '18', filepath: {}, default_filepath: '' },
  project: { name: 'boxwright' },
};

function keyOf({ fileName }: ExportImage): string {
  return `${fileName}${unknownBytes}`;
}

function* pictureRows(
  pictures: Iterable<ExportedPicture>,
  nameOf: (id: number) => string,
  kinds: Kinds,
): Generator<string> {
  for (const { image, boxes } of pictures) {
    const regions = boxes.map((placed) => regionOf(placed, nameOf(placed.annotation.categoryId), kinds));
    const kept = image.extra?.['file_attributes'];
    const row = { filename: image.fileName, size: unknownBytes, regions, file_attributes: isRow(kept) ? kept : {} };
    yield `${JSON.stringify(keyOf(image))}:${JSON.stringify(row)}`;
  }
}

function regionOf({ annotation, bbox: [x, y, width, height] }: PlacedBox, category: string, kinds: Kinds): Row {
  const { attributes = {}, note } = annotation;
  const said = Object.entries({ ...attributes, ...(note !== undefined && { note }) });
  const others = said.map(([name, value]) => viaAttribute(name, value, kinds));
  return {
    shape_attributes: { name: 'rect', x, y, width, height },
    region_attributes: Object.fromEntries([[classKey, category], ...others]),
  };
}

/** An attribute that is called as the class is gets a longer name. */
function attributeKey(name: string): string {
  return name === classKey ? `${classKey} (attribute)` : name;
}

/** A flag is one thing to tick; numbers are texts, as in VIA. */
function viaAttribute(name: string, value: AttributeValue, kinds: Kinds): readonly [string, unknown] {
  const key = attributeKey(name);
  if (typeof value !== 'boolean') {
    if (!kinds.has(key)) kinds.set(key, 'text');
    return [key, String(value)];
  }
  // Also where other boxes have a text there: VIA keeps that, and a tick in a text would be none.
  kinds.set(key, 'checkbox');
  return [key, value ? { yes: true } : {}];
}

function attributesOf({ categories }: ExportInput, kinds: Kinds): Row {
  const options = Object.fromEntries(categories.map(({ name }) => [name, '']));
  const ofClass: Row = { type: 'dropdown', description: '', options, default_options: {} };
  const others = [...kinds].map(([name, type]): readonly [string, Row] => {
    if (type === 'text') return [name, { type, description: '', default_value: '' }];
    return [name, { type, description: '', options: { yes: '' }, default_options: {} }];
  });
  return Object.fromEntries([[classKey, ofClass], ...others]);
}
