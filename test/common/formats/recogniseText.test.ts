import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvReader, openImagesReader } from '../../../src/common/formats/csv/read.ts';
import { csvWriter } from '../../../src/common/formats/csv/write.ts';
import { openImagesWriter } from '../../../src/common/formats/csv/writeOpenImages.ts';
import { cvatReader } from '../../../src/common/formats/cvat/read.ts';
import { cvatWriter } from '../../../src/common/formats/cvat/write.ts';
import type { FormatId } from '../../../src/common/formats/format.ts';
import { kittiReader } from '../../../src/common/formats/kitti/read.ts';
import { kittiWriter } from '../../../src/common/formats/kitti/write.ts';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { vocWriter } from '../../../src/common/formats/voc/write.ts';
import { yoloReader } from '../../../src/common/formats/yolo/read.ts';
import { yoloWriter } from '../../../src/common/formats/yolo/write.ts';
import type { Source } from '../../../src/common/formats/format.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { randomExport } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';

const readers = [yoloReader, vocReader, kittiReader, csvReader, openImagesReader, cvatReader];
const writers = [yoloWriter, vocWriter, kittiWriter, csvWriter, openImagesWriter, cvatWriter];
const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');

const told = async (source: Source): Promise<Partial<Record<FormatId, string>>> => {
  const all = await Promise.all(readers.map(async (reader) => [reader.id, await reader.recognise(source)] as const));
  return Object.fromEntries(all.filter(([, how]) => how !== undefined));
};

describe('text formats are told apart', () => {
  it.each(writers)('what is written as $id is only this, and certain', async (writer) => {
    const input = randomExport(3, { classes: ['red', 'green'], splits: ['train', 'val'] });
    const pictures = Object.fromEntries(input.images.map((image) => [writer.picturePath(image), '\xff\xd8']));
    expect(await told(memorySource({ ...writeFormat(writer, input).files, ...pictures }))).toEqual({
      [writer.id]: 'certain',
    });
  });

  it.each([
    ['yolo-seg', { yolo: 'certain' }],
    ['yolo-obb', { yolo: 'likely' }],
    ['yolo-pose', { yolo: 'certain' }],
    ['yolo-lists', { yolo: 'certain' }],
    ['yolo-coco8', { yolo: 'likely' }],
    ['voc-raccoon', { voc: 'certain' }],
    ['voc-empty', { voc: 'certain' }],
    ['kitti', { kitti: 'certain' }],
    ['kitti-detection', { kitti: 'certain' }],
    ['csv-raccoon', { csv: 'certain' }],
    ['open-images', { 'open-images': 'certain' }],
    ['cvat-task', { cvat: 'certain' }],
    ['cvat-project', { cvat: 'certain' }],
    ['cvat-video', { cvat: 'certain' }],
  ] as const)('%s, written by another tool', async (folder, expected) => {
    expect(await told(folderSource(join(fixtures, folder)))).toEqual(expected);
  });

  it('takes nothing of other texts for labels', async () => {
    const others = {
      'package.json': '{"name":"x","images":[],"annotations":[]}',
      'a.yaml': 'version: 1\non: [push]\n',
      'readme.txt': 'Some words, and 3 numbers: 1 2 3 4 5',
      'numbers.csv': 'time,price\n1,2\n',
      'page.xml': '<html><body/></html>',
      'list.txt': 'a.jpg\nb.jpg\n',
      'broken.csv': new Uint8Array([0xff, 0x00, 0x22, 0x2c]),
      'empty.txt': '',
    };
    expect(await told(memorySource(others))).toEqual({});
  });
});
