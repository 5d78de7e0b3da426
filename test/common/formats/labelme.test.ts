import { describe, expect, it } from 'vitest';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelmeWriter } from '../../../src/common/formats/labelme/write.ts';
import { memorySource } from '../../support/memorySource.ts';
import { oddProject } from '../../support/oddProject.ts';
import { readSource } from '../../support/readSource.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { expectRoundTrip } from '../../support/roundTrip.ts';

const document = (shapes: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    ...{ version: '5.5.0', flags: {}, shapes, imagePath: 'a.jpg', imageData: null, imageHeight: 80, imageWidth: 120 },
    ...more,
  });
const shape = (shape_type: string, points: unknown, more: object = {}): object => ({
  ...{ label: 'cat', points, group_id: null, description: '', shape_type, flags: {}, mask: null },
  ...more,
});
const read = (...args: Parameters<typeof memorySource>) => readSource(labelmeReader, memorySource(...args));

describe('labelme', () => {
  it('comes back as it was written, for forty random projects', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const input = oddProject(seed, {
        ...(seed % 2 === 0 && { splits: ['train', 'val', 'test'] }),
        notes: true,
        attributes: (random) =>
          random() < 0.5 ? { occluded: true, 'colour of it': 'dark red', group_id: 7, count: 2.5 } : undefined,
      });
      await expectRoundTrip(labelmeWriter, labelmeReader, input, { holds: ['attributes', 'note', 'split', 'size'] });
    }
  });

  it('reads rectangles from any corner, circles, polygons and masks as boxes, and counts the rest', async () => {
    const { annotations, losses, counts } = await read({
      'a.json': document([
        shape('rectangle', [
          [50, 60],
          [10, 20],
        ]),
        shape('circle', [
          [50, 40],
          [53, 44],
        ]),
        shape('polygon', [
          [1, 2],
          [30, 4],
          [5, 60],
        ]),
        shape('mask', [
          [3, 4],
          [9, 8],
        ]),
        shape('rotation', [
          [10, 0],
          [20, 10],
          [10, 20],
          [0, 10],
        ]),
        shape('point', [[1, 1]]),
        shape('linestrip', [
          [1, 1],
          [2, 2],
        ]),
        shape('cuboid', [
          [1, 1],
          [2, 2],
        ]),
      ]),
    });
    expect(annotations.map(({ box }) => [box.x1, box.y1, box.x2, box.y2])).toEqual([
      [10, 20, 50, 60],
      [45, 35, 55, 45],
      [1, 2, 30, 60],
      [3, 4, 9, 8],
      [0, 0, 20, 20],
    ]);
    expect(annotations[2]!.extra).toEqual({ bbox: [1, 2, 29, 58], segmentation: [[1, 2, 30, 4, 5, 60]] });
    expect(losses).toEqual({
      'ellipses and circles became boxes': 1,
      'polygons became boxes; the outlines are kept for COCO': 1,
      'masks became boxes': 1,
      'rotated boxes became upright boxes': 1,
      'points were left out': 1,
      'lines were left out': 1,
      'other shapes were left out': 1,
    });
    expect(counts).toMatchObject({ skipped: 0, repaired: 0, refused: 0 });
  });

  it('finds the picture by "\\", "..", and a path of another machine, and never outside the folder', async () => {
    const at = (imagePath: string): string => document([], { imagePath });
    const { images, problems } = await read({
      'labels/a.json': at('..\\images\\a.jpg'),
      'labels/b.json': at('../../../etc/passwd'),
      'labels/c.json': at('C:\\Users\\me\\set\\images\\c.jpg'),
      'labels/d.json': at('/home/me/nowhere/d.jpg'),
      'images/a.jpg': '',
      'images/c.jpg': '',
    });
    expect(images.map(({ fileName }) => fileName)).toEqual([
      'images/a.jpg',
      'etc/passwd',
      'images/c.jpg',
      'home/me/nowhere/d.jpg',
    ]);
    expect(problems.map(({ place, kind, severity }) => [place, kind, severity])).toEqual(
      ['b', 'c', 'd'].map((name) => [`labels/${name}.json: imagePath`, 'file-name', 'repaired']),
    );
  });

  it('says the place of what is wrong, and takes the rest', async () => {
    const { annotations, categories, problems, counts } = await read({
      'a.json': document([
        7,
        shape('rectangle', [[1, 1], 'x']),
        shape('rectangle', [
          [1, 1],
          [1, 9],
        ]),
        shape('polygon', [
          [1, 1],
          [2, 2],
        ]),
        shape('rectangle', 'none'),
        shape(
          'rectangle',
          [
            [100, 70],
            [200, 90],
          ],
          { label: null },
        ),
        shape('rectangle', [
          ['1', '2'],
          ['3.5', '4'],
        ]),
      ]),
      'b.json': '{"shapes": [',
      'package.json': '{"name": "x"}',
    });
    expect(problems.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      'a.json: shapes[0]: is 7; it was skipped',
      'a.json: shapes[1]: points[1] is no point of two numbers; the shape was skipped',
      'a.json: shapes[2]: the box is 0 × 8 pixels and has no area; it was skipped',
      'a.json: shapes[3].points: has 2 points, and a polygon has three or more; the shape was skipped',
      'a.json: shapes[4]: points is no list; the shape was skipped',
      'a.json: shapes[5]: [100, 70, 100, 20] goes over the edge of the picture (120 × 80); it was cut to [100, 70, 20, 10]',
      'a.json: shapes[5]: null is no class; it was taken as "unnamed"',
      'b.json: The file is not JSON. line 1, column 13: the file ends here, in the middle: it was cut off.',
      'package.json: is no labelme file; it was left alone',
    ]);
    expect(categories.map(({ name }) => name)).toEqual(['unnamed', 'cat']);
    expect(annotations.map(({ box }) => box)).toEqual([
      { x1: 100, y1: 70, x2: 120, y2: 80 },
      { x1: 1, y1: 2, x2: 3.5, y2: 4 },
    ]);
    expect(counts).toEqual({ refused: 1, skipped: 5, repaired: 2, noted: 1 });
  });

  it('keeps flags, attributes, group and description of a box, and flags of a picture', async () => {
    const flags = { occluded: true, blurred: false };
    const rectangle = [
      [1, 1],
      [5, 5],
    ];
    const more = { flags, group_id: 4, description: 'behind a tree', difficult: true, attributes: { colour: 'red' } };
    const { annotations, images } = await read({
      'a.json': document([shape('rectangle', rectangle, more)], { flags: { night: true, rain: false } }),
    });
    expect(annotations[0]).toMatchObject({
      attributes: { occluded: true, colour: 'red', group_id: 4, difficult: true },
      note: 'behind a tree',
    });
    expect(images[0]!.extra).toEqual({ flags: { night: true } });
  });

  it('gives one file to each picture, also where two differ by their ending or case alone', () => {
    const image = (id: number, fileName: string) => ({ id, fileName, width: 10, height: 10 });
    const images = ['a.jpg', 'a.png', 'A.jpg', 'a.png.json', 'sub/a.jpg'].map((name, index) => image(index + 1, name));
    const { files } = writeFormat(labelmeWriter, { info: {}, categories: [], images, annotationsOf: () => [] });
    expect(Object.keys(files)).toEqual(['a.json', 'a.png.json', 'A.jpg.json', 'a.png.json.json', 'sub/a.json']);
    expect(JSON.parse(files['sub/a.json']!)).toMatchObject({
      ...{ flags: {}, shapes: [], imagePath: 'a.jpg', imageData: null, imageHeight: 10, imageWidth: 10 },
    });
  });

  it('fails with one sentence when nothing can be taken', async () => {
    await expect(read({ 'a.json': '{"shapes": [' })).rejects.toThrow(
      'Nothing could be taken of "labels": a.json: The file is not JSON. line 1, column 13',
    );
  });
});
