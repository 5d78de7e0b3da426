// FiftyOne's COCO layout beyond its sample: pictures that stayed in place, parts, ids, and files that are broken.
import { describe, expect, it } from 'vitest';
import { cocoReader } from '../../../src/common/coco/reader.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import { recogniseFormats } from '../../../src/common/formats/readers.ts';
import { failureOf } from '../../../src/common/result.ts';
import { memorySource } from '../../support/memorySource.ts';
import { readSource } from '../../support/readSource.ts';

const info = { description: 'Exported from FiftyOne', url: 'https://voxel51.com/fiftyone' };

interface Part {
  readonly info?: object;
  readonly images?: readonly object[];
  readonly categories?: readonly object[];
  readonly annotations?: readonly object[];
}

/** Ids with gaps, a class twice, a polygon, keys that nobody knows. */
function labels(part: Part = {}): string {
  return JSON.stringify({
    info,
    licenses: [],
    categories: [
      { id: 0, name: 'bird' },
      { id: 17, name: 'cat' },
      { id: 90, name: 'cat' },
    ],
    images: [
      { id: 40, file_name: 'a.jpg', width: 100, height: 80 },
      { id: 7, file_name: 'below/b.jpg', width: 100, height: 80 },
    ],
    annotations: [
      {
        id: 900,
        image_id: 7,
        category_id: 90,
        bbox: [1.25, 2, 30, 40],
        segmentation: [[1, 2, 31, 2, 31, 42]],
        mood: 'x',
      },
      { id: 30, image_id: 40, category_id: 17, bbox: [5, 5, 10.5, 10] },
    ],
    ...part,
  });
}

const idsOf = (rows: readonly { readonly id: number }[]): readonly number[] => rows.map(({ id }) => id);
const names = (rows: readonly { readonly fileName: string }[]): readonly string[] =>
  rows.map(({ fileName }) => fileName);

describe('one labels.json', () => {
  it('keeps every id, also of classes of one name, and says what formats without outlines lose', async () => {
    const source = memorySource({ 'labels.json': labels(), 'data/a.jpg': '' });
    const { images, categories, annotations, losses } = await readSource(fiftyoneReader, source);
    expect(idsOf(images)).toEqual([40, 7]);
    expect(names(images)).toEqual(['data/a.jpg', 'data/below/b.jpg']);
    expect(categories.map(({ id, name, sourceId }) => [id, name, sourceId])).toEqual([
      [expect.any(Number), 'bird', 0],
      [17, 'cat', undefined],
      [90, 'cat', undefined],
    ]);
    expect(annotations.map(({ id, imageId, categoryId }) => [id, imageId, categoryId])).toEqual([
      [900, 7, 90],
      [30, 40, 17],
    ]);
    expect(annotations[0]!.extra).toMatchObject({ segmentation: [[1, 2, 31, 2, 31, 42]], keys: { mood: 'x' } });
    expect(losses).toEqual({ 'polygons became boxes; the outlines are kept for COCO': 1 });
  });

  it('without its folder "data" is told by its signature, and pictures keep the names they have', async () => {
    for (const source of [
      memorySource({ 'labels.json': labels() }),
      memorySource({ 'coco-of-mine.json': labels() }),
      memorySource({ 'labels.json': labels(), 'a.jpg': '', 'below/b.jpg': '' }),
      memorySource({
        'labels.json': labels({ info: {} }),
        'boxwright-export.json': '{"boxwright": 1, "format": "fiftyone"}',
      }),
    ]) {
      const [first] = await recogniseFormats(source);
      expect(first?.id).toBe('fiftyone');
      expect(names((await readSource(fiftyoneReader, source)).images)).toEqual(['a.jpg', 'below/b.jpg']);
    }
  });

  it('of nobody is plain COCO, and FiftyOne’s where somebody says so', async () => {
    const other = '{"boxwright": 1, "format": "coco"}';
    const source = memorySource({ 'labels.json': labels({ info: {} }), 'boxwright-export.json': other });
    expect((await recogniseFormats(source)).map(({ id }) => id)).toEqual([cocoReader.id]);
    expect(idsOf((await readSource(fiftyoneReader, source)).annotations)).toEqual([900, 30]);
  });

  it('of many reads is read in pieces, never whole', async () => {
    const images = Array.from({ length: 2000 }, (_, id) => ({
      id: id + 1,
      file_name: `${id}.jpg`,
      width: 9,
      height: 9,
    }));
    const annotations = images.flatMap(({ id }) =>
      [1, 2, 3].map((box) => ({
        id: id * 10 + box,
        image_id: id,
        category_id: 17,
        bbox: [box, 1, 2, 3],
        note: 'n'.repeat(60),
      })),
    );
    const source = {
      ...memorySource({ 'labels.json': labels({ images, annotations }), 'data/1.jpg': '' }, { piece: 10_007 }),
      read: () => Promise.reject(new Error('a labels.json may be larger than memory')),
    };
    const read = await readSource(fiftyoneReader, source);
    expect([read.images.length, read.annotations.length]).toEqual([2000, 6000]);
    expect(read.batches).toBeGreaterThan(2);
    expect(read.annotations.at(-1)).toMatchObject({ id: 20_003, imageId: 2000 });
  });
});

