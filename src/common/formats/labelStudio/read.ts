// Reads Label Studio's JSON and JSON-MIN. Coordinates are in percent of the picture. What people marked is taken; what a model
// predicted is counted and left out.
import type { DatasetImage } from '../../dataset/entries.ts';
import { shown } from '../../dataset/problems.ts';
import { isRow, type Row } from '../../dataset/rows.ts';
import type { FormatReader, ReadingContext, Recognition } from '../format.ts';
import { intake, type Intake } from '../intake.ts';
import { readFiles } from '../jsonFile.ts';
import { jsonFiles, jsonHeads } from '../jsonHead.ts';
import { readSide, textOf } from '../numbers.ts';
import { loseOtherKeys } from '../otherKeys.ts';
import { folderOf } from '../paths.ts';
import { pictureNames, type PictureNames } from '../pictureAddress.ts';
import { splitByFolder, splitNamed } from '../splits.ts';
import { addresses, pictureAddress, type Addresses } from './address.ts';
import { boxOfRegion, type Scale } from './boxes.ts';
import { regionsOf, type Region } from './results.ts';
import { chooseAnnotation, formOf, taskOf } from './tasks.ts';

export const labelStudioReader: FormatReader = {
  id: 'label-studio',
  async recognise(source): Promise<Recognition | undefined> {
    const forms = (await jsonHeads(source)).map(({ value }) => {
      const rows = rowsOf(value);
      // The last row of a head may be cut short, and no row may be of another kind.
      return rows.length > 0 && rows.slice(0, 20).every((row, index) => formOf(row) ?? index > 0)
        ? formOf(rows[0])
        : undefined;
    });
    if (forms.some((form) => form === 'json' || form === 'json-min')) return 'certain';
    return forms.includes('bare') ? 'likely' : undefined;
  },
  read(context) {
    const reading: Reading = { ...context, taken: intake(context.found), names: pictureNames(context.source) };
    return readFiles(context, jsonFiles(context.source), reading.taken, (value, path) =>
      readTasks(value, path, reading),
    );
  },
};

/** A list of tasks, or one task as old versions kept each in a file of its own. */
function rowsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRow(value) && isRow(value['data']) ? [value] : [];
}

interface Reading extends ReadingContext {
  readonly taken: Intake;
  readonly names: PictureNames;
}

interface TaskReading extends Reading {
  readonly path: string;
  readonly addresses: Addresses;
}

function* readTasks(value: unknown, path: string, reading: Reading): Iterable<void> {
  const rows = rowsOf(value);
  if (rows.length === 0 && !Array.isArray(value)) {
    return void reading.found.add('noted', 'other-file', path, 'is no list of tasks; it was left alone');
  }
  const ofFile = { ...reading, path, addresses: addresses(allAddresses(rows), reading.names, folderOf(path)) };
  for (const [index, row] of rows.entries()) {
    readTask(row, `${path}: [${index}]`, ofFile);
    yield;
  }
}

function* allAddresses(rows: readonly unknown[]): Generator<string> {
  for (const row of rows) {
    const data = isRow(row) ? (row['data'] ?? row) : undefined;
    const address = isRow(data) ? pictureAddress(data) : undefined;
    if (address !== undefined) yield address;
  }
}

const dataKeys: ReadonlySet<string> = new Set(['split', 'subset', 'width', 'height']);

function withoutValue(row: Row, value: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([, each]) => each !== value));
}

function readTask(row: unknown, place: string, reading: TaskReading): void {
  const { found, lost, taken } = reading;
  if (!isRow(row)) return found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
  const { data, annotations, predictions } = taskOf(row);
  const address = pictureAddress(data);
  if (address === undefined) {
    if (typeof data['video'] === 'string') return lost.lose('video frames were left out');
    return found.add('skipped', 'file-name', `${place}.data`, 'names no picture; the task was skipped');
  }
  lost.lose("a model's predictions were left out", predictions);
  const { annotation, index, others, cancelled } = chooseAnnotation(annotations);
  const at = `${place}.annotations`;
  if (cancelled > 0)
    found.add('noted', 'cancelled', at, `${cancelled} were cancelled by their authors; they were left out`);
  if (others > 0) {
    const message = `the picture was annotated ${others + 1} times; the annotation that is ground truth or newest was taken, the others were skipped`;
    found.add('skipped', 'several-annotations', at, message);
  }
  const results: readonly unknown[] = Array.isArray(annotation?.['result']) ? annotation['result'] : [];
  const size = sizeOf(results, data);
  const split = [data['split'], data['subset']].find((part) => typeof part === 'string' && part !== '');
  const picture = taken.picture(
    {
      fileName: reading.addresses.nameOf(address),
      ...(size.isKnown && { width: size.width, height: size.height }),
      split: split === undefined ? splitByFolder(reading.path) : splitNamed(split as string),
    },
    `${place}.data`,
  );
  if (picture === undefined) return;
  if (data !== row) loseOtherKeys(lost, withoutValue(data, address), dataKeys);
  readRegions(results, { picture, annotation, size, place: `${at}[${index}]` }, reading);
}

/** The picture's size, which Label Studio writes at each result. */
function sizeOf(results: readonly unknown[], data: Row): Scale {
  for (const row of [...results.slice(0, 1000), data]) {
    if (!isRow(row)) continue;
    const width = readSide(row['original_width'] ?? row['width']);
    const height = readSide(row['original_height'] ?? row['height']);
    if (width > 0 && height > 0) return { width, height, isKnown: true };
  }
  return { width: 1, height: 1, isKnown: false };
}

interface Annotated {
  readonly picture: DatasetImage;
  readonly annotation: Row | undefined;
  readonly size: Scale;
  readonly place: string;
}

function readRegions(results: readonly unknown[], annotated: Annotated, { found, lost, taken }: TaskReading): void {
  const { picture, annotation, place } = annotated;
  // A picture that two tasks have keeps the size of the first.
  const size = picture.width > 0 ? { width: picture.width, height: picture.height, isKnown: true } : annotated.size;
  const skip = (index: number, why: string): void =>
    found.add('skipped', 'result', `${place}.result[${index}]`, `${why}; it was skipped`);
  for (const region of regionsOf(results, lost, skip)) {
    const { bbox, segmentation, loss, why } = boxOfRegion(region, size);
    const at = `${place}.result[${region.index}]`;
    if (why !== undefined) found.add('skipped', 'shape', at, `${why}; the region was skipped`);
    if (loss !== undefined) lost.lose(loss);
    if (bbox === undefined) continue;
    if (region.labels.length > 1) {
      found.add('noted', 'several-classes', at, `has ${region.labels.length} classes; there is a box for each`);
    }
    const attributes = attributesOf(region, annotation);
    for (const category of region.labels.length > 0 ? region.labels : [undefined]) {
      const unit = size.isKnown ? undefined : 'fractions';
      taken.box(picture, { bbox, unit, category, attributes, segmentation }, at);
    }
  }
}

/** What per-region controls say, the note of the region, and who made the annotation when. */
function attributesOf({ attributes, result }: Region, annotation: Row | undefined): Region['attributes'] {
  const text = isRow(result['meta']) ? result['meta']['text'] : undefined;
  const at = annotation?.['created_at'];
  const by = annotation?.['completed_by'];
  const hasTime = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return [
    ...attributes,
    ['note', Array.isArray(text) ? text.map(textOf).join('\n') : text],
    ...(hasTime
      ? ([
          ['made_at', at],
          ['made_by', isRow(by) ? by['email'] : undefined],
        ] as const)
      : []),
  ];
}
