import { detectionOf } from '../../../src/common/model/card.ts';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  defaultModel,
  findModel,
  freeModelId,
  homeFolder,
  listModels,
  modelSummary,
  type ModelStore,
} from '../../../src/main/project/models.ts';
import { models } from './lanes.ts';

let folder = '';
let store: ModelStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-models-'));
  store = { embedded: models, own: path.join(folder, 'models') };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the embedded model's card in the user's folder, with some keys changed. */
function addModel(id: string, changes: object = {}): string {
  mkdirSync(store.own, { recursive: true });
  const card = JSON.parse(readFileSync(path.join(models, `${defaultModel}.json`), 'utf8')) as object;
  const location = path.join(store.own, `${id}.json`);
  writeFileSync(location, JSON.stringify({ ...card, id, name: `Model ${id}`, ...changes }));
  copyFileSync(path.join(models, `${defaultModel}.onnx`), path.join(store.own, `${id}.onnx`));
  return location;
}

describe('the model store', () => {
  it('lists the embedded model, also where the user has none yet', async () => {
    const { models: list, broken } = await listModels(store);
    expect(broken).toEqual([]);
    const embedded = list.find(({ files }) => files.id === defaultModel);
    if (embedded === undefined) throw new Error('the embedded model is listed');
    expect(modelSummary(embedded)).toMatchObject({
      id: defaultModel,
      origin: 'embedded',
      shownFrom: detectionOf(embedded.card).scoreThreshold,
      scoreFloor: detectionOf(embedded.card).scoreThreshold / 2,
      classes: embedded.card.classes,
      input: expect.stringMatching(/^short side \d+, long side \d+$/) as string,
    });
  });

  it('lists cards that cannot be used with the reason, and goes on', async () => {
    addModel('good', { source: { file: 'x.pth', sha256: 'a'.repeat(64) } });
    addModel('trained', { source: undefined });
    writeFileSync(path.join(store.own, 'text.json'), 'no JSON');
    writeFileSync(path.join(store.own, 'empty.json'), '{}');
    addModel('alone');
    rmSync(path.join(store.own, 'alone.onnx'));
    addModel('twice', { id: defaultModel });
    mkdirSync(path.join(store.own, 'folder.json'));
    const { models: list, broken } = await listModels(store);
    expect(
      list.filter(({ files }) => files.onnxPath.startsWith(store.own)).map(({ files, origin }) => [files.id, origin]),
    ).toEqual([
      ['good', 'imported'],
      ['trained', 'trained'],
    ]);
    expect(broken.map(({ location, failure }) => [path.basename(location), failure.kind])).toEqual([
      ['alone.json', 'not-found'],
      ['empty.json', 'invalid'],
      ['folder.json', 'invalid'],
      ['text.json', 'unreadable'],
      ['twice.json', 'invalid'],
    ]);
  });

  it('finds a model by id, name and path, and says what there is when it does not', async () => {
    const location = addModel('mine');
    addModel('other', { name: 'Same' });
    addModel('third', { name: 'same' });
    for (const wanted of ['mine', 'model MINE', location, location.replace('.json', '.onnx')]) {
      expect((await findModel(store, wanted)).files.id).toBe('mine');
    }
    await expect(findModel(store, 'SAME')).rejects.toMatchObject({
      failure: { kind: 'invalid', message: expect.stringContaining('other, third') as string },
    });
    await expect(findModel(store, 'nothing')).rejects.toMatchObject({
      failure: { kind: 'not-found', message: expect.stringContaining(defaultModel) as string },
    });
    writeFileSync(location, '{');
    await expect(findModel(store, 'mine')).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
  });

  it('gives a new model an id that is free and safe as a file name', async () => {
    expect(await freeModelId(store, 'Grüne Zellen, 2. Lauf')).toBe('gru_ne_zellen_2._lauf');
    expect(await freeModelId(store, '../../etc/passwd')).toBe('etc_passwd');
    expect(await freeModelId(store, '日本')).toBe('model');
    expect(await freeModelId(store, defaultModel)).toBe(`${defaultModel}_2`);
    addModel('mine');
    expect(await freeModelId(store, 'Mine')).toBe('mine_2');
  });
});

describe('the home of the program', () => {
  it('is BOXWRIGHT_HOME where it is set, else the place of the platform', () => {
    expect(homeFolder({ BOXWRIGHT_HOME: folder }, 'linux')).toBe(folder);
    expect(homeFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(path.join('/data', 'boxwright'));
    expect(homeFolder({ XDG_DATA_HOME: 'relative' }, 'linux')).toBe(
      path.join(homedir(), '.local', 'share', 'boxwright'),
    );
    expect(homeFolder({}, 'darwin')).toBe(path.join(homedir(), 'Library', 'Application Support', 'Boxwright'));
    expect(homeFolder({ APPDATA: path.join(folder, 'Roaming') }, 'win32')).toBe(
      path.join(folder, 'Roaming', 'Boxwright'),
    );
  });
});
