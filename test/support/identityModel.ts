// An ONNX model for tests that gives back what it gets, one input and output for each element type that can travel.
import { create, toBinary } from '@bufbuild/protobuf';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
} from '../../src/common/graph/protobuf/onnx_pb.ts';
import type { ValueInfoProto } from '../../src/common/graph/protobuf/onnx_pb.ts';

const types = {
  single: DataType.FLOAT,
  half: DataType.FLOAT16,
  bytes: DataType.UINT8,
  whole: DataType.INT32,
  long: DataType.INT64,
};
export type IdentityName = keyof typeof types;

/** Inputs `single`, `half`, `bytes`, `whole`, `long`, all [N, 2]; outputs the same with `_out`. */
export function identityModel(names = Object.keys(types) as IdentityName[]): Uint8Array {
  const value = (name: string, elemType: DataType): ValueInfoProto =>
    create(ValueInfoProtoSchema, {
      name,
      type: {
        value: {
          case: 'tensorType',
          value: {
            elemType,
            shape: {
              dim: [{ value: { case: 'dimParam', value: 'N' } }, { value: { case: 'dimValue', value: 2n } }],
            },
          },
        },
      },
    });
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: 17n })],
    graph: create(GraphProtoSchema, {
      name: 'identity',
      input: names.map((name) => value(name, types[name])),
      output: names.map((name) => value(`${name}_out`, types[name])),
      node: names.map((name) =>
        create(NodeProtoSchema, { opType: 'Identity', name, input: [name], output: [`${name}_out`] }),
      ),
    }),
  });
  return toBinary(ModelProtoSchema, model);
}
