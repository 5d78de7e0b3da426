// What ONNX Runtime gives back, as plain numbers for the readers of foreign models.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Output, Outputs } from '../common/foreign/outputs.ts';
import { fromHalf } from '../common/graph/float16.ts';
import { fail } from '../common/result.ts';

/** Every tensor, whole numbers and halves widened. Fails (`unsupported`) on what holds no numbers. */
export async function outputsOf(values: InferenceSession.OnnxValueMapType): Promise<Outputs> {
  const outputs = new Map<string, Output>();
  for (const [name, value] of Object.entries(values)) {
    const tensor = value as Tensor;
    outputs.set(name, { dims: tensor.dims, values: numbers(name, tensor.type, await tensor.getData()) });
  }
  return outputs;
}

/** Types of whole numbers; what lists labels and counts. */
export function isWholeType(type: string): boolean {
  return /^u?int(8|16|32|64)$|^bool$/.test(type);
}

function numbers(name: string, type: string, data: Tensor.DataType): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type === 'float16' && data instanceof Uint16Array) return Float32Array.from(data, fromHalf);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float32Array.from(data, Number);
  if (ArrayBuffer.isView(data)) return Float32Array.from(data as unknown as ArrayLike<number>);
  return fail('unsupported', `The model's output ${name} is ${type}, which holds no numbers.`);
}
