// Makes a card for a model that is served elsewhere and has the same network as a model that is here. Asks no server.
import path from 'node:path';
import type { ModelCard } from '../../common/model/card.ts';
import type { ServedPlace } from '../../common/remote/served.ts';
import { freeModelId, readModel, type ModelEntry, type ModelStore } from './models.ts';
import { FailureError } from '../../common/result.ts';
import { writeJson } from './trainingFolder.ts';
import { makeFolder } from './wholeFile.ts';

/**
 * Writes the card among the user's models and returns the entry. What the card says of classes, input and measurements is the
 * other model's; the server only runs it. Failures: read-only, disk, and invalid for a place that a card cannot hold.
 */
export async function addServedCard(
  store: ModelStore,
  like: ModelCard,
  place: ServedPlace,
  name: string,
): Promise<ModelEntry> {
  await makeFolder(store.own);
  const id = await freeModelId(store, name);
  const { training: _, ...facts } = like;
  const card: ModelCard = {
    ...facts,
    id,
    name,
    howMade: `Runs at ${place.address} as ${place.model}. The same network as ${like.id}: ${like.howMade}`,
    created: new Date().toISOString(),
    remote: place,
  };
  const target = path.join(store.own, `${id}.json`);
  await writeJson(target, card);
  const read = await readModel(target, 'own');
  if (!read.ok) throw new FailureError(read.failure);
  return read.value;
}
