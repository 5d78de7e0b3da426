// Reads CreateML's annotations: a list of pictures, whose boxes are told by their centre, in pixels. Apple's own example, Roboflow's
// export and the older keys of Turi Create ("imagefilename", "annotation") are taken.
import type { DatasetImage } from '../../dataset/entries.ts';
import { said, shown } from '../../dataset/problems.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import type { FormatReader, ReadingContext, Recognition } from '../format.ts';
import { intake, type Intake } from '../intake.ts';
import { readFiles } from '../jsonFile.ts';
import { jsonFiles, jsonHeads } from '../jsonHead.ts';
import { readNumber } from '../numbers.ts';
import { loseOtherKeys } from '../otherKeys.ts';
import { folderOf } from '../paths.ts';
import { pathOfAddress, pictureNames, type PictureNames } from '../pictureAddress.ts';
import { splitByFolder } from '../splits.ts';

export const createmlReader: FormatReader = {
  id: 'createml',
  async recognise(source): Promise<Recognition | undefined> {
    const all = (await jsonHeads(source)).map(({ value }) => certainty(value));
    return all.find((one) => one === 'certain') ?? all.find((one) => one !== undefined);
  },
  read(context) {
    const reading: Reading = { ...context, taken: intake(context.found), names: pictureNames(context.source) };
    return readFiles(context, jsonFiles(context.source), reading.taken, (value, path) =>
      readList(value, path, reading),
    );
  },
};

const nameKeys = ['image', 'imagefilename', 'imageURL'] as const;

const pictureKeys: ReadonlySet<string> = new Set([...nameKeys, 'annotations', 'annotation']);
/** Turi Create says of each box that it is a rectangle. */
const boxKeys: ReadonlySet<string> = new Set(['label', 'coordinates', 'type']);
const coordinateKeys: ReadonlySet<string> = new Set(['x', 'y', 'width', 'height']);

/** Boxes with coordinates are this format's alone; pictures with empty lists might be another's. */
function certainty(value: unknown): Recognition | undefined {
  if (!Array.isArray(value)) return undefined;
  let found: Recognition | undefined;
  for (const row of value as readonly unknown[]) {
    if (!isRow(row) || typeof nameOf(row) !== 'string') return undefined;
    const boxes = boxesOf(row);
    if (!Array.isArray(boxes)) continue;
    if (boxes.some((box) => isRow(box) && isRow(box['coordinates']))) return 'certain';
    if (boxes.length === 0) found = 'likely';
  }
  return found;
}

function nameOf(row: Row): unknown {
  const key = nameKeys.find((name) => row[name] !== undefined);
  return key && row[key];
}

function boxesOf(row: Row): unknown {
  return row['annotations'] ?? row['annotation'];
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly names: PictureNames;
}

function* readList(value: unknown, path: string, reading: Reading): Iterable<void> {
  const { found } = reading;
  if (!Array.isArray(value)) {
    return void found.add('noted', 'other-file', path, 'is no list of pictures; it was left alone');
  }
  for (const [index, row] of (value as readonly unknown[]).entries()) {
    readPicture(row, path, `${path}: [${index}]`, reading);
    yield;
  }
}

function readPicture(row: unknown, path: string, place: string, reading: Reading): void {
  const { found, lost, names, taken } = reading;
  if (!isRow(row)) return found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
  const written = nameOf(row);
  if (typeof written !== 'string' || written === '') {
    return found.add(
      'skipped',
      'file-name',
      `${place}.image`,
      `${said(written, 'is no name')}; the picture was skipped`,
    );
  }
  const { name } = names.locate(pathOfAddress(written), folderOf(path));
  const picture = taken.picture({ fileName: name, split: splitByFolder(path) }, `${place}.image`);
  if (picture === undefined) return;
  loseOtherKeys(lost, row, pictureKeys);
  const boxes = boxesOf(row) ?? [];
  if (!Array.isArray(boxes)) {
    return found.add(
      'skipped',
      'not-a-list',
      `${place}.annotations`,
      `is ${shown(boxes)}, not a list; its boxes were skipped`,
    );
  }
  boxes.forEach((box: unknown, index) => readBox(box, picture, `${place}.annotations[${index}]`, reading));
}

function readBox(box: unknown, picture: DatasetImage, place: string, { found, lost, taken }: Reading): void {
  if (!isRow(box)) return found.add('skipped', 'not-an-object', place, `is ${shown(box)}; it was skipped`);
  const coordinates = box['coordinates'];
  if (!isRow(coordinates)) {
    return found.add(
      'skipped',
      'bbox',
      `${place}.coordinates`,
      `${said(coordinates, 'is no object')}; the box was skipped`,
    );
  }
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => readNumber(coordinates[key]));
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    return found.add(
      'skipped',
      'bbox',
      `${place}.coordinates`,
      'x, y, width or height is not a number; the box was skipped',
    );
  }
  loseOtherKeys(lost, box, boxKeys);
  loseOtherKeys(lost, coordinates, coordinateKeys);
  const bbox = [x - width / 2, y - height / 2, width, height] as const;
  taken.box(picture, { bbox, category: box['label'] }, place);
}
