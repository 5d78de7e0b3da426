// Reads Pascal VOC: an XML file a picture, as LabelImg and most others write it. Its layout and parts are in layout.ts.
// Corners are taken as they stand. VOC2007 itself counts pixels from 1, all tools since then from 0, and no file says which.
import type { Entry } from '../../dataset/entries.ts';
import { readFileName } from '../../dataset/fileName.ts';
import { placeCorners, readCoordinate, readSize, type Placed } from '../../dataset/placeBox.ts';
import { firstLoss, shown } from '../../dataset/problems.ts';
import { textOfHead } from '../../dataset/textPieces.ts';
import { fail, FailureError } from '../../result.ts';
import { attributesOf, attributeValue } from '../attributeText.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { labelBook, type LabelBook } from '../labelBook.ts';
import { endingOf } from '../paths.ts';
import { child, childText, readXml, type XmlElement } from '../xml/readXml.ts';
import type { Attributes } from '../../annotation/types.ts';
import type { DatasetImage } from '../../dataset/entries.ts';
import { readLayout, type Layout } from './layout.ts';

/** Subtracted from every corner: 0 takes boxes as they stand, 1 would be right for the files of the VOC challenge itself. */
const firstPixel = 0;

/** What is read, and what names the picture's place or says whether there are masks of it beside. */
const pictureKeys: ReadonlySet<string> = new Set(['folder', 'filename', 'path', 'size', 'segmented', 'object']);
const objectKeys: ReadonlySet<string> = new Set([
  ...['name', 'pose', 'truncated', 'occluded', 'difficult', 'bndbox', 'attributes'],
  // Losses of their own; roLabelImg's type says which of the two boxes is there.
  ...['part', 'robndbox', 'type'],
]);

const mostXmlBytes = 32 * 1024 * 1024;
const mostLooks = 20;

export const vocReader: FormatReader = { id: 'voc', recognise, read };

async function recognise(source: Source): Promise<Recognition | undefined> {
  const files = source.files.filter(({ path }) => endingOf(path) === 'xml');
  for (const { path } of files.slice(0, mostLooks)) {
    const text = textOfHead(await source.head(path, 4096)).replace(
      /^[\s\ufeff]*(?:<\?xml[^>]*>)?(?:\s|<!--[\s\S]*?-->)*/,
      '',
    );
    if (!/^<annotation[\s>]/.test(text)) continue;
    return /<(?:bndbox|size|filename|segmented)[\s>]/.test(text) ? 'certain' : 'likely';
  }
  return undefined;
}

async function* read(context: ReadingContext): AsyncGenerator<readonly Entry[]> {
  const { source, found, onProgress } = context;
  const layout = await readLayout(source, found);
  if (layout.labels.length === 0) fail('invalid', 'There is no XML file in it.');
  const book = labelBook();
  for (const name of layout.classes) book.category(name);
  for (const [index, path] of layout.labels.entries()) {
    await readLabelFile(path, layout, book, context);
    onProgress(index + 1, layout.labels.length);
    yield* book.batches();
  }
  yield* book.rest();
  if (book.images === 0) fail('invalid', `No XML file in it is a VOC annotation that can be read. ${firstLoss(found)}`);
}

async function readLabelFile(path: string, layout: Layout, book: LabelBook, context: ReadingContext): Promise<void> {
  const { source, found } = context;
  let root: XmlElement;
  try {
    const bytes = await source.read(path);
    if (bytes.length > mostXmlBytes)
      fail('too-large', 'The file is over 32 MiB; the labels of one picture are never that large.');
    root = readXml(bytes);
    if (root.name !== 'annotation')
      fail('unsupported', `The file begins with <${root.name.slice(0, 40)}>, not with <annotation>.`);
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    found.add('refused', caught.failure.kind, path, caught.message);
    return;
  }
  const image = readImage(root, path, layout, book, context);
  context.lost.lose('other keys were left out', otherElements(root, pictureKeys));
  root.children
    .filter(({ name }) => name === 'object')
    .forEach((object, index) => readObject(object, `${path}: object ${index + 1}`, image, book, context));
}

