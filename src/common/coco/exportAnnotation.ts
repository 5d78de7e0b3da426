// One box as a row of a COCO file: its place, area, mask and attributes. Which boxes are exported is decided in export.ts.
import type { Box } from '../geometry/box.ts';
import { bboxOf, boxOf, cut, hasArea, isInside, isWhere, leastSide } from './bbox.ts';
import type { ExportTally } from './exportTally.ts';
import { stampKeys } from './people.ts';
import { isRow, withUnknownKeys, type Row } from './rows.ts';
import type { Bbox, ExportAnnotation, ExportImage, ExportProfile } from './schema.ts';
import { cornersOf, rleOf } from './segmentation.ts';

export interface Placement {
  readonly image: ExportImage;
  readonly profile: ExportProfile;
  readonly people: 'written' | 'left-out';
  readonly minimumSide: number | undefined;
}

/** The row, or undefined when the box has no place in the picture; then the tally says why. */
export function annotationRow(annotation: ExportAnnotation, placement: Placement, tally: ExportTally): Row | undefined {
  const placed = placeBox(annotation, placement, tally);
  if (placed === undefined) return undefined;
  const { bbox, box, isImported, isCut } = placed;
  if (isCut) tally.count('clipped');
  if (bbox[2] < 1 || bbox[3] < 1) tally.count('tiny');
  tally.count('annotations');
  const { extra } = annotation;
  const mask = isImported ? extra?.segmentation : undefined;
  if (extra?.segmentation !== undefined) tally.count(isImported ? 'masksKept' : 'masksDropped');
  const importedArea = isImported && (!isCut || mask !== undefined) ? extra?.area : undefined;
  const known = {
    id: annotation.id,
    image_id: placement.image.id,
    category_id: annotation.categoryId,
    bbox,
    area: importedArea ?? bbox[2] * bbox[3],
    iscrowd: annotation.crowd ? 1 : 0,
    segmentation: mask ?? segmentationOf(box, annotation.crowd, placement),
    attributes: attributesOf(annotation, placement),
  };
  return withUnknownKeys(known, extra?.keys);
}

interface PlacedBox {
  readonly bbox: Bbox;
  readonly box: Box;
  /** Still where import put it, so that what the file said of it holds. */
  readonly isImported: boolean;
  readonly isCut: boolean;
}

function placeBox(
  { id, box, extra }: ExportAnnotation,
  placement: Placement,
  tally: ExportTally,
): PlacedBox | undefined {
  const { fileName, width, height } = placement.image;
  const name = `${fileName}: box ${id}`;
  // Half of what import takes: x2 − x1 of a box taken there may be a bit less than its width.
  const least = Math.max(leastSide / 2, placement.minimumSide ?? 0);
  if (!Number.isFinite(box.x1 + box.y1 + box.x2 + box.y2)) return void tally.leaveOut('box is not a number', name);
  if (!hasArea(box, least)) return void tally.leaveOut('box under the minimum size', name);
  const inside = cut(box, width, height);
  if (!hasArea(inside, leastSide / 2)) return void tally.leaveOut('outside the picture', name);
  if (!hasArea(inside, least)) return void tally.leaveOut('box under the minimum size', name);
  const isImported = extra?.bbox !== undefined && isWhere(box, extra.bbox);
  const written = isImported && extra.bbox !== undefined ? boxOf(extra.bbox) : box;
  const isCut = !isInside(written, width, height);
  const bbox = isImported && !isCut && extra.bbox !== undefined ? extra.bbox : bboxOf(inside);
  return { bbox, box: inside, isImported, isCut };
}

function segmentationOf(box: Box, crowd: boolean, { profile, image }: Placement): unknown {
  if (profile === 'strict') return [];
  return crowd ? rleOf(box, image.width, image.height) : cornersOf(box);
}

/** Where the box came from, and what was said of it; an imported box keeps what its file said of where it came from. */
function attributesOf(annotation: ExportAnnotation, { people }: Placement): unknown {
  const { origin, extra, attributes, note } = annotation;
  const imported = extra?.keys?.['attributes'];
  if (imported !== undefined && !isRow(imported)) return imported;
  const said = {
    ...attributes,
    ...(note !== undefined && { note }),
    ...(people === 'written' && stampKeys(annotation)),
  };
  const own =
    'score' in origin ? { source: origin.kind, score: origin.score, model: origin.model } : { source: origin.kind };
  if (origin.kind === 'imported') return withUnknownKeys({ ...imported, ...said }, own);
  return withUnknownKeys({ ...own, ...said }, imported);
}
