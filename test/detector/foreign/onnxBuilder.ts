// Small ONNX files as other programs write them, for tests. The networks look at their picture with one number, the weighted mean
// of its colours, so that what they give depends on how the picture was prepared; the rest are constants.
import { create, toBinary } from '@bufbuild/protobuf';
import { toHalf } from '../../../src/common/graph/float16.ts';
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
} from '../../../src/common/graph/protobuf/onnx_pb.ts';
import type {
  AttributeProto,
  ModelProto,
  NodeProto,
  TensorProto,
  ValueInfoProto,
} from '../../../src/common/graph/protobuf/onnx_pb.ts';

export type Element = 'float32' | 'float16' | 'uint8' | 'int32' | 'int64' | 'bool';

const elements: Readonly<Record<Element, DataType>> = {
  float32: DataType.FLOAT,
  float16: DataType.FLOAT16,
  uint8: DataType.UINT8,
  int32: DataType.INT32,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

export function attributeOf(name: string, value: number | readonly number[] | TensorProto): AttributeProto {
  if (typeof value === 'number')
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  if (Array.isArray(value)) {
    return create(AttributeProtoSchema, {
      name,
      type: AttributeType.INTS,
      ints: (value as readonly number[]).map(BigInt),
    });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.TENSOR, t: value as TensorProto });
}

export function nodeOf(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, number | readonly number[] | TensorProto>> = {},
  domain = '',
): NodeProto {
  return create(NodeProtoSchema, {
    opType,
    domain,
    name: `${opType}_${output[0] ?? ''}`,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => attributeOf(name, value)),
  });
}

export function tensorOf(
  name: string,
  dims: readonly number[],
  values: readonly number[] | Float32Array,
  element: Element = 'float32',
): TensorProto {
  const data =
    element === 'int64'
      ? BigInt64Array.from(values, BigInt)
      : element === 'int32'
        ? Int32Array.from(values)
        : element === 'float16'
          ? Uint16Array.from(values, toHalf)
          : element === 'float32'
            ? Float32Array.from(values)
            : Uint8Array.from(values);
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: elements[element],
    rawData: new Uint8Array(data.buffer),
  });
}

export function valueOf(name: string, element: Element, dims: readonly (number | string)[]): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: elements[element],
          shape: {
            dim: dims.map((dim) => ({
              value:
                typeof dim === 'number'
                  ? { case: 'dimValue' as const, value: BigInt(dim) }
                  : { case: 'dimParam' as const, value: dim },
            })),
          },
        },
      },
    },
  });
}

export interface ModelParts {
  readonly nodes: readonly NodeProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  readonly weights?: readonly TensorProto[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly domains?: readonly string[];
}

export function modelOf({ nodes, inputs, outputs, weights = [], metadata = {}, domains = [] }: ModelParts): ModelProto {
  return create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: 'test',
    opsetImport: [{ domain: '', version: 17n }, ...domains.map((domain) => ({ domain, version: 1n }))],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: create(GraphProtoSchema, {
      name: 'test',
      node: [...nodes],
      initializer: [...weights],
      input: [...inputs],
      output: [...outputs],
    }),
  });
}

export function bytesOf(model: ModelProto): Uint8Array {
  return toBinary(ModelProtoSchema, model);
}

/** An output of a drawn model: values + slope · look, for each picture of a batch. */
export interface DrawnOutput {
  readonly name: string;
  /** Without the batch's axis. */
  readonly dims: readonly number[];
  readonly values: readonly number[] | Float32Array;
  /** How much each value follows the picture; nothing when left out. */
  readonly slope?: readonly number[] | Float32Array;
  readonly element?: Element;
  /** An output without an axis for the batch. */
  readonly alone?: true;
}

