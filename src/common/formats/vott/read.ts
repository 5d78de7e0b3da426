// Reads VoTT 2: the JSON that it exports (a project with its assets and their regions), and the folder it works in (a .vott
// project with a file for each asset that has regions).
import type { DatasetImage } from '../../dataset/entries.ts';
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
import { pathOfAddress, pictureNames, type PictureNames } from '../pictureAddress.ts';
import { around, outlineOf } from '../shapes.ts';
import { splitByFolder } from '../splits.ts';

export const vottReader: FormatReader = {
  id: 'vott',
  async recognise(source): Promise<Recognition | undefined> {
    return (await jsonHeads(source)).some(({ value }) => isVott(value)) ? 'certain' : undefined;
  },
  read(context) {
    const { source, found } = context;
    const reading: Reading = { ...context, taken: intake(found), names: pictureNames(source), assets: new Set() };
    // Projects last: they name every asset, those of the other files too, without regions.
    const paths = jsonFiles(source).toSorted((a, b) => Number(/\.vott$/i.test(a)) - Number(/\.vott$/i.test(b)));
    return readFiles(context, paths, reading.taken, (value, path) => readFile(value, path, reading));
  },
};

/** What is read, and what VoTT keeps for itself: ids, connections, colours, how far somebody was. */
const projectKeys: ReadonlySet<string> = new Set([
  ...['assets', 'tags', 'asset', 'regions', 'version', 'name', 'id', 'securityToken', 'useSecurityToken'],
  ...['sourceConnection', 'targetConnection', 'videoSettings', 'exportFormat', 'activeLearningSettings'],
  ...['lastVisitedAssetId', 'autoSave'],
]);
const assetKeys: ReadonlySet<string> = new Set([
  ...['id', 'path', 'name', 'size', 'type', 'format', 'state', 'timestamp', 'parent', 'predicted'],
  // Of an asset in the list of a project.
  ...['asset', 'regions', 'version'],
]);
const regionKeys: ReadonlySet<string> = new Set(['id', 'type', 'tags', 'points', 'boundingBox']);
const tagKeys: ReadonlySet<string> = new Set(['name', 'color']);

function isVott(value: unknown): boolean {
  if (!isRow(value)) return false;
  if (isRow(value['asset'])) return Array.isArray(value['regions']) && 'path' in value['asset'];
  if (isRow(value['assets'])) return Array.isArray(value['tags']);
  return 'videoSettings' in value && ('securityToken' in value || 'sourceConnection' in value);
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly names: PictureNames;
  /** Ids of the assets that were read with their regions. */
  readonly assets: Set<unknown>;
}

/** What a file is, and where in it. */
interface Place {
  readonly path: string;
  readonly at: string;
}

function* readFile(value: unknown, path: string, reading: Reading): Iterable<void> {
  const isAsset = isRow(value) && isRow(value['asset']);
  if (isRow(value) && isVott(value)) loseOtherKeys(reading.lost, value, projectKeys);
  if (isAsset) return readAsset(value, { path, at: path }, reading);
  const assets = isRow(value) ? value['assets'] : undefined;
  if (!isRow(value) || (!isRow(assets) && !Array.isArray(value['tags']))) {
    return void reading.found.add('noted', 'other-file', path, 'is no file of VoTT; it was left alone');
  }
  readTags(value['tags'], path, reading);
  for (const [key, row] of Object.entries(isRow(assets) ? assets : {})) {
    const at = `${path}: assets.${key}`;
    if (!isRow(row)) reading.found.add('skipped', 'not-an-object', at, `is ${shown(row)}; it was skipped`);
    else if (isRow(row['asset'])) readAsset(row, { path, at }, reading);
    else if (!reading.assets.has(row['id'])) readPicture(row, { path, at }, reading);
    yield;
  }
}