describe('a labels.json for each part', () => {
  const val = labels({
    images: [{ id: 40, file_name: 'c.jpg', width: 100, height: 80 }],
    annotations: [{ id: 900, image_id: 40, category_id: 17, bbox: [5, 5, 10, 10] }],
  });

  it('has its split by its folder, with and without pictures; the first keeps its ids', async () => {
    for (const data of ['data/', '']) {
      const source = memorySource({
        'train/labels.json': labels(),
        'validation/labels.json': val,
        ...(data !== '' && { 'train/data/a.jpg': '', 'validation/data/c.jpg': '' }),
      });
      expect((await recogniseFormats(source))[0]?.id).toBe('fiftyone');
      const { images, annotations, problems } = await readSource(fiftyoneReader, source);
      expect(images.map(({ fileName, split }) => [fileName, split])).toEqual(
        data === ''
          ? [
              ['a.jpg', 'train'],
              ['below/b.jpg', 'train'],
              ['c.jpg', 'val'],
            ]
          : [
              ['train/data/a.jpg', 'train'],
              ['train/data/below/b.jpg', 'train'],
              ['validation/data/c.jpg', 'val'],
            ],
      );
      expect(idsOf(annotations).slice(0, 2)).toEqual([900, 30]);
      expect(annotations[2]!.imageId).toBe(images[2]!.id);
      expect(problems).toContainEqual(
        expect.objectContaining({ kind: 'ids-of-two-files', place: 'validation/labels.json' }),
      );
    }
  });

  it('costs only itself where it is broken, and findings name their file', async () => {
    const source = memorySource({
      'test/labels.json': labels({ annotations: [{ id: 1, image_id: 40, category_id: 17, bbox: [1, 2, 3] }] }),
      'train/labels.json': labels().slice(0, -30),
      'val/labels.json': val,
    });
    const { images, problems } = await readSource(fiftyoneReader, source);
    expect(images.map(({ split }) => split)).toContain('val');
    expect(problems.find(({ place }) => place === 'train/labels.json')?.message).toMatch(/not JSON\. line 1, column/);
    expect(problems.map(({ place }) => place)).toContain('test/labels.json: annotations[0].bbox');
  });

  it('fails when none can be read', async () => {
    const source = memorySource({ 'train/labels.json': '{"info": {"url": "voxel51.com/fiftyone"}, "images": 3}' });
    const caught = await readSource(fiftyoneReader, source).catch(failureOf);
    expect(caught).toMatchObject({ kind: 'invalid' });
  });
});
