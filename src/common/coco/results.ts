// Writes detections as a COCO results file: a list of {image_id, file_name?, category_id, bbox, score}.
import { bboxOf } from '../dataset/bbox.ts';
import type { Row } from '../dataset/rows.ts';
import type { ResultRow } from '../dataset/entries.ts';

const pieceLength = 64 * 1024;

export function resultsDocument(rows: Iterable<ResultRow>): Row[] {
  return Array.from(rows, resultRow);
}

/** The same list as text, one detection a line, in pieces of about 64 kB. */
export function* resultsChunks(rows: Iterable<ResultRow>): Generator<string> {
  let piece = '[';
  let separator = '\n';
  for (const row of rows) {
    piece += separator + JSON.stringify(resultRow(row));
    separator = ',\n';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]\n`;
}

function resultRow({ imageId, fileName, categoryId, box, score }: ResultRow): Row {
  return {
    image_id: imageId,
    ...(fileName !== undefined && { file_name: fileName }),
    category_id: categoryId,
    bbox: bboxOf(box),
    score,
  };
}
