// An inference request as it goes over the line: JSON first, then each tensor's bytes (the binary tensor extension), or JSON alone.
import { fail } from '../../common/result.ts';
import type { DatatypeName, Elements } from './datatypes.ts';

export interface InputTensor {
  readonly name: string;
  readonly datatype: DatatypeName;
  readonly shape: readonly number[];
  readonly data: Elements;
}

/** `json` for servers that do not know the extension; ten times the bytes. */
export type TensorForm = 'binary' | 'json';

export interface EncodedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly Uint8Array[];
}

/** The body's tensors are views of `data`, not copies. Fails on what JSON cannot say. */
export function encodeRequest(
  inputs: readonly InputTensor[],
  outputs: readonly string[],
  form: TensorForm,
): EncodedRequest {
  if (form === 'json') {
    const text = JSON.stringify({
      inputs: inputs.map(({ data, ...facts }) => ({ ...facts, data: jsonData(facts, data) })),
      outputs: outputs.map((name) => ({ name })),
    });
    return { headers: { 'content-type': 'application/json' }, body: [Buffer.from(text)] };
  }
  const head = Buffer.from(
    JSON.stringify({
      inputs: inputs.map(({ data, ...facts }) => ({ ...facts, parameters: { binary_data_size: data.byteLength } })),
      outputs: outputs.map((name) => ({ name, parameters: { binary_data: true } })),
      parameters: { binary_data_output: true },
    }),
  );
  return {
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(head.length),
    },
    body: [head, ...inputs.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))],
  };
}

function jsonData({ name, datatype }: Pick<InputTensor, 'name' | 'datatype'>, data: Elements): readonly number[] {
  if (datatype === 'FP16') {
    fail('unsupported', `The input ${name} is FP16, which can only travel as binary tensors; this server takes none.`);
  }
  const exact = Number.MAX_SAFE_INTEGER;
  const values = Array.from(data as Iterable<number | bigint>, (value) => {
    const isSayable = typeof value === 'bigint' ? value >= -exact && value <= exact : Number.isFinite(value);
    return isSayable ? Number(value) : fail('invalid', `The input ${name} holds ${value}, which JSON cannot carry.`);
  });
  return values;
}
