// Reads "CVAT for images 1.1": one XML file with every picture and its shapes, streamed. What shapes become is in shapes.ts.
import type { Attributes } from '../../annotation/types.ts';
import { bboxOf } from '../../dataset/bbox.ts';
import type { DatasetImage, Entry } from '../../dataset/entries.ts';
import { placeCorners, readSize } from '../../dataset/placeBox.ts';
import { shown } from '../../dataset/problems.ts';
import { textOfHead } from '../../dataset/textPieces.ts';
import { fail, FailureError } from '../../result.ts';
import { attributesOf, attributeValue } from '../attributeText.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { labelBook, type LabelBook } from '../labelBook.ts';
import { endingOf, picturesOf, type Pictures } from '../paths.ts';
import { pictureName } from '../pictureName.ts';
import { splitNamed } from '../splits.ts';
import { xmlReader, type XmlElement } from '../xml/readXml.ts';
import { readLabels, type CvatLabels } from './labels.ts';
import { readShape } from './shapes.ts';

export const cvatReader: FormatReader = { id: 'cvat', recognise, read };

const mostLooks = 20;

async function recognise(source: Source): Promise<Recognition | undefined> {
  for (const path of xmlFiles(source).slice(0, mostLooks)) {
    if (isCvat(textOfHead(await source.head(path, 4096)))) return 'certain';
  }
  return undefined;
}

function xmlFiles({ files }: Source): string[] {
  return files.map(({ path }) => path).filter((path) => endingOf(path) === 'xml');
}

function isCvat(head: string): boolean {
  const text = head.replace(/^[\s\ufeff]*(?:<\?xml[^>]*>)?(?:\s|<!--[\s\S]*?-->)*/, '');
  return /^<annotations[\s>]/.test(text) && /<(?:version|meta|image|track)[\s>]/.test(text);
}

interface Reading extends ReadingContext {
  readonly book: LabelBook;
  readonly pictures: Pictures;
  /** Of the file that is being read. */
  labels: CvatLabels;
  /** Of each picture's name in the project, the part and the file that it was met in. */
  readonly seen: Map<string, string>;
  tracks: number;
}

async function* read(context: ReadingContext): AsyncGenerator<readonly Entry[]> {
  const { source, found, onProgress } = context;
  const files: string[] = [];
  for (const path of xmlFiles(source)) if (isCvat(textOfHead(await source.head(path, 4096)))) files.push(path);
  if (files.length === 0) fail('invalid', 'There is no XML file of CVAT (with <annotations> at its start) in it.');
  const book = labelBook();
  const reading: Reading = {
    ...context,
    book,
    pictures: picturesOf(source),
    labels: readLabels(undefined),
    seen: new Map(),
    tracks: 0,
  };
  const sizes = new Map(source.files.map(({ path, bytes }) => [path, bytes]));
  const total = files.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  let before = 0;
  for (const path of files) {
    try {
      yield* readFile(path, reading, (done) => onProgress(before + done, total));
    } catch (caught) {
      if (!(caught instanceof FailureError)) throw caught;
      const kept = book.images > 0 ? ' What came before this place was taken.' : '';
      found.add('refused', caught.failure.kind, path, `${caught.message}${kept}`);
    }
    before += sizes.get(path) ?? 0;
    onProgress(before, total);
  }
  yield* book.rest();
  if (book.images === 0 && reading.tracks > 0)
    fail(
      'unsupported',
      'The file has the tracks of a film and no pictures. In CVAT, export it as "CVAT for images 1.1".',
    );
}

async function* readFile(
  path: string,
  reading: Reading,
  onBytes: (done: number) => void,
): AsyncGenerator<readonly Entry[]> {
  const reader = xmlReader(1);
  let bytes = 0;
  let index = 0;
  const take = (elements: readonly XmlElement[]): void => {
    for (const element of elements) {
      if (element.name === 'meta') readMeta(element, reading);
      else if (element.name === 'image') readImage(element, `${path}: image ${(index += 1)}`, reading);
      else if (element.name === 'track') countTrack(element, reading);
    }
  };
  for await (const piece of reading.source.pieces(path)) {
    take(reader.write(piece));
    bytes += piece.length;
    onBytes(bytes);
    yield* reading.book.batches();
  }
  take(reader.end());
}

function readMeta(meta: XmlElement, reading: Reading): void {
  reading.labels = readLabels(meta);
  for (const { name, colour } of reading.labels.list)
    reading.book.category(name, colour === undefined ? {} : { extra: { color: colour } });
}

function countTrack(track: XmlElement, reading: Reading): void {
  reading.tracks += 1;
  reading.lost.lose('video frames were left out', track.children.filter(({ name }) => name !== 'track').length);
}

