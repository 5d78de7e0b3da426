// Data sets made of random numbers for the law that every format keeps: what is written is read back the same.
import type { Attributes } from '../../src/common/annotation/types.ts';
import type { DatasetAnnotation } from '../../src/common/dataset/entries.ts';
import type { ExportAnnotation, ExportImage, ExportInput } from '../../src/common/dataset/exported.ts';
import { inPixels } from '../../src/common/dataset/fractions.ts';
import type { FormatReader, FormatWriter } from '../../src/common/formats/format.ts';
import { readSource } from './readSource.ts';
import { seeded } from './seeded.ts';
import { writtenSource } from './writeFormat.ts';

export interface RandomExport {
  readonly classes: readonly string[];
  readonly splits?: readonly string[];
  /** One of a box's attributes at random, by name. */
  readonly attributes?: Readonly<Record<string, readonly (boolean | string | number)[]>>;
  readonly crowds?: boolean;
  /** Names of pictures; "#" becomes a number. */
  readonly names?: readonly string[];
}

const usualNames = ['img #.jpg', 'sub/Ünï #.png', 'a/b.c/#.JPEG', '__proto__#.jpg'];

export function randomExport(
  seed: number,
  { classes, splits, attributes, crowds, names = usualNames }: RandomExport,
): ExportInput {
  const random = seeded(seed);
  const at = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const images = Array.from({ length: 12 }, (_, index): ExportImage => ({
    id: index + 1,
    fileName: at(names).replace('#', String(index)),
    width: 1 + Math.floor(random() * 5000),
    height: 1 + Math.floor(random() * 5000),
    ...(splits !== undefined && { split: at(splits) }),
  }));
  let id = 0;
  const boxes = new Map(
    images.map((image) => [
      image.id,
      Array.from({ length: Math.floor(random() * 8) }, (): ExportAnnotation => {
        const [x1 = 0, x2 = 0] = [random() * image.width, random() * image.width].sort((a, b) => a - b);
        const [y1 = 0, y2 = 0] = [random() * image.height, random() * image.height].sort((a, b) => a - b);
        const said: [string, boolean | string | number][] = Object.entries(attributes ?? {}).flatMap(
          ([name, values]): [string, boolean | string | number][] => (random() < 0.5 ? [[name, at(values)]] : []),
        );
        id += 1;
        return {
          ...{ id, categoryId: 10 + Math.floor(random() * classes.length), box: { x1, y1, x2, y2 } },
          ...{ origin: { kind: 'drawn' }, crowd: crowds === true && random() < 0.2 },
          ...(said.length > 0 && { attributes: Object.fromEntries(said) }),
        };
      }),
    ]),
  );
  return {
    info: {},
    categories: classes.map((name, index) => ({ id: 10 + index, name })),
    images,
    annotationsOf: (imageId) => boxes.get(imageId) ?? [],
  };
}

interface FlatBox {
  readonly class: string;
  readonly box: readonly number[];
  readonly crowd: boolean;
  readonly attributes: Attributes;
}

export interface FlatPicture {
  readonly name: string;
  readonly split: string | undefined;
  readonly boxes: readonly FlatBox[];
}

/** What goes in, in the words in which it has to come back: names as `picturePath` gives them, boxes as numbers. */
export function flatInput(input: ExportInput, writer: FormatWriter): FlatPicture[] {
  const classes = new Map(input.categories.map(({ id, name }) => [id, name]));
  return input.images.map((image) => ({
    name: writer.picturePath(image),
    split: image.split,
    boxes: [...input.annotationsOf(image.id)].map(({ categoryId, box, crowd, attributes }) => ({
      class: classes.get(categoryId)!,
      box: [box.x1, box.y1, box.x2, box.y2],
      crowd,
      attributes: attributes ?? {},
    })),
  }));
}

/** Written, and read again with empty files in the place of the pictures. */
export async function writtenAndRead(
  writer: FormatWriter,
  reader: FormatReader,
  input: ExportInput,
): Promise<{ pictures: FlatPicture[]; said: readonly string[]; classes: string[] }> {
  const read = await readSource(reader, writtenSource(writer, input));
  const sizes = new Map(input.images.map((image) => [writer.picturePath(image), image]));
  const classes = new Map(read.categories.map(({ id, name }) => [id, name]));
  const boxesOf = new Map<number, FlatBox[]>();
  const sizeOf = new Map(read.images.map(({ id, fileName }) => [id, sizes.get(fileName)]));
  for (const annotation of read.annotations) {
    const size = sizeOf.get(annotation.imageId);
    const { box, categoryId, crowd, attributes }: DatasetAnnotation =
      size === undefined ? annotation : inPixels(annotation, size);
    const boxes = boxesOf.get(annotation.imageId) ?? [];
    boxes.push({
      class: classes.get(categoryId)!,
      box: [box.x1, box.y1, box.x2, box.y2],
      crowd,
      attributes: attributes ?? {},
    });
    boxesOf.set(annotation.imageId, boxes);
  }
  return {
    pictures: read.images.map(({ id, fileName, split }) => ({ name: fileName, split, boxes: boxesOf.get(id) ?? [] })),
    said: read.said,
    classes: [...classes.values()],
  };
}

/** The greatest distance of a corner from where it was; Infinity where pictures, parts, classes or attributes differ. */
export function farthest(before: readonly FlatPicture[], after: readonly FlatPicture[]): number {
  const rest = (picture: FlatPicture): string =>
    JSON.stringify({
      ...picture,
      boxes: picture.boxes.map(({ box: _, attributes, ...box }) => ({
        ...box,
        attributes: Object.entries(attributes).sort(),
      })),
    });
  const byName = new Map(after.map((picture) => [picture.name, picture]));
  if (before.length !== after.length || byName.size !== after.length) return Infinity;
  let far = 0;
  for (const picture of before) {
    const other = byName.get(picture.name);
    if (other === undefined || rest(picture) !== rest(other)) return Infinity;
    picture.boxes.forEach(({ box }, index) => {
      box.forEach((value, corner) => (far = Math.max(far, Math.abs(value - other.boxes[index]!.box[corner]!))));
    });
  }
  return far;
}
