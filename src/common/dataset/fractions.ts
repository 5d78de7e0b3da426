// Label files without the picture's size have boxes in fractions of it; when the size is known they become pixels here.
import type { Box, Size } from '../geometry/box.ts';
import { bboxOf } from './bbox.ts';
import type { AnnotationExtra, DatasetAnnotation } from './entries.ts';

/** The same annotation in pixels, with its outline if it has one; as it is when it has pixels already. */
export function inPixels(annotation: DatasetAnnotation, { width, height }: Size): DatasetAnnotation {
  if (annotation.unit === undefined) return annotation;
  const { unit: _, box, extra, ...rest } = annotation;
  const scaled: Box = { x1: box.x1 * width, y1: box.y1 * height, x2: box.x2 * width, y2: box.y2 * height };
  const outline = outlineInPixels(extra, { width, height });
  if (outline.segmentation === undefined) return { ...rest, box: scaled, extra };
  // The bbox says where import put the box: as long as it is there, the outline is its outline.
  return { ...rest, box: scaled, extra: { ...extra, bbox: bboxOf(scaled), ...outline } };
}

/** The polygons of an outline in fractions, in pixels; empty where it has none. */
export function outlineInPixels({ segmentation }: AnnotationExtra, { width, height }: Size): AnnotationExtra {
  if (!Array.isArray(segmentation)) return {};
  const polygons = (segmentation as readonly (readonly number[])[]).map((polygon) =>
    polygon.map((value, index) => value * (index % 2 === 0 ? width : height)),
  );
  return { segmentation: polygons };
}
