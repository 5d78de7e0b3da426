// Models in memory: the card read and compared with its ONNX file, one session kept for each model, one picture run at a time.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { placement } from '../common/foreign/input.ts';
import type { Placement, SizeRule } from '../common/foreign/input.ts';
import { inputOf, isFcos, readCard } from '../common/model/card.ts';
import type { ModelCard } from '../common/model/card.ts';
import type { LoadedModel, ModelFiles, ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { fill } from './preprocess.ts';
import { availableProviders, openSession, threadCount, wantedProviders } from './providers.ts';
import type { Opened } from './providers.ts';
import { runPictures } from './runPictures.ts';
import type { Runnable } from './runPictures.ts';

/** Sessions beyond this many are let go, the one unused for longest first. */
const keptModels = 2;

/** A model that is ready to run. */
export interface ReadyModel extends Opened {
  readonly card: ModelCard;
  readonly threads: number;
}

interface Kept {
  /** Changes when a file of the model does. */
  readonly state: string;
  readonly providers: string;
  readonly model: Promise<ReadyModel>;
  users: number;
  dropped: boolean;
}

/** Lives as long as the process. */
export class Models {
  readonly #kept = new Map<string, Kept>();
  readonly #refused: readonly ProviderAttempt[];

  /** `refused`: providers that are known not to work on this machine, with the reason. */
  constructor(refused: readonly ProviderAttempt[]) {
    this.#refused = refused;
  }

  /**
   * Runs `work` with the model, loaded unless it is; the session stays until `work` ends. `providers` undefined: as loaded,
   * or all. Fails with what is wrong with the model's files.
   */
  async use<T>(
    files: ModelFiles,
    providers: readonly ProviderName[] | undefined,
    work: (model: ReadyModel) => Promise<T>,
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
    const state = await fileState(files);
    const found = this.#kept.get(files.onnxPath);
    const asked = providers?.join();
    const usable = found?.state === state && (asked === undefined || asked === found.providers);
    const model = usable ? found.model : loadModel(files, this.#refused, providers);
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
    return settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [describeModel(outcome.value)] : []));
  }
}

export function describeModel(model: ReadyModel): LoadedModel {
  return { id: model.card.id, provider: model.provider, attempts: model.attempts, threads: model.threads };
}

function release(kept: Kept): void {
  if (kept.users === 0) kept.model.then((model) => model.session.release()).catch(() => undefined);
}

async function fileState(files: ModelFiles): Promise<string> {
  const parts = await Promise.all(
    [files.onnxPath, files.cardPath].map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      return found === undefined ? 'absent' : `${found.size}:${found.mtimeMs}`;
    }),
  );
  return parts.join('|');
}

async function loadModel(
  files: ModelFiles,
  refused: readonly ProviderAttempt[],
  providers?: readonly ProviderName[],
): Promise<ReadyModel> {
  const card = await loadCard(files);
  const bytes = await readFile(files.onnxPath).catch((error: unknown) =>
    fail('not-found', `The model ${files.id} has no ONNX file any more.`, String(error)),
  );
  if (createHash('sha256').update(bytes).digest('hex') !== card.onnxSha256) {
    fail(
      'invalid',
      `The ONNX file of the model ${files.id} is not the one its card describes; import the model again.`,
    );
  }
  const threads = threadCount(availableParallelism());
  const opened = await openSession(bytes, {
    wanted: wantedProviders().filter((name) => providers === undefined || providers.includes(name)),
    available: await availableProviders(),
    refused,
    threads,
    tryOut: (session) => tryOut(session, card),
  });
  return { ...opened, card, threads };
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

/** A run on a small grey picture: a provider may create a session and then fail at the first kernel, or answer nonsense. */
async function tryOut(session: InferenceSession, card: ModelCard): Promise<void> {
  const input = inputOf(card);
  const size: SizeRule = input.size.kind === 'sides' ? smallest(input.size.divisor) : input.size;
  const geometry = placement(64, 64, size);
  const grey = { data: new Uint8Array(geometry.width * geometry.height * 3).fill(114), ...sides(geometry) };
  const watched: Runnable = {
    async run(feeds: InferenceSession.FeedsType) {
      const outputs = await session.run(feeds);
      for (const [name, value] of Object.entries(outputs)) {
        const { data } = value as Tensor;
        if (data instanceof Float32Array && !data.every(Number.isFinite) && isFcos(card))
          throw new Error(`Its first answer held values in ${name} that are not numbers.`);
      }
      return outputs;
    },
  };
  await runPictures(watched, card, [{ image: fill(grey, geometry, input), geometry }]);
}

function smallest(divisor: number): SizeRule {
  const side = Math.max(64, divisor);
  return { kind: 'sides', shortSide: side, longSide: side, divisor };
}

function sides({ width, height }: Placement): Pick<Placement, 'width' | 'height'> {
  return { width, height };
}
