// Files of weights broken at random: PyTorch's two formats, safetensors, ONNX. What is read of them has to be whole: every tensor that
// is listed can be read as well.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { inspectCheckpoint } from '../../src/common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../../src/common/fcos/checkpoint/read.ts';
import { classNamesIn } from '../../src/common/foreign/names.ts';
import { describeOnnx, withData } from '../../src/common/graph/onnxFile.ts';
import { dictionary, floats, tensor, torchFile } from '../common/fcos/checkpoint/pickles.ts';
import {
  mmdetectionMeta,
  mmdetectionShapes,
  smallSpec,
  torchStateFile,
  trickedConfig,
} from '../support/checkpointFile.ts';
import { fuzz } from '../support/fuzz.ts';
import { identityModel } from '../support/identityModel.ts';
import { mutateBinary } from '../support/mutate/bytes.ts';
import { mutatePickle, mutateProtobuf, mutateSafetensors, mutateTorch } from '../support/mutate/weights.ts';

const root = join(import.meta.dirname, '../..');
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(root, 'test/common/fcos/fixture', name)));

/** Opens it, looks what network it is, and reads every number. */
function readWeights(bytes: Uint8Array): unknown {
  const state = readCheckpoint(bytes);
  if (!state.ok) return state;
  for (const { read } of state.value.tensors.values()) read();
  const inspected = inspectCheckpoint(state.value, { ways: {} });
  // That it is no FCOS is said; that it could be read is what counts here.
  return inspected.ok || inspected.failure.kind !== 'unexpected' ? state : inspected;
}

const two = dictionary({ 'a.weight': tensor('0', [2, 3]), 'b.bias': tensor('1', [4]) });
const small = new Uint8Array(torchFile(two, { 0: floats(1, 2, 3, 4, 5, 6), 1: floats(1, 2, 3, 4) }));
const meta = mmdetectionMeta({ classes: ['cell', 'dust'], config: trickedConfig });
const whole = new Uint8Array(torchStateFile(mmdetectionShapes(smallSpec(2)), { meta }));

describe('weights broken at random', () => {
  fuzz({
    name: 'a .pth file',
    seeds: [small, small, whole],
    mutations: [mutateBinary, mutateTorch, mutateTorch],
    read: readWeights,
  });
  fuzz({
    name: 'an older .pth file',
    seeds: [fixture('basic.legacy.pth')],
    mutations: [mutateBinary, mutatePickle],
    read: readWeights,
  });
  fuzz({
    name: 'a .safetensors file',
    seeds: [fixture('basic.safetensors')],
    mutations: [mutateBinary, mutateSafetensors],
    read: readWeights,
  });
  fuzz({
    name: 'an ONNX file',
    seeds: [identityModel(), new Uint8Array(readFileSync(join(root, 'models/fcos_r10_bccd.onnx')))].slice(0, 1),
    mutations: [mutateBinary, mutateProtobuf, mutateProtobuf],
    read: (bytes) => {
      const file = describeOnnx(bytes);
      classNamesIn(file.metadata);
      withData(
        bytes,
        file.external.map(() => new Uint8Array(4)),
      );
    },
  });
});
