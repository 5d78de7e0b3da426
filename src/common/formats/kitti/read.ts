// Reads KITTI's object labels: a text a picture, a row an object with 15 columns, or 16 with a score. Boxes are in pixels and
// the picture's size is not said. What lies in space (angle, size and place in metres) has no place in a box.
import type { DatasetImage, Entry } from '../../dataset/entries.ts';
import { readFileName } from '../../dataset/fileName.ts';
import { placeCorners, readCoordinate } from '../../dataset/placeBox.ts';
import { shown } from '../../dataset/problems.ts';
import { textOfHead } from '../../dataset/textPieces.ts';
import { fail } from '../../result.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { attributesOfObject } from './attributes.ts';
import { labelBook, type LabelBook } from '../labelBook.ts';
import { endingOf, nameOf, picturesOf, stemOf, withFolder, type Pictures } from '../paths.ts';
import { labelRows, linesOf, readText } from '../readText.ts';
import { splitByFolder } from '../splits.ts';

export const kittiReader: FormatReader = { id: 'kitti', recognise, read };

const mostLooks = 40;
const labelFolders = new Set(['label_2', 'labels', 'label_02']);
const pictureFolders = ['image_2', 'images', 'image_02', 'image_2/data'];
/** Columns behind the class's name. */
const columnsOfObject = 14;

async function recognise(source: Source): Promise<Recognition | undefined> {
  const texts = source.files.filter(({ path }) => endingOf(path) === 'txt');
  for (const { path } of texts.slice(0, mostLooks)) {
    const [line = ''] = linesOf(textOfHead(await source.head(path, 2048)));
    if (splitRow(line)?.numbers.every((text) => readCoordinate(text) !== undefined) !== true) continue;
    return /(?:^|\/)label_2\//.test(path) ? 'certain' : 'likely';
  }
  return undefined;
}

async function* read(context: ReadingContext): AsyncGenerator<readonly Entry[]> {
  const { source, found, onProgress } = context;
  const pictures = picturesOf(source);
  const book = labelBook();
  const labels = labelFiles(source);
  if (labels.length === 0) fail('invalid', 'There is no KITTI label file (a text with 15 columns a row) in it.');
  for (const [index, path] of labels.entries()) {
    const text = await readText(source, path, found);
    const image = text === undefined ? undefined : imageOf(path, pictures, book, context);
    if (text !== undefined && image !== undefined) readRows(text, path, image, book, context);
    onProgress(index + 1, labels.length);
    yield* book.batches();
  }
  yield* book.rest();
}

/** The texts in label_2 where there is such a folder: calibration and lists of names are texts too. */
function labelFiles({ files }: Source): string[] {
  const texts = files.map(({ path }) => path).filter((path) => endingOf(path) === 'txt');
  const inside = texts.filter((path) => withFolder(path, labelFolders, '') !== undefined);
  return inside.length > 0
    ? inside
    : texts.filter((path) => !/^(?:readme|train|val|trainval|test|classes).*\.txt$/i.test(nameOf(path)));
}

function imageOf(
  path: string,
  pictures: Pictures,
  book: LabelBook,
  { found }: ReadingContext,
): DatasetImage | undefined {
  const stem = stemOf(path);
  const besides = pictureFolders.flatMap((folder) => withFolder(stem, labelFolders, folder) ?? []);
  const own = [...besides, stem].map(pictures.byStem).find((picture) => picture !== undefined);
  const name = readFileName(own ?? besides[0] ?? stem);
  if (!name.ok) {
    found.add('skipped', 'file-name', path, `the picture’s name ${name.why}; it was skipped`);
    return undefined;
  }
  const split = splitByFolder(path);
  return book.image({
    ...{ fileName: name.name, width: 0, height: 0 },
    ...(own === undefined && { ending: 'unsaid' as const }),
    ...(split !== undefined && { split }),
  });
}

interface RowColumns {
  readonly name: string;
  readonly numbers: readonly string[];
}

/** The name, which may have spaces, and the 14 or 15 columns behind it that are numbers or should be. */
function splitRow(line: string): RowColumns | undefined {
  const columns = line.trim().split(/[ \t]+/);
  let behind = 0;
  while (behind < columnsOfObject + 1 && behind < columns.length - 1 && isNumberLike(columns.at(-1 - behind)!))
    behind += 1;
  if (behind < columnsOfObject) return undefined;
  const name = columns.slice(0, -behind);
  return name.some((part) => readCoordinate(part) !== undefined)
    ? undefined
    : { name: name.join(' '), numbers: columns.slice(-behind) };
}

function isNumberLike(text: string): boolean {
  return /^[+-]?(?:[\d.].*|nan|inf(?:inity)?)$/i.test(text);
}

function readRows(text: string, path: string, image: DatasetImage, book: LabelBook, context: ReadingContext): void {
  const { found, lost } = context;
  let ignored = 0;
  for (const [line, place] of labelRows(text, path, found)) {
    const row = splitRow(line);
    if (row === undefined) {
      const count = line.trim().split(/[ \t]+/).length;
      found.add(
        'skipped',
        'columns',
        place,
        `has ${count} columns; an object has 15, or 16 with a score; the row was skipped`,
      );
    } else if (row.name === 'DontCare') ignored += 1;
    else readObject(row, place, image, book, context);
  }
  if (ignored > 0)
    found.add('skipped', 'dont-care', path, `${ignored} regions "DontCare" are no objects; they were left out`);
  if (ignored > 0) lost.lose('other shapes were left out', ignored);
}

function readObject(
  { name, numbers }: RowColumns,
  place: string,
  image: DatasetImage,
  book: LabelBook,
  context: ReadingContext,
): void {
  const { found, lost } = context;
  const values = numbers.map(readCoordinate);
  const wrong = values.slice(0, 7).indexOf(undefined);
  if (wrong >= 0) {
    found.add(
      'skipped',
      'not-a-number',
      place,
      `${shown(numbers[wrong])} in column ${wrong + 2} is not a number; the row was skipped`,
    );
    return;
  }
  const [truncated = 0, occluded = 0, , x1 = 0, y1 = 0, x2 = 0, y2 = 0, ...space] = values;
  const placed = placeCorners({ x1, y1, x2, y2 }, image, place, found);
  if (placed === undefined) return;
  // Sizes of −1 and places of −1000 say that nothing is known.
  if (space.slice(0, 3).some((value) => value !== undefined && value > 0)) lost.lose('3D boxes became flat boxes');
  if (numbers.length > columnsOfObject) lost.lose('scores were left out');
  const attributes = attributesOfObject(truncated, occluded);
  book.annotation(image, {
    ...{ categoryId: book.category(name.slice(0, 1000)), box: placed.box, crowd: false },
    ...(attributes && { attributes }),
  });
}
