// ONNX files of unknown origin: what is read from them, and that nothing in them asks for more than they bring.
import { create, fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { classNamesIn } from '../../../src/common/foreign/names.ts';
import { describeOnnx, withData } from '../../../src/common/graph/onnxFile.ts';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  SparseTensorProtoSchema,
  TensorProtoSchema,
  TensorProto_DataLocation as Location,
  TensorProto_DataType as DataType,
} from '../../../src/common/graph/protobuf/onnx_pb.ts';
import type { GraphProto, TensorProto } from '../../../src/common/graph/protobuf/onnx_pb.ts';
import { FailureError } from '../../../src/common/result.ts';
import type { Failure } from '../../../src/common/result.ts';
import { bytesOf, drawnModel, modelOf, nodeOf, tensorOf, valueOf } from '../../detector/foreign/onnxBuilder.ts';
import { seeded } from '../../support/seeded.ts';

/** The failure of work that has to fail with one. */
function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw caught;
  }
  throw new Error('It did not fail.');
}

function modelWith(weights: readonly TensorProto[]): Uint8Array {
  return bytesOf(
    modelOf({
      nodes: [nodeOf('Identity', ['image'], ['out'])],
      inputs: [valueOf('image', 'float32', [1, 3, 32, 32])],
      outputs: [valueOf('out', 'float32', [1, 3, 32, 32])],
      weights,
    }),
  );
}

function outside(name: string, location: string, count: number): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims: [BigInt(count)],
    dataType: DataType.FLOAT,
    dataLocation: Location.EXTERNAL,
    externalData: [{ key: 'location', value: location }],
  });
}

