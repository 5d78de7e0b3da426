import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inPixels } from '../../../src/common/dataset/fractions.ts';
import { yoloReader } from '../../../src/common/formats/yolo/read.ts';
import { yoloWriter } from '../../../src/common/formats/yolo/write.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { farthest, flatInput, randomExport, writtenAndRead } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { readSource } from '../../support/readSource.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const row = '0 0.25 0.25 0.25 0.25\n';
const classes = ['red', 'green light', 'ünï "q": <b>&', '=cmd|calc', '123', 'true', '- x', '#'];

describe('YOLO', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['train', 'val', 'test'], ['fold one', 'ünï-2']][seed % 4];
      const input = randomExport(seed, { classes, ...(splits && { splits }) });
      const { pictures, said, classes: names } = await writtenAndRead(yoloWriter, yoloReader, input);
      expect(said).toEqual([]);
      expect(names).toEqual(classes);
      expect(
        farthest(
          flatInput(input, yoloWriter),
          pictures.map((picture) => ({ ...picture, split: splits && picture.split })),
        ),
      ).toBeLessThan(1e-5);
    }
  });

  it('writes data.yaml with train and val, which Ultralytics asks for', () => {
    const input = randomExport(1, { classes: ['red', 'no'], splits: ['train'] });
    expect(writeFormat(yoloWriter, input).files['data.yaml']).toBe(
      'train: images/train\nval: images/train\n\nnc: 2\nnames:\n  0: "red"\n  1: "no"\n',
    );
  });

  it('keeps to the rules of Ultralytics: five columns, numbers from 0 to 1, no exponent, every picture a file', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const input = randomExport(seed, { classes });
      const { 'data.yaml': _, ...labels } = writeFormat(yoloWriter, input).files;
      expect(Object.keys(labels)).toHaveLength(input.images.length);
      for (const text of Object.values(labels)) {
        for (const line of text.split('\n').filter((each) => each !== '')) {
          expect(line).toMatch(/^\d+(?: (?:0|1|0\.\d+)){4}$/);
        }
      }
    }
  });

  it('refuses two pictures whose label files would be one', () => {
    const image = { id: 1, width: 10, height: 10 };
    const input = {
      ...{ info: {}, categories: [], annotationsOf: () => [] },
      images: [
        { ...image, fileName: 'a.jpg' },
        { ...image, id: 2, fileName: 'a.png' },
      ],
    };
    expect(() => writeFormat(yoloWriter, input).files).toThrow(
      '"a.jpg" and "a.png" would have the same label file, labels/a.txt',
    );
  });

  it('reads outlines of another tool, and keeps them in pixels when the size is known', async () => {
    const read = await readSource(yoloReader, folderSource(join(fixtures, 'yolo-seg')));
    expect(read.categories).toHaveLength(10);
    expect(read.images).toEqual([
      { id: 1, fileName: 'images/train/1', width: 0, height: 0, ending: 'unsaid', split: 'train' },
    ]);
    expect(read.losses).toEqual({ 'polygons became boxes; the outlines are kept for COCO': 2 });
    expect(read.said).toEqual([]);
    expect(inPixels(read.annotations[0]!, { width: 100, height: 200 })).toEqual({
      ...{ id: 1, imageId: 1, categoryId: 3, crowd: false },
      box: { x1: 10, y1: 20, x2: 40, y2: 100 },
      extra: { bbox: [10, 20, 30, 80], segmentation: [[10, 20, 40, 20, 40, 100]] },
    });
  });

  it('reads turned boxes, keypoints and plain boxes of other tools', async () => {
    const turned = await readSource(yoloReader, folderSource(join(fixtures, 'yolo-obb')));
    expect(turned.losses).toEqual({ 'rotated boxes became upright boxes': 2 });
    expect(turned.annotations[1]!.box).toEqual({ x1: 0.242265, y1: 0, x2: 0.557735, y2: 0.609808 });
    expect(turned.kinds).toEqual({ 'noted four-corners': 2, 'repaired bbox-clipped': 1, 'repaired class-unnamed': 2 });
    const pose = await readSource(yoloReader, folderSource(join(fixtures, 'yolo-pose')));
    expect(pose.losses).toEqual({ 'keypoints were left out': 1 });
    expect(pose.annotations).toHaveLength(1);
    const coco8 = await readSource(yoloReader, folderSource(join(fixtures, 'yolo-coco8')));
    expect(coco8.annotations).toHaveLength(2);
  });

  it('follows a list of pictures that names folders of another disk', async () => {
    const read = await readSource(yoloReader, folderSource(join(fixtures, 'yolo-lists')));
    expect(read.images.map(({ fileName, split }) => [fileName, split])).toEqual([['images/train/1', 'train']]);
    expect(read.annotations).toHaveLength(2);
  });

  // After Roboflow's documentation: its paths lead one folder too high, and its part is called valid.
  it('reads the layout of Roboflow', async () => {
    const source = memorySource({
      'data.yaml':
        'train: ../train/images\nval: ../valid/images\ntest: ../test/images\n\nnc: 2\nnames: [\'a\', "b"]\nroboflow:\n  license: MIT\n',
      'README.roboflow.txt': 'exported on 1 May',
      'train/images/1_jpg.rf.0a.jpg': '',
      'train/labels/1_jpg.rf.0a.txt': row,
      'valid/images/2.jpg': '',
      'valid/labels/2.txt': '',
      'valid/images/3.jpg': '',
    });
    const read = await readSource(yoloReader, source);
    expect(read.images.map(({ fileName, split, ending }) => [fileName, split, ending])).toEqual([
      ['train/images/1_jpg.rf.0a.jpg', 'train', undefined],
      ['valid/images/2.jpg', 'val', undefined],
      ['valid/images/3.jpg', 'val', undefined],
    ]);
    expect(read.said).toEqual([
      'skipped data.yaml: test: "../test/images" is nothing in the chosen folder; it was not followed',
    ]);
    expect(await yoloReader.recognise(source)).toBe('certain');
  });

  it('takes the names of the data.yaml that was chosen, and refuses all when that one cannot be read', async () => {
    const files = memorySource({
      'data.yaml': 'names: [a]\n',
      'other/broken.yaml': 'names: [a\n',
      'other/mine.yaml': 'names: [b]\n',
      'labels/1.txt': row,
    });
    const named = async (chosen?: string) => {
      const { categories, kinds } = await readSource(yoloReader, { ...files, ...(chosen !== undefined && { chosen }) });
      return [categories.map(({ name }) => name), kinds];
    };
    const others = { 'noted second-set-file': 2 };
    expect(await named('other/mine.yaml')).toEqual([['b'], others]);
    await expect(named('other/broken.yaml')).rejects.toThrow(/^other\/broken\.yaml: The file is not YAML/);
    expect((await named())[0]).toEqual(['a']);
  });

  it.each([
    ['is left out', 'train: images/train\nnames: [a]\n'],
    ['is empty, as Ultralytics writes it', 'path: .\ntrain: images/train\nval:\ntest: # optional\nnames: [a]\n'],
    ['names test and no val', 'train: images/train\ntest: images/test\nnames: [a]\n'],
    ['names no split at all', 'nc: 1\nnames: [a]\n'],
  ])('reads a data.yaml whose entry for val or test %s', async (_, text) => {
    const read = await readSource(
      yoloReader,
      memorySource({
        'data.yaml': text,
        'images/train/1.jpg': '',
        'labels/train/1.txt': row,
        'images/val/2.jpg': '',
        'labels/val/2.txt': row,
        'images/test/3.jpg': '',
        'labels/test/3.txt': row,
        'images/else/4.jpg': '',
        'labels/else/4.txt': row,
      }),
    );
    expect(Object.fromEntries(read.images.map(({ fileName, split }) => [fileName, split]))).toEqual({
      'images/train/1.jpg': 'train',
      'images/val/2.jpg': 'val',
      'images/test/3.jpg': 'test',
      'images/else/4.jpg': undefined,
    });
    expect(read.annotations).toHaveLength(4);
    expect(read.said).toEqual([]);
  });

  // After darknet's and CVAT's documentation.
  it('reads darknet’s obj.data, as CVAT writes it', async () => {
    const source = memorySource({
      'obj.data': 'classes = 2\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n',
      'obj.names': 'red\ngreen\n',
      'train.txt': 'data/obj_train_data/sub/a.png\n',
      'obj_train_data/sub/a.txt': row,
    });
    const read = await readSource(yoloReader, source);
    expect(read.categories.map(({ name }) => name)).toEqual(['red', 'green']);
    expect(read.images).toMatchObject([{ fileName: 'obj_train_data/sub/a', ending: 'unsaid', split: 'train' }]);
    expect(read.said).toEqual([]);
  });

  it('goes on after a broken file, and says what it is', async () => {
    const source = memorySource({
      'labels/a.txt': new Uint8Array([0x30, 0xff, 0x20]),
      'labels/b.txt': row,
      'classes.txt': 'x',
    });
    const read = await readSource(yoloReader, source);
    expect(read.said).toEqual([
      'refused labels/a.txt: The file is not UTF-8: byte FF at offset 1 (line 1). Save it as UTF-8.',
    ]);
    expect(read.annotations).toHaveLength(1);
    expect(read.progress.at(-1)).toEqual([2, 2]);
  });

  it('hands large sets on in batches', async () => {
    const labels = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`labels/${index}.txt`, row]));
    const sizes: number[] = [];
    const { problemList } = await import('../../../src/common/dataset/problems.ts');
    const { lossTally } = await import('../../../src/common/dataset/losses.ts');
    const context = {
      source: memorySource(labels),
      found: problemList(),
      lost: lossTally(),
      onProgress: () => undefined,
    };
    for await (const batch of yoloReader.read(context)) sizes.push(batch.length);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThan(1100);
  });
});
