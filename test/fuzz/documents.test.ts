// Readers of whole documents in memory, fed with bytes broken at random: each must answer with a value or a Result, never throw
// anything else, and never take over five seconds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCocoFile } from '../../src/common/coco/import.ts';
import { readDetectionSteps, readTruthSteps } from '../../src/common/coco/evaluationInput.ts';
import { decodeJson } from '../../src/common/dataset/decodeJson.ts';
import { readCheckpoint } from '../../src/common/fcos/checkpoint/read.ts';
import { describeOnnx } from '../../src/common/graph/onnxFile.ts';
import { readKeyFile } from '../../src/common/keys/keyMap.ts';
import { readCard } from '../../src/common/model/card.ts';
import { FailureError, type Failure } from '../../src/common/result.ts';
import { smallSpec, torchvisionFile } from '../support/checkpointFile.ts';
import { readBytes } from '../support/evaluationInput.ts';
import { identityModel } from '../support/identityModel.ts';
import { mutate } from '../support/mutator.ts';
import { amount } from '../support/nightly.ts';
import { seeded } from '../support/seeded.ts';

const root = join(import.meta.dirname, '../..');
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

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

/** The longest time that one document may take, in milliseconds; what hangs takes far longer. */
const longest = 5000;

function fuzz(name: string, seedBytes: Uint8Array, read: (bytes: Uint8Array) => unknown): void {
  it(`${name}: a value or a failure with words, whatever the bytes`, () => {
    const random = seeded(name.length * 104_729);
    for (let round = 0; round < amount(500, 20_000); round += 1) {
      const bytes = mutate(seedBytes, random);
      const start = performance.now();
      const failed = failureOfReading(() => read(bytes), `${name}, mutation ${round}`);
      // A reader that catches everything says "unexpected" of what it did not think of.
      expect(failed?.kind, `${name}, mutation ${round}: ${failed?.message} ${failed?.detail}`).not.toBe('unexpected');
      expect(performance.now() - start, `${name}, mutation ${round}`).toBeLessThan(longest);
    }
  });
}

function failureOfReading(read: () => unknown, about: string): Failure | undefined {
  try {
    const answer = read() as { readonly failure?: Failure } | undefined;
    return answer?.failure;
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw new Error(about, { cause: caught });
  }
}

const truth = readBytes(instances, readTruthSteps());

describe('broken at random', () => {
  fuzz('COCO instances', instances, readCocoFile);
  fuzz('COCO truth', instances, (bytes) => readBytes(bytes, readTruthSteps()));
  fuzz('COCO results', results, (bytes) => (truth.ok ? readBytes(bytes, readDetectionSteps(truth.value)) : truth));
  fuzz('a model card', new Uint8Array(readFileSync(join(root, 'models/starter.json'))), (bytes) => {
    const json = decodeJson(bytes);
    return json.ok ? readCard(json.value) : json;
  });
  fuzz(
    'a key map file',
    bytesOf({ format: 1, keys: { 'box.accept': ['Enter'], 'picture.next': ['d', 'ArrowRight'] } }),
    (bytes) => readKeyFile(new TextDecoder().decode(bytes)),
  );
  fuzz('an ONNX file', identityModel(), describeOnnx);
  fuzz('a .pth file', new Uint8Array(torchvisionFile(smallSpec(2))), readCheckpoint);
  const safetensors = join(root, 'test/common/fcos/fixture/basic.safetensors');
  fuzz('a .safetensors file', new Uint8Array(readFileSync(safetensors)), readCheckpoint);
});
