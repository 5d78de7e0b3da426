// The models on this machine: the embedded ones (a read-only folder) and the user's own. Lists them by their cards, finds
// one by id, name or path. It reads cards only; running and importing a model is the detector process's work.
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import { detectionOf, inputOf, isFcos, readCard, type ModelCard } from '../../common/model/card.ts';
import type { ModelFiles } from '../../common/protocol.ts';
import { serversFileName } from '../../common/remote/servers.ts';
import { failure, fail, failureOf, success, type Failure, type Result } from '../../common/result.ts';
import type { SizeRule } from '../../common/foreign/input.ts';
import { compareNatural } from './naturalOrder.ts';
import { isFile } from './onDisk.ts';

export interface ModelStore {
  /** Folder of the embedded models: models/ of the checkout, or of the packaged resources. */
  readonly embedded: string;
  /** Folder of the user's models; may not exist yet. */
  readonly own: string;
}

export interface ModelEntry {
  readonly files: ModelFiles;
  readonly card: ModelCard;
  readonly origin: ModelSummary['origin'];
}

export interface BrokenModel {
  /** The card's path. */
  readonly location: string;
  readonly failure: Failure;
}

export interface ModelList {
  /** Embedded ones first, then by name. */
  readonly models: readonly ModelEntry[];
  readonly broken: readonly BrokenModel[];
}

/** The id of the embedded model that a new project starts with. */
export const defaultModel = 'starter';

/** Where this program keeps what belongs to the user: BOXWRIGHT_HOME, or the platform's folder for program data. */
export function homeFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const wanted = environment['BOXWRIGHT_HOME'];
  if (wanted !== undefined && wanted !== '') return path.resolve(wanted);
  const home = os.homedir();
  switch (platform) {
    case 'win32':
      return path.join(environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Boxwright');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'Boxwright');
    default: {
      const data = environment['XDG_DATA_HOME'];
      // The base-directory rules say that a relative one is to be ignored.
      const base = data !== undefined && path.isAbsolute(data) ? data : path.join(home, '.local', 'share');
      return path.join(base, 'boxwright');
    }
  }
}

export function modelStore(embedded: string): ModelStore {
  return { embedded, own: path.join(homeFolder(), 'models') };
}

/** Where official weights lie until they are imported. */
export function downloadsFolder({ own }: ModelStore): string {
  return path.join(path.dirname(own), 'downloads');
}

/** Every model of both folders; a card that cannot be used is listed with its reason. A missing folder has none. */
export async function listModels(store: ModelStore): Promise<ModelList> {
  const models: ModelEntry[] = [];
  const broken: BrokenModel[] = [];
  for (const folder of [store.embedded, store.own]) {
    const names = await fs.readdir(folder).catch(() => []);
    for (const name of names.filter((file) => file.endsWith('.json')).sort(compareNatural)) {
      const location = path.join(folder, name);
      const read = await readModel(location, folder === store.embedded ? 'embedded' : 'own');
      if (!read.ok) broken.push({ location, failure: read.failure });
      else if (!models.some(({ files }) => files.id === read.value.files.id)) models.push(read.value);
      else
        broken.push({
          location,
          failure: failure('invalid', t('Another model has the id {id} already.', { id: read.value.files.id })).failure,
        });
    }
  }
  return { models, broken };
}

const largestCard = 16 * 1024 * 1024;

