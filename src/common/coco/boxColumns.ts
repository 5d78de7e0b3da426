// Labelled and found boxes in memory as the columns that the evaluation takes. Files are read by evaluationInput.ts.
import type { Box } from '../geometry/box.ts';
import { fail } from '../result.ts';
import { bboxOf } from '../dataset/bbox.ts';
import type { BoxColumns, Detections, Truth } from './evaluation.ts';

/** `label` is an index into a list of classes. */
interface LabelledBox {
  readonly box: Box;
  readonly label: number;
}

export interface TruthBox extends LabelledBox {
  readonly crowd?: true;
}

export interface FoundBox extends LabelledBox {
  readonly score: number;
}

/**
 * The boxes of each picture as a truth: category ids are index + 1, picture ids the index, areas those of the boxes. Fails
 * (`invalid`) on a label that is no index into `classes`.
 */
export function truthColumns(classes: readonly string[], pictures: readonly (readonly TruthBox[])[]): Truth {
  pictures.forEach((boxes, picture) => {
    const stray = boxes.find(({ label }) => classes[label] === undefined);
    if (stray === undefined) return;
    fail(
      'invalid',
      `A box of picture ${picture + 1} has the label ${stray.label}; labels go from 0 to ${classes.length - 1}.`,
    );
  });
  const boxes = pictures.flat();
  const columns = boxColumns(pictures);
  return {
    imageIds: pictures.map((_, picture) => picture),
    fileNames: pictures.map((_, picture) => String(picture)),
    categories: classes.map((name, index) => ({ id: index + 1, name })),
    boxes: {
      ...columns,
      area: Float64Array.from(boxes, (_, index) => columns.bbox[index * 4 + 2]! * columns.bbox[index * 4 + 3]!),
      crowd: Uint8Array.from(boxes, ({ crowd }) => (crowd === true ? 1 : 0)),
    },
    problems: [],
    counts: { refused: 0, skipped: 0, repaired: 0, noted: 0 },
  };
}

/** The detections of the same pictures in the same order; those whose label is no index into `classes` are left out and counted. */
export function detectionColumns(classes: readonly string[], pictures: readonly (readonly FoundBox[])[]): Detections {
  const known = pictures.map((boxes) => boxes.filter(({ label }) => classes[label] !== undefined));
  const strays = pictures.flatMap((boxes) => boxes.filter(({ label }) => classes[label] === undefined));
  return {
    boxes: { ...boxColumns(known), score: Float64Array.from(known.flat(), ({ score }) => score) },
    unknownCategories: { count: strays.length, ids: [...new Set(strays.map(({ label }) => label))].slice(0, 20) },
  };
}

function boxColumns(pictures: readonly (readonly LabelledBox[])[]): BoxColumns {
  const boxes = pictures.flat();
  const bbox = new Float64Array(boxes.length * 4);
  boxes.forEach(({ box }, index) => bbox.set(bboxOf(box), index * 4));
  return {
    count: boxes.length,
    image: Int32Array.from(pictures.flatMap((own, picture) => own.map(() => picture))),
    category: Int32Array.from(boxes, ({ label }) => label),
    bbox,
  };
}
