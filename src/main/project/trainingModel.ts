// Puts the model that a run ended with among the user's models: files whole, the card last, an id that nobody has.
// The run keeps its own copy.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ModelFiles } from '../../common/protocol.ts';
import { FailureError } from '../../common/result.ts';
import { freeModelId, listModels, readModel, type ModelEntry, type ModelStore } from './models.ts';
import { writeJson } from './trainingFolder.ts';
import { copyWhole, makeFolder } from './wholeFile.ts';

/**
 * Publishes the model whose card lies at `cardPath` in a run's folder and returns where it is. A model that is there with
 * the same network already is not published twice. Failures: the card's own; read-only, disk.
 */
export async function publishModel(store: ModelStore, cardPath: string): Promise<ModelFiles> {
  const read = await readModel(cardPath, 'own');
  if (!read.ok) throw new FailureError(read.failure);
  const { card, files } = read.value;
  const there = await published(store, read.value);
  if (there !== undefined) return there;
  await makeFolder(store.own);
  const id = await freeModelId(store, card.id);
  const onnxPath = path.join(store.own, `${id}.onnx`);
  const target = path.join(store.own, `${id}.json`);
  await copyWhole(files.onnxPath, onnxPath);
  try {
    // A card without its network would be listed as broken, a network without its card is not listed at all.
    await writeJson(target, { ...card, id });
  } catch (caught) {
    await fs.rm(onnxPath, { force: true }).catch(() => undefined);
    throw caught;
  }
  return { id, onnxPath, cardPath: target };
}

/** An earlier publication of this very model, which the program did not live to note. */
async function published(store: ModelStore, { card }: ModelEntry): Promise<ModelFiles | undefined> {
  const { models } = await listModels(store);
  return models.find((one) => one.card.onnxSha256 === card.onnxSha256 && one.card.created === card.created)?.files;
}
