import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kittiReader } from '../../../src/common/formats/kitti/read.ts';
import { kittiWriter } from '../../../src/common/formats/kitti/write.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { farthest, flatInput, randomExport, writtenAndRead } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { readSource } from '../../support/readSource.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const classes = ['Car', 'Person_sitting', 'ünï"<&', '=cmd|calc'];

describe('KITTI', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['train', 'test']][seed % 3];
      const input = randomExport(seed, {
        classes,
        attributes: { truncated: [true], occluded: [true] },
        ...(splits && { splits }),
      });
      const { pictures, said } = await writtenAndRead(kittiWriter, kittiReader, input);
      expect(said).toEqual([]);
      expect(farthest(flatInput(input, kittiWriter), pictures)).toBeLessThan(1e-9);
    }
  });

  it('keeps to KITTI’s columns', () => {
    const { ...files } = writeFormat(kittiWriter, randomExport(3, { classes: ['traffic light'] })).files;
    for (const line of Object.values(files).join('').trimEnd().split('\n'))
      expect(line).toMatch(/^traffic_light(?: -?[\d.e-]+){14}$/);
  });

  it('refuses classes that would become one, or a region to ignore', () => {
    expect(() => writeFormat(kittiWriter, randomExport(1, { classes: ['a b', 'a_b'] })).files).toThrow(
      'would both be "a_b" in KITTI',
    );
    expect(() => writeFormat(kittiWriter, randomExport(1, { classes: ['DontCare'] })).files).toThrow('is no class');
    expect(() => writeFormat(kittiWriter, randomExport(1, { classes: ['7'] })).files).toThrow('read as a number');
  });

  it('reads rows of the road, says what it leaves out, and how much an object is covered', async () => {
    const read = await readSource(kittiReader, folderSource(join(fixtures, 'kitti')));
    expect(read.images).toEqual([{ id: 1, fileName: 'image_2/000001', width: 0, height: 0, ending: 'unsaid' }]);
    expect(read.annotations.map(({ box, attributes }) => ({ box, attributes }))).toEqual([
      { box: { x1: 600, y1: 150, x2: 630, y2: 190 }, attributes: undefined },
      { box: { x1: 650, y1: 160, x2: 700, y2: 200 }, attributes: { occlusion: 3 } },
    ]);
    expect(read.losses).toEqual({ '3D boxes became flat boxes': 2, 'other shapes were left out': 1 });
    expect(read.said).toEqual(['skipped label_2/000001.txt: 1 regions "DontCare" are no objects; they were left out']);
  });

  it('reads flat sets in training/', async () => {
    const read = await readSource(kittiReader, folderSource(join(fixtures, 'kitti-detection')));
    expect(read.images.map(({ fileName, split }) => [fileName, split])).toEqual([
      ['training/image_2/000030_10', 'train'],
      ['training/image_2/000030_11', 'train'],
    ]);
    expect(read.annotations.map(({ attributes }) => attributes)).toEqual([
      { truncated: true },
      undefined,
      { truncated: true, occluded: true },
      undefined,
      { occluded: true },
    ]);
    expect(read.losses).toEqual({});
  });

  it('takes scores and names with spaces, and names what it cannot read', async () => {
    const behind = '-1 -1 -1 -1000 -1000 -1000 -10';
    const text = `Car 0 0 0 1 2 3 4 ${behind} 0.9\nbig car 0.5 2 0 1 2 3 4 ${behind}\nCar 0 0 0 1 nan 3 4 ${behind}\nCar 1 2 3\n`;
    const read = await readSource(
      kittiReader,
      memorySource({ 'label_2/1.txt': text, 'image_2/1.png': '', 'calib/1.txt': 'P0: 1' }),
    );
    expect(read.images.map(({ fileName }) => fileName)).toEqual(['image_2/1.png']);
    expect(read.categories.map(({ name }) => name)).toEqual(['Car', 'big car']);
    expect(read.annotations[1]!.attributes).toEqual({ truncated: true, truncation: 0.5, occluded: true, occlusion: 2 });
    expect(read.losses).toEqual({ 'scores were left out': 1 });
    expect(read.said).toEqual([
      'skipped label_2/1.txt: line 3: "nan" in column 6 is not a number; the row was skipped',
      'skipped label_2/1.txt: line 4: has 4 columns; an object has 15, or 16 with a score; the row was skipped',
    ]);
  });
});