function readImage(
  root: XmlElement,
  path: string,
  layout: Layout,
  book: LabelBook,
  { found }: ReadingContext,
): DatasetImage {
  const written = childText(root, 'filename');
  const name = readFileName(written);
  if (!name.ok)
    found.add(
      'repaired',
      'file-name',
      `${path}: filename`,
      `${shown(written)} ${name.why}; the picture is the one with the name of this file`,
    );
  const picture = layout.pictureOf(path, name.ok ? name.name : undefined);
  if (picture.isOther)
    found.add(
      'noted',
      'other-file-name',
      `${path}: filename`,
      `${shown(written)} is not the name of this file; the picture is "${picture.fileName}"`,
    );
  const size = child(root, 'size');
  const width = readSize(size && childText(size, 'width'));
  const height = readSize(size && childText(size, 'height'));
  const isKnown = width > 0 && height > 0;
  if (!isKnown)
    found.add('noted', 'size', `${path}: size`, 'is no size of a picture; it is taken from the picture itself');
  const split = layout.splitOf(path, picture.fileName);
  return book.image({
    fileName: picture.fileName,
    ...{ width: isKnown ? width : 0, height: isKnown ? height : 0 },
    ...(picture.ending !== undefined && { ending: picture.ending }),
    ...(split !== undefined && { split }),
  });
}

function readObject(
  object: XmlElement,
  place: string,
  image: DatasetImage,
  book: LabelBook,
  context: ReadingContext,
): void {
  const { found, lost } = context;
  lost.lose('parts of objects were left out', object.children.filter(({ name }) => name === 'part').length);
  const name = childText(object, 'name');
  if (name === undefined || name === '') {
    found.add(
      'skipped',
      'class',
      `${place}, name`,
      `is ${name === undefined ? 'missing' : 'empty'}; the object was skipped`,
    );
    return;
  }
  const placed = readBox(object, place, image, context);
  if (placed === undefined) return;
  const attributes = readAttributes(object);
  lost.lose('other keys were left out', otherElements(object, objectKeys));
  book.annotation(image, {
    ...{ categoryId: book.category(name.slice(0, 1000)), box: placed.box, crowd: false },
    ...(attributes && { attributes }),
  });
}

/** Elements without a reader that say something: LabelImg has "Unknown" for a source that nobody named. */
function otherElements(element: XmlElement, known: ReadonlySet<string>): number {
  const says = ({ text, children }: XmlElement): boolean =>
    children.length > 0 ? children.some(says) : text.trim() !== '' && text.trim() !== 'Unknown';
  return element.children.filter((each) => !known.has(each.name) && says(each)).length;
}

function readBox(
  object: XmlElement,
  place: string,
  image: DatasetImage,
  { found, lost }: ReadingContext,
): Placed | undefined {
  const bounds = child(object, 'bndbox');
  const at = `${place}, bndbox`;
  if (bounds === undefined) {
    const turned = child(object, 'robndbox') !== undefined;
    if (turned) lost.lose('other shapes were left out');
    found.add(
      'skipped',
      'bbox',
      at,
      `is missing${turned ? ' (a turned box of roLabelImg is there instead)' : ''}; the object was skipped`,
    );
    return undefined;
  }
  const corners: number[] = [];
  for (const side of ['xmin', 'ymin', 'xmax', 'ymax']) {
    const text = childText(bounds, side);
    const value = readCoordinate(text);
    if (value === undefined) {
      found.add(
        'skipped',
        'bbox',
        `${at}, ${side}`,
        `is ${text === undefined ? 'missing' : `${shown(text)}, not a number`}; the object was skipped`,
      );
      return undefined;
    }
    corners.push(value - firstPixel);
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  return placeCorners({ x1, y1, x2, y2 }, image, at, found);
}

const flags = ['truncated', 'difficult', 'occluded'] as const;

/** VOC's own flags and pose, and the list of attributes that CVAT adds. */
function readAttributes(object: XmlElement): Attributes | undefined {
  const pairs: [string, ReturnType<typeof attributeValue>][] = flags.map((flag) => [
    flag,
    isSet(childText(object, flag)),
  ]);
  const pose = childText(object, 'pose');
  if (pose !== undefined && pose !== '' && pose !== 'Unspecified') pairs.push(['pose', pose.slice(0, 2000)]);
  for (const each of child(object, 'attributes')?.children ?? []) {
    const name = childText(each, 'name');
    const value = child(each, 'value')?.text;
    if (each.name === 'attribute' && name !== undefined && value !== undefined)
      pairs.push([name, attributeValue(value)]);
  }
  return attributesOf(pairs);
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && (text.toLowerCase() === 'true' || (text !== '' && Number(text) > 0));
}
