// Gathers what a reader finds as entries: gives ids, makes a class at its first name, takes a picture once, places boxes. Formats
// that have ids of their own worth keeping (COCO) do without it.
import type { Stamp } from '../annotation/types.ts';
import { saysNothing } from '../annotation/attributes.ts';
import { readAttributes } from '../coco/importAttributes.ts';
import { leastSide } from '../dataset/bbox.ts';
import type { Bbox, DatasetImage, Entry, UnknownKeys } from '../dataset/entries.ts';
import { readFileName } from '../dataset/fileName.ts';
import { placeInImage } from '../dataset/placeBox.ts';
import { said, shown, type ProblemList } from '../dataset/problems.ts';
import { readSide } from './numbers.ts';

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
  readonly crowd?: boolean;
  /** What the file says of the box besides: scalars become attributes, "note" the note, the rest is kept for COCO. */
  readonly attributes?: readonly (readonly [name: string, value: unknown])[];
  readonly made?: Stamp | undefined;
  /** Outlines in image pixels, as COCO writes them. */
  readonly segmentation?: readonly (readonly number[])[] | undefined;
}

export interface Intake {
  /** The id of the class with this name; made at its first mention. A name that is none gives the class "unnamed", and is said. */
  category(name: unknown, place: string, supercategory?: string): number;
  /** The picture of this name, new or met before; undefined when it has a name that none can have, which is said. */
  picture(facts: PictureFacts, place: string): DatasetImage | undefined;
  /** Takes the box, or says why not. */
  box(picture: DatasetImage, facts: BoxFacts, place: string): void;
  /** Entries since the last `take`. */
  readonly waiting: number;
  take(): readonly Entry[];
  /** True while neither a picture nor a class was taken. */
  readonly isEmpty: boolean;
}

interface Gathering {
  entries: Entry[];
  readonly categories: Map<string, number>;
  readonly pictures: Map<string, DatasetImage>;
  boxes: number;
  readonly found: ProblemList;
}

export function intake(found: ProblemList): Intake {
  const gathering: Gathering = { entries: [], categories: new Map(), pictures: new Map(), boxes: 0, found };
  return {
    category: (name, place, supercategory = '') => takeCategory(gathering, name, place, supercategory),
    picture: (facts, place) => takePicture(gathering, facts, place),
    box: (picture, facts, place) => takeBox(gathering, picture, facts, place),
    get waiting() {
      return gathering.entries.length;
    },
    take() {
      const taken = gathering.entries;
      gathering.entries = [];
      return taken;
    },
    get isEmpty() {
      return gathering.categories.size === 0 && gathering.pictures.size === 0;
    },
  };
}

function takeCategory(gathering: Gathering, value: unknown, place: string, supercategory: string): number {
  const { categories, found, entries } = gathering;
  let name = typeof value === 'number' ? String(value) : value;
  if (typeof name !== 'string' || name.trim() === '') {
    found.add('repaired', 'class-missing', place, `${said(value, 'is no class')}; it was taken as "${unnamedClass}"`);
    name = unnamedClass;
  }
  const known = categories.get(name as string);
  if (known !== undefined) return known;
  const id = categories.size + 1;
  categories.set(name as string, id);
  entries.push({ kind: 'category', category: { id, name: name as string, supercategory } });
  return id;
}

function takePicture(gathering: Gathering, facts: PictureFacts, place: string): DatasetImage | undefined {
  const { pictures, found, entries } = gathering;
  const reading = readFileName(facts.fileName);
  if (!reading.ok) {
    found.add('skipped', 'file-name', place, `${said(facts.fileName, reading.why)}; the picture was skipped`);
    return undefined;
  }
  const size = readSize(facts, place, found);
  const known = pictures.get(reading.name);
  if (known !== undefined) {
    found.add(
      'repaired',
      'file-name-twice',
      place,
      `${shown(reading.name)} was there before; they were taken as one picture, with the boxes of both`,
    );
    if (size.width > 0 && known.width > 0 && (size.width !== known.width || size.height !== known.height)) {
      found.add(
        'noted',
        'size-differs',
        place,
        `${size.width} × ${size.height} is not ${known.width} × ${known.height}, as it was before`,
      );
    }
    return known;
  }
  const { split, extra } = facts;
  const image: DatasetImage = {
    ...{ id: pictures.size + 1, fileName: reading.name, ...size },
    ...(split !== undefined && { split }),
    ...(extra !== undefined && Object.keys(extra).length > 0 && { extra }),
  };
  pictures.set(image.fileName, image);
  entries.push({ kind: 'image', image });
  return image;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Both sides or none. That a file gives no size is nothing to say; a size that is none is. */
function readSize({ width, height }: PictureFacts, place: string, found: ProblemList): Size {
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

const whole = { width: 1, height: 1 };

function takeBox(gathering: Gathering, picture: DatasetImage, facts: BoxFacts, place: string): void {
  const { found, entries } = gathering;
  const { unit, segmentation, made } = facts;
  if (!hasSides(facts, place, found)) return;
  const placed = placeInImage(facts.bbox, unit === 'fractions' ? whole : picture, place, found);
  if (placed === undefined) return;
  const categoryId = takeCategory(gathering, facts.category, place, '');
  const pairs = (facts.attributes ?? []).filter(([, value]) => value !== null && !saysNothing(value as string));
  const { keys, ...saidOfIt } = readAttributes(
    pairs.length > 0 ? { attributes: Object.fromEntries(pairs) } : undefined,
  );
  gathering.boxes += 1;
  entries.push({
    kind: 'annotation',
    annotation: {
      ...{ id: gathering.boxes, imageId: picture.id, categoryId, box: placed.box, crowd: facts.crowd === true },
      ...(unit !== undefined && { unit }),
      ...saidOfIt,
      ...(made !== undefined && { made }),
      extra: {
        ...(unit === undefined && { bbox: placed.bbox }),
        ...(segmentation !== undefined && segmentation.length > 0 && { segmentation }),
        ...(keys !== undefined && { keys }),
      },
    },
  });
}

/** A box of fractions may be of any size; one of pixels has sides that are some. */
function hasSides({ bbox, unit }: BoxFacts, place: string, found: ProblemList): boolean {
  const [, , w, h] = bbox;
  const skip = (what: string): false => {
    found.add('skipped', 'bbox', place, `${what}; the box was skipped`);
    return false;
  };
  if (!bbox.every(Number.isFinite)) return skip('a side of the box is not a number');
  const least = unit === 'fractions' ? Number.MIN_VALUE : leastSide;
  if (w < least || h < least) return skip(`the box is ${shown(w)} × ${shown(h)}`);
  return true;
}