function readTags(tags: unknown, path: string, { taken, found, lost }: Reading): void {
  if (!Array.isArray(tags)) return;
  tags.forEach((tag: unknown, index) => {
    const place = `${path}: tags[${index}]`;
    const name = isRow(tag) ? tag['name'] : tag;
    if (isRow(tag)) loseOtherKeys(lost, tag, tagKeys);
    if (typeof name === 'string' && name.trim() !== '') taken.category(name, place);
    else found.add('skipped', 'class', place, `${said(name, 'is no name')}; it was skipped`);
  });
}

function readAsset(value: Row, place: Place, reading: Reading): void {
  const { found } = reading;
  const asset = value['asset'] as Row;
  reading.assets.add(asset['id']);
  const picture = readPicture(asset, { ...place, at: `${place.at}.asset` }, reading);
  if (picture === undefined) return;
  const regions = value['regions'] ?? [];
  if (!Array.isArray(regions)) {
    return found.add(
      'skipped',
      'not-a-list',
      `${place.at}.regions`,
      `is ${shown(regions)}, not a list; it was skipped`,
    );
  }
  regions.forEach((region: unknown, index) => readRegion(region, picture, `${place.at}.regions[${index}]`, reading));
}

/** Kinds of assets that are no pictures: a video, and a frame of one. */
const videoKinds: ReadonlySet<unknown> = new Set([2, 3]);

function readPicture(
  asset: Row,
  { path, at }: Place,
  { found, lost, names, taken }: Reading,
): DatasetImage | undefined {
  if (videoKinds.has(asset['type'])) return void lost.lose('video frames were left out');
  const written = typeof asset['path'] === 'string' && asset['path'] !== '' ? asset['path'] : asset['name'];
  if (typeof written !== 'string' || written === '') {
    return void found.add(
      'skipped',
      'file-name',
      `${at}.path`,
      `${said(written, 'is no name')}; the picture was skipped`,
    );
  }
  const { name } = names.locate(pathOfAddress(written), folderOf(path));
  loseOtherKeys(lost, asset, assetKeys);
  const size = isRow(asset['size']) ? asset['size'] : {};
  const facts = { fileName: name, width: size['width'], height: size['height'], split: splitByFolder(path) };
  return taken.picture(facts, `${at}.path`);
}

const leftOut: ReadonlyMap<unknown, Loss> = new Map([
  ['POINT', 'points were left out'],
  ['POLYLINE', 'lines were left out'],
]);

function readRegion(region: unknown, picture: DatasetImage, place: string, { found, lost, taken }: Reading): void {
  if (!isRow(region)) return found.add('skipped', 'not-an-object', place, `is ${shown(region)}; it was skipped`);
  const left = leftOut.get(region['type']);
  if (left !== undefined) return lost.lose(left);
  const points = readPoints(region['points'] ?? [], 'points');
  const box = readBox(region['boundingBox']) ?? (points.ok ? around(points.points) : undefined);
  if (box === undefined) {
    const message = 'has neither a bounding box of four numbers nor points; the region was skipped';
    return found.add('skipped', 'bbox', place, message);
  }
  const outline = region['type'] === 'POLYGON' && points.ok ? outlineOf(points.points as readonly Point[]) : undefined;
  if (outline !== undefined) lost.lose('polygons became boxes; the outlines are kept for COCO');
  const tags: readonly unknown[] = Array.isArray(region['tags']) ? region['tags'] : [];
  if (tags.length > 1) {
    found.add('noted', 'several-classes', `${place}.tags`, `has ${tags.length} classes; there is a box for each`);
  }
  loseOtherKeys(lost, region, regionKeys);
  for (const category of tags.length > 0 ? tags : [undefined]) {
    taken.box(picture, { bbox: box, category, segmentation: outline && [outline] }, place);
  }
}

function readBox(value: unknown): readonly [number, number, number, number] | undefined {
  if (!isRow(value)) return undefined;
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map((key) => readNumber(value[key]));
  if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined;
  return [left, top, width, height];
}
