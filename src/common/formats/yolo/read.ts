// Reads YOLO: a text a picture with a row a box, in fractions of the picture. What the rows may be is in rows.ts, where the
// files are in layout.ts, what names the classes in dataYaml.ts.
import type { Entry } from '../../dataset/entries.ts';
import { readFileName } from '../../dataset/fileName.ts';
import { firstLoss, shown } from '../../dataset/problems.ts';
import { textOfHead } from '../../dataset/textPieces.ts';
import { fail } from '../../result.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { labelBook, type LabelBook } from '../labelBook.ts';
import { endingOf, nameOf } from '../paths.ts';
import { labelRows, readText } from '../readText.ts';
import { readLayout, type LabelFile, type Layout } from './layout.ts';
import { readRow } from './rows.ts';

/** Class numbers from here on are no class numbers. */
const mostClasses = 100_000;
/** How many texts are looked into before the source is something else. */
const mostLooks = 40;

export const yoloReader: FormatReader = { id: 'yolo', recognise, read };

async function recognise(source: Source): Promise<Recognition | undefined> {
  const paths = source.files.map(({ path }) => path);
  if (paths.some((path) => nameOf(path) === 'obj.data')) return 'certain';
  let rows = 0;
  let looks = 0;
  for (const path of paths) {
    if (endingOf(path) !== 'txt' || looks >= mostLooks) continue;
    looks += 1;
    const lines = textOfHead(await source.head(path, 2048)).split(/\r\n|\r|\n/);
    // The last line of a head may be cut.
    if (lines.slice(0, Math.max(1, lines.length - 1)).some(isRowLike)) rows += 1;
  }
  let named = false;
  for (const path of paths.filter((each) => /^ya?ml$/.test(endingOf(each))).slice(0, mostLooks)) {
    if (/^\s*["']?names["']?\s*:/m.test(textOfHead(await source.head(path, 65_536)))) named = true;
  }
  const hasClasses = paths.some((path) => /^(?:classes\.txt|obj\.names)$/.test(nameOf(path)));
  if (rows > 0) return named || hasClasses ? 'certain' : 'likely';
  return named ? 'likely' : undefined;
}

/** A class number and at least four numbers, not all of them whole, as no other format's text has. */
function isRowLike(line: string): boolean {
  const columns = line.trim().split(/[ \t]+/);
  if (columns.length < 5 || !/^\d{1,6}(?:\.0*)?$/.test(columns[0]!)) return false;
  return columns.slice(1).every((column) => /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(column));
}

async function* read(context: ReadingContext): AsyncGenerator<readonly Entry[]> {
  const { source, found, onProgress } = context;
  const layout = await readLayout(source, found);
  const book = labelBook();
  const classes = classRule(layout, book, context);
  if (layout.labels.length === 0 && layout.names === undefined)
    fail('invalid', 'There is no YOLO label file (a text with a row for each box) in it.');
  const total = layout.labels.length;
  for (const [index, label] of layout.labels.entries()) {
    await readLabelFile(label, layout, classes, book, context);
    onProgress(index + 1, total);
    yield* book.batches();
  }
  for (const picture of layout.bare) addImage(picture, true, layout, book, context);
  yield* book.rest();
  if (total > 0 && book.images === 0) fail('invalid', `No YOLO label file in it can be read. ${firstLoss(found)}`);
}

function addImage(picture: string, isThere: boolean, layout: Layout, book: LabelBook, { found }: ReadingContext) {
  const name = readFileName(picture);
  if (!name.ok) {
    found.add('skipped', 'file-name', picture, `the picture’s name ${name.why}; it was skipped`);
    return undefined;
  }
  const split = layout.splitOf(picture);
  return book.image({
    ...{ fileName: name.name, width: 0, height: 0 },
    ...(!isThere && { ending: 'unsaid' as const }),
    ...(split !== undefined && { split }),
  });
}

type ClassRule = (written: string, place: string) => number | undefined;

/** Every class that is named is there, used or not, in its order; others are added as rows name them. */
function classRule({ names, namesFrom }: Layout, book: LabelBook, { found }: ReadingContext): ClassRule {
  const byIndex = new Map<number, number>();
  const byName = new Map<string, number>();
  for (const [index, name] of [...(names ?? [])].sort(([a], [b]) => a - b)) {
    if (book.hasCategory(name))
      found.add(
        'noted',
        'class-name-twice',
        namesFrom,
        `${shown(name)} is the name of several classes; they were taken as one`,
      );
    const id = book.category(name, { sourceId: index });
    byIndex.set(index, id);
    byName.set(name, id);
  }
  return (written, place) => {
    const index = /^\d{1,6}(?:\.0*)?$/.test(written) ? Number(written) : undefined;
    if (index === undefined || index >= mostClasses) {
      const named = byName.get(written);
      if (named !== undefined) {
        found.add(
          'repaired',
          'class-by-name',
          place,
          `has the class’s name ${shown(written)} instead of its number; it was taken`,
        );
        return named;
      }
      found.add('skipped', 'class', place, `${shown(written)} is no number of a class; the row was skipped`);
      return undefined;
    }
    const known = byIndex.get(index);
    if (known !== undefined) return known;
    const name = `class ${index}`;
    const where =
      names === undefined
        ? 'nothing here names the classes (data.yaml, classes.txt)'
        : `${namesFrom} names no class ${index}`;
    found.add('repaired', 'class-unnamed', place, `${where}; it is called "${name}" here`);
    const id = book.category(name, { sourceId: index });
    byIndex.set(index, id);
    return id;
  };
}

async function readLabelFile(
  { path, picture, isThere }: LabelFile,
  layout: Layout,
  classOf: ClassRule,
  book: LabelBook,
  context: ReadingContext,
): Promise<void> {
  const { found, lost } = context;
  const text = await readText(context.source, path, found);
  if (text === undefined) return;
  const image = addImage(picture, isThere, layout, book, context);
  if (image === undefined) return;
  const reading = { keypointColumns: layout.keypointColumns, found, lost };
  for (const [line, place] of labelRows(text, path, found)) {
    const row = readRow(line, place, reading);
    const categoryId = row && classOf(row.class, place);
    if (row === undefined || categoryId === undefined) continue;
    book.annotation(image, {
      ...{ categoryId, box: row.box, unit: 'fractions', crowd: false },
      ...(row.outline && { extra: { segmentation: [row.outline] } }),
    });
  }
}