export interface DrawnModel {
  readonly outputs: readonly DrawnOutput[];
  readonly layout?: 'nchw' | 'nhwc';
  readonly element?: 'float32' | 'float16' | 'uint8';
  readonly batch?: number | 'any' | 'none';
  /** Pixels; `any`: free. */
  readonly width: number | 'any';
  readonly height: number | 'any';
  readonly metadata?: Readonly<Record<string, string>>;
  /** Further inputs, read and not used. */
  readonly further?: readonly { readonly name: string; readonly element: Element; readonly dims: readonly number[] }[];
}

/** Weights of the three channels in the look. */
export const lookWeights = [1, 2, 4] as const;

/** look = Σ weight · mean of the channel as the model is fed. */
export function drawnModel(model: DrawnModel): Uint8Array {
  const { layout = 'nchw', element = 'float32', batch = 1, width, height, outputs, further = [] } = model;
  const sides = [height === 'any' ? 'height' : height, width === 'any' ? 'width' : width];
  const shape = layout === 'nchw' ? [3, ...sides] : [...sides, 3];
  const hasBatch = batch !== 'none';
  const dims = hasBatch ? [batch === 'any' ? 'batch' : batch, ...shape] : shape;
  const axes = (layout === 'nchw' ? [1, 2] : [0, 1]).map((axis) => axis + (hasBatch ? 1 : 0));
  const nodes = [
    nodeOf('Cast', ['images'], ['numbers'], { to: DataType.FLOAT }),
    nodeOf('ReduceMean', ['numbers'], ['means'], { axes, keepdims: 0 }),
    nodeOf('MatMul', ['means', 'weights'], ['look']),
    nodeOf('ReduceMax', ['look'], ['first'], { keepdims: 0 }),
    // What a model does not use is dropped when it loads, and can then not be fed.
    ...further.flatMap(({ name }) => [
      nodeOf('Cast', [name], [`${name}.numbers`], { to: DataType.FLOAT }),
      nodeOf('ReduceMax', [`${name}.numbers`], [`${name}.most`], { keepdims: 0 }),
    ]),
  ];
  const weights: TensorProto[] = [tensorOf('weights', [3, 1], lookWeights)];
  const declared: ValueInfoProto[] = [];
  for (const output of outputs) {
    const own = output.alone === true || !hasBatch;
    const inner = own ? output.dims : [1, ...output.dims];
    const slope = output.slope ?? new Float32Array(output.values.length);
    weights.push(tensorOf(`${output.name}.values`, inner, output.values));
    weights.push(tensorOf(`${output.name}.slope`, inner, slope));
    // [pictures, 1] → as many axes as the output.
    weights.push(
      tensorOf(
        `${output.name}.axes`,
        [inner.length],
        own ? inner.map(() => 1) : [-1, ...output.dims.map(() => 1)],
        'int64',
      ),
    );
    nodes.push(
      nodeOf('Reshape', [own ? 'first' : 'look', `${output.name}.axes`], [`${output.name}.look`]),
      nodeOf('Mul', [`${output.name}.look`, `${output.name}.slope`], [`${output.name}.part`]),
      nodeOf('Add', [`${output.name}.part`, `${output.name}.values`], [`${output.name}.sum`]),
      nodeOf('Cast', [`${output.name}.sum`], [output.name], { to: elements[output.element ?? 'float32'] }),
    );
    const first = hasBatch && !own ? [batch === 'any' ? 'batch' : batch] : [];
    declared.push(valueOf(output.name, output.element ?? 'float32', [...first, ...output.dims]));
  }
  for (const { name } of further) declared.push(valueOf(`${name}.most`, 'float32', []));
  return bytesOf(
    modelOf({
      nodes,
      weights,
      inputs: [
        valueOf('images', element, dims),
        ...further.map((one) =>
          valueOf(one.name, one.element, [...(hasBatch ? [batch === 'any' ? 'batch' : batch] : []), ...one.dims]),
        ),
      ],
      outputs: declared,
      metadata: model.metadata ?? {},
    }),
  );
}
