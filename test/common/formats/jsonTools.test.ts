import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cocoReader } from '../../../src/common/coco/reader.ts';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import type { FormatReader } from '../../../src/common/formats/format.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { folderSource } from '../../support/folderSource.ts';
import { readSource, type ReadSource } from '../../support/readSource.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/formats/json/', import.meta.url));

async function read(reader: FormatReader, folder: string): Promise<ReadSource> {
  const source = folderSource(fixtures + folder);
  expect(await reader.recognise(source)).toBe('certain');
  return readSource(reader, source);
}

/** "class x1 y1 x2 y2" of each box, to two decimals. */
function boxes({ annotations, categories }: ReadSource): readonly string[] {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return annotations.map(({ categoryId, box: { x1, y1, x2, y2 } }) =>
    [names.get(categoryId), ...[x1, y1, x2, y2].map((side) => Number(side.toFixed(2)))].join(' '),
  );
}

describe('files of other tools (test/fixtures/formats/json/SOURCE.md)', () => {
  it('COCO of Datumaro: two files of one set, that use one id; a polygon, a crowd, attributes', async () => {
    const labels = await read(cocoReader, 'coco');
    expect(labels.images.map(({ id, fileName, split }) => [id, fileName, split])).toEqual([
      [5, 'a.jpg', 'train'],
      [40, 'b.jpg', 'val'],
    ]);
    expect(boxes(labels)).toEqual(['b 2 2 5 3', 'a 0 0 1 2', 'b 0 0 1 9']);
    expect(labels.categories.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(labels.annotations[1]).toMatchObject({ attributes: { x: 1, y: 'hello' }, extra: { area: 2 } });
    expect(labels.annotations[2]).toMatchObject({
      crowd: true,
      extra: { segmentation: { counts: [0, 20, 30], size: [10, 5] } },
    });
    expect(labels.problems.map(({ kind }) => kind)).toEqual(['ids-of-two-files']);
  });

  it('COCO of Datumaro with keypoints: they are kept beside the boxes, and come back', async () => {
    const labels = await read(cocoReader, 'coco-keypoints');
    expect(labels.annotations.map(({ id, extra }) => [id, extra.keys?.['num_keypoints']])).toEqual([
      [3, 3],
      [5, 2],
      [1, 2],
      [2, 3],
    ]);
    expect(labels.categories[0]!.extra).toEqual({
      keypoints: [],
      skeleton: [
        [0, 1],
        [1, 2],
      ],
    });
    expect(labels.counts).toMatchObject({ refused: 0, skipped: 0 });
    expect(labels.losses).toEqual({
      'keypoints are not shown; they are kept for COCO': 4,
      'polygons became boxes; the outlines are kept for COCO': 1,
    });
  });

  it('labelme 2: polygons without a type and without a size', async () => {
    const labels = await read(labelmeReader, 'labelme');
    expect(labels.images).toEqual([{ id: 1, fileName: '2011_000025.jpg', width: 0, height: 0 }]);
    expect(boxes(labels)).toEqual([
      'bus 81.94 19.56 433.94 373.56',
      'bus 0 96.56 108.94 283.56',
      'car 408.94 168.56 497.94 258.56',
    ]);
    expect(labels.annotations[2]!.extra.segmentation).toEqual([expect.arrayContaining([413.936170212766])]);
    expect(labels.losses).toEqual({ 'polygons became boxes; the outlines are kept for COCO': 3 });
    expect(labels.problems).toEqual([]);
  });

  it('CreateML of Roboflow: by the centre, in the part that the folder says', async () => {
    const labels = await read(createmlReader, 'createml');
    expect(labels.images.map(({ fileName, split }) => [fileName, split])).toEqual([
      ['train/train_001.jpg', 'train'],
      ['train/train_002.jpg', 'train'],
    ]);
    expect(boxes(labels)).toEqual(['label_0 0.5 0.5 3.5 1.5', 'label_1 -1 -2 1 2']);
  });

  it('Label Studio: choices of a box, two annotators, turned boxes, outlines, keypoints and relations', async () => {
    const labels = await read(labelStudioReader, 'label-studio');
    expect(labels.images.map(({ fileName, width, height }) => [fileName, width, height])).toEqual([
      ['image1.jpg', 216, 174],
      ['example.png', 128, 128],
      ['image2', 433, 768],
      ['image3', 716, 768],
      ['image1', 2800, 2800],
    ]);
    expect(boxes(labels)).toEqual([
      'person 83.91 13.33 186.09 101.93',
      'Airplane 54.45 61.77 71.92 77.21',
      // About the upper left corner: the box around (24.7 334.8), turned by −14.9°.
      'Butterfly 24.66 252.8 381.84 516.2',
      'butterfly 36.68 243.1 385.66 455.29',
      'parasites 1060.84 2009.47 1167.94 2136.98',
      'white 1377.05 647.72 1524.95 759.93',
      // Of "/image2" again: percent of the picture as it was before.
      'white 85.18 381.9 99.38 404.28',
      'white 267.37 285.38 278.41 318.95',
    ]);
    expect(labels.losses).toEqual({
      'keypoints were left out': 3,
      'relations were left out': 5,
      'polygons became boxes; the outlines are kept for COCO': 1,
      'rotated boxes became upright boxes': 2,
    });
    expect(labels.annotations[0]!.made).toEqual({
      by: 'sergei@heartex.e2e',
      at: Date.parse('2025-05-02T13:40:45.998Z'),
    });
    expect(labels.annotations[6]!.attributes).toEqual({ choices: 'uncertain' });
    expect(labels.problems.map(({ place, kind }) => [place, kind])).toEqual([
      ['yolo.json: [0].annotations', 'several-annotations'],
      ['yolo.json: [1].data', 'file-name-twice'],
      ['yolo.json: [1].data', 'size-differs'],
    ]);
  });

  it('Label Studio, JSON-MIN: per-region choices, and two uploads of one name stay two pictures', async () => {
    const labels = await read(labelStudioReader, 'label-studio-min');
    expect(labels.images.map(({ fileName }) => fileName)).toEqual(['0a1b2c3d-cat.jpg', '99887766-cat.jpg']);
    expect(boxes(labels)).toEqual(['cat 20 20 80 60', 'dog 20 10 100 50']);
    expect(labels.annotations[0]!.attributes).toEqual({ colour: 'red' });
    expect(labels.annotations[1]!.attributes).toBeUndefined();
  });

  it('VoTT, exported: two classes of one region, none of another, and boxes outside of a picture of 5 × 5', async () => {
    const labels = await read(vottReader, 'vott');
    expect(labels.images.map(({ fileName, width }) => [fileName, width])).toEqual(
      [1, 2, 3].map((number) => [`tests/assets/vott_json_dataset/img000${number}.jpg`, 5]),
    );
    expect(labels.categories.map(({ name }) => name)).toEqual(['animal', 'dog', 'person']);
    expect(boxes(labels)).toEqual([]);
    expect(labels.counts).toEqual({ refused: 0, skipped: 5, repaired: 0, noted: 1 });
  });

  it('VoTT, its own folder: assets with regions, and those of the project without', async () => {
    const labels = await read(vottReader, 'vott-project');
    expect(labels.images.map(({ fileName }) => fileName)).toEqual([
      'home/me/pets/my cat.jpg',
      'home/me/pets/empty.jpg',
    ]);
    expect(boxes(labels)).toEqual(['cat 50 60 250 160', 'dog 10 10 40 30']);
    expect(labels.annotations[1]!.extra.segmentation).toEqual([[10, 10, 40, 20, 20, 30]]);
    expect(labels.problems).toEqual([]);
  });

  it('VIA 1: regions as maps, circles and ellipses, and a class that is called "name"', async () => {
    const labels = await read(viaReader, 'via-1');
    expect(labels.images.map(({ fileName }) => fileName)).toHaveLength(5);
    expect(boxes(labels).slice(0, 5)).toEqual([
      'circular 798 914 992 1108',
      'elliptical 591 427 745 755',
      'rectangle 819 143 1080 356',
      'triangle 211 679 582 1096',
      'pentagon 49 112 462 518',
    ]);
    expect(labels.annotations[3]!.extra.segmentation).toEqual([[211, 679, 222, 1096, 582, 872]]);
    expect(labels.annotations[2]!.attributes).toEqual({ size: '3' });
    expect(boxes(labels)).toContain("rectangle 'black' 290 208 417 321");
    expect(boxes(labels)).toContain('unnamed 105 225 191 311');
    expect(labels.losses).toMatchObject({ 'points were left out': 5, 'ellipses and circles became boxes': 6 });
    expect(labels.images[2]!.extra).toEqual({ file_attributes: { caption: '+-08374*&$£*' } });
    expect(labels.problems.filter(({ kind }) => kind === 'class-attribute').map(({ message }) => message)).toEqual([
      'the attribute "shape" was taken as the class of the boxes',
      'the attribute "name" was taken as the class of the boxes',
    ]);
  });

  it('VIA 2: a project whose class is called "type"', async () => {
    const labels = await read(viaReader, 'via-2');
    expect(boxes(labels)).toEqual(['bird 20 30 120 80', 'human 90 60 110 140']);
    expect(labels.annotations.map(({ attributes }) => attributes)).toEqual([
      { colour: 'grey', quality: true },
      { seen: 'near, alone' },
    ]);
    expect(labels.losses).toEqual({ 'lines were left out': 1, 'ellipses and circles became boxes': 1 });
  });

  it('Supervisely: tags as attributes, several polygons of one object, and what has no box', async () => {
    const labels = await read(superviselyReader, 'supervisely');
    expect(labels.images).toEqual([
      {
        ...{ id: 1, fileName: 'ds0/img/street.jpg', width: 1200, height: 952, split: 'train' },
        extra: { tags: [{ name: 'situated', value: 'outside' }] },
      },
    ]);
    expect(boxes(labels)).toEqual(['bike 0 236 582 872', 'building_group 120 160 430 290', 'bike 277 168 1200 690']);
    expect(labels.annotations[0]).toMatchObject({
      attributes: { situated: 'inside', parked: true },
      made: { by: 'alexxx', at: Date.parse('2020-08-07T11:09:51.054Z') },
    });
    expect(labels.annotations[1]!.extra.segmentation).toHaveLength(2);
    expect(labels.losses).toEqual({
      'masks were left out': 1,
      'polygons became boxes; the outlines are kept for COCO': 1,
      'holes in polygons were left out': 1,
      'points were left out': 1,
      'lines were left out': 1,
      'keypoints were left out': 1,
      '3D boxes became flat boxes': 1,
    });
    expect(labels.categories.map(({ name }) => name)).toEqual(['bike', 'person', 'building_group']);
  });

  it('FiftyOne: pictures in "data", a class with the id 0', async () => {
    const labels = await read(fiftyoneReader, 'fiftyone');
    expect(labels.images[0]).toMatchObject({ id: 1, fileName: 'data/000001.jpg', width: 640, height: 480 });
    expect(labels.categories.map(({ name, sourceId }) => [name, sourceId])).toEqual([
      ['bird', 0],
      ['cat', undefined],
    ]);
    expect(boxes(labels)).toEqual(['bird 10.5 20.25 110.5 70.25']);
    expect(labels.annotations[0]!.extra.keys).toEqual({ supercategory: 'animal' });
  });
});
