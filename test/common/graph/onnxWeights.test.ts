// Weights read back out of ONNX bytes: those that onnx.ts wrote, and bytes that nobody honest wrote.
import { create, toBinary } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { constant, emptyGraph, input, output, parameter } from '../../../src/common/graph/graph.ts';
import { onnxModel } from '../../../src/common/graph/onnx.ts';
import { onnxWeights } from '../../../src/common/graph/onnxWeights.ts';
import { convolve } from '../../../src/common/graph/ops/convolution.ts';
import { add } from '../../../src/common/graph/ops/elementwise.ts';
import { reshape } from '../../../src/common/graph/ops/movement.ts';
import { ModelProtoSchema, TensorProto_DataType as DataType } from '../../../src/common/graph/protobuf/onnx_pb.ts';
import type { TensorProtoSchema } from '../../../src/common/graph/protobuf/onnx_pb.ts';
import { FailureError } from '../../../src/common/result.ts';
import { seededRandom } from '../../../src/common/random.ts';

const kernel = Float32Array.of(0.1, -2, 1e-6, 65_504);
const bias = Float32Array.of(0.1, 1e9);

function model(precision: 'float32' | 'float16', weights = kernel): Uint8Array {
  const graph = emptyGraph();
  const x = input(graph, 'x', 'float32', [1, 2, 3, 3]);
  const options = { stride: 1, padding: 0 };
  const y = convolve(graph, x, parameter(graph, 'a.weight', [2, 2, 1, 1]), parameter(graph, 'a.bias', [2]), options);
  const sum = add(graph, y, constant(graph, Float32Array.of(5), [1]));
  output(graph, 'y', reshape(graph, sum, [1, -1]));
  const values = new Map([
    ['a.weight', weights],
    ['a.bias', bias],
  ]);
  return onnxModel(graph, values, { name: 'test', precision });
}

/** A model of nothing but the given initialisers. */
function only(...initializer: MessageInitShape<typeof TensorProtoSchema>[]): Uint8Array {
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph: { initializer } }));
}

function refusal(bytes: Uint8Array): string {
  try {
    onnxWeights(bytes);
  } catch (caught) {
    if (caught instanceof FailureError) return `${caught.failure.kind}: ${caught.failure.message}`;
    throw caught;
  }
  throw new Error('it was read');
}

describe('weights of a model that was written here', () => {
  it('come back value for value', () => {
    const weights = onnxWeights(model('float32'));
    expect(weights.get('a.weight')).toEqual({ shape: [2, 2, 1, 1], values: kernel });
    expect(weights.get('a.bias')).toEqual({ shape: [2], values: bias });
  });

  it('come back under their own names where they were stored as halves, rounded to those', () => {
    const weights = onnxWeights(model('float16'));
    const { shape, values } = weights.get('a.weight') ?? { shape: [], values: [] };
    expect(shape).toEqual([2, 2, 1, 1]);
    expect([...values]).toEqual([0.0999755859375, -2, 17 * 2 ** -24, 65_504]);
    expect(weights.get('a.bias')).toEqual({ shape: [2], values: bias });
    expect(weights.has('a.weight.half')).toBe(false);
  });

  it('come back where a value is too large for a half and they stay whole', () => {
    const large = Float32Array.of(0.1, 1e9, 0, 0);
    expect(onnxWeights(model('float16', large)).get('a.weight')).toEqual({ shape: [2, 2, 1, 1], values: large });
  });

  it('leave out what is no float, and do not hold on to the bytes', () => {
    const bytes = model('float32');
    const weights = onnxWeights(bytes);
    expect([...weights.keys()].sort()).toEqual(['a.bias', 'a.weight', 'constant_0']);
    bytes.fill(0);
    expect(weights.get('a.bias')?.values).toEqual(bias);
  });
});

describe('bytes of unknown origin', () => {
  const float = { name: 'w', dataType: DataType.FLOAT };
  const rawData = new Uint8Array(16);

  it('hold no weights when they are an empty model', () => {
    expect(onnxWeights(new Uint8Array()).size).toBe(0);
  });

  it('are refused when a shape does not fill its bytes', () => {
    expect(refusal(only({ ...float, dims: [5n], rawData }))).toContain(
      'invalid: The model is damaged: its weights w [5]',
    );
    expect(refusal(only({ ...float, dims: [-2n, -2n], rawData }))).toContain('invalid');
    expect(refusal(only({ ...float, dims: [2n ** 62n, 2n ** 62n], rawData }))).toContain('invalid');
    expect(refusal(only({ ...float, dims: new Array<bigint>(17).fill(1n), rawData: new Uint8Array(4) }))).toContain(
      'invalid',
    );
    expect(refusal(only({ ...float, dims: [4n], floatData: [1, 2, 3, 4] }))).toContain('do not fill 0 bytes');
    expect(refusal(only({ ...float, dataType: DataType.FLOAT16, dims: [4n], rawData }))).toContain('invalid');
  });

  it('are refused when two weights have one name', () => {
    const half = { name: 'w.half', dataType: DataType.FLOAT16, dims: [8n], rawData };
    expect(refusal(only({ ...float, dims: [4n], rawData }, half))).toContain('w twice');
  });

  it('are refused, never thrown at, wherever a model is cut off or changed', () => {
    const good = model('float16');
    const random = seededRandom(5);
    for (let i = 0; i < 2000; i++) {
      const bytes = good.slice(0, i < good.length ? i : good.length);
      for (let change = 0; i >= good.length && change < 3; change++) {
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      }
      try {
        onnxWeights(bytes);
      } catch (caught) {
        expect(caught).toBeInstanceOf(FailureError);
      }
    }
    expect(refusal(Uint8Array.of(0xff, 0xff, 0xff))).toContain('unreadable');
  });
});
