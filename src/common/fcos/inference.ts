// The model that runs: the network with its weights inside, normalisation folded, as ONNX bytes.
import { emptyGraph, input, output } from '../graph/graph.ts';
import { lowerGroupNormalization } from '../graph/lower.ts';
import { joined, onnxPieces } from '../graph/onnx.ts';
import type { OnnxOptions, ParameterValues } from '../graph/onnx.ts';
import { foldBatchNormalization } from './fold.ts';
import { fcos } from './network.ts';
import type { FcosSpec } from './spec.ts';

/**
 * Input `image`: float32 [N, 3, H, W], normalised as `spec.input` says, zeros where padded, H and W multiples of 32.
 * Outputs, levels P3 … P7 one after another: `cls_logits` [N, L, classes] before the sigmoid, `bbox_regression` [N, L, 4] as
 * the reference's head gives it (after its relu, in strides), `bbox_ctrness` [N, L, 1] before the sigmoid.
 * Throws when `parameters` lacks one of `parameterShapes(spec)`.
 */
export function inferenceModel(
  spec: FcosSpec,
  parameters: ParameterValues,
  options: Partial<Pick<OnnxOptions, 'precision'>> = {},
): Uint8Array {
  return joined(inferencePieces(spec, parameters, options));
}

/** The same bytes one piece after another; kernels that are not folded are views of `parameters`. */
export function inferencePieces(
  spec: FcosSpec,
  parameters: ParameterValues,
  { precision = 'float32' }: Partial<Pick<OnnxOptions, 'precision'>> = {},
): readonly Uint8Array[] {
  const graph = emptyGraph();
  const outputs = fcos(graph, input(graph, 'image', 'float32', ['N', 3, 'H', 'W']), spec);
  output(graph, 'cls_logits', outputs.classLogits);
  output(graph, 'bbox_regression', outputs.regression);
  output(graph, 'bbox_ctrness', outputs.centreness);
  for (const name of graph.parameters.keys()) {
    if (!parameters.has(name)) throw new Error(`Parameter ${name} has no values.`);
  }
  const folded = foldBatchNormalization(graph, parameters);
  return onnxPieces(lowerGroupNormalization(folded.graph), folded.values, { name: 'fcos', precision });
}
