// Reads labelme's files, one JSON for each picture; those of its relatives (X-AnyLabeling) too. Pictures inside the files
// (imageData) are never decoded.
import type { Bbox, DatasetImage } from '../../dataset/entries.ts';
import type { Loss } from '../../dataset/losses.ts';
import { said, shown } from '../../dataset/problems.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import type { FormatReader, ReadingContext, Recognition } from '../format.ts';
import { intake, type Intake } from '../intake.ts';
import { readFiles } from '../jsonFile.ts';
import { jsonFiles, jsonHeads } from '../jsonHead.ts';
import { readNumber, readPoints, type Point } from '../numbers.ts';
import { loseOtherKeys } from '../otherKeys.ts';
import { folderOf } from '../paths.ts';
import { pictureNames, type PictureNames } from '../pictureAddress.ts';
import { around, aroundEllipse, outlineOf } from '../shapes.ts';
import { splitByFolder } from '../splits.ts';

export const labelmeReader: FormatReader = {
  id: 'labelme',
  async recognise(source): Promise<Recognition | undefined> {
    const heads = await jsonHeads(source);
    return heads.some(({ value }) => isLabelme(value)) ? 'certain' : undefined;
  },
  read(context) {
    const reading: Reading = { ...context, taken: intake(context.found), names: pictureNames(context.source) };
    return readFiles(context, jsonFiles(context.source), reading.taken, (value, path) =>
      readPicture(value, path, reading),
    );
  },
};

/** By keys that no other format has together; a head may end before the picture's name. */
function isLabelme(value: unknown): boolean {
  if (!isRow(value)) return false;
  if (typeof value['imageData'] === 'string') return true;
  if (!Array.isArray(value['shapes'])) return false;
  const [first] = value['shapes'] as readonly unknown[];
  return 'imagePath' in value || (isRow(first) && 'label' in first && 'points' in first);
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly names: PictureNames;
}

function* readPicture(value: unknown, path: string, reading: Reading): Iterable<void> {
  const { found, taken, names } = reading;
  if (!isRow(value) || !Array.isArray(value['shapes'])) {
    return void found.add('noted', 'other-file', path, 'is no labelme file; it was left alone');
  }
  const imagePath = value['imagePath'];
  if (typeof imagePath !== 'string' || imagePath === '') {
    return void found.add(
      'skipped',
      'file-name',
      `${path}: imagePath`,
      `${said(imagePath, 'is no name')}; the file was skipped`,
    );
  }
  const { name, ledOut } = names.locate(imagePath, folderOf(path));
  if (ledOut) {
    found.add(
      'repaired',
      'file-name',
      `${path}: imagePath`,
      `${shown(imagePath)} leads out of the chosen folder; it was read as "${name}"`,
    );
  }
  const picture = taken.picture(
    {
      fileName: name,
      width: value['imageWidth'],
      height: value['imageHeight'],
      split: splitByFolder(path),
      extra: setFlags(value['flags']),
    },
    `${path}: imagePath`,
  );
  if (picture === undefined) return;
  loseOtherKeys(reading.lost, value, pictureKeys);
  for (const [index, shape] of (value['shapes'] as readonly unknown[]).entries()) {
    readShape(shape, picture, `${path}: shapes[${index}]`, reading);
    yield;
  }
}

/** What is read, and what only says which program wrote the file, holds the pixels, or tells how it drew. */
const pictureKeys: ReadonlySet<string> = new Set([
  ...['shapes', 'imagePath', 'imageWidth', 'imageHeight', 'flags'],
  ...['version', 'imageData', 'lineColor', 'fillColor'],
]);
const shapeKeys: ReadonlySet<string> = new Set([
  ...['label', 'points', 'shape_type', 'flags', 'attributes', 'group_id', 'difficult', 'description', 'score'],
  // A mask and a turn are losses of their own.
  ...['mask', 'direction', 'line_color', 'fill_color'],
]);

/** Flags of the whole picture that are set: no box has them, so they stay with the picture's row. */
function setFlags(value: unknown): Row | undefined {
  const names = isRow(value) ? Object.keys(value).filter((name) => value[name] === true) : [];
  return names.length > 0 ? { flags: Object.fromEntries(names.map((name) => [name, true])) } : undefined;
}

function readShape(shape: unknown, picture: DatasetImage, place: string, { found, lost, taken }: Reading): void {
  if (!isRow(shape)) return found.add('skipped', 'not-an-object', place, `is ${shown(shape)}; it was skipped`);
  const type = shape['shape_type'] ?? 'polygon';
  const left = leftOut.get(type);
  if (left !== undefined) return lost.lose(left);
  const reading = readPoints(shape['points'], 'points');
  if (!reading.ok) return found.add('skipped', 'points', place, `${reading.why}; the shape was skipped`);
  const box = boxOfShape(type, reading.points);
  if (box === undefined) return lost.lose('other shapes were left out');
  if (typeof box === 'string')
    return found.add('skipped', 'points', `${place}.points`, `${box}; the shape was skipped`);
  if (box.loss !== undefined) lost.lose(box.loss);
  if (readNumber(shape['score']) !== undefined) lost.lose('scores were left out');
  loseOtherKeys(lost, shape, shapeKeys);
  taken.box(
    picture,
    { bbox: box.bbox, category: shape['label'], attributes: attributesOf(shape), segmentation: box.segmentation },
    place,
  );
}

const leftOut: ReadonlyMap<unknown, Loss> = new Map([
  ['point', 'points were left out'],
  ['points', 'points were left out'],
  ['line', 'lines were left out'],
  ['linestrip', 'lines were left out'],
]);

interface ShapeBox {
  readonly bbox: Bbox;
  readonly loss?: Loss;
  readonly segmentation?: readonly (readonly number[])[];
}

/** The box of a shape; why there is none, in words; undefined for a type that nobody knows. */
function boxOfShape(type: unknown, points: readonly Point[]): ShapeBox | string | undefined {
  const bbox = around(points);
  const count = points.length;
  if (bbox === undefined) return 'is empty';
  const outline = outlineOf(points);
  switch (type) {
    case 'rectangle':
      return count < 2 ? 'has one point, and a rectangle has two' : { bbox };
    case 'polygon':
      if (outline === undefined) return `has ${count} points, and a polygon has three or more`;
      return { bbox, loss: 'polygons became boxes; the outlines are kept for COCO', segmentation: [outline] };
    case 'rotation':
      if (outline === undefined) return `has ${count} points, and a rotated box has four`;
      return { bbox, loss: 'rotated boxes became upright boxes', segmentation: [outline] };
    case 'circle': {
      const [centre, edge] = points;
      if (centre === undefined || edge === undefined) return 'has one point, and a circle has two';
      const radius = Math.hypot(edge[0] - centre[0], edge[1] - centre[1]);
      return { bbox: aroundEllipse(centre, radius, radius), loss: 'ellipses and circles became boxes' };
    }
    case 'mask':
      return { bbox, loss: 'masks became boxes' };
    default:
      return undefined;
  }
}

function attributesOf(shape: Row): readonly (readonly [string, unknown])[] {
  const { flags, attributes, group_id: group, difficult, description } = shape;
  return [
    ...(isRow(flags) ? Object.entries(flags) : []),
    ...(isRow(attributes) ? Object.entries(attributes) : []),
    ['group_id', group],
    ['difficult', difficult],
    ['note', description],
  ];
}
