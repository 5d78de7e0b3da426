import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cvatReader } from '../../../src/common/formats/cvat/read.ts';
import { cvatWriter } from '../../../src/common/formats/cvat/write.ts';
import { readXml } from '../../../src/common/formats/xml/readXml.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { farthest, flatInput, randomExport, writtenAndRead } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { readSource } from '../../support/readSource.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const classes = ['red', 'green light', 'ünï "q": <b>&amp;', '=cmd|calc', '123', ']]>', '日本'];
const attributes = {
  truncated: [true],
  occluded: [true],
  z_order: [3, -1],
  colour: ['0003', 'true', 'a\nb\t c ', '1.50'],
  size: [3, -1.25],
};

const document = (shapes: string, image = 'id="0" name="a.jpg" width="100" height="50"'): string =>
  `<?xml version="1.0"?><annotations><version>1.1</version><image ${image}>${shapes}</image></annotations>`;

describe('CVAT for images', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['train', 'val', 'test'], ['fold one', 'ünï-2']][seed % 4];
      const input = randomExport(seed, { classes, attributes, crowds: true, ...(splits && { splits }) });
      const { pictures, said, classes: names } = await writtenAndRead(cvatWriter, cvatReader, input);
      expect(said).toEqual([]);
      expect(names).toEqual(classes);
      expect(farthest(flatInput(input, cvatWriter), pictures)).toBeLessThan(1e-9);
    }
  });

  it('keeps to CVAT’s rules: ids from 0, sizes, every label and attribute listed', () => {
    const input = randomExport(5, { classes, attributes, splits: ['train', 'val'] });
    const root = readXml(new TextEncoder().encode(writeFormat(cvatWriter, input).files['annotations.xml']!));
    const images = root.children.filter(({ name }) => name === 'image');
    expect(images.map((image) => image.attributes.get('id'))).toEqual(images.map((_, index) => String(index)));
    const labels = root.children
      .find(({ name }) => name === 'meta')!
      .children[0]!.children.find(({ name }) => name === 'labels')!.children;
    const listed = new Map(
      labels.map((label) => [
        label.children.find(({ name }) => name === 'name')!.text,
        new Set(
          label.children.find(({ name }) => name === 'attributes')!.children.map((each) => each.children[0]!.text),
        ),
      ]),
    );
    expect([...listed.keys()]).toEqual(classes);
    for (const image of images) {
      expect(Number(image.attributes.get('width')) * Number(image.attributes.get('height'))).toBeGreaterThan(0);
      for (const box of image.children) {
        expect([...box.attributes.keys()]).toEqual([
          'label',
          'source',
          'occluded',
          'xtl',
          'ytl',
          'xbr',
          'ybr',
          'z_order',
        ]);
        for (const each of box.children)
          expect(listed.get(box.attributes.get('label')!)!.has(each.attributes.get('name')!)).toBe(true);
      }
    }
  });

  it('reads a task of another tool: attributes by their kinds, and what is no box counted', async () => {
    const read = await readSource(cvatReader, folderSource(join(fixtures, 'cvat-task')));
    expect(read.categories.map(({ name, extra }) => [name, extra])).toEqual([
      ['label1', undefined],
      ['label2', undefined],
      ['skeleton', { color: '#0c81b5' }],
    ]);
    expect(read.images.map(({ fileName, width, height }) => [fileName, width, height])).toEqual([
      ['img0.jpg', 8, 8],
      ['img1.jpg', 10, 10],
    ]);
    expect(read.annotations).toEqual([
      {
        ...{ id: 1, imageId: 1, categoryId: 1, box: { x1: 0, y1: 2, x2: 4, y2: 4 }, crowd: false, extra: {} },
        attributes: { a1: true, a2: 'v3', a3: '0003', a4: 2.4, occluded: true, z_order: 1 },
      },
    ]);
    expect(read.losses).toEqual({
      'lines were left out': 1,
      'keypoints were left out': 2,
      'polygons became boxes; the outlines are kept for COCO': 1,
      'points were left out': 1,
    });
    expect(read.said).toEqual([
      'skipped train.xml: image 2, polygon 1, label: is missing or empty; the shape was skipped',
    ]);
  });

  it('reads a project whose parts have pictures of one name, and keeps outlines', async () => {
    const read = await readSource(cvatReader, folderSource(join(fixtures, 'cvat-project')));
    expect(read.images.map(({ fileName, split }) => [fileName, split])).toEqual([
      ['img0.jpg', 'test'],
      ['img1.jpg', 'test'],
      ['Train/img0.jpg', 'train'],
      ['Train/img1.jpg', 'train'],
      ['Validation/img0.jpg', 'val'],
      ['Validation/img1.jpg', 'val'],
    ]);
    expect(read.annotations).toHaveLength(6);
    expect(read.annotations[1]).toMatchObject({
      box: { x1: 1, y1: 2, x2: 6, y2: 5 },
      extra: { bbox: [1, 2, 5, 3], segmentation: [[1, 2, 3, 4, 6, 5]] },
    });
    expect(read.kinds).toEqual({ 'repaired file-name-twice': 4 });
  });

  it('refuses the tracks of a film with a hint', async () => {
    await expect(readSource(cvatReader, folderSource(join(fixtures, 'cvat-video')))).rejects.toThrow(
      'export it as "CVAT for images 1.1"',
    );
  });

  it('makes boxes of turned boxes, ellipses, masks and cuboids', async () => {
    const shapes = `<box label="a" xtl="10" ytl="10" xbr="30" ybr="20" rotation="90"/>
      <ellipse label="a" cx="20" cy="20" rx="10" ry="5"/>
      <mask label="a" left="1" top="2" width="3" height="4" rle="0, 12"/>
      <cuboid label="a" xtl1="1" ytl1="2" xbl1="1" ybl1="9" xtr1="5" ytr1="2" xbr1="5" ybr1="9" xtl2="3" ytl2="1" xbl2="3" ybl2="8" xtr2="7" ytr2="1" xbr2="7" ybr2="8"/>
      <tag label="a"/><thing label="a"/><box label="a" xtl="1" ytl="x" xbr="3" ybr="4"/><box label="a" xtl="1" ytl="2" xbr="3000" ybr="4" group_id="7"/>`;
    const read = await readSource(cvatReader, memorySource({ 'a.xml': document(shapes) }));
    const boxes = read.annotations.map(({ box }) =>
      [box.x1, box.y1, box.x2, box.y2].map((side) => Math.round(side * 1000) / 1000),
    );
    expect(boxes).toEqual([
      [15, 5, 25, 25],
      [10, 15, 30, 25],
      [1, 2, 4, 6],
      [1, 1, 7, 9],
      [1, 2, 100, 4],
    ]);
    expect(read.losses).toEqual({
      'rotated boxes became upright boxes': 1,
      'ellipses and circles became boxes': 1,
      'masks became boxes': 1,
      '3D boxes became flat boxes': 1,
      'labels of whole pictures were left out': 1,
      'other shapes were left out': 1,
      'relations were left out': 1,
    });
    expect(read.said).toEqual([
      'skipped a.xml: image 1, box 2: ytl is "x", not a number; the shape was skipped',
      'repaired a.xml: image 1, box 3: [1, 2, 2999, 2] goes over the edge of the picture (100 × 50); it was cut to [1, 2, 99, 2]',
    ]);
  });

  it('takes what comes before the place where a file is broken, however it comes in pieces', async () => {
    const box = '<box label="a" xtl="1" ytl="2" xbr="3" ybr="4"/>';
    const text = `<annotations><version>1.1</version>${`<image name="#.jpg" width="9" height="9">${box}</image>`.repeat(3)}<image name="x.jpg"`;
    const bytes = text.replace(/#/g, () => String(Math.floor(text.length)));
    for (const piece of [1, 7, 1000]) {
      const read = await readSource(cvatReader, memorySource({ 'a.xml': bytes }, { piece }));
      expect(read.annotations).toHaveLength(3);
      expect(read.said.at(-1)).toMatch(
        /^refused a\.xml: The file is not XML: line 1, column \d+: .*What came before this place was taken\.$/,
      );
    }
  });

  it('takes no name that leads out of the folder', async () => {
    for (const name of [
      '../../etc/passwd.jpg',
      '/etc/passwd.jpg',
      'C:\\x\\passwd.jpg',
      'http://127.0.0.1:9/passwd.jpg',
    ]) {
      const read = await readSource(
        cvatReader,
        memorySource({ 'a.xml': document('', `name="${name}" subset="../.."`) }),
      );
      expect(read.images.map(({ fileName }) => fileName)).toEqual(['passwd.jpg']);
      expect(read.kinds).toEqual({ 'repaired file-name': 1 });
    }
  });
});
