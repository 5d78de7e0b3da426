// Writes project rows as a strict COCO instances file, whole or in pieces, and reports what went in and what did not.
// What COCO's readers demand is listed in checkCoco.ts, which reads the written file back.
import type { Annotation } from '../annotation/types.ts';
import { fail } from '../result.ts';
import { annotationRow, type Placement } from './exportAnnotation.ts';
import { exportTally, type ExportTally } from './exportTally.ts';
import { labellingKey, labellingOf } from './people.ts';
import { withUnknownKeys, type Row } from './rows.ts';
import type { ExportImage, ExportInput, CocoExportReport } from './schema.ts';

/** Characters gathered before a piece is handed out. */
const pieceLength = 64 * 1024;

/**
 * The document as one value. Only boxes a human stands behind go in; every box and picture left out is counted in the
 * report with its reason. Fails (throws FailureError `invalid`) when two pictures have one name.
 */
export function cocoDocument(input: ExportInput): { readonly document: Row; readonly report: CocoExportReport } {
  const tally = exportTally();
  const document = withUnknownKeys(
    {
      info: infoOf(input),
      licenses: input.licenses ?? [],
      images: [...imageRows(input, tally)],
      annotations: [...annotationRows(input, tally)],
      categories: [...categoryRows(input, tally)],
    },
    input.extra,
  );
  return { document, report: tally.report() };
}

/** The same document as text, one row a line, in pieces of about 64 kB; returns the report. Fails as cocoDocument does. */
export function* cocoChunks(input: ExportInput): Generator<string, CocoExportReport> {
  const tally = exportTally();
  yield `{"info":${JSON.stringify(infoOf(input))},\n"licenses":${JSON.stringify(input.licenses ?? [])},\n`;
  yield* listChunks('images', imageRows(input, tally));
  yield ',\n';
  yield* listChunks('annotations', annotationRows(input, tally));
  yield ',\n';
  yield* listChunks('categories', categoryRows(input, tally));
  const known = { info: 0, licenses: 0, images: 0, annotations: 0, categories: 0 };
  const all = withUnknownKeys(known, input.extra);
  for (const key of Object.keys(all)) {
    if (!Object.hasOwn(known, key)) yield `,\n${JSON.stringify(key)}:${JSON.stringify(all[key])}`;
  }
  yield '}\n';
  return tally.report();
}

function* listChunks(key: string, rows: Iterable<Row>): Generator<string> {
  let piece = `"${key}":[`;
  let separator = '\n';
  for (const row of rows) {
    piece += separator + JSON.stringify(row);
    separator = ',\n';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]`;
}

function infoOf({ info }: ExportInput): Row {
  return Object.keys(info).length > 0 ? info : { description: 'Labelled with Boxwright', version: '1.0' };
}

/** A picture that cannot be described to a reader, in words; undefined for all others. */
function whyLeftOut(image: ExportImage): 'picture cannot be read' | 'picture has no size' | undefined {
  if (image.problem !== undefined) return 'picture cannot be read';
  if (!(image.width > 0) || !(image.height > 0)) return 'picture has no size';
  return undefined;
}

function* imageRows({ images, people }: ExportInput, tally: ExportTally): Generator<Row> {
  const names = new Set<string>();
  for (const image of images) {
    const reason = whyLeftOut(image);
    if (reason !== undefined) {
      tally.leaveOut(reason, image.problem === undefined ? image.fileName : `${image.fileName}: ${image.problem}`);
      continue;
    }
    if (names.has(image.fileName)) {
      fail(
        'invalid',
        `Two pictures are called "${image.fileName}". Give them different names or export them apart: COCO readers find pictures by name.`,
      );
    }
    names.add(image.fileName);
    tally.count('images');
    const known = { id: checkedId(image.id), file_name: image.fileName, width: image.width, height: image.height };
    const labelling =
      people === 'written' && image.verdict !== undefined ? { [labellingKey]: labellingOf(image.verdict) } : {};
    yield withUnknownKeys({ ...known, ...labelling }, image.extra);
  }
}

function* categoryRows({ categories }: ExportInput, tally: ExportTally): Generator<Row> {
  for (const { id, name, supercategory, extra } of categories) {
    tally.count('categories');
    yield withUnknownKeys({ id: checkedId(id), name, supercategory: supercategory ?? '' }, extra);
  }
}

function* annotationRows(input: ExportInput, tally: ExportTally): Generator<Row> {
  const categories = new Set(input.categories.map(({ id }) => id));
  const ids = new Set<number>();
  for (const image of input.images) {
    const isLeftOut = whyLeftOut(image) !== undefined;
    let boxes = 0;
    for (const annotation of input.annotationsOf(image.id)) {
      const name = `${image.fileName}: box ${annotation.id}`;
      const origin = unwantedOrigin(annotation);
      if (origin !== undefined) tally.leaveOut(origin, name);
      else if (isLeftOut) tally.leaveOut('box of a picture that was left out', name);
      else if (!categories.has(annotation.categoryId)) tally.leaveOut('category is not in the project', name);
      else {
        const { profile = 'strict', people = 'left-out', minimumSide } = input;
        const placement: Placement = { image, profile, people, minimumSide };
        const row = annotationRow(annotation, placement, tally);
        if (row === undefined) continue;
        if (ids.has(checkedId(annotation.id))) throw new Error(`annotation id ${annotation.id} is there twice`);
        ids.add(annotation.id);
        boxes += 1;
        yield row;
      }
    }
    if (!isLeftOut && boxes === 0) tally.count('imagesWithoutBoxes');
  }
}

function unwantedOrigin({ origin }: Annotation): 'proposal nobody accepted' | 'rejected proposal' | undefined {
  if (origin.kind === 'proposed') return 'proposal nobody accepted';
  return origin.kind === 'rejected' ? 'rejected proposal' : undefined;
}

/** Ids of a project are whole numbers from 1; anything else is a bug that must not reach a file. */
function checkedId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new Error(`${id} is no id for a COCO file`);
  return id;
}
