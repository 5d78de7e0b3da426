// Reads boxes from CSV, streamed: Open Images' files, and plain ones with a row a box. What columns are is in columns.ts, how
// rows are parted in rows.ts.
import type { AttributeValue } from '../../annotation/types.ts';
import type { DatasetImage, Entry } from '../../dataset/entries.ts';
import { placeCorners, placeFractions, readSize } from '../../dataset/placeBox.ts';
import { shown } from '../../dataset/problems.ts';
import { textOfHead, textPieces } from '../../dataset/textPieces.ts';
import type { Box } from '../../geometry/box.ts';
import { fail, FailureError } from '../../result.ts';
import { attributesOf } from '../attributeText.ts';
import type { FormatReader, ReadingContext, Source } from '../format.ts';
import { labelBook, type LabelBook, type NewBox } from '../labelBook.ts';
import { endingOf, nameOf, picturesOf, type Pictures } from '../paths.ts';
import { pictureName } from '../pictureName.ts';
import { splitNamed, usualSplit } from '../splits.ts';
import { readDescriptions } from './descriptions.ts';
import { cornersOf, field } from './fields.ts';
import { headlessColumns, readColumns, type Columns } from './columns.ts';
import { csvParser, delimiterOf, type CsvRow } from './rows.ts';

export const csvReader: FormatReader = {
  id: 'csv',
  recognise: async (source) => {
    const [table] = (await tablesOf(source)).filter(({ columns }) => !columns.isOpenImages);
    if (table === undefined) return undefined;
    return table.columns.names === 'first-row' ? 'certain' : 'likely';
  },
  read: (context) => readTables(context, 'csv'),
};

export const openImagesReader: FormatReader = {
  id: 'open-images',
  recognise: async (source) =>
    (await tablesOf(source)).some(({ columns }) => columns.isOpenImages && columns.at.x1 !== undefined)
      ? 'certain'
      : undefined,
  read: (context) => readTables(context, 'open-images'),
};

/** So much is looked at to tell what a file's columns are, and whether they are fractions. */
const headBytes = 64 * 1024;
const mostLooks = 200;

interface Table {
  readonly path: string;
  readonly bytes: number;
  readonly delimiter: string;
  readonly columns: Columns;
  /** The place of the last column that says something. */
  readonly last: number;
  readonly unit: 'pixels' | 'fractions';
}

async function tablesOf(source: Source): Promise<Table[]> {
  const tables: Table[] = [];
  const files = source.files.filter(({ path }) => /^(?:csv|tsv|txt)$/.test(endingOf(path)));
  for (const { path, bytes } of files.slice(0, mostLooks)) {
    const head = textOfHead(await source.head(path, headBytes));
    const delimiter = delimiterOf(head);
    const parser = csvParser(delimiter);
    const rows = [...parser.push(head), ...(bytes <= headBytes ? parser.end() : [])];
    const [first] = rows;
    const columns =
      first && (readColumns(first.fields) ?? (endingOf(path) === 'txt' ? undefined : headlessColumns(first.fields)));
    if (columns === undefined) continue;
    const last = Math.max(...Object.values(columns.at));
    tables.push({ path, bytes, delimiter, columns, last, unit: unitOf(rows, columns, delimiter) });
  }
  return tables;
}

/** Fractions where no corner of the first rows is over 1 and some are between. */
function unitOf(rows: readonly CsvRow[], columns: Columns, delimiter: string): Table['unit'] {
  if (columns.isOpenImages) return 'fractions';
  let between = 0;
  for (const { fields } of columns.names === 'none' ? rows : rows.slice(1)) {
    const box = cornersOf(fields, columns, delimiter);
    if (typeof box === 'string') continue;
    if (Math.max(box.x2, box.y2) > 1.5) return 'pixels';
    if ([box.x1, box.y1, box.x2, box.y2].some((side) => !Number.isInteger(side))) between += 1;
  }
  return between > 0 ? 'fractions' : 'pixels';
}

interface Reading extends ReadingContext {
  readonly book: LabelBook;
  readonly pictures: Pictures;
  /** By name as written; undefined where it names none. */
  readonly images: Map<string, DatasetImage | undefined>;
  /** Open Images' names of classes by their codes. */
  readonly descriptions: ReadonlyMap<string, string>;
}

async function* readTables(context: ReadingContext, id: 'csv' | 'open-images'): AsyncGenerator<readonly Entry[]> {
  const { source, found, onProgress } = context;
  const tables = (await tablesOf(source)).filter(({ columns }) => columns.isOpenImages === (id === 'open-images'));
  // Lists of pictures first: they say the parts.
  tables.sort((a, b) => Number(a.columns.at.class !== undefined) - Number(b.columns.at.class !== undefined));
  if (tables.length === 0) fail('invalid', 'There is no CSV file in it whose columns are boxes of pictures.');
  const book = labelBook();
  const descriptions = id === 'csv' ? new Map<string, string>() : await readDescriptions(source, found);
  const reading: Reading = { ...context, book, pictures: picturesOf(source), images: new Map(), descriptions };
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const table of tables) {
    if (table.columns.unknown.length > 0) {
      const list = table.columns.unknown.slice(0, 10).map(shown).join(', ');
      found.add('noted', 'columns', table.path, `these columns say nothing of boxes here and were left out: ${list}`);
    }
    if (table.unit === 'fractions' && id === 'csv')
      found.add('noted', 'fractions', table.path, 'no number is over 1: they were taken as fractions of the picture');
    try {
      yield* readTable(table, reading, (done) => onProgress(before + done, total));
    } catch (caught) {
      if (!(caught instanceof FailureError)) throw caught;
      found.add('refused', caught.failure.kind, table.path, caught.message);
    }
    before += table.bytes;
    onProgress(before, total);
  }
  yield* book.rest();
}

