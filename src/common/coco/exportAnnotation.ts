// One box as a row of a COCO file: its place, area, mask and attributes. Which boxes are exported, and where they lie then, is
// decided in dataset/exportBoxes.ts.
import type { PlacedBox } from '../dataset/exported.ts';
import { stampKeys } from '../dataset/people.ts';
import { isRow, withUnknownKeys, type Row } from '../dataset/rows.ts';
import type { Box } from '../geometry/box.ts';
import type { ExportAnnotation, ExportImage, ExportProfile } from '../dataset/exported.ts';
import { cornersOf, rleOf } from '../dataset/segmentation.ts';

export interface Placement {
  readonly image: ExportImage;
  readonly profile: ExportProfile;
  readonly people: 'written' | 'left-out';
}

export function annotationRow(placed: PlacedBox, placement: Placement): Row {
  const { annotation, box, isImported } = placed;
  const mask = isImported ? annotation.extra?.segmentation : undefined;
  const segmentation = mask ?? segmentationOf(box, annotation.crowd, placement);
  return rowWith({ segmentation }, placed, placement, mask !== undefined);
}

/** The same as JSON; imported polygons go out as the text that they came in as. */
export function annotationText(placed: PlacedBox, placement: Placement): string {
  const text = placed.isImported ? placed.annotation.extra?.segmentationText : undefined;
  if (text === undefined) return JSON.stringify(annotationRow(placed, placement));
  return `${JSON.stringify(rowWith({}, placed, placement, true)).slice(0, -1)},"segmentation":${text}}`;
}

/** `mask` is the row's segmentation; {} when it is put in afterwards, as the text of an imported one. */
function rowWith(
  mask: { readonly segmentation?: unknown },
  { annotation, bbox, isImported, isCut }: PlacedBox,
  placement: Placement,
  hasMask: boolean,
): Row {
  const { extra } = annotation;
  const importedArea = isImported && (!isCut || hasMask) ? extra?.area : undefined;
  const known = {
    id: annotation.id,
    image_id: placement.image.id,
    category_id: annotation.categoryId,
    bbox,
    area: importedArea ?? bbox[2] * bbox[3],
    iscrowd: annotation.crowd ? 1 : 0,
    ...mask,
    attributes: attributesOf(annotation, placement),
  };
  return withUnknownKeys(known, extra?.keys);
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
