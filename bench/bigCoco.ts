// Writes a COCO instances file of any size, in pieces: as many pictures and boxes as train2017 unless told otherwise, polygons of
// COCO's kind, some RLE crowds, category ids with gaps, unknown keys everywhere. The same seed writes the same file.
import { closeSync, openSync, writeSync } from 'node:fs';
import { between, seededRandom, type Random } from '../src/common/random.ts';

export interface BigCocoOptions {
  /** Default 118,287. */
  readonly pictures?: number;
  /** Default 860,001. */
  readonly annotations?: number;
  readonly seed?: number;
  /** Annotations before pictures and classes: a file may have its keys in any order. */
  readonly annotationsFirst?: boolean;
}

export interface BigPicture {
  readonly id: number;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** COCO's own ids: 80 classes from 1 to 90. */
const gaps = new Set([12, 26, 29, 30, 45, 66, 68, 69, 71, 83]);
const categoryIds = Array.from({ length: 90 }, (_, index) => index + 1).filter((id) => !gaps.has(id));

export function* bigPictures({ pictures = 118_287, seed = 2017 }: BigCocoOptions = {}): Generator<BigPicture> {
  const random = seededRandom(seed);
  let id = 0;
  for (let index = 0; index < pictures; index += 1) {
    id += 1 + Math.floor(random() * 8);
    const upright = random() < 0.25;
    const [width, height] = upright ? [480, 640] : [640, random() < 0.5 ? 480 : 427];
    yield { id, name: `${String(id).padStart(12, '0')}.jpg`, width, height };
  }
}

/** Writes the file and says how many bytes it has. */
export function writeBigCoco(file: string, options: BigCocoOptions = {}): number {
  const handle = openSync(file, 'w');
  let waiting = '';
  let bytes = 0;
  const write = (text: string): void => {
    waiting += text;
    if (waiting.length >= 1 << 20) flush();
  };
  const flush = (): void => {
    bytes += writeSync(handle, waiting);
    waiting = '';
  };
  write(
    '{"info":{"description":"big","year":2017,"contributor":"a bench"},"licenses":[{"id":1,"name":"CC","url":"x"}]',
  );
  const lists = [imageRows(options), categoryRows(), annotationRows(options)] as const;
  const names = ['images', 'categories', 'annotations'];
  for (const index of options.annotationsFirst === true ? [2, 1, 0] : [0, 2, 1]) {
    write(`,"${names[index]!}":[`);
    let separator = '';
    for (const row of lists[index]!) {
      write(separator + JSON.stringify(row));
      separator = ', ';
    }
    write(']');
  }
  write(',"tool":{"name":"a bench","options":[1,2,{"deep":null}]}}');
  flush();
  closeSync(handle);
  return bytes;
}

function* imageRows(options: BigCocoOptions): Generator<unknown> {
  for (const { id, name, width, height } of bigPictures(options)) {
    const url = `http://images.example.org/train2017/${name}`;
    yield {
      ...{ license: 1, file_name: name, coco_url: url, height, width },
      ...{ date_captured: '2013-11-14 11:18:45', flickr_url: `http://farm9.example.org/8186/${id}_z.jpg`, id },
    };
  }
}

function* categoryRows(): Generator<unknown> {
  for (const id of categoryIds)
    yield {
      supercategory: id % 2 === 0 ? 'even' : 'odd',
      id,
      name: `class ${id}`,
      colour: `#${id.toString(16).padStart(6, '0')}`,
    };
}

function* annotationRows(options: BigCocoOptions): Generator<unknown> {
  const { annotations = 860_001, seed = 2017 } = options;
  const random = seededRandom(seed + 1);
  const pictures = [...bigPictures(options)];
  let id = 0;
  for (let index = 0; index < annotations; index += 1) {
    id += 1 + Math.floor(random() * 3);
    const picture = pictures[Math.floor((index / annotations) * pictures.length)]!;
    const category_id = categoryIds[Math.floor(random() ** 3 * categoryIds.length)]!;
    // As train2017 does, some ids are far beyond the others.
    const own = index % 1000 === 7 ? 900_100_000_000 + id : id;
    yield {
      ...shape(picture, random),
      image_id: picture.id,
      category_id,
      id: own,
      ...(index % 50 === 0 && { quality: random() }),
    };
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

function shape({ width, height }: BigPicture, random: Random) {
  const w = round(between(random, 4, width / 2));
  const h = round(between(random, 4, height / 2));
  const x = round(between(random, 0, width - w - 0.01));
  const y = round(between(random, 0, height - h - 0.01));
  const bbox = [x, y, w, h];
  if (random() < 0.012) {
    const area = Math.floor(w) * Math.floor(h);
    const before = Math.floor(x) * height;
    return {
      segmentation: { counts: [before, area, width * height - before - area], size: [height, width] },
      area,
      iscrowd: 1,
      bbox,
    };
  }
  const points = 6 + Math.floor(random() ** 2 * 66);
  const polygon: number[] = [];
  for (let point = 0; point < points; point += 1) {
    const turn = (point / points) * 2 * Math.PI;
    const far = between(random, 0.3, 0.5);
    polygon.push(round(x + w * (0.5 + far * Math.cos(turn))), round(y + h * (0.5 + far * Math.sin(turn))));
  }
  return { segmentation: [polygon], area: w * h * between(random, 0.4, 0.8), iscrowd: 0, bbox };
}