async function* readTable(
  table: Table,
  reading: Reading,
  onBytes: (done: number) => void,
): AsyncGenerator<readonly Entry[]> {
  const parser = csvParser(table.delimiter);
  let bytes = 0;
  let isFirst = table.columns.names === 'first-row';
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of reading.source.pieces(table.path)) {
      bytes += piece.length;
      yield piece;
    }
  };
  const take = (rows: readonly CsvRow[]): void => {
    for (const row of rows) {
      if (!isFirst) readRow(row, table, reading);
      isFirst = false;
    }
  };
  for await (const text of textPieces(counted())) {
    take(parser.push(text));
    onBytes(Math.min(bytes, table.bytes));
    yield* reading.book.batches();
  }
  take(parser.end());
}

function readRow(row: CsvRow, table: Table, reading: Reading): void {
  const { columns, path, delimiter } = table;
  const place = `${path}: line ${row.line}`;
  const skip = (kind: string, message: string): void =>
    reading.found.add('skipped', kind, place, `${message}; the row was skipped`);
  if (row.broken === true) return skip('quote', 'has a quote that is never closed');
  if (row.fields.length <= table.last) return skip('columns', `has ${row.fields.length} columns of ${columns.count}`);
  const image = readImage(row.fields, table, place, reading);
  if (image === undefined || (columns.at.class === undefined && columns.at.bbox === undefined)) return;
  // A picture without boxes has a row with nothing but its name.
  const boxFields = (['x1', 'y1', 'x2', 'y2', 'x', 'y', 'w', 'h', 'bbox', 'class'] as const).map((role) =>
    field(row.fields, columns, role),
  );
  if (boxFields.every((text) => text === undefined || text === '')) return;
  const corners = cornersOf(row.fields, columns, delimiter);
  if (typeof corners === 'string') return skip('not-a-number', corners);
  const name = columns.at.class === undefined ? 'object' : (field(row.fields, columns, 'class') ?? '');
  if (name === '') return skip('class', 'has no class');
  const placed = placeBox(corners, table.unit, image, place, reading);
  if (placed !== undefined) addBox(row.fields, columns, name, image, placed, reading);
}

type PlacedBox = Pick<NewBox, 'box' | 'unit'>;

/** In pixels where that is what the file has or the picture's size is known; else in fractions. */
function placeBox(
  corners: Box,
  unit: Table['unit'],
  image: DatasetImage,
  at: string,
  { found }: Reading,
): PlacedBox | undefined {
  if (unit === 'pixels') {
    const placed = placeCorners(corners, image, at, found);
    return placed && { box: placed.box };
  }
  const box = placeFractions(corners, at, found);
  if (box === undefined || image.width === 0) return box && { box, unit: 'fractions' };
  const { width, height } = image;
  return { box: { x1: box.x1 * width, y1: box.y1 * height, x2: box.x2 * width, y2: box.y2 * height } };
}

function addBox(
  fields: readonly string[],
  columns: Columns,
  name: string,
  image: DatasetImage,
  placed: PlacedBox,
  reading: Reading,
): void {
  const { book, lost, descriptions } = reading;
  const isSet = (role: 'truncated' | 'occluded' | 'difficult' | 'depiction' | 'inside' | 'crowd'): boolean =>
    /^(?:1|1\.0|true|yes)$/i.test(field(fields, columns, role) ?? '');
  const pairs: [string, AttributeValue][] = (
    ['truncated', 'occluded', 'difficult', 'depiction', 'inside'] as const
  ).map((role) => [role, isSet(role)]);
  const score = field(fields, columns, 'score') ?? '';
  if (score !== '' && Number(score) !== 1) lost.lose('scores were left out');
  const attributes = attributesOf(pairs);
  const described = descriptions.get(name);
  book.annotation(image, {
    categoryId:
      described === undefined
        ? book.category(name.slice(0, 1000))
        : book.category(described, { extra: { LabelName: name } }),
    ...placed,
    crowd: isSet('crowd'),
    ...(attributes && { attributes }),
  });
}

function readImage(
  fields: readonly string[],
  { columns, path }: Table,
  place: string,
  reading: Reading,
): DatasetImage | undefined {
  const written = field(fields, columns, 'file') ?? '';
  if (reading.images.has(written)) return reading.images.get(written);
  const name = pictureName(written, reading.pictures);
  if (!name.ok) {
    reading.found.add(
      'skipped',
      'file-name',
      place,
      `the picture’s name ${shown(written)} ${name.why}; its rows were skipped`,
    );
    reading.images.set(written, undefined);
    return undefined;
  }
  if (name.repaired !== undefined)
    reading.found.add(
      'repaired',
      'file-name',
      place,
      `the picture’s name ${shown(written)} ${name.repaired}; it was taken as "${name.fileName}"`,
    );
  const width = readSize(field(fields, columns, 'width'));
  const height = readSize(field(fields, columns, 'height'));
  const split = splitOf(field(fields, columns, 'split'), path);
  const image = reading.book.image({
    fileName: name.fileName,
    ...(width > 0 && height > 0 ? { width, height } : { width: 0, height: 0 }),
    ...(name.ending && { ending: name.ending }),
    ...(split !== undefined && { split }),
  });
  reading.images.set(written, image);
  return image;
}

/** By its column, else by the file's name: train_labels.csv, validation-annotations-bbox.csv. */
function splitOf(written: string | undefined, path: string): string | undefined {
  if (written !== undefined && written !== '') return splitNamed(written.slice(0, 200));
  return usualSplit(nameOf(path).split(/[-_.]/)[0]!);
}
