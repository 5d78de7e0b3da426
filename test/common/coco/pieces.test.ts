// A COCO file that comes in pieces of any size is read as one that lies in memory: same entries, findings, failures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCocoFile } from '../../../src/common/coco/import.ts';
import { cocoReader } from '../../../src/common/coco/reader.ts';
import { splitOfName } from '../../../src/common/coco/severalFiles.ts';
import type { Entry } from '../../../src/common/dataset/entries.ts';
import { lossTally } from '../../../src/common/dataset/losses.ts';
import { problemList } from '../../../src/common/dataset/problems.ts';
import type { Source } from '../../../src/common/formats/format.ts';
import { failureOf } from '../../../src/common/result.ts';
import { describeWithShared } from '../../support/shared.ts';

function sourceOf(files: Readonly<Record<string, Uint8Array>>, pieceBytes: number): Source {
  const bytesOf = (path: string): Uint8Array => files[path] ?? new Uint8Array();
  return {
    name: 'in.json',
    files: Object.entries(files).map(([path, { length }]) => ({ path, bytes: length })),
    head: (path, bytes) => Promise.resolve(bytesOf(path).subarray(0, bytes)),
    read: (path) => Promise.resolve(bytesOf(path)),
    async *pieces(path, from = 0) {
      const bytes = bytesOf(path);
      for (let at = from; at < bytes.length; at += pieceBytes) {
        await Promise.resolve();
        yield bytes.slice(at, at + pieceBytes);
      }
    },
  };
}

/** What reading came to, in one form. */
async function inPieces(source: Source): Promise<unknown> {
  const found = problemList();
  const entries: Entry[] = [];
  try {
    for await (const some of cocoReader.read({ source, found, lost: lossTally(), onProgress: () => undefined }))
      entries.push(...some);
  } catch (caught) {
    return failureOf(caught).message;
  }
  const of = (kind: Entry['kind']): unknown[] =>
    entries.flatMap((entry) => (entry.kind === kind ? [{ ...entry, kind: undefined }] : []));
  return [of('image'), of('category'), of('annotation'), of('file'), found.problems(), found.counts()];
}

function inMemory(bytes: Uint8Array): unknown {
  const read = readCocoFile(bytes);
  if (!read.ok) return read.failure.message;
  const { images, categories, annotations, problems, counts, ...keys } = read.value;
  return [
    images.map((image) => ({ image })),
    categories.map((category) => ({ category })),
    annotations.map((annotation) => ({ annotation })),
    [{ keys }],
    problems,
    counts,
  ];
}

describeWithShared('the broken and hostile COCO files in pieces', (shared) => {
  const folder = join(shared, 'data/weird/coco');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  it.each(files)('%s', async (name) => {
    const bytes = readFileSync(join(folder, name));
    const whole = inMemory(bytes);
    for (const pieceBytes of bytes.length > 50_000 ? [4099] : [1, 7, 501]) {
      expect(await inPieces(sourceOf({ 'in.json': bytes }, pieceBytes))).toEqual(whole);
    }
  });
});

const file = {
  images: [{ id: 1, file_name: 'ä€😀.jpg', width: 100, height: 80 }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 10, 20, 20], area: 400, iscrowd: 0 }],
  categories: [{ id: 1, name: 'c' }],
};

it('mutated, in pieces, comes to what it comes to in memory', async () => {
  const text = JSON.stringify({ ...file, nested: { a: [1, { b: 'x' }] } }, null, 1);
  let state = 11;
  for (let round = 0; round < 400; round += 1) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const at = state % text.length;
    const letters = '{}[]",:\\\nN1ä';
    const mutated = text.slice(0, at) + letters[(state >> 8) % letters.length]! + text.slice(at + ((state >> 4) % 3));
    const bytes = new TextEncoder().encode(mutated);
    expect(await inPieces(sourceOf({ 'in.json': bytes }, 1 + (round % 13))), mutated).toEqual(inMemory(bytes));
    // What JSON.parse takes is not refused as no JSON, and the other way round.
    let isJson = true;
    try {
      JSON.parse(mutated);
    } catch {
      isJson = /\bNaN\b/.test(mutated);
    }
    const read = readCocoFile(bytes);
    expect(read.ok || read.failure.kind === 'invalid', mutated).toBe(isJson);
  }
});