function readImage(element: XmlElement, place: string, reading: Reading): void {
  const image = imageOf(element, place, reading);
  if (image === undefined) return;
  const count = new Map<string, number>();
  for (const shape of element.children) {
    const number = (count.get(shape.name) ?? 0) + 1;
    count.set(shape.name, number);
    addShape(shape, `${place}, ${shape.name.slice(0, 40)} ${number}`, image, reading);
  }
}

function imageOf({ attributes }: XmlElement, place: string, reading: Reading): DatasetImage | undefined {
  const { found, pictures, book, seen } = reading;
  const written = attributes.get('name');
  const subset = attributes.get('subset');
  const split = subset === undefined || subset.trim() === '' ? undefined : splitNamed(subset.trim().slice(0, 200));
  const inPart =
    subset === undefined ? undefined : [`images/${subset}/${written}`, `${subset}/${written}`].find(pictures.has);
  const name = pictureName(inPart ?? written, pictures);
  if (!name.ok) {
    found.add('skipped', 'file-name', `${place}, name`, `${shown(written)} ${name.why}; the picture was skipped`);
    return undefined;
  }
  if (name.repaired !== undefined)
    found.add(
      'repaired',
      'file-name',
      `${place}, name`,
      `${shown(written)} ${name.repaired}; it was taken as "${name.fileName}"`,
    );
  const fileName = freeName(name.fileName, subset, place, reading);
  seen.set(fileName, subset ?? '');
  const width = readSize(attributes.get('width'));
  const height = readSize(attributes.get('height'));
  return book.image({
    fileName,
    ...(width > 0 && height > 0 ? { width, height } : { width: 0, height: 0 }),
    ...(name.ending && { ending: name.ending }),
    ...(split !== undefined && { split }),
  });
}

/** Two parts may each have a picture of one name; CVAT tells them by folders that are called as the parts. */
function freeName(fileName: string, subset: string | undefined, place: string, { seen, found }: Reading): string {
  const earlier = seen.get(fileName);
  if (earlier === undefined) return fileName;
  if (earlier === (subset ?? '')) {
    found.add(
      'repaired',
      'file-name-twice',
      `${place}, name`,
      `"${fileName}" was there before; they were taken as one picture, with the boxes of both`,
    );
    return fileName;
  }
  const folder = (subset ?? '').replaceAll(/[/\\]/g, '_');
  const own = folder === '' || /^\.+$/.test(folder) ? `other/${fileName}` : `${folder}/${fileName}`;
  found.add(
    'repaired',
    'file-name-twice',
    `${place}, name`,
    `"${fileName}" is in the split "${earlier}" too; this one is "${own}" here`,
  );
  return own;
}

function addShape(shape: XmlElement, place: string, image: DatasetImage, reading: Reading): void {
  const { found, lost, book, labels } = reading;
  const read = readShape(shape, lost);
  if (read === undefined) return;
  if (typeof read === 'string') return found.add('skipped', 'bbox', place, `${read}; the shape was skipped`);
  const label = shape.attributes.get('label')?.trim() ?? '';
  if (label === '')
    return found.add('skipped', 'class', `${place}, label`, 'is missing or empty; the shape was skipped');
  const placed = placeCorners(read.box, image, place, found);
  if (placed === undefined) return;
  if ((shape.attributes.get('group_id') ?? '0') !== '0') lost.lose('relations were left out');
  const { crowd, attributes } = readAttributes(shape, label, labels);
  book.annotation(image, {
    ...{ categoryId: book.category(label.slice(0, 1000)), box: placed.box, crowd },
    ...(attributes && { attributes }),
    ...(read.outline && !placed.changed && { extra: { bbox: bboxOf(placed.box), segmentation: [read.outline] } }),
  });
}

function readAttributes(
  shape: XmlElement,
  label: string,
  labels: CvatLabels,
): { crowd: boolean; attributes: Attributes | undefined } {
  const order = attributeValue(shape.attributes.get('z_order') ?? '');
  const own = shape.children
    .filter((each) => each.name === 'attribute')
    .map((each) => [each.attributes.get('name') ?? '', each.text] as const);
  const crowd = own.some(([name, text]) => name === 'is_crowd' && text.trim().toLowerCase() === 'true');
  const attributes = attributesOf([
    ...own
      .filter(([name]) => name !== 'is_crowd')
      .map(([name, text]) => [name, labels.read(label, name, text)] as const),
    ['occluded', shape.attributes.get('occluded') === '1'],
    ...(typeof order === 'number' && order !== 0 ? [['z_order', order] as const] : []),
  ]);
  return { crowd, attributes };
}
