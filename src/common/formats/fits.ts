// What some reader of COCO ends at, though COCO allows it: the box as it goes out for that reader instead.
import type { AnnotationExtra, UnknownKeys } from '../dataset/entries.ts';
import type { ExportAnnotation } from '../dataset/exported.ts';
import { isRow } from '../dataset/rows.ts';

type FitWords =
  | '{count, plural, one {# box says} other {# boxes say}} "ignore", which this reader refuses. They go out as crowds, which it leaves alone.'
  | '{count, plural, one {# mask is} other {# masks are}} compressed RLE, which this reader cannot take. The four corners of the box stand for it.';

export interface Fit {
  /** The annotation itself where nothing has to change. */
  readonly box: (annotation: ExportAnnotation) => ExportAnnotation;
  /** How many were changed and how, with `{count}`: the name of a message is its English text. */
  readonly said: FitWords;
}

/** Detectron2's load_coco_json asserts that no box says "ignore"; crowds are what it leaves alone in training. */
export const ignoredAsCrowds: Fit = {
  box(annotation) {
    const { extra } = annotation;
    if (extra?.keys === undefined || !Object.hasOwn(extra.keys, 'ignore')) return annotation;
    const { ignore, ...keys } = extra.keys;
    if (ignore === 0 || ignore === false) return annotation;
    return { ...annotation, crowd: true, extra: withKeys(extra, keys) };
  },
  said: '{count, plural, one {# box says} other {# boxes say}} "ignore", which this reader refuses. They go out as crowds, which it leaves alone.',
};

/** torchvision's references give every mask that is no crowd's to pycocotools' frPyObjects, which takes no compressed RLE. */
export const withoutCompressedMasks: Fit = {
  box(annotation) {
    const { extra, crowd } = annotation;
    if (crowd || extra === undefined || extra.segmentationText !== undefined) return annotation;
    if (!isRow(extra.segmentation) || typeof extra.segmentation['counts'] !== 'string') return annotation;
    const { segmentation: _, ...others } = extra;
    return { ...annotation, extra: others };
  },
  said: '{count, plural, one {# mask is} other {# masks are}} compressed RLE, which this reader cannot take. The four corners of the box stand for it.',
};

/** A copy would parse the polygons. */
function withKeys(extra: AnnotationExtra, keys: UnknownKeys): AnnotationExtra {
  const { bbox, area, segmentationText } = extra;
  return {
    ...(bbox !== undefined && { bbox }),
    ...(area !== undefined && { area }),
    ...(segmentationText !== undefined && { segmentationText }),
    get segmentation() {
      return extra.segmentation;
    },
    keys,
  };
}
