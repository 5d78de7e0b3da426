// Projects drawn by chance, to write them in a format and read them back: odd names, several folders, boxes of any size.
import type { Attributes, Origin } from '../../src/common/annotation/types.ts';
import type { ExportAnnotation, ExportCategory, ExportImage, ExportInput } from '../../src/common/dataset/exported.ts';
import { seeded } from './seeded.ts';

const folders = ['', 'a/', 'b/c d/', 'Größe/', 'a/100%/'];
const stems = [
  'img',
  'IMG_01',
  'two words',
  'dots.in.name',
  "quote's",
  'hash#1',
  'percent%20',
  '日本',
  '-dash',
  '__proto__',
];
const endings = ['.jpg', '.png', '.JPG', '.webp'];
const classNames = ['person', 'red car', 'a,b', '<b>"x"&\'y\'', '__proto__', 'Zebra/Pferd', 'constructor', '日本', '0'];

export interface OddOptions {
  readonly splits?: readonly string[];
  /** What a box may say besides its class. */
  readonly attributes?: (random: () => number) => Attributes | undefined;
  readonly notes?: boolean;
}

const origins: readonly Origin[] = [
  { kind: 'drawn' },
  { kind: 'imported' },
  { kind: 'accepted', model: 'm', score: 0.5 },
  { kind: 'edited', model: 'm', score: 0.5 },
  { kind: 'proposed', model: 'm', score: 0.5 },
  { kind: 'rejected', model: 'm', score: 0.5 },
];

/** The same project for the same seed: up to 12 pictures, some without boxes, up to 8 boxes each, some that nobody stands behind. */
export function oddProject(seed: number, { splits, attributes, notes }: OddOptions = {}): ExportInput {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const categories: ExportCategory[] = classNames
    .filter(() => random() < 0.6)
    .concat('cat')
    .map((name, index) => ({ id: 3 + index * 2, name }));
  const names = new Set<string>();
  while (names.size < 1 + Math.floor(random() * 12)) names.add(pick(folders) + pick(stems) + pick(endings));
  const images: ExportImage[] = [...names].map((fileName, index) => ({
    id: index + 1,
    fileName,
    width: 1 + Math.floor(random() * 4000),
    height: 1 + Math.floor(random() * 3000),
    ...(splits && { split: pick(splits) }),
  }));
  let id = 0;
  const boxes = new Map(
    images.map((image) => [image.id, Array.from({ length: Math.floor(random() * 9) }, () => boxIn(image))] as const),
  );
  function boxIn({ width, height }: ExportImage): ExportAnnotation {
    const [x1, x2] = span(width);
    const [y1, y2] = span(height);
    const said = attributes?.(random);
    return {
      id: (id += 1),
      categoryId: pick(categories).id,
      box: { x1, y1, x2, y2 },
      origin: pick(origins),
      crowd: false,
      ...(said && { attributes: said }),
      ...(notes === true && random() < 0.3 && { note: pick(['seen twice', 'line\nbreak "quoted"', '日本 <b>']) }),
    };
  }
  /** Both ends at the edges at times, whole numbers at times. */
  function span(length: number): readonly [number, number] {
    const from = random() < 0.2 ? 0 : random() * length * 0.9;
    const to = random() < 0.2 ? length : from + 0.01 + random() * (length - from - 0.01);
    const [low, high] = random() < 0.3 ? [Math.floor(from), Math.ceil(to)] : [from, to];
    return [low, Math.min(length, high)];
  }
  return { info: {}, categories, images, annotationsOf: (imageId) => boxes.get(imageId) ?? [] };
}
