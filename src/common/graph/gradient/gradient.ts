// The reverse walk: from a loss back to what it depends on, one rule for each operation. The rules lie beside this file by family.
import { constant, knownShape } from '../graph.ts';
import type { GraphBuilder, Operation, OperationName, Tensor } from '../graph.ts';
import { add } from '../ops/elementwise.ts';
import { convolutionRule } from './convolution.ts';
import {
  addRule,
  divideRule,
  exponentialRule,
  logarithmRule,
  maximumRule,
  minimumRule,
  multiplyRule,
  negateRule,
  powerRule,
  reluRule,
  sigmoidRule,
  softplusRule,
  squareRootRule,
  subtractRule,
} from './elementwise.ts';
import { concatenateRule, expandRule, padRule, reshapeRule, resizeRule, sliceRule, transposeRule } from './movement.ts';
import { batchNormalizationRule, groupNormalizationRule } from './normalization.ts';
import { averagePoolRule, matrixProductRule, maximumPoolRule, sumRule } from './reduction.ts';
import type { Rule } from './rule.ts';

/** A forgotten operation does not compile. Those with 'none' appear only in lowered graphs, in gradients, or have no slope. */
const rules: Readonly<Record<OperationName, Rule>> = {
  Add: addRule,
  AveragePool: averagePoolRule,
  BatchNormalization: batchNormalizationRule,
  Cast: 'none',
  Concat: concatenateRule,
  Conv: convolutionRule,
  ConvTranspose: 'none',
  Div: divideRule,
  Equal: 'none',
  Exp: exponentialRule,
  Expand: expandRule,
  Greater: 'none',
  GroupNormalization: groupNormalizationRule,
  InstanceNormalization: 'none',
  LayerNormalization: 'none',
  Log: logarithmRule,
  MatMul: matrixProductRule,
  Max: maximumRule,
  MaxPool: maximumPoolRule,
  Min: minimumRule,
  Mul: multiplyRule,
  Neg: negateRule,
  Pad: padRule,
  Pow: powerRule,
  ReduceSum: sumRule,
  Relu: reluRule,
  Reshape: reshapeRule,
  Resize: resizeRule,
  Shape: 'none',
  Sigmoid: sigmoidRule,
  Slice: sliceRule,
  Softplus: softplusRule,
  Sqrt: squareRootRule,
  Sub: subtractRule,
  Transpose: transposeRule,
};

/**
 * Appends the gradients of `loss` (one value) with respect to the tensors `of`, each of its tensor's shape; a tensor that the loss
 * does not depend on is not in the result. Shapes have to be known. Throws on an operation that has no gradient.
 */
export function gradients(graph: GraphBuilder, loss: Tensor, of: readonly Tensor[]): ReadonlyMap<Tensor, Tensor> {
  const forward = [...graph.operations];
  const wanted = dependents(forward, of);
  const collected = new Map<Tensor, Tensor>();
  if (!wanted.has(loss)) return collected;
  collected.set(loss, constant(graph, Float32Array.of(1), knownShape(loss)));
  for (const operation of forward.reverse()) {
    const [output] = operation.outputs;
    const gradient = output === undefined ? undefined : collected.get(output);
    if (output === undefined || gradient === undefined) continue;
    // Nobody asks for the gradient of what lies between; it is kept only for a tensor that was asked for.
    backward(graph, operation, output, gradient, wanted, collected);
  }
  return new Map(of.flatMap((tensor) => pairOf(tensor, collected.get(tensor))));
}

function pairOf(tensor: Tensor, gradient: Tensor | undefined): readonly (readonly [Tensor, Tensor])[] {
  return gradient === undefined ? [] : [[tensor, gradient]];
}

/** Everything that depends on one of the tensors, they themselves included. */
function dependents(operations: readonly Operation[], of: readonly Tensor[]): ReadonlySet<Tensor> {
  const found = new Set<Tensor>(of);
  for (const { inputs, outputs } of operations) {
    if (inputs.some((tensor) => tensor !== undefined && found.has(tensor))) outputs.forEach((one) => found.add(one));
  }
  return found;
}

function backward(
  graph: GraphBuilder,
  operation: Operation,
  output: Tensor,
  gradient: Tensor,
  wanted: ReadonlySet<Tensor>,
  collected: Map<Tensor, Tensor>,
): void {
  const rule = rules[operation.name];
  if (rule === 'none') throw new Error(`${operation.name} has no gradient.`);
  const input = (index: number): Tensor => {
    const tensor = operation.inputs[index];
    if (tensor === undefined) throw new Error(`${operation.name} has no input ${index}.`);
    return tensor;
  };
  const wants = (index: number): boolean => {
    const tensor = operation.inputs[index];
    return tensor !== undefined && wanted.has(tensor);
  };
  const shares = rule({ graph, operation, input, output, gradient, wants });
  operation.inputs.forEach((tensor, index) => {
    const share = shares[index];
    if (tensor === undefined || share === undefined || !wanted.has(tensor)) return;
    const before = collected.get(tensor);
    collected.set(tensor, before === undefined ? share : add(graph, before, share));
  });
}
