// Gradients of normalisations, from the statistics that the forward pass made.
import { constant, float, knownShape, knownSize } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';
import { add, divide, multiply, scalar, squareRoot, subtract } from '../ops/elementwise.ts';
import { reshape } from '../ops/movement.ts';
import { sum } from '../ops/reduction.ts';
import { intAttribute } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * With x̂ the normalised values, m₁ and m₂ the means over a group of scale·dy and of scale·dy·x̂, and σ its deviation:
 * dx = (scale·dy − x̂·m₂ − m₁)/σ. The sums over positions serve dscale, dshift, m₁ and m₂ alike.
 */
export const groupNormalizationRule: Rule = ({ graph, operation, gradient, input, wants }) => {
  const [, normal, inverse] = operation.outputs;
  if (normal === undefined || inverse === undefined) throw new Error('GroupNormalization gives three outputs here.');
  const [batch = 1, channels = 1, height = 1, width = 1] = knownShape(input(0));
  const groups = intAttribute(operation, 'num_groups');
  const each = channels / groups;
  const shifts = sum(graph, gradient, [2, 3], 'drop');
  const scales = sum(graph, multiply(graph, gradient, normal), [2, 3], 'drop');
  const grouped = (perChannel: Tensor): Tensor => {
    const scaled = reshape(graph, multiply(graph, perChannel, input(1)), [batch, groups, each]);
    return multiply(graph, sum(graph, scaled, [2], 'keep'), scalar(graph, 1 / (each * height * width)));
  };
  /** [N, groups, 1] → [N, C, 1, 1] */
  const spread = (perGroup: Tensor): Tensor =>
    reshape(graph, multiply(graph, perGroup, ones(graph, each)), [batch, channels, 1, 1]);
  const ofInput = (): Tensor => {
    const slope = multiply(graph, spread(inverse), reshape(graph, input(1), [channels, 1, 1]));
    const pull = spread(multiply(graph, inverse, grouped(scales)));
    const drift = spread(multiply(graph, inverse, grouped(shifts)));
    const taken = add(graph, multiply(graph, normal, pull), drift);
    return subtract(graph, multiply(graph, gradient, slope), taken);
  };
  return [
    wants(0) ? ofInput() : undefined,
    wants(1) ? sum(graph, scales, [0], 'drop') : undefined,
    wants(2) ? sum(graph, shifts, [0], 'drop') : undefined,
  ];
};

function ones(graph: GraphBuilder, size: number): Tensor {
  return constant(graph, new Float32Array(size).fill(1), [1, 1, size]);
}

/** Frozen: the statistics get none. */
export const batchNormalizationRule: Rule = ({ graph, operation, gradient, input }) => {
  const epsilon = operation.attributes['epsilon'] ?? float(0);
  if (epsilon.kind !== 'float') throw new Error('BatchNormalization has an epsilon.');
  const deviation = squareRoot(graph, add(graph, input(4), scalar(graph, epsilon.value)));
  const factor = reshape(graph, divide(graph, input(1), deviation), [knownSize(input(1), 0), 1, 1]);
  return [multiply(graph, gradient, factor)];
};
