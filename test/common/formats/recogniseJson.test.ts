import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import type { FormatReader, Source } from '../../../src/common/formats/format.ts';
import { parseHead } from '../../../src/common/formats/jsonHead.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { describeWithShared } from '../../support/shared.ts';

const readers: readonly FormatReader[] = [
  ...[labelmeReader, createmlReader, labelStudioReader, vottReader, viaReader, superviselyReader, fiftyoneReader],
];

async function taken(source: Source): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const reader of readers) {
    const recognition = await reader.recognise(source);
    if (recognition !== undefined) found[reader.id] = recognition;
  }
  return found;
}

const fixture = (folder: string): Source =>
  folderSource(fileURLToPath(new URL(`../../fixtures/formats/json/${folder}`, import.meta.url)));

const samples: readonly (readonly [folder: string, id: string])[] = [
  ['labelme', 'labelme'],
  ['createml', 'createml'],
  ['label-studio', 'label-studio'],
  ['label-studio-min', 'label-studio'],
  ['vott', 'vott'],
  ['vott-project', 'vott'],
  ['via-1', 'via'],
  ['via-2', 'via'],
  ['supervisely', 'supervisely'],
  ['fiftyone', 'fiftyone'],
];

const coco = JSON.stringify({
  images: [{ id: 1, file_name: 'a.jpg', width: 10, height: 10 }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }],
  categories: [{ id: 1, name: 'cat' }],
});

/** What is no format of these, however much it looks like one. */
const strangers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'plain COCO': { 'instances.json': coco },
  'plain COCO that is called labels.json': { 'labels.json': coco },
  'labels.json beside a folder "data" that is no COCO': { 'labels.json': '{"a": 1}', 'data/a.jpg': '' },
  'COCO with its annotations in front': {
    'a.json': '{"annotations": [{"image_id": 1, "bbox": [1, 2, 3, 4]}], "images": []}',
  },
  'COCO results': { 'results.json': '[{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "score": 0.5}]' },
  'a list of names': { 'a.json': '["image", "annotations"]' },
  'a list of settings': { 'a.json': '[{"image": 5, "annotations": []}]' },
  'meta.json of another program': { 'meta.json': '{"classes": ["a", "b"]}', 'ann/a.json': '{}' },
  'package.json': { 'package.json': '{"name": "x", "version": "1.0.0", "assets": ["a"], "tags": ["b"]}' },
  'no JSON': { 'a.json': '<xml/>' },
  'an empty file': { 'a.json': '' },
  'a folder of pictures': { 'a.jpg': '\u00ff\u00d8', 'b.jpg': '' },
  'an empty folder': {},
};

describe('JSON formats are told apart by what is in them', () => {
  it.each(samples)('%s is taken by %s, certainly, and by no other reader', async (folder, id) => {
    expect(await taken(fixture(folder))).toEqual({ [id]: 'certain' });
  });

  it.each(samples.filter(([folder]) => !['fiftyone', 'supervisely', 'vott-project'].includes(folder)))(
    '%s is told also when its files have names that say nothing',
    async (folder, id) => {
      const source = fixture(folder);
      const entries = await Promise.all(
        source.files.map(async ({ path }, index) => [`x/${index}.json`, await source.read(path)] as const),
      );
      expect(await taken(memorySource(Object.fromEntries(entries)))).toEqual({ [id]: 'certain' });
    },
  );

  it.each(Object.keys(strangers))('%s is taken by none', async (name) => {
    expect(await taken(memorySource(strangers[name]!))).toEqual({});
  });

  it('pictures without boxes may be CreateML, and tasks without annotations Label Studio', async () => {
    expect(await taken(memorySource({ 'a.json': '[{"image": "a.jpg", "annotations": []}]' }))).toEqual({
      createml: 'likely',
    });
    expect(await taken(memorySource({ 'a.json': '[{"data": {"image": "a.jpg"}}]' }))).toEqual({
      'label-studio': 'likely',
    });
  });

  it('a file of 5 MB is told by its head, also where the picture lies in it', async () => {
    const picture = 'A'.repeat(5_000_000);
    const labelme = `{"version": "5.0", "flags": {}, "imageData": "${picture}", "shapes": [], "imagePath": "a.jpg"}`;
    expect(await taken(memorySource({ 'a.json': labelme }))).toEqual({ labelme: 'certain' });
    const shapes = Array.from({ length: 50_000 }, () => '{"label": "cat", "points": [[1, 2], [3, 4]]}').join(',');
    expect(await taken(memorySource({ 'a.json': `{"shapes": [${shapes}], "imagePath": "a.jpg"}` }))).toEqual({
      labelme: 'certain',
    });
  });

  it('a VIA 3 project is recognised as VIA, to be refused by name', async () => {
    const source = memorySource({ 'a.json': '{"project": {"pid": "x", "vid_list": []}, "metadata": {}}' });
    expect(await taken(source)).toEqual({ via: 'certain' });
  });
});

describeWithShared('files of COCO', (shared) => {
  it.each(['coco-mini/annotations', 'nuclei/annotations', 'bccd/annotations'])(
    '%s are taken by none',
    async (folder) => {
      expect(await taken(folderSource(`${shared}/data/${folder}`))).toEqual({});
    },
  );
});

describe('the head of a JSON text', () => {
  const whole = '{"a": [1, {"b": "x\\"y"}, "c"], "d": {"e": null}, "f": "gh", "i": -1.5e3}';

  it('is the whole value where nothing is cut', () => {
    expect(parseHead(whole)).toEqual(JSON.parse(whole));
  });

  it('is a beginning of the value wherever it is cut', () => {
    for (let length = 1; length < whole.length; length += 1) {
      const head = parseHead(whole.slice(0, length)) as Record<string, unknown>;
      expect(head, `cut at ${length}`).toBeTypeOf('object');
      expect(['a', 'd', 'f', 'i'].slice(0, Object.keys(head).length)).toEqual(Object.keys(head));
    }
  });

  it('is nothing where the text is no JSON, and is not followed without end', () => {
    for (const text of ['', 'abc', '"text"', '<a>', '{"a"]', '[}', "{'a': 1}"]) expect(parseHead(text)).toBeUndefined();
    expect(parseHead('['.repeat(100_000))).toBeDefined();
    expect(parseHead('{"a": NaN, "b": -Infinity}')).toEqual({ a: null, b: null });
  });
});