it('lists that are cut many times keep every row and its place', async () => {
  const annotations = Array.from({ length: 4000 }, (_, index) => ({
    ...file.annotations[0],
    id: index + 1,
    bbox: index === 3777 ? null : [1, 2, 3, 4],
    filler: 'x'.repeat(200),
  }));
  const bytes = new TextEncoder().encode(
    JSON.stringify({ annotations, categories: file.categories, images: file.images }),
  );
  const [, , boxes, , problems] = (await inPieces(sourceOf({ 'in.json': bytes }, 65_536))) as [
    unknown,
    unknown,
    { readonly annotation: { readonly id: number } }[],
    unknown,
    { readonly place: string }[],
  ];
  expect(boxes.map(({ annotation }) => annotation.id)).toEqual(
    annotations.map(({ id }) => id).filter((id) => id !== 3778),
  );
  expect(problems.map(({ place }) => place)).toEqual(['annotations[3777].bbox']);
});

it.each([
  ['instances_train2017.json', 'train'],
  ['annotations/instancesVal.json', 'val'],
  ['valid/_annotations.coco.json', 'val'],
  ['image_info_test-dev2017.json', 'test'],
  ['train/annotations_test.json', 'test'],
  ['TRAINING.json', 'train'],
  ['latest.json', undefined],
  ['interval.json', undefined],
  ['contest_strained_values.json', undefined],
  ['instances_trainval2017.json', undefined],
])('%s is called like the split %s', (path, split) => {
  expect(splitOfName(path)).toBe(split);
});

it('the only file of a folder keeps its split; one that was chosen by itself has none', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  const splitsIn = async (source: ReturnType<typeof sourceOf>) => {
    const [images] = (await inPieces(source)) as [{ readonly image: { readonly split?: string } }[]];
    return images.map(({ image }) => image.split);
  };
  for (const path of ['instances_train.json', 'annotations/instances_train.json'])
    expect([path, await splitsIn(sourceOf({ [path]: bytes }, 100))]).toEqual([path, ['train']]);
  const chosen = { ...sourceOf({ 'instances_train.json': bytes }, 100), name: 'instances_train.json' };
  expect(await splitsIn(chosen)).toEqual([undefined]);
});

it('several files of a folder are one data set: splits by name, ids of two told apart, classes and pictures by name', async () => {
  const bytes = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document));
  const source = sourceOf(
    {
      'annotations/instances_train.json': bytes(file),
      'annotations/instances_val.json': bytes({ ...file, images: [{ ...file.images[0], file_name: 'b.jpg' }] }),
      'annotations/broken.json': bytes(file).subarray(0, 200),
      'other.json': bytes({ version: 1 }),
    },
    100,
  );
  expect(await cocoReader.recognise(source)).toBe('certain');
  const [images, categories, boxes, , problems] = (await inPieces(source)) as [
    { readonly image: object }[],
    unknown[],
    { readonly annotation: object }[],
    unknown,
    { readonly place: string; readonly severity: string }[],
  ];
  expect(images.map(({ image }) => image)).toMatchObject([
    { id: 1, split: 'train' },
    { id: 2, fileName: 'b.jpg', split: 'val' },
  ]);
  expect(categories).toHaveLength(1);
  expect(boxes.map(({ annotation }) => annotation)).toMatchObject([
    { id: 1, imageId: 1, categoryId: 1 },
    { id: 2, imageId: 2, categoryId: 1 },
  ]);
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'refused', place: 'annotations/broken.json' }));
});
