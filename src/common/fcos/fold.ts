// Folds each batch norm into the convolution before it, so that inference never computes one. Not for training.
import type { Graph, Operation, Tensor } from '../graph/graph.ts';
import type { ParameterValues } from '../graph/onnx.ts';

export interface Folded {
  readonly graph: Graph;
  readonly values: ParameterValues;
}

/**
 * conv → (y − mean) / √(variance + ε) · scale + shift becomes one conv with bias, computed in double precision. The kernel keeps
 * its name and its bias is called `….bias`. Throws when a batch norm does not follow a convolution of its own without bias.
 */
export function foldBatchNormalization(graph: Graph, values: ParameterValues): Folded {
  const makers = new Map(graph.operations.flatMap((made) => made.outputs.map((tensor) => [tensor, made] as const)));
  const uses = new Map<Tensor, number>();
  for (const { inputs } of graph.operations) {
    for (const tensor of inputs) if (tensor !== undefined) uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  }
  const parameters = new Map(graph.parameters);
  const folded = new Map(values);
  const absorbed = new Map<Operation, Operation | undefined>();
  for (const norm of graph.operations) {
    if (norm.name !== 'BatchNormalization') continue;
    const [x, ...statistics] = norm.inputs;
    const convolution = x === undefined ? undefined : makers.get(x);
    const [source, kernel, bias] = convolution?.inputs ?? [];
    if (convolution?.name !== 'Conv' || kernel === undefined || bias !== undefined || uses.get(x as Tensor) !== 1) {
      throw new Error(`${norm.outputs[0]?.name} does not follow a convolution of its own without bias.`);
    }
    const folding = foldedKernel(values, kernel, statistics, norm);
    const biasTensor: Tensor = {
      name: kernel.name.replace(/weight$/, 'bias'),
      type: 'float32',
      shape: kernel.shape.slice(0, 1),
    };
    for (const statistic of statistics) {
      parameters.delete((statistic as Tensor).name);
      folded.delete((statistic as Tensor).name);
    }
    parameters.set(biasTensor.name, biasTensor);
    folded.set(kernel.name, folding.kernel).set(biasTensor.name, folding.bias);
    absorbed.set(convolution, undefined);
    absorbed.set(norm, { ...convolution, inputs: [source, kernel, biasTensor], outputs: norm.outputs });
  }
  const operations = graph.operations.flatMap((one) => (absorbed.has(one) ? (absorbed.get(one) ?? []) : one));
  return { graph: { ...graph, parameters, operations }, values: folded };
}

function foldedKernel(
  values: ParameterValues,
  kernel: Tensor,
  statistics: readonly (Tensor | undefined)[],
  norm: Operation,
): { readonly kernel: Float32Array; readonly bias: Float32Array } {
  const [scale, shift, mean, variance] = statistics.map((tensor) => valuesOf(values, tensor));
  const epsilon = norm.attributes['epsilon'];
  if (
    scale === undefined ||
    shift === undefined ||
    mean === undefined ||
    variance === undefined ||
    epsilon?.kind !== 'float'
  ) {
    throw new Error('A batch norm has four statistics and an epsilon.');
  }
  const original = valuesOf(values, kernel);
  const weights = new Float32Array(original.length);
  const bias = new Float32Array(scale.length);
  const each = original.length / scale.length;
  for (let channel = 0; channel < scale.length; channel++) {
    const factor = (scale[channel] as number) / Math.sqrt((variance[channel] as number) + epsilon.value);
    bias[channel] = (shift[channel] as number) - (mean[channel] as number) * factor;
    for (let i = channel * each; i < (channel + 1) * each; i++) weights[i] = (original[i] as number) * factor;
  }
  return { kernel: weights, bias };
}

function valuesOf(values: ParameterValues, tensor: Tensor | undefined): Float32Array {
  const data = tensor === undefined ? undefined : values.get(tensor.name);
  if (data === undefined) throw new Error(`Parameter ${tensor?.name ?? '?'} has no values.`);
  return data;
}
