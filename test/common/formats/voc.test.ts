import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { vocWriter } from '../../../src/common/formats/voc/write.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { farthest, flatInput, randomExport, writtenAndRead } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { readSource } from '../../support/readSource.ts';
import { describeWithShared } from '../../support/shared.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const classes = ['red', 'green light', 'ünï "q": <b>&amp;', '=cmd|calc', '123', ']]>', '日本'];
const attributes = {
  truncated: [true],
  difficult: [true],
  occluded: [true],
  pose: ['Left', 'a "b" <c>'],
  colour: ['0003', 'true story', 'a\nb\t c ', '1.50'],
  wet: [true],
  size: [3, -1.25],
};

describe('Pascal VOC', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['train', 'val', 'test'], ['fold one', 'ünï-2']][seed % 4];
      const input = randomExport(seed, { classes, attributes, ...(splits && { splits }) });
      const { pictures, said, classes: names } = await writtenAndRead(vocWriter, vocReader, input);
      expect(said).toEqual([]);
      expect(names).toEqual(classes);
      expect(farthest(flatInput(input, vocWriter), pictures)).toBeLessThan(1e-9);
    }
  });

  it('writes names that no XML can hold with a sign in the place of what it cannot, and refuses two files of one name', () => {
    const input = randomExport(1, { classes: ['a\u0001b\ud800'], names: ['#.jpg'] });
    const { 'labelmap.txt': _, ...files } = writeFormat(vocWriter, input).files;
    expect(Object.values(files).join('')).toContain('<name>a\ufffdb\ufffd</name>');
    const twice = {
      ...input,
      images: [
        { ...input.images[0]!, fileName: 'a.jpg' },
        { ...input.images[1]!, fileName: 'a.png' },
      ],
    };
    expect(() => writeFormat(vocWriter, twice).files).toThrow('the same label file, Annotations/a.xml');
  });

  it('reads LabelImg’s file, whose picture is elsewhere', async () => {
    const read = await readSource(vocReader, folderSource(join(fixtures, 'voc-raccoon')));
    expect(read.images).toEqual([{ id: 1, fileName: 'raccoon-1.png', width: 650, height: 417 }]);
    expect(read.annotations).toEqual([
      { id: 1, imageId: 1, categoryId: 1, box: { x1: 81, y1: 88, x2: 522, y2: 408 }, crowd: false, extra: {} },
    ]);
    expect(read.said).toEqual([]);
  });

  it('reads a file without objects and without a size', async () => {
    const read = await readSource(vocReader, folderSource(join(fixtures, 'voc-empty')));
    expect(read.images).toEqual([{ id: 1, fileName: '@.jpg', width: 0, height: 0 }]);
  });

  it('takes the picture that lies under the XML file’s own name before the one that it names', async () => {
    const xml = '<annotation><filename>b.jpg</filename><size><width>9</width><height>9</height></size></annotation>';
    const both = await readSource(
      vocReader,
      memorySource({ 'Annotations/a.xml': xml, 'JPEGImages/a.png': '', 'JPEGImages/b.jpg': '' }),
    );
    expect(both.images.map(({ fileName }) => fileName)).toEqual(['JPEGImages/a.png']);
    expect(both.said).toEqual([
      'noted Annotations/a.xml: filename: "b.jpg" is not the name of this file; the picture is "JPEGImages/a.png"',
    ]);
    const other = await readSource(vocReader, memorySource({ 'Annotations/a.xml': xml, 'JPEGImages/b.jpg': '' }));
    expect(other.images.map(({ fileName }) => fileName)).toEqual(['JPEGImages/b.jpg']);
  });

  // After the VOC development kit: train, val and trainval, and lists of one class with a second column.
  it('keeps the parts of ImageSets, and does not take trainval or the lists of one class for parts', async () => {
    const xml = (name: string): string =>
      `<annotation><filename>${name}.jpg</filename><size><width>9</width><height>9</height></size></annotation>`;
    const source = memorySource({
      ...Object.fromEntries(['1', '2', '3', '4'].map((name) => [`VOC2007/Annotations/${name}.xml`, xml(name)])),
      'VOC2007/ImageSets/Main/train.txt': '1\n',
      'VOC2007/ImageSets/Main/val.txt': '2\n',
      'VOC2007/ImageSets/Main/trainval.txt': '1\n2\n',
      'VOC2007/ImageSets/Main/test.txt': '3\r\n',
      'VOC2007/ImageSets/Main/cat_train.txt': '4 -1\n',
    });
    const read = await readSource(vocReader, source);
    expect(read.images.map(({ split }) => split)).toEqual(['train', 'val', 'test', undefined]);
  });
});

describeWithShared('Pascal VOC of BCCD, as LabelImg wrote it', (shared) => {
  const folder = join(shared, 'data/bccd');

  it('has the pictures and boxes of its COCO files', async () => {
    const read = await readSource(vocReader, folderSource(join(folder, 'voc')));
    const coco = ['train', 'val', 'test'].map(
      (split) =>
        JSON.parse(readFileSync(join(folder, `annotations/instances_${split}.json`), 'utf8')) as {
          images: { id: number; file_name: string }[];
          annotations: { image_id: number; bbox: readonly [number, number, number, number] }[];
        },
    );
    const boxes = coco.flatMap(({ annotations }) => annotations);
    expect(read.images).toHaveLength(coco.flatMap(({ images }) => images).length);
    // Two of its boxes have no area.
    expect(read.kinds).toEqual({ 'skipped bbox': 2 });
    expect(read.annotations.length).toBe(boxes.length - 2);
    const area = read.annotations.reduce((sum, { box }) => sum + (box.x2 - box.x1) * (box.y2 - box.y1), 0);
    const cocoArea = boxes.reduce((sum, { bbox }) => sum + bbox[2] * bbox[3], 0);
    expect(area).toBe(cocoArea);
    expect(
      Object.fromEntries(
        ['train', 'val', 'test'].map((split) => [split, read.images.filter((image) => image.split === split).length]),
      ),
    ).toEqual({
      train: 205,
      val: 87,
      test: 72,
    });
    expect(read.categories.map(({ name }) => name).sort()).toEqual(['Platelets', 'RBC', 'WBC']);
  });
});
