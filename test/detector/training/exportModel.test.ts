// What a run leaves: the same model for the same seed, and a file that anybody can run with its card alone.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { detectionOf, readCard } from '../../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { Detection } from '../../../src/common/protocol.ts';
import { runFiles } from '../../../src/common/training.ts';
import type { TrainingOutcome } from '../../../src/common/training.ts';
import type { DetectorClient } from '../../../src/main/detector/client.ts';
import { detectedBy } from './foreignReader.ts';
import type { Found } from './foreignReader.ts';
import { microModel } from './micro.ts';
import { classes, finish, modelBytes, patience, workplace } from './trainerProcess.ts';
import type { Workplace } from './trainerProcess.ts';

vi.setConfig({ testTimeout: patience, hookTimeout: patience });

let place: Workplace;
let client: DetectorClient;
let folder = '';
let outcome: TrainingOutcome;
beforeAll(async () => {
  place = await workplace();
  client = await place.open();
  folder = await place.run({ name: 'Größe "nano"', id: 'nano-1' });
  ({ outcome } = await finish(client, folder));
});
afterAll(() => place.close());

describe('the model of a run from nothing', () => {
  it('has a card that fits its file and says what it learnt from', async () => {
    expect(outcome).toMatchObject({ end: 'finished', steps: 6, epochs: 2 });
    const text = await readFile(path.join(folder, 'model.json'), 'utf8');
    const card = readCard(JSON.parse(text));
    if (!card.ok) throw new Error(card.failure.message);
    const onnx = await modelBytes(folder);
    const data = await readFile(path.join(folder, runFiles.data));
    const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(card.value).toMatchObject({
      id: 'nano-1',
      name: 'Größe "nano"',
      classes,
      categoryIds: [1, 2],
      precision: 'float32',
      onnxSha256: sha256(onnx),
      training: {
        dataSha256: sha256(data),
        seed: 1,
        size: 'nano',
        pixels: 64,
        pictures: 12,
        validationPictures: 4,
        steps: 6,
        epochs: 2,
        end: 'finished',
      },
    });
    expect(card.value.parameters).toBeGreaterThan(900_000);
    expect(card.value.metrics?.values['AP50']).toBe(outcome.figures?.AP50);
    // Six updates may find nothing right; then the usual threshold stands.
    expect(detectionOf(card.value).scoreThreshold).toBe(outcome.figures?.bestScore ?? 0.2);
    expect(outcome.model).toEqual({
      id: 'nano-1',
      onnxPath: path.join(folder, 'model.onnx'),
      cardPath: path.join(folder, 'model.json'),
    });
  });

  it('is the same for the same seed, bit for bit', async () => {
    const again = await place.run({ name: 'Größe "nano"', id: 'nano-2' });
    await finish(client, again);
    expect((await modelBytes(again)).equals(await modelBytes(folder))).toBe(true);
  });

  it('finds for a reader that knows nothing of the program what it finds in the program', async () => {
    const { values: _, ...from } = await microModel(path.join(place.folder, 'micro'), classes);
    const longer = await place.run({ from, budget: { epochs: 30 }, id: 'micro-2' }, { validation: [] });
    const { outcome: learnt } = await finish(client, longer);
    const scoreThreshold = 0.05;
    const found = new Map<number, readonly Detection[]>();
    const pictures = place.validation.map(({ id, path: file }) => ({ id, path: file }));
    const request = { model: learnt.model, pictures, scoreThreshold, pixelLimit: defaultPixelLimit };
    const reply = await client.call(
      'detect',
      { ...request, priority: 'background' },
      { onItem: ({ id, result }) => void (result.ok && found.set(id, result.value)) },
    );
    expect(reply.ok).toBe(true);
    let compared = 0;
    for (const { id, path: file } of pictures) {
      const foreign = await detectedBy(learnt.model.onnxPath, learnt.model.cardPath, file, scoreThreshold);
      compared += expectSame(found.get(id) ?? [], foreign, scoreThreshold);
    }
    expect(compared).toBeGreaterThan(8);
  });

  it('needs nothing but ONNX Runtime and its card', async () => {
    const source = await readFile(path.join(import.meta.dirname, 'foreignReader.ts'), 'utf8');
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imported).toEqual(['node:fs/promises', 'onnxruntime-node', 'sharp']);
  });
});

/**
 * Every box of either side that is clearly over the threshold, and over what a full list ends with, has a partner within a pixel and
 * 0.01; → their number.
 */
function expectSame(ours: readonly Detection[], theirs: readonly Found[], threshold: number): number {
  // Which of two boxes of nearly one score is the last of a full list is chance.
  const ends = [ours, theirs].map((all) => (all.length === 100 ? (all.at(-1)?.score ?? 0) : 0));
  const clear = <One extends { readonly score: number }>(all: readonly One[]): One[] =>
    all.filter(({ score }) => score > Math.max(threshold, ...ends) + 0.01);
  const isPartner = (our: Detection, their: Found): boolean => {
    const sides = [our.box.x1 - their.x1, our.box.y1 - their.y1, our.box.x2 - their.x2, our.box.y2 - their.y2];
    return (
      our.label === their.label &&
      Math.abs(our.score - their.score) < 0.01 &&
      sides.every((distance) => Math.abs(distance) < 1)
    );
  };
  for (const our of clear(ours)) expect(theirs.some((their) => isPartner(our, their))).toBe(true);
  for (const their of clear(theirs)) expect(ours.some((our) => isPartner(our, their))).toBe(true);
  return clear(ours).length;
}
