import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readJsonFile } from '../../src/cli/readInput.ts';
import { readTruthSteps } from '../../src/common/coco/evaluationInput.ts';
import type { Truth } from '../../src/common/coco/evaluation.ts';
import { failureOf } from '../../src/common/result.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-input-'));
  await mkdir(path.join(folder, 'folder.json'));
  await writeFile(path.join(folder, 'truth.json'), '{"images": [{"id": 7}], "categories": [], "annotations": []}');
  // A data.yaml stands for its folder where labels are imported, never here.
  await writeFile(path.join(folder, 'data.yaml'), '{"images": [], "categories": [], "annotations": []}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function read(name: string, signal: AbortSignal = new AbortController().signal): Promise<Truth> {
  return readJsonFile(path.join(folder, name), readTruthSteps(), signal);
}

async function failureKind(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'none',
    (caught: unknown) => failureOf(caught).kind,
  );
}

it('reads the one file that was named, whatever its ending', async () => {
  expect((await read('truth.json')).imageIds).toEqual([7]);
  expect((await read('data.yaml')).imageIds).toEqual([]);
});

it('refuses what is no file, and ends where it is cancelled', async () => {
  expect(await failureKind(read('none.json'))).toBe('not-found');
  expect(await failureKind(read('folder.json'))).toBe('invalid');
  expect(await failureKind(read('truth.json', AbortSignal.abort()))).toBe('cancelled');
});
