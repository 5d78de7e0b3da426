import { describe, expect, it } from 'vitest';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import type { FormatReader } from '../../../src/common/formats/format.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { memorySource } from '../../support/memorySource.ts';
import { readSource } from '../../support/readSource.ts';

const readers: readonly (readonly [string, FormatReader, path: string])[] = [
  ['labelme', labelmeReader, 'a.json'],
  ['CreateML', createmlReader, 'a.json'],
  ['Label Studio', labelStudioReader, 'a.json'],
  ['VoTT', vottReader, 'a.json'],
  ['VIA', viaReader, 'a.json'],
  ['Supervisely', superviselyReader, 'ds/ann/a.jpg.json'],
  ['FiftyOne', fiftyoneReader, 'labels.json'],
];

const nothings: Readonly<Record<string, string | Uint8Array>> = {
  'an empty file': '',
  null: 'null',
  'a number': '1e400',
  'an empty object': '{}',
  'an object nested 100,000 deep': '{"a":'.repeat(100_000),
  'a list nested 2,000 deep': '['.repeat(2000) + ']'.repeat(2000),
  'a cut text': '{"shapes": [{"label": "',
  'bytes that are no text': Uint8Array.from([0xff, 0x00, 0x80, 0xc0]),
  'keys of the prototype': '{"__proto__": {"shapes": []}, "constructor": 1, "assets": {"__proto__": {"asset": {}}}}',
};

describe.each(readers)('%s', (_, reader, path) => {
  it.each(Object.keys(nothings))('fails with one sentence about %s', async (name) => {
    const source = memorySource({ [path]: nothings[name]!, 'data/a.jpg': '' });
    await reader.recognise(source);
    await expect(readSource(reader, source)).rejects.toThrow(/^Nothing could be taken of "labels": /);
  });
});

const labelme = (name: string): string =>
  JSON.stringify({
    shapes: [
      {
        label: 'cat',
        points: [
          [1, 1],
          [5, 5],
        ],
        shape_type: 'rectangle',
      },
    ],
    ...{ imagePath: name, imageWidth: 10, imageHeight: 10 },
  });

describe('many and large files', () => {
  it('10,000 files are read one by one, each said in the progress', async () => {
    const files = Array.from({ length: 10_000 }, (_, index) => [`d/${index}.json`, labelme(`${index}.jpg`)] as const);
    const { images, annotations, progress, batches } = await readSource(
      labelmeReader,
      memorySource(Object.fromEntries(files)),
    );
    expect([images.length, annotations.length]).toEqual([10_000, 10_000]);
    expect(progress).toHaveLength(10_001);
    expect(progress.at(-1)).toEqual([10_000, 10_000]);
    expect(batches).toBeGreaterThan(10);
  });

  it('200,000 boxes of one file come in batches', async () => {
    const boxes = Array.from({ length: 200_000 }, () => ({
      label: 'a',
      coordinates: { x: 5, y: 5, width: 2, height: 2 },
    }));
    const rows = Array.from({ length: 200 }, (_, index) => ({
      image: `${index}.jpg`,
      annotations: boxes.slice(index * 1000, index * 1000 + 1000),
    }));
    const { annotations, batches } = await readSource(createmlReader, memorySource({ 'a.json': JSON.stringify(rows) }));
    expect(annotations).toHaveLength(200_000);
    expect(batches).toBeGreaterThanOrEqual(100);
  });

  it('a picture inside a labelme file is not looked at', async () => {
    const text = labelme('a.jpg').replace('{', `{"imageData": "${'!'.repeat(20_000_000)}",`);
    const { annotations, problems } = await readSource(labelmeReader, memorySource({ 'a.json': text }));
    expect(annotations).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('a class and an attribute that are called as the prototype are names like any other', async () => {
    const text = labelme('a.jpg')
      .replace('"cat"', '"__proto__"')
      .replace('"shape_type"', '"flags": {"__proto__": true, "constructor": true}, "shape_type"');
    const { categories, annotations } = await readSource(labelmeReader, memorySource({ 'a.json': text }));
    expect(categories.map(({ name }) => name)).toEqual(['__proto__']);
    expect(Object.entries(annotations[0]!.attributes!)).toEqual([
      ['__proto__', true],
      ['constructor', true],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('two files with a cut one between them: the cut one is a problem, the others are taken', async () => {
    const { images, counts } = await readSource(
      labelmeReader,
      memorySource({ '1.json': labelme('1.jpg'), '2.json': labelme('2.jpg').slice(0, 40), '3.json': labelme('3.jpg') }),
    );
    expect(images.map(({ fileName }) => fileName)).toEqual(['1.jpg', '3.jpg']);
    expect(counts.refused).toBe(1);
  });

  it('addresses of pictures are never followed, and never leave the folder', async () => {
    const addresses = [
      ...['https://host/a/b%20c.jpg?token=x', 's3://bucket/set/1.jpg', 'file:///C:/pics/d.jpg', 'file:c:/x.jpg'],
      ...['/data/local-files/?d=set%2F..%2F..%2Fe.jpg', '/data/upload/4/0123abcd-f.jpg', 'https://host', '../../g.jpg'],
    ];
    const tasks = addresses.map((image) => ({ data: { image }, annotations: [] }));
    const { images, problems } = await readSource(labelStudioReader, memorySource({ 'a.json': JSON.stringify(tasks) }));
    expect(images.map(({ fileName }) => fileName)).toEqual([
      ...['a/b c.jpg', 'bucket/set/1.jpg', 'pics/d.jpg', 'x.jpg', 'e.jpg', 'f.jpg', 'g.jpg'],
    ]);
    expect(problems.map(({ place, kind }) => [place, kind])).toEqual([['a.json: [6].data', 'file-name']]);
  });

  it('a Supervisely project of videos and a project of VIA 3 are refused by name', async () => {
    const meta = '{"classes": [{"title": "a", "shape": "cuboid_3d"}], "tags": [], "projectType": "point_clouds"}';
    await expect(readSource(superviselyReader, memorySource({ 'meta.json': meta }))).rejects.toThrow(
      'meta.json: this is a Supervisely project of "point_clouds"; only projects of images are read.',
    );
    const via = '{"project": {"pid": "x", "vid_list": []}, "metadata": {}}';
    await expect(readSource(viaReader, memorySource({ 'a.json': via }))).rejects.toThrow('is a project of VIA 3');
  });
});
