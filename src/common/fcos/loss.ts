// The three losses of FCOS as operations behind the network's outputs. Their targets are made in targets.ts.
import { input } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import {
  add,
  divide,
  logarithm,
  maximum,
  minimum,
  multiply,
  negate,
  power,
  scalar,
  sigmoid,
  softplus,
  subtract,
} from '../graph/ops/elementwise.ts';
import { reshape, slice } from '../graph/ops/movement.ts';
import { sum } from '../graph/ops/reduction.ts';
import type { FcosOutputs } from './network.ts';
import type { Targets } from './targets.ts';

/** The variants of the papers. */
export interface LossSpec {
  readonly alpha: number;
  readonly gamma: number;
  /** Generalised IoU, or the first paper's −ln IoU. */
  readonly box: 'giou' | 'iou';
  /** Each positive location counts alike, or by its centre-ness target as in the paper. */
  readonly boxWeight: 'even' | 'centreness';
}

/** torchvision's. */
export const torchvisionLoss: LossSpec = { alpha: 0.25, gamma: 2, box: 'giou', boxWeight: 'even' };

/** Each one value, [1]. */
export interface LossTensors {
  readonly classification: Tensor;
  readonly box: Tensor;
  readonly centreness: Tensor;
}

/** What torchvision's GIoU adds to its divisors. */
const epsilon = 1e-7;

/** Names of the graph's inputs, those of `Targets`. */
export const targetNames = [
  'classes',
  'classWeight',
  'regression',
  'boxWeight',
  'centreness',
  'centrenessWeight',
] as const satisfies readonly (keyof Targets)[];

/** For N pictures with L locations: adds the inputs of `targetNames` and the losses. */
export function losses(
  graph: GraphBuilder,
  outputs: FcosOutputs,
  spec: LossSpec,
  { pictures, locations, classes }: { readonly pictures: number; readonly locations: number; readonly classes: number },
): LossTensors {
  const target = (name: (typeof targetNames)[number], channels: number): Tensor =>
    input(graph, name, 'float32', [pictures, locations, channels]);
  const focal = focalLoss(graph, outputs.classLogits, target('classes', classes), spec);
  const classWeight = target('classWeight', 1);
  const box = boxLoss(graph, outputs.regression, target('regression', 4), spec.box);
  const boxWeight = target('boxWeight', 1);
  const centreness = crossEntropy(graph, outputs.centreness, target('centreness', 1));
  return {
    classification: total(graph, focal, classWeight),
    box: total(graph, box, boxWeight),
    centreness: total(graph, centreness, target('centrenessWeight', 1)),
  };
}

/** Σ loss · weight as [1]. */
function total(graph: GraphBuilder, loss: Tensor, weight: Tensor): Tensor {
  return reshape(graph, sum(graph, multiply(graph, loss, weight), [0, 1, 2], 'drop'), [1]);
}

/** softplus(x) − x·t, the stable form. */
function crossEntropy(graph: GraphBuilder, logits: Tensor, target: Tensor): Tensor {
  return subtract(graph, softplus(graph, logits), multiply(graph, logits, target));
}

/** α_t (1 − p_t)^γ · cross entropy; targets are 0 or 1. */
function focalLoss(graph: GraphBuilder, logits: Tensor, target: Tensor, { alpha, gamma }: LossSpec): Tensor {
  const probability = sigmoid(graph, logits);
  // 1 − p_t = p + t·(1 − 2p)
  const flipped = subtract(graph, scalar(graph, 1), multiply(graph, probability, scalar(graph, 2)));
  const miss = add(graph, probability, multiply(graph, target, flipped));
  const balance = add(graph, multiply(graph, target, scalar(graph, 2 * alpha - 1)), scalar(graph, 1 - alpha));
  const weight = multiply(graph, balance, power(graph, miss, gamma));
  return multiply(graph, crossEntropy(graph, logits, target), weight);
}

/** Distances [N, L, 4] of the same location → [N, L, 1]. */
function boxLoss(graph: GraphBuilder, found: Tensor, wanted: Tensor, kind: LossSpec['box']): Tensor {
  const shared = area(graph, spans(graph, found, wanted, minimum));
  const both = add(graph, area(graph, spans(graph, found)), area(graph, spans(graph, wanted)));
  const union = subtract(graph, both, shared);
  const safe = (x: Tensor): Tensor => add(graph, x, scalar(graph, epsilon));
  if (kind === 'iou') {
    return negate(graph, logarithm(graph, divide(graph, safe(shared), safe(union))));
  }
  const hull = area(graph, spans(graph, found, wanted, maximum));
  const missed = divide(graph, subtract(graph, hull, union), safe(hull));
  const overlap = subtract(graph, divide(graph, shared, safe(union)), missed);
  return subtract(graph, scalar(graph, 1), overlap);
}

/** left + right and top + bottom, [N, L, 2], of one or of the smaller or larger of two. */
function spans(
  graph: GraphBuilder,
  a: Tensor,
  b?: Tensor,
  choose?: (graph: GraphBuilder, a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const distances = b === undefined || choose === undefined ? a : choose(graph, a, b);
  return add(graph, slice(graph, distances, [2], [0], [2]), slice(graph, distances, [2], [2], [4]));
}

function area(graph: GraphBuilder, span: Tensor): Tensor {
  return multiply(graph, slice(graph, span, [2], [0], [1]), slice(graph, span, [2], [1], [2]));
}
