// Which pictures and boxes an export takes, whatever its format, and where each box lies then; what is left out is tallied.
import type { Annotation } from '../annotation/types.ts';
import { fail } from '../result.ts';
import { bboxOf, boxOf, cut, hasArea, isInside, isWhere, leastSide } from './bbox.ts';
import type { ExportAnnotation, ExportedPicture, ExportImage, ExportInput, PlacedBox } from './exported.ts';
import type { ExportTally } from './exportTally.ts';
import { IdSet } from './idSet.ts';

/** A picture that cannot be described to a reader, in words; undefined for all others. */
function whyLeftOut(image: ExportImage): 'picture cannot be read' | 'picture has no size' | undefined {
  if (image.problem !== undefined) return 'picture cannot be read';
  if (!(image.width > 0) || !(image.height > 0)) return 'picture has no size';
  return undefined;
}

/** The pictures that go in, counted; fails (throws FailureError `invalid`) when two of them have one name. */
export function* exportedImages({ images }: ExportInput, tally: ExportTally): Generator<ExportImage> {
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
        `Two pictures are called "${image.fileName}". Give them different names or export them apart: label files name pictures by their name.`,
      );
    }
    names.add(image.fileName);
    tally.count('images');
    yield image;
  }
}

/** The pictures that go in with the boxes that a human stands behind, picture by picture; boxes are counted, pictures are not. */
export function* exportedBoxes(input: ExportInput, tally: ExportTally): Generator<ExportedPicture> {
  const categories = new Set(input.categories.map(({ id }) => id));
  const ids = new IdSet();
  for (const image of input.images) {
    const isLeftOut = whyLeftOut(image) !== undefined;
    const boxes: PlacedBox[] = [];
    for (const annotation of input.annotationsOf(image.id)) {
      const name = `${image.fileName}: box ${annotation.id}`;
      const origin = unwantedOrigin(annotation);
      if (origin !== undefined) tally.leaveOut(origin, name);
      else if (isLeftOut) tally.leaveOut('box of a picture that was left out', name);
      else if (input.unwanted?.has(annotation.categoryId) === true) tally.leaveOut('class was not chosen', name);
      else if (!categories.has(annotation.categoryId)) tally.leaveOut('category is not in the project', name);
      else {
        const placed = placeBox(annotation, image, input.minimumSide, tally);
        if (placed === undefined) continue;
        if (ids.has(annotation.id)) throw new Error(`annotation id ${annotation.id} is there twice`);
        ids.add(annotation.id);
        boxes.push(placed);
      }
    }
    if (isLeftOut) continue;
    if (boxes.length === 0) tally.count('imagesWithoutBoxes');
    tally.picture({ image, boxes });
    yield { image, boxes };
  }
}

/** Both at once, for formats that write a picture with its boxes. */
export function exportedPictures(input: ExportInput, tally: ExportTally): Generator<ExportedPicture> {
  for (const _ of exportedImages(input, tally));
  return exportedBoxes(input, tally);
}

function unwantedOrigin({ origin }: Annotation): 'proposal nobody accepted' | 'rejected proposal' | undefined {
  if (origin.kind === 'proposed') return 'proposal nobody accepted';
  return origin.kind === 'rejected' ? 'rejected proposal' : undefined;
}

/** Where the box lies in the picture, or undefined when it has no place there; then the tally says why. */
function placeBox(
  annotation: ExportAnnotation,
  { fileName, width, height }: ExportImage,
  minimumSide: number | undefined,
  tally: ExportTally,
): PlacedBox | undefined {
  const { id, box, extra } = annotation;
  const name = `${fileName}: box ${id}`;
  // Half of what import takes: x2 − x1 of a box taken there may be a bit less than its width.
  const least = Math.max(leastSide / 2, minimumSide ?? 0);
  if (!Number.isFinite(box.x1 + box.y1 + box.x2 + box.y2)) return void tally.leaveOut('box is not a number', name);
  if (!hasArea(box, least)) return void tally.leaveOut('box under the minimum size', name);
  const inside = cut(box, width, height);
  if (!hasArea(inside, leastSide / 2)) return void tally.leaveOut('outside the picture', name);
  if (!hasArea(inside, least)) return void tally.leaveOut('box under the minimum size', name);
  const isImported = extra?.bbox !== undefined && isWhere(box, extra.bbox);
  const written = isImported && extra.bbox !== undefined ? boxOf(extra.bbox) : box;
  const isCut = !isInside(written, width, height);
  const bbox = isImported && !isCut && extra.bbox !== undefined ? extra.bbox : bboxOf(inside);
  tally.count('annotations');
  if (isCut) tally.count('clipped');
  if (bbox[2] < 1 || bbox[3] < 1) tally.count('tiny');
  return { annotation, box: inside, bbox, isImported, isCut };
}
