// What readers of JSON formats put into a label book, with what is to be said of it: classes without a name, pictures that come
// twice, sizes that are none, boxes over the edge, attributes.
import type { Stamp } from '../annotation/types.ts';
import { saysNothing } from '../annotation/attributes.ts';
import { readAttributes } from '../coco/importAttributes.ts';
import { boxOf, leastSide } from '../dataset/bbox.ts';
import type { Bbox, DatasetImage, Entry, UnknownKeys } from '../dataset/entries.ts';
import { readFileName } from '../dataset/fileName.ts';
import { mostCoordinate, placeFractions, placeInImage } from '../dataset/placeBox.ts';
import { said, shown, type ProblemList } from '../dataset/problems.ts';
import type { Box } from '../geometry/box.ts';
import { labelBook, type LabelBook } from './labelBook.ts';
import { readSide } from './numbers.ts';
import { isPicture } from './paths.ts';

/** The class of boxes whose file gives them none, so that no box is lost. */
export const unnamedClass = 'unnamed';

export interface PictureFacts {
  readonly fileName: string;
  /** As in the file: what is no size in pixels is taken from the picture itself. */
  readonly width?: unknown;
  readonly height?: unknown;
  readonly split?: string | undefined;
  /** What the file says of the picture and the program has no meaning for. */
  readonly extra?: UnknownKeys | undefined;
}

export interface BoxFacts {
  /** In image pixels, or in fractions of the picture where `unit` says so. */
  readonly bbox: Bbox;
  readonly unit?: 'fractions' | undefined;
  /** The name of its class, as the file has it. */
  readonly category: unknown;
  /** What the file says of the box besides: scalars become attributes, "note" the note, the rest is kept for COCO. */
  readonly attributes?: readonly (readonly [name: string, value: unknown])[];
  readonly made?: Stamp | undefined;
  /** Outlines as COCO writes them, in the unit of the box. */
  readonly segmentation?: readonly (readonly number[])[] | undefined;
}

export interface Intake {
  /** The id of the class with this name; made at its first mention. A name that is none gives the class "unnamed", and is said. */
  category(name: unknown, place: string): number;
  /** The picture of this name, new or met before; undefined when it has a name that none can have, which is said. */
  picture(facts: PictureFacts, place: string): DatasetImage | undefined;
  /** Takes the box, or says why not. */
  box(picture: DatasetImage, facts: BoxFacts, place: string): void;
  /** As of a label book. */
  batches(): Generator<readonly Entry[]>;
  rest(): Generator<readonly Entry[]>;
  /** True while neither a picture nor a class was taken. */
  readonly isEmpty: boolean;
}

interface Gathering {
  readonly book: LabelBook;
  readonly found: ProblemList;
}

export function intake(found: ProblemList): Intake {
  const gathering: Gathering = { book: labelBook(), found };
  let classes = 0;
  return {
    category(name, place) {
      classes += 1;
      return takeCategory(gathering, name, place);
    },
    picture: (facts, place) => takePicture(gathering, facts, place),
    box: (picture, facts, place) => takeBox(gathering, picture, facts, place),
    batches: gathering.book.batches,
    rest: gathering.book.rest,
    get isEmpty() {
      return classes === 0 && gathering.book.images === 0;
    },
  };
}

function takeCategory({ book, found }: Gathering, value: unknown, place: string): number {
  if (typeof value === 'string' && value.trim() !== '') return book.category(value);
  if (typeof value === 'number') return book.category(String(value));
  found.add('repaired', 'class-missing', place, `${said(value, 'is no class')}; it was taken as "${unnamedClass}"`);
  return book.category(unnamedClass);
}

function takePicture({ book, found }: Gathering, facts: PictureFacts, place: string): DatasetImage | undefined {
  const reading = readFileName(facts.fileName);
  if (!reading.ok) {
    found.add('skipped', 'file-name', place, `${said(facts.fileName, reading.why)}; the picture was skipped`);
    return undefined;
  }
  const { split, extra } = facts;
  const size = readPictureSize(facts, place, found);
  const isKnown = book.hasImage(reading.name);
  const image = book.image({
    ...{ fileName: reading.name, ...size },
    ...(!isPicture(reading.name) && { ending: 'unsaid' as const }),
    ...(split !== undefined && { split }),
    ...(extra !== undefined && Object.keys(extra).length > 0 && { extra }),
  });
  if (isKnown) sayTwice(image, size, place, found);
  return image;
}

function sayTwice(image: DatasetImage, size: Size, place: string, found: ProblemList): void {
  found.add(
    'repaired',
    'file-name-twice',
    place,
    `${shown(image.fileName)} was there before; they were taken as one picture, with the boxes of both`,
  );
  if (size.width === 0 || image.width === 0 || (size.width === image.width && size.height === image.height)) return;
  found.add(
    'noted',
    'size-differs',
    place,
    `${size.width} × ${size.height} is not ${image.width} × ${image.height}, as it was before`,
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Both sides or none. That a file gives no size is nothing to say; a size that is none is. */
function readPictureSize({ width, height }: PictureFacts, place: string, found: ProblemList): Size {
  const size = { width: readSide(width), height: readSide(height) };
  if (size.width > 0 && size.height > 0) return size;
  if ((width ?? undefined) !== undefined || (height ?? undefined) !== undefined) {
    found.add(
      'repaired',
      'size',
      place,
      `${shown(width)} × ${shown(height)} is no size; it is taken from the picture itself`,
    );
  }
  return { width: 0, height: 0 };
}

function takeBox(gathering: Gathering, picture: DatasetImage, facts: BoxFacts, place: string): void {
  const { book, found } = gathering;
  const { unit, segmentation, made } = facts;
  const placed = placedBox(picture, facts, place, found);
  if (placed === undefined) return;
  const categoryId = takeCategory(gathering, facts.category, place);
  const pairs = (facts.attributes ?? []).filter(([, value]) => value !== null && !saysNothing(value as string));
  const { keys, ...saidOfIt } = readAttributes(
    pairs.length > 0 ? { attributes: Object.fromEntries(pairs) } : undefined,
  );
  book.annotation(picture, {
    ...{ categoryId, box: placed.box, crowd: false },
    ...(unit !== undefined && { unit }),
    ...saidOfIt,
    ...(made !== undefined && { made }),
    extra: {
      ...(placed.bbox !== undefined && { bbox: placed.bbox }),
      ...(segmentation !== undefined && segmentation.length > 0 && { segmentation }),
      ...(keys !== undefined && { keys }),
    },
  });
}

/** Where the box lies; undefined, and said, where it has no place. A box in fractions has no bbox to be kept. */
function placedBox(
  picture: DatasetImage,
  { bbox, unit }: BoxFacts,
  place: string,
  found: ProblemList,
): { readonly box: Box; readonly bbox?: Bbox } | undefined {
  if (!bbox.every((side) => Math.abs(side) <= mostCoordinate)) {
    found.add('skipped', 'bbox', place, 'a side of the box is not a number or far too large; the box was skipped');
    return undefined;
  }
  if (unit === 'fractions') {
    const box = placeFractions(boxOf(bbox), place, found);
    return box && { box };
  }
  const [, , w, h] = bbox;
  if (w >= leastSide && h >= leastSide) return placeInImage(bbox, picture, place, found);
  found.add('skipped', 'bbox', place, `the box is ${shown(w)} × ${shown(h)} pixels and has no area; it was skipped`);
  return undefined;
}