describe('an ONNX file', () => {
  it('says its inputs without the weights that are listed among them', () => {
    const file = bytesOf(
      modelOf({
        nodes: [nodeOf('Add', ['image', 'bias'], ['out'])],
        inputs: [valueOf('image', 'float16', ['batch', 3, 'height', 'width']), valueOf('bias', 'float32', [1])],
        outputs: [valueOf('out', 'float32', [1])],
        weights: [tensorOf('bias', [1], [1])],
        metadata: { names: "{0: 'cat', 1: 'dog'}" },
      }),
    );
    const described = describeOnnx(file);
    expect(described.inputs).toEqual([{ name: 'image', type: 'float16', dims: ['batch', 3, 'height', 'width'] }]);
    expect(described).toMatchObject({ opset: 17, parameters: 1, operators: ['Add'], producer: 'test' });
    expect(classNamesIn(described.metadata)).toEqual(['cat', 'dog']);
  });

  it('that is cut short anywhere, empty, or something else, is refused in a sentence', () => {
    const whole = drawnModel({
      width: 32,
      height: 32,
      outputs: [{ name: 'out', dims: [2, 4], values: Array(8).fill(0) as number[] }],
    });
    for (let length = 0; length < whole.length; length += 7) {
      const { kind, message } = failureOf(() => describeOnnx(whole.subarray(0, length)));
      expect(['unreadable', 'invalid']).toContain(kind);
      expect(message).toMatch(/nor ONNX|incomplete|damaged/);
    }
    for (const text of ['PK\u0003\u0004 a zip', '<html>', '{"a": 1}'])
      expect(failureOf(() => describeOnnx(Buffer.from(text))).kind).toBe('unreadable');
  });

  it('whose weights claim more than they bring is refused before anything is made for them', () => {
    const claims: readonly (readonly bigint[])[] = [
      [1_000_000_000_000n],
      [2n ** 62n, 2n ** 62n],
      [-1n],
      [65_536n, 65_536n],
    ];
    for (const dims of claims) {
      const raw = create(TensorProtoSchema, {
        name: 'w',
        dims: [...dims],
        dataType: DataType.FLOAT,
        rawData: new Uint8Array(4),
      });
      expect(failureOf(() => describeOnnx(modelWith([raw]))).message).toMatch(/damaged: its weights w/);
      const listed = create(TensorProtoSchema, {
        name: 'w',
        dims: [...dims],
        dataType: DataType.FLOAT,
        floatData: [1],
      });
      expect(failureOf(() => describeOnnx(modelWith([listed]))).message).toMatch(/damaged: its weights w/);
      const none = create(TensorProtoSchema, { name: 'w', dims: [...dims], dataType: DataType.FLOAT });
      expect(failureOf(() => describeOnnx(modelWith([none]))).message).toMatch(/damaged: its weights w/);
    }
    const thin = modelOf({
      nodes: [nodeOf('Identity', ['image'], ['out'])],
      inputs: [valueOf('image', 'float32', [1, 3, 32, 32])],
      outputs: [valueOf('out', 'float32', [1])],
    });
    (thin.graph as GraphProto).sparseInitializer.push(
      create(SparseTensorProtoSchema, {
        values: tensorOf('thin', [1], [1]),
        indices: tensorOf('', [1], [5], 'int64'),
        dims: [10_000_000_000n],
      }),
    );
    expect(failureOf(() => describeOnnx(bytesOf(thin)))).toMatchObject({ kind: 'too-large' });
  });

  it('names what it keeps outside of itself in constants and sub-graphs too, and takes it in', () => {
    const inner = create(GraphProtoSchema, {
      name: 'inner',
      node: [nodeOf('Constant', [], ['c'], { value: outside('hidden', '/etc/hostname', 2) })],
      initializer: [outside('hidden', 'b.bin', 3)],
    });
    const branch = nodeOf('If', ['condition'], ['out']);
    branch.attribute.push(create(AttributeProtoSchema, { name: 'then_branch', g: inner }));
    const model = modelOf({
      nodes: [branch],
      inputs: [valueOf('condition', 'bool', [1])],
      outputs: [valueOf('out', 'float32', [1])],
      weights: [outside('hidden', 'a.bin', 1)],
    });
    const bytes = bytesOf(model);
    const { external } = describeOnnx(bytes);
    expect(external.map(({ location, length }) => [location, length])).toEqual([
      ['a.bin', 4],
      ['b.bin', 12],
      ['/etc/hostname', 8],
    ]);
    const merged = withData(
      bytes,
      external.map(({ length }, index) => new Uint8Array(length).fill(index + 1)),
    );
    expect(describeOnnx(merged)).toMatchObject({ external: [], parameters: 6 });
    const then = fromBinary(ModelProtoSchema, merged).graph?.node[0]?.attribute[0]?.g;
    expect([...(then?.initializer[0]?.rawData ?? [])]).toEqual(Array(12).fill(2));
    expect([...(then?.node[0]?.attribute[0]?.t?.rawData ?? [])]).toEqual(Array(8).fill(3));
  });

  it('with sub-graphs in sub-graphs without end is refused', () => {
    let graph = create(GraphProtoSchema, { name: 'deepest' });
    for (let depth = 0; depth < 60; depth++) {
      const node = nodeOf('If', ['c'], ['o']);
      node.attribute.push(create(AttributeProtoSchema, { name: 'then_branch', g: graph }));
      graph = create(GraphProtoSchema, { name: `${depth}`, node: [node], output: [valueOf('o', 'float32', [1])] });
    }
    const bytes = bytesOf(create(ModelProtoSchema, { irVersion: 8n, graph }));
    expect(failureOf(() => describeOnnx(bytes)).message).toMatch(/sub-graphs|nor ONNX/);
  });

  it('changed at random in 500 ways is read or refused, and never brings an exception', () => {
    const seed = drawnModel({
      width: 32,
      height: 32,
      outputs: [{ name: 'out', dims: [3, 6], values: Array(18).fill(0.5) as number[], element: 'float16' }],
      metadata: { names: "{0: 'cat', 1: 'dog'}" },
    });
    const random = seeded(20_260_101);
    let refused = 0;
    for (let round = 0; round < 500; round++) {
      const bytes = mutated(seed, random);
      try {
        const described = describeOnnx(bytes);
        classNamesIn(described.metadata);
        withData(
          bytes,
          described.external.map(({ length }) => new Uint8Array(Math.min(length, 1000))),
        );
      } catch (caught) {
        if (!(caught instanceof FailureError)) throw new Error(`round ${round}: ${String(caught)}`, { cause: caught });
        expect(caught.failure.message).toMatch(/^.{10,}\.$/s);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(500);
  });
});

describe('class names in a file', () => {
  it('are read as a list and as a dictionary, and a number without end makes no list without end', () => {
    const read = (names: string): readonly string[] | undefined => classNamesIn(new Map([['names', names]]));
    expect(read('["a", "b"]')).toEqual(['a', 'b']);
    expect(read('{"0": "a", "2": "c"}')).toEqual(['a', '1', 'c']);
    expect(read(`{0: 'it\\'s', 1: "b"}`)).toEqual(["it's", 'b']);
    expect(read("{4294967294: 'x'}")).toBeUndefined();
    expect(read("{99999999999999999999: 'x'}")).toBeUndefined();
    expect(read('{}')).toBeUndefined();
    expect(read('')).toBeUndefined();
  });
});

/** A few bytes changed, or a part taken out, doubled, or made larger in what it claims. */
function mutated(seed: Uint8Array, random: () => number): Uint8Array {
  const bytes = Uint8Array.from(seed);
  const place = (): number => Math.floor(random() * bytes.length);
  switch (Math.floor(random() * 4)) {
    case 0:
      for (let n = 0; n < 1 + random() * 8; n++) bytes[place()] = Math.floor(random() * 256);
      return bytes;
    case 1: {
      const from = place();
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + Math.floor(random() * 20))]);
    }
    case 2: {
      const from = place();
      return Buffer.concat([bytes.subarray(0, from + Math.floor(random() * 40)), bytes.subarray(from)]);
    }
    default: {
      const at = place();
      bytes.fill(0xff, at, at + 1 + Math.floor(random() * 9));
      return bytes;
    }
  }
}
