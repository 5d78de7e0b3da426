// Reads Supervisely projects of images: meta.json with the classes, and for each data set a folder "ann" with a JSON for each
// picture of the folder "img" beside it. Data sets may lie within each other.
import type { DatasetImage } from '../../dataset/entries.ts';
import { shown } from '../../dataset/problems.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import { fail } from '../../result.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { intake, type Intake } from '../intake.ts';
import { readFiles, readJsonFile } from '../jsonFile.ts';
import { headOf, jsonFiles, jsonHeads } from '../jsonHead.ts';
import { textOf } from '../numbers.ts';
import { loseOtherKeys } from '../otherKeys.ts';
import { nameOf, picturesOf, type Pictures } from '../paths.ts';
import { usualSplit, splitByFolder } from '../splits.ts';
import { boxOfObject } from './objects.ts';

export const superviselyReader: FormatReader = {
  id: 'supervisely',
  async recognise(source): Promise<Recognition | undefined> {
    const meta = metaPath(source);
    if (meta !== undefined && isMeta(await headOf(source, meta))) return 'certain';
    return (await jsonHeads(source)).some(({ value }) => isAnnotation(value)) ? 'certain' : undefined;
  },
  async *read(context) {
    const { source, found } = context;
    const reading: Reading = { ...context, taken: intake(found), pictures: picturesOf(source) };
    await readMeta(reading);
    yield* readFiles(context, annotationPaths(source), reading.taken, (value, path) =>
      readPicture(value, path, reading),
    );
  },
};

function metaPath({ files }: Source): string | undefined {
  return files.find(({ path }) => nameOf(path) === 'meta.json' && !path.includes('/ann/'))?.path;
}

function isMeta(value: unknown): boolean {
  if (!isRow(value) || !Array.isArray(value['classes'])) return false;
  const [first] = value['classes'] as readonly unknown[];
  return first === undefined ? 'tags' in value : isRow(first) && 'title' in first && 'shape' in first;
}

function isAnnotation(value: unknown): boolean {
  if (!isRow(value) || !Array.isArray(value['objects'])) return false;
  const [first] = value['objects'] as readonly unknown[];
  return isRow(first) ? 'classTitle' in first : isRow(value['size']) && Array.isArray(value['tags']);
}

/** What lies in folders "ann"; where there is none, every JSON but the project's own. */
function annotationPaths(source: Source): readonly string[] {
  const all = jsonFiles(source);
  const within = all.filter((path) => /(?:^|\/)ann\/[^/]+$/.test(path));
  return within.length > 0 ? within : all.filter((path) => !/^(?:meta|key_id_map)\.json$/.test(nameOf(path)));
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly pictures: Pictures;
}

/** The classes of the project; fails (`unsupported`) when it is one of videos or point clouds. */
async function readMeta(reading: Reading): Promise<void> {
  const { source, found, taken } = reading;
  const path = metaPath(source);
  if (path === undefined) return;
  const meta = await readJsonFile(reading, path);
  if (!isRow(meta)) return;
  const type = meta['projectType'];
  if (typeof type === 'string' && type !== 'images') {
    fail('unsupported', `${path}: this is a Supervisely project of ${shown(type)}; only projects of images are read.`);
  }
  const classes: readonly unknown[] = Array.isArray(meta['classes']) ? meta['classes'] : [];
  for (const [index, row] of classes.entries()) {
    const place = `${path}: classes[${index}]`;
    const title = isRow(row) ? row['title'] : undefined;
    if (typeof title === 'string' && title.trim() !== '') taken.category(title, place);
    else found.add('skipped', 'class', place, 'has no title; it was skipped');
  }
}

function* readPicture(value: unknown, path: string, reading: Reading): Iterable<void> {
  const { found, lost, taken } = reading;
  if (isRow(value) && (Array.isArray(value['frames']) || Array.isArray(value['figures']))) {
    return void lost.lose('video frames were left out');
  }
  if (!isRow(value) || !Array.isArray(value['objects'])) {
    return void found.add('noted', 'other-file', path, 'is no annotation of a picture; it was left alone');
  }
  const size = isRow(value['size']) ? value['size'] : {};
  const { split, extra } = ofTags(value['tags']);
  const picture = taken.picture(
    {
      fileName: pictureOf(path, reading.pictures),
      ...{ width: size['width'], height: size['height'] },
      split: split ?? splitByFolder(path),
      extra,
    },
    `${path}: size`,
  );
  if (picture === undefined) return;
  loseOtherKeys(lost, value, pictureKeys);
  for (const [index, object] of (value['objects'] as readonly unknown[]).entries()) {
    readObject(object, picture, `${path}: objects[${index}]`, reading);
    yield;
  }
}

const pictureKeys: ReadonlySet<string> = new Set(['size', 'tags', 'objects']);
/** What is read, and Supervisely's own numbers; a shape that is not read is a loss of its own. */
const objectKeys: ReadonlySet<string> = new Set([
  ...['classTitle', 'tags', 'description', 'createdAt', 'labelerLogin', 'geometryType', 'shape', 'points', 'bitmap'],
  ...['parts', 'nodes', 'faces', 'id', 'classId', 'updatedAt'],
]);

/** ds/ann/a.jpg.json belongs to ds/img/a.jpg; older projects wrote ds/ann/a.json. */
function pictureOf(path: string, pictures: Pictures): string {
  const own = path.replace(/\.json$/i, '');
  const inImages = own.replace(/(^|\/)ann\/([^/]+)$/, '$1img/$2');
  return pictures.has(inImages) ? inImages : (pictures.byStem(inImages) ?? inImages);
}

/** A tag "train" says the part that the picture belongs to, as Supervisely's own splitting does; others stay with its row. */
function ofTags(tags: unknown): { readonly split?: string; readonly extra?: Row } {
  const rows = Array.isArray(tags) ? tags.filter(isRow) : [];
  const names = rows.map((tag) => tag['name']).filter((name) => typeof name === 'string');
  const split = names.map(usualSplit).find((name) => name !== undefined);
  const others = rows
    .filter(({ name }) => typeof name === 'string' && usualSplit(name) === undefined)
    .map((tag) => ({ name: tag['name'], value: tag['value'] ?? null }));
  return { ...(split !== undefined && { split }), ...(others.length > 0 && { extra: { tags: others } }) };
}

function readObject(object: unknown, picture: DatasetImage, place: string, { found, lost, taken }: Reading): void {
  if (!isRow(object)) return found.add('skipped', 'not-an-object', place, `is ${shown(object)}; it was skipped`);
  const { box, losses, why } = boxOfObject(object);
  for (const loss of losses) lost.lose(loss);
  if (why !== undefined) return found.add('skipped', 'shape', place, `${why}; the object was skipped`);
  if (box === undefined) return;
  loseOtherKeys(lost, object, objectKeys);
  taken.box(picture, { ...box, category: object['classTitle'], attributes: attributesOf(object) }, place);
}

/** Tags by name, one without a value as a flag; who made the object and when. */
function attributesOf(object: Row): readonly (readonly [string, unknown])[] {
  const tags = Array.isArray(object['tags']) ? object['tags'].filter(isRow) : [];
  const { description, createdAt, labelerLogin } = object;
  const hasStamp = typeof createdAt === 'string' && !Number.isNaN(Date.parse(createdAt));
  return [
    ...tags.map((tag) => [textOf(tag['name']), tag['value'] ?? true] as const),
    ['note', description],
    ...(hasStamp
      ? ([
          ['made_at', createdAt],
          ['made_by', labelerLogin],
        ] as const)
      : []),
  ];
}
