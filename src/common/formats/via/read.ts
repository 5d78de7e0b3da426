// Reads VIA (VGG Image Annotator) 2 and 1: projects, and annotations exported as JSON. Files of VIA 3, which is another program,
// are told apart and refused.
import type { DatasetImage } from '../../dataset/entries.ts';
import type { Bbox } from '../../dataset/entries.ts';
import type { Loss } from '../../dataset/losses.ts';
import { said, shown } from '../../dataset/problems.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import type { FormatReader, ReadingContext, Recognition } from '../format.ts';
import { intake, type Intake } from '../intake.ts';
import { readFiles } from '../jsonFile.ts';
import { jsonFiles, jsonHeads } from '../jsonHead.ts';
import { readNumber, type Point } from '../numbers.ts';
import { loseOtherKeys } from '../otherKeys.ts';
import { folderOf } from '../paths.ts';
import { pathOfAddress, pictureNames, type PictureNames } from '../pictureAddress.ts';
import { around, aroundEllipse, outlineOf } from '../shapes.ts';
import { splitByFolder } from '../splits.ts';
import { attributeValue, classAttribute, namesIn, optionsOf } from './classes.ts';

export const viaReader: FormatReader = {
  id: 'via',
  async recognise(source): Promise<Recognition | undefined> {
    const heads = await jsonHeads(source);
    return heads.some(({ value }) => isVia(value) || isVia3(value)) ? 'certain' : undefined;
  },
  read(context) {
    const reading: Reading = { ...context, taken: intake(context.found), names: pictureNames(context.source) };
    return readFiles(context, jsonFiles(context.source), reading.taken, (value, path) =>
      readProject(value, path, reading),
    );
  },
};

/** A project, or a map of pictures by their name and size in bytes. */
function isVia(value: unknown): boolean {
  if (!isRow(value)) return false;
  if ('_via_img_metadata' in value || '_via_settings' in value) return true;
  const [first] = Object.values(value);
  return isRow(first) && 'filename' in first && 'regions' in first;
}

function isVia3(value: unknown): boolean {
  return isRow(value) && isRow(value['project']) && 'vid_list' in value['project'];
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly names: PictureNames;
}

/** What is read, and VIA's own: how it drew, in what order it showed the pictures. */
const projectKeys: ReadonlySet<string> = new Set([
  ...['_via_settings', '_via_img_metadata', '_via_attributes', '_via_data_format_version', '_via_image_id_list'],
]);
/** VIA 1 names the place of a picture, or has it whole in the file. */
const pictureKeys: ReadonlySet<string> = new Set([
  ...['filename', 'size', 'regions', 'file_attributes', 'fileref', 'base64_img_data'],
]);
const regionKeys: ReadonlySet<string> = new Set(['shape_attributes', 'region_attributes']);
const shapeKeys: ReadonlySet<string> = new Set([
  ...['name', 'x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'rx', 'ry', 'theta', 'all_points_x', 'all_points_y'],
]);

/** What holds for every picture of one file. */
interface ViaFile {
  readonly path: string;
  /** `_via_attributes.region`, by name. */
  readonly defined: unknown;
  readonly classKey: string | undefined;
}

function* readProject(value: unknown, path: string, reading: Reading): Iterable<void> {
  const { found } = reading;
  if (isVia3(value)) {
    const message = 'is a project of VIA 3; files of VIA 1 and 2 are read. VIA 3 exports COCO, which is read too.';
    return void found.add('refused', 'via-3', path, message);
  }
  if (!isVia(value)) return void found.add('noted', 'other-file', path, 'is no file of VIA; it was left alone');
  const project = value as Row;
  const listed = project['_via_img_metadata'] ?? ('_via_settings' in project ? {} : project);
  if (!isRow(listed)) {
    return void found.add(
      'skipped',
      'not-an-object',
      `${path}: _via_img_metadata`,
      `is ${shown(listed)}; it was skipped`,
    );
  }
  if (listed !== project) loseOtherKeys(reading.lost, project, projectKeys);
  const attributes = project['_via_attributes'];
  const defined = isRow(attributes) ? attributes['region'] : undefined;
  const classKey = classAttribute(defined, allRegions(listed));
  if (classKey !== undefined) {
    found.add('noted', 'class-attribute', path, `the attribute ${shown(classKey)} was taken as the class of the boxes`);
    for (const name of optionsOf(defined, classKey)) reading.taken.category(name, `${path}: _via_attributes`);
  }
  for (const [key, row] of Object.entries(listed)) {
    readPicture(row, `${path}: ${shown(key)}`, { path, defined, classKey }, reading);
    yield;
  }
}

function* allRegions(listed: Row): Generator<unknown> {
  for (const row of Object.values(listed)) if (isRow(row)) yield* regionsOf(row['regions']).map(([, region]) => region);
}

/** VIA 2 has a list, VIA 1 a map by number. */
function regionsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((region: unknown, index) => [String(index), region]);
  return isRow(value) ? Object.entries(value) : [];
}

