// FCOS, once: what the whole network is, from image to raw outputs. It only describes; inference.ts writes it down with
// weights, the checkpoint importer reads from it which parameters there have to be.
import { emptyGraph, input } from '../graph/graph.ts';
import type { GraphBuilder, Tensor } from '../graph/graph.ts';
import { concatenate, reshape, transpose } from '../graph/ops/movement.ts';
import { backbone } from './backbone/backbone.ts';
import { head } from './head.ts';
import { pyramid } from './pyramid.ts';
import type { FcosSpec } from './spec.ts';

/** Locations of P3 … P7 one after another, each level row by row. */
export interface FcosOutputs {
  /** [N, L, classes], before the sigmoid. */
  readonly classLogits: Tensor;
  /** [N, L, 4] left, top, right, bottom, after the activation; in strides under `relu-stride`. */
  readonly regression: Tensor;
  /** [N, L, 1], before the sigmoid. */
  readonly centreness: Tensor;
}

/** image: float32 [N, 3, H, W], normalised as `spec.input` says, H and W multiples of 32. */
export function fcos(graph: GraphBuilder, image: Tensor, spec: FcosSpec): FcosOutputs {
  const levels = pyramid(graph, backbone(graph, image, spec.trunk), spec.pyramid);
  const outputs = levels.map((level, index) => head(graph, level, index, spec));
  const joined = (of: (one: (typeof outputs)[number]) => Tensor, channels: number): Tensor =>
    concatenate(
      graph,
      // [N, C, H, W] → [N, H·W, C]
      outputs.map((one) => reshape(graph, transpose(graph, of(one), [0, 2, 3, 1]), [0, -1, channels])),
      1,
    );
  return {
    classLogits: joined((one) => one.classLogits, spec.head.classes),
    regression: joined((one) => one.regression, 4),
    centreness: joined((one) => one.centreness, 1),
  };
}

/** Every parameter of the network with its shape, in the order of the forward pass. */
export function parameterShapes(spec: FcosSpec): ReadonlyMap<string, readonly number[]> {
  const graph = emptyGraph();
  fcos(graph, input(graph, 'image', 'float32', ['N', 3, 'H', 'W']), spec);
  return new Map([...graph.parameters].map(([name, tensor]) => [name, tensor.shape.map(Number)]));
}
