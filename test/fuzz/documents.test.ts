// Readers of whole documents in memory, fed with bytes broken at random: COCO and its results, cards of models, key maps, settings.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, vi } from 'vitest';
import { readCocoFile } from '../../src/common/coco/import.ts';
import { readDetectionSteps, readTruthSteps } from '../../src/common/coco/evaluationInput.ts';
import { decodeJson } from '../../src/common/dataset/decodeJson.ts';
import { firstSettings } from '../../src/common/firstSettings.ts';
import { readKeyFile, writeKeyFile } from '../../src/common/keys/keyMap.ts';
import { readCard } from '../../src/common/model/card.ts';
import { failure } from '../../src/common/result.ts';
import { readSettings } from '../../src/main/settings.ts';
import { fuzz } from '../support/fuzz.ts';
import { mutate } from '../support/mutate/bytes.ts';
import { mutateJson } from '../support/mutate/json.ts';
import { readBytes } from '../support/evaluationInput.ts';
import { quickFolder } from '../support/quickFolder.ts';

const root = join(import.meta.dirname, '../..');
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const mutations = [mutate, mutateJson];

const instances = bytesOf({
  info: { year: 2017 },
  images: [1, 2].map((id) => ({ id, file_name: `a/${id}.jpg`, width: 640, height: 480 })),
  categories: [
    { id: 1, name: 'cell', supercategory: '' },
    { id: 18, name: 'dog' },
  ],
  annotations: [
    {
      id: 1,
      image_id: 1,
      category_id: 1,
      bbox: [10.5, 20, 30, 40],
      area: 1200,
      iscrowd: 0,
      segmentation: [[1, 2, 3, 4, 5, 6]],
    },
    {
      id: 2,
      image_id: 2,
      category_id: 18,
      bbox: [1, 2, 3, 4],
      area: 12,
      iscrowd: 1,
      segmentation: { counts: [3, 4], size: [480, 640] },
    },
  ],
});
const results = bytesOf([
  { image_id: 1, category_id: 1, bbox: [10.5, 20, 30, 40], score: 0.5, file_name: 'a/1.jpg' },
  { image_id: 2, category_id: 18, bbox: [1, 2, 3, 4], score: 0.25, file_name: 'a/2.jpg' },
]);
const truth = readBytes(instances, readTruthSteps());

/** A reader of JSON that was parsed. */
const ofJson = (read: (value: unknown) => unknown) => (bytes: Uint8Array) => {
  const json = decodeJson(bytes);
  return json.ok ? read(json.value) : json;
};

describe('documents broken at random', () => {
  fuzz({ name: 'COCO instances', seeds: [instances], mutations, read: readCocoFile });
  fuzz({ name: 'COCO truth', seeds: [instances], mutations, read: (bytes) => readBytes(bytes, readTruthSteps()) });
  fuzz({
    name: 'COCO results',
    seeds: [results],
    mutations,
    read: (bytes) => (truth.ok ? readBytes(bytes, readDetectionSteps(truth.value)) : truth),
  });
  const cards = ['starter.json', 'fcos_r10_bccd.json'].map(
    (name) => new Uint8Array(readFileSync(join(root, 'models', name))),
  );
  fuzz({ name: 'a model card', seeds: cards, mutations, read: ofJson(readCard) });
  fuzz({
    name: 'a key map file',
    seeds: [new TextEncoder().encode(writeKeyFile({ 'box.accept': ['Enter'], 'picture.next': ['d', '$mod+Shift+z'] }))],
    mutations,
    // That it is none is said by whoever asked for the file.
    read: (bytes) => readKeyFile(new TextDecoder().decode(bytes)) ?? failure('invalid', 'It is no key map.'),
  });
});

const folder = quickFolder('boxwright-fuzz-');
// What is set aside is logged as well, which would be most of the output of a run.
const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
afterAll(() => {
  logged.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});
const settingsFile = join(folder, 'settings.json');

describe('settings broken at random', () => {
  const bounds = { x: 10, y: 20, width: 1200, height: 800 };
  const recent = [{ id: 'a', name: 'b', folder: '/c', pictures: 3, openedAt: '2026-11-27T00:00:00.000Z' }];
  const settings = { ...firstSettings, keys: { 'box.accept': ['Enter'] }, thresholds: { starter: 0.3 } };
  fuzz({
    name: 'a settings file',
    seeds: [bytesOf({ settings, place: { bounds, maximized: true }, recent })],
    mutations,
    read: (bytes) => {
      writeFileSync(settingsFile, bytes);
      const { remembered, problems } = readSettings(settingsFile);
      expect(Object.keys(remembered.settings).sort()).toEqual(Object.keys(settings).sort());
      expect(problems.every(({ where, message }) => where !== '' && message.length > 10)).toBe(true);
      return problems.length === 0 ? remembered : failure('invalid', problems[0]!.message);
    },
  });
});