function readPicture(row: unknown, place: string, file: ViaFile, { found, lost, names, taken }: Reading): void {
  if (!isRow(row)) return found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
  const written = row['filename'];
  if (typeof written !== 'string' || written === '') {
    return found.add(
      'skipped',
      'file-name',
      `${place}.filename`,
      `${said(written, 'is no name')}; the picture was skipped`,
    );
  }
  const { name } = names.locate(pathOfAddress(written), folderOf(file.path));
  const spoken = row['file_attributes'];
  const extra =
    isRow(spoken) && Object.values(spoken).some((value) => value !== '') ? { file_attributes: spoken } : undefined;
  const picture = taken.picture({ fileName: name, split: splitByFolder(file.path), extra }, `${place}.filename`);
  if (picture === undefined) return;
  loseOtherKeys(lost, row, pictureKeys);
  for (const [key, region] of regionsOf(row['regions'])) {
    readRegion(region, picture, `${place}.regions[${key}]`, file, { found, lost, taken });
  }
}

const leftOut: ReadonlyMap<unknown, Loss> = new Map([
  ['point', 'points were left out'],
  ['polyline', 'lines were left out'],
]);

function readRegion(
  region: unknown,
  picture: DatasetImage,
  place: string,
  { defined, classKey }: ViaFile,
  { found, lost, taken }: Pick<Reading, 'found' | 'lost' | 'taken'>,
): void {
  const shape = isRow(region) ? region['shape_attributes'] : undefined;
  if (!isRow(region) || !isRow(shape)) {
    return found.add('skipped', 'shape', `${place}.shape_attributes`, `${said(shape, 'is no shape')}; it was skipped`);
  }
  const left = leftOut.get(shape['name']);
  if (left !== undefined) return lost.lose(left);
  const box = boxOfShape(shape);
  if (box === undefined) {
    if (shapeNames.has(shape['name'])) {
      return found.add(
        'skipped',
        'shape',
        `${place}.shape_attributes`,
        'has not all its numbers; the region was skipped',
      );
    }
    return lost.lose('other shapes were left out');
  }
  if (box.loss !== undefined) lost.lose(box.loss);
  loseOtherKeys(lost, region, regionKeys);
  loseOtherKeys(lost, shape, shapeKeys);
  const attributes = isRow(region['region_attributes']) ? region['region_attributes'] : {};
  const ofClass = classKey !== undefined && Object.hasOwn(attributes, classKey) ? attributes[classKey] : undefined;
  const categories = namesIn(ofClass);
  if (categories.length > 1) {
    found.add('noted', 'several-classes', place, `has ${categories.length} classes; there is a box for each`);
  }
  const others = Object.entries(attributes)
    .filter(([name]) => name !== classKey)
    .map(([name, value]) => [name, attributeValue(value, name, defined)] as const);
  for (const category of categories.length > 0 ? categories : [undefined]) {
    taken.box(picture, { ...box, category, attributes: others }, place);
  }
}

const shapeNames: ReadonlySet<unknown> = new Set(['rect', 'circle', 'ellipse', 'polygon']);

interface ShapeBox {
  readonly bbox: Bbox;
  readonly loss?: Loss;
  readonly segmentation?: readonly (readonly number[])[];
}

/** The box of a shape; undefined where the shape is unknown or lacks a number. */
function boxOfShape(shape: Row): ShapeBox | undefined {
  const numbers = (...keys: readonly string[]): readonly number[] | undefined => {
    const read = keys.map((key) => readNumber(shape[key]));
    return read.every((number) => number !== undefined) ? read : undefined;
  };
  switch (shape['name']) {
    case 'rect': {
      const bbox = numbers('x', 'y', 'width', 'height');
      return bbox && { bbox: bbox as unknown as Bbox };
    }
    case 'circle': {
      const [x, y, radius] = numbers('cx', 'cy', 'r') ?? [];
      if (x === undefined || y === undefined || radius === undefined) return undefined;
      return { bbox: aroundEllipse([x, y], radius, radius), loss: 'ellipses and circles became boxes' };
    }
    case 'ellipse': {
      const [x, y, radiusX, radiusY] = numbers('cx', 'cy', 'rx', 'ry') ?? [];
      if (x === undefined || y === undefined || radiusX === undefined || radiusY === undefined) return undefined;
      // theta is in radians, clockwise.
      const degrees = ((readNumber(shape['theta']) ?? 0) * 180) / Math.PI;
      return { bbox: aroundEllipse([x, y], radiusX, radiusY, degrees), loss: 'ellipses and circles became boxes' };
    }
    case 'polygon':
      return polygonOf(shape['all_points_x'], shape['all_points_y']);
    default:
      return undefined;
  }
}

/** VIA 1 says the first point again at the end. */
function polygonOf(allX: unknown, allY: unknown): ShapeBox | undefined {
  if (!Array.isArray(allX) || !Array.isArray(allY) || allX.length !== allY.length) return undefined;
  const points: Point[] = [];
  for (let index = 0; index < allX.length; index += 1) {
    const [x, y] = [readNumber(allX[index]), readNumber(allY[index])];
    if (x === undefined || y === undefined) return undefined;
    points.push([x, y]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1]) points.pop();
  const bbox = around(points);
  const outline = outlineOf(points);
  if (bbox === undefined || outline === undefined) return undefined;
  return { bbox, loss: 'polygons became boxes; the outlines are kept for COCO', segmentation: [outline] };
}
