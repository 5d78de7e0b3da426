// Writes project rows as a strict COCO instances file, whole or in pieces, and reports what went in and what did not.
// What COCO's readers demand is listed in checkCoco.ts, which reads the written file back.
import { annotationRow, annotationText, type Placement } from './exportAnnotation.ts';
import { exportedBoxes, exportedImages } from '../dataset/exportBoxes.ts';
import type { Keeps } from '../dataset/exportLosses.ts';
import { exportTally, type ExportTally } from '../dataset/exportTally.ts';
import { labellingKey, labellingOf } from '../dataset/people.ts';
import { withUnknownKeys, type Row } from '../dataset/rows.ts';
import type { DatasetExportReport, ExportInput, PlacedBox } from '../dataset/exported.ts';

/** Everything, but in one file no parts. */
export const keptByCoco: Keeps = {
  holds: new Set([
    ...(['masks', 'crowds', 'notes', 'scores', 'people', 'keys of boxes', 'ids'] as const),
    ...(['classes without boxes', 'keys of the file'] as const),
  ]),
  attributesOf: (attributes) => attributes,
  hasOneKind: () => false,
  partOf: () => undefined,
  pictureKey: () => true,
  classKey: () => true,
  className: (name) => name,
};

/** Characters gathered before a piece is handed out. */
const pieceLength = 64 * 1024;

/**
 * The document as one value. Only boxes a human stands behind go in; every box and picture left out is counted in the
 * report with its reason. Fails (throws FailureError `invalid`) when two pictures have one name.
 */
export function cocoDocument(input: ExportInput): { readonly document: Row; readonly report: DatasetExportReport } {
  const tally = exportTally();
  const document = withUnknownKeys(
    {
      info: infoOf(input),
      licenses: input.licenses ?? [],
      images: [...imageRows(input, tally)],
      annotations: [...annotationRows(input, tally, annotationRow)],
      categories: [...categoryRows(input, tally)],
    },
    input.extra,
  );
  return { document, report: tally.report() };
}

/**
 * The same document as text, one row a line (checkLines.ts reads this layout), in pieces of about 64 kB; returns the report. Fails
 * as cocoDocument does.
 */
export function* cocoChunks(
  input: ExportInput,
  tally: ExportTally = exportTally(),
): Generator<string, DatasetExportReport> {
  yield `{"info":${JSON.stringify(infoOf(input))},\n"licenses":${JSON.stringify(input.licenses ?? [])},\n`;
  yield* listChunks('images', textsOf(imageRows(input, tally)));
  yield ',\n';
  yield* listChunks('annotations', annotationRows(input, tally, annotationText));
  yield ',\n';
  yield* listChunks('categories', textsOf(categoryRows(input, tally)));
  const known = { info: 0, licenses: 0, images: 0, annotations: 0, categories: 0 };
  const all = withUnknownKeys(known, input.extra);
  for (const key of Object.keys(all)) {
    if (!Object.hasOwn(known, key)) yield `,\n${JSON.stringify(key)}:${JSON.stringify(all[key])}`;
  }
  yield '\n}\n';
  return tally.report();
}

function* textsOf(rows: Iterable<Row>): Generator<string> {
  for (const row of rows) yield JSON.stringify(row);
}

function* listChunks(key: string, rows: Iterable<string>): Generator<string> {
  let piece = `"${key}":[`;
  let separator = '\n';
  for (const row of rows) {
    piece += separator + row;
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

function* imageRows(input: ExportInput, tally: ExportTally): Generator<Row> {
  for (const { id, fileName, width, height, verdict, extra } of exportedImages(input, tally)) {
    const known = { id: checkedId(id), file_name: fileName, width, height };
    const labelling =
      input.people === 'written' && verdict !== undefined ? { [labellingKey]: labellingOf(verdict) } : {};
    yield withUnknownKeys({ ...known, ...labelling }, extra);
  }
}

function* categoryRows({ categories }: ExportInput, tally: ExportTally): Generator<Row> {
  for (const { id, name, supercategory, extra } of categories) {
    tally.count('categories');
    yield withUnknownKeys({ id: checkedId(id), name, supercategory: supercategory ?? '' }, extra);
  }
}

function* annotationRows<Written>(
  input: ExportInput,
  tally: ExportTally,
  write: (placed: PlacedBox, placement: Placement) => Written,
): Generator<Written> {
  const { profile = 'strict', people = 'left-out' } = input;
  for (const { image, boxes } of exportedBoxes(input, tally)) {
    const placement = { image, profile, people };
    for (const placed of boxes) {
      checkedId(placed.annotation.id);
      yield write(placed, placement);
    }
  }
}

/** Ids of a project are whole numbers from 1; anything else is a bug that must not reach a file. */
function checkedId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new Error(`${id} is no id for a COCO file`);
  return id;
}
