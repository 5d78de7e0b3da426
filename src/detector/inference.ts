// Models in memory: the card read and compared with its ONNX file, the few that were used last kept open. Runs nothing.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { readCard } from '../common/model/card.ts';
import type { ModelCard } from '../common/model/card.ts';
import type { LoadedModel, ModelFiles, ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { wantedProviders } from './providers.ts';
import type { PipelineModel } from './pipelineModel.ts';
import { RemoteModel } from './remote/model.ts';
import { SteadyModel } from './steadyModel.ts';

/** Models beyond this many are let go, the one unused for longest first. */
const keptModels = 2;

interface Kept {
  /** Changes when a file of the model does. */
  readonly state: string;
  readonly providers: string;
  readonly model: Promise<PipelineModel>;
  users: number;
  dropped: boolean;
}

/** Lives as long as the process. */
export class Models {
  readonly #kept = new Map<string, Kept>();
  readonly #refused: readonly ProviderAttempt[];
  readonly #entry: string;

  /** `refused`: providers that are known not to work on this machine, with the reason. `entry`: this program's file. */
  constructor(refused: readonly ProviderAttempt[], entry: string) {
    this.#refused = refused;
    this.#entry = entry;
  }

  /**
   * Runs `work` with the model, loaded unless it is; it stays open until `work` ends. `providers` undefined: as loaded,
   * or all. Fails with what is wrong with the model's files.
   */
  async use<T>(
    files: ModelFiles,
    providers: readonly ProviderName[] | undefined,
    work: (model: PipelineModel) => Promise<T>,
  ): Promise<T> {
    const kept = await this.#keep(files, providers);
    kept.users++;
    try {
      return await work(await kept.model);
    } finally {
      kept.users--;
      if (kept.dropped) release(kept);
    }
  }

  async #keep(files: ModelFiles, providers: readonly ProviderName[] | undefined): Promise<Kept> {
    const state = await modelState(files);
    const found = this.#kept.get(files.onnxPath);
    const asked = providers?.join();
    const usable = found?.state === state && (asked === undefined || asked === found.providers);
    const model = usable ? found.model : this.#load(files, providers);
    const kept = usable ? found : { state, providers: asked ?? '', model, users: 0, dropped: false };
    if (found !== undefined && found !== kept) this.#drop(files.onnxPath, found);
    // Set again, so that the map's order is the order of use.
    this.#kept.delete(files.onnxPath);
    this.#kept.set(files.onnxPath, kept);
    model.catch(() => this.#drop(files.onnxPath, kept));
    for (const [key, old] of [...this.#kept].slice(0, -keptModels)) this.#drop(key, old);
    return kept;
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.get(key) === kept) this.#kept.delete(key);
    kept.dropped = true;
    release(kept);
  }

  async loaded(): Promise<LoadedModel[]> {
    const settled = await Promise.allSettled([...this.#kept.values()].map((kept) => kept.model));
    return settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.describe()] : []));
  }

  /** Lets every model go, each after its runs. */
  async close(): Promise<void> {
    const kept = [...this.#kept.values()];
    this.#kept.clear();
    await Promise.allSettled(kept.map(async ({ model }) => (await model).close()));
  }

  async #load(files: ModelFiles, providers: readonly ProviderName[] | undefined): Promise<PipelineModel> {
    const card = await loadCard(files);
    if (card.remote !== undefined) return RemoteModel.open(card, card.remote, files.access);
    const wanted = wantedProviders().filter((name) => providers === undefined || providers.includes(name));
    const model = { card, load: () => loadBytes(files, card) };
    return SteadyModel.open(model, { entry: this.#entry, wanted, refused: this.#refused });
  }
}

function release(kept: Kept): void {
  if (kept.users === 0) kept.model.then((model) => model.close()).catch(() => undefined);
}

/** Another text once one of the model's files is another. */
export async function modelState(files: ModelFiles): Promise<string> {
  const parts = await Promise.all(
    [files.onnxPath, files.cardPath, files.access].map((path) => (path === undefined ? 'absent' : fileState(path))),
  );
  return parts.join('|');
}

/** Another text once the file is another: by size and time. */
export async function fileState(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 'absent' : `${found.size}:${found.mtimeMs}`;
}

async function loadBytes(files: ModelFiles, card: ModelCard): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(files.onnxPath).catch((error: unknown) =>
    fail('not-found', `The model ${files.id} has no ONNX file any more.`, String(error)),
  );
  if (createHash('sha256').update(bytes).digest('hex') !== card.onnxSha256) {
    fail(
      'invalid',
      `The ONNX file of the model ${files.id} is not the one its card describes; import the model again.`,
    );
  }
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

async function loadCard(files: ModelFiles): Promise<ModelCard> {
  const text = await readFile(files.cardPath, 'utf8').catch((error: unknown) =>
    fail('not-found', `The model ${files.id} has no card any more.`, String(error)),
  );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    fail('unreadable', `The card of the model ${files.id} is not JSON.`, String(error));
  }
  const card = readCard(json);
  if (!card.ok) fail(card.failure.kind, card.failure.message, card.failure.detail);
  return card.value;
}