/** The model of a card's path. Failures: not-found, unreadable, invalid, too-large. */
export async function readModel(cardPath: string, place: 'embedded' | 'own'): Promise<Result<ModelEntry>> {
  try {
    const stats = await fs
      .stat(cardPath)
      .catch(() => fail('not-found', t('There is no model card {file}.', { file: cardPath })));
    if (!stats.isFile()) fail('invalid', t('{file} is no file.', { file: cardPath }));
    if (stats.size > largestCard)
      fail(
        'too-large',
        t('{file} has {bytes} bytes; a model card has a few thousand.', { file: cardPath, bytes: stats.size }),
      );
    const card = readCard(parseCard(await fs.readFile(cardPath, 'utf8'), cardPath));
    if (!card.ok) return failure(card.failure.kind, `${cardPath}: ${card.failure.message}`, card.failure.detail);
    const onnxPath = cardPath.replace(/\.json$/, '.onnx');
    const isServed = card.value.remote !== undefined;
    if (!isServed && !isFile(onnxPath))
      fail(
        'not-found',
        t('{card}: the file {file} is not beside it.', { card: cardPath, file: path.basename(onnxPath) }),
      );
    const access = isServed && { access: path.join(homeFolder(), serversFileName) };
    const files = { id: card.value.id, onnxPath, cardPath, ...access };
    return success({ files, card: card.value, origin: originOf(card.value, place) });
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

function parseCard(text: string, cardPath: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (caught) {
    return fail('unreadable', t('{file} is no JSON.', { file: cardPath }), String(caught));
  }
}

function originOf(card: ModelCard, place: 'embedded' | 'own'): ModelSummary['origin'] {
  if (place === 'embedded') return 'embedded';
  return card.source === undefined ? 'trained' : 'imported';
}

/**
 * A model by its id, its name (in any case) or the path of its .onnx or .json file. Failures: not-found, naming what
 * there is; invalid when a name fits several; the card's own failure.
 */
export async function findModel(store: ModelStore, wanted: string): Promise<ModelEntry> {
  const { models, broken } = await listModels(store);
  const byId = models.find(({ files }) => files.id === wanted);
  if (byId !== undefined) return byId;
  const byName = models.filter(({ card }) => card.name.toLowerCase() === wanted.toLowerCase());
  if (byName.length > 1)
    fail(
      'invalid',
      t('Several models are named "{name}": {ids}. Give the id.', {
        name: wanted,
        ids: byName.map(({ files }) => files.id).join(', '),
      }),
    );
  if (byName[0] !== undefined) return byName[0];
  if (/\.(onnx|json)$/i.test(wanted) && isFile(wanted)) {
    const read = await readModel(path.resolve(wanted).replace(/\.onnx$/i, '.json'), 'own');
    return read.ok ? read.value : fail(read.failure.kind, read.failure.message, read.failure.detail);
  }
  const unusable = broken.find(({ location }) => path.basename(location, '.json') === wanted);
  if (unusable !== undefined) fail(unusable.failure.kind, unusable.failure.message, unusable.failure.detail);
  return fail(
    'not-found',
    t('There is no model "{name}". There are: {count, plural, =0 {none} other {{ids}}}.', {
      name: wanted,
      count: models.length,
      ids: models.map(({ files }) => files.id).join(', '),
    }),
  );
}

/** The model as `findModel` finds it, refused (`unsupported`) where its weights lie on a server: nothing can be trained from those. */
export async function findWeights(store: ModelStore, wanted: string): Promise<ModelEntry> {
  const found = await findModel(store, wanted);
  const { remote } = found.card;
  if (remote === undefined) return found;
  return fail(
    'unsupported',
    t('{name} runs at {address}, and its weights are not here. Take the model that it was made like.', {
      name: wanted,
      address: remote.address,
    }),
  );
}

/** The lowest score of proposals that are kept: half of what the model calls a detection. */
export function scoreFloor(card: ModelCard): number {
  return detectionOf(card).scoreThreshold / 2;
}

/** The name people see, and which version of the model it is: a part of its file's SHA-256, which tells any two apart. */
export function knownAs({ name, onnxSha256 }: ModelCard): { readonly name: string; readonly version: string } {
  return { name, version: onnxSha256.slice(0, 16) };
}

/** What the window's model picker shows. */
export function modelSummary({ files, card, origin }: ModelEntry): ModelSummary {
  const AP50 = card.metrics?.values['AP50'];
  return {
    id: files.id,
    name: card.name,
    classes: card.classes,
    parameters: card.parameters,
    origin,
    shownFrom: detectionOf(card).scoreThreshold,
    scoreFloor: scoreFloor(card),
    input: sizeWords(inputOf(card).size),
    trainable: isFcos(card),
    ...(AP50 !== undefined && { AP50 }),
    ...(card.dataLicence !== undefined && { dataLicence: card.dataLicence }),
    ...(card.remote !== undefined && { remote: card.remote }),
  };
}

/** One line for people. */
export function sizeWords(size: SizeRule): string {
  switch (size.kind) {
    case 'sides':
      return t('short side {short}, long side {long}', { short: size.shortSide, long: size.longSide });
    case 'stretch':
      return t('{width} × {height}, stretched', { width: size.width, height: size.height });
    case 'letterbox':
      return t('{width} × {height}, proportions kept', { width: size.width, height: size.height });
  }
}

/** An id for a new model, made of its name, that no file in the store has yet. */
export async function freeModelId(store: ModelStore, name: string): Promise<string> {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 60);
  const base = plain === '' ? 'model' : plain;
  const { models } = await listModels(store);
  const isTaken = (id: string): boolean =>
    models.some(({ files }) => files.id === id) ||
    ['.json', '.onnx'].some((end) => isFile(path.join(store.own, id + end)));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}_${number}`;
    if (!isTaken(id)) return id;
  }
}

/** What a model from this file is called when nobody says otherwise. */
export function proposedName(file: string): string {
  const name = path
    .basename(file)
    .replace(/\.(pth|pt|bin|safetensors|onnx)$/i, '')
    .trim();
  return name === '' ? 'model' : name.slice(0, 200);
}
