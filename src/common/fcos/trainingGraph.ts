// The model that learns: the same network as inference, its losses, and their gradients with respect to every parameter that may
// change. Parameters are inputs, so that one session serves every step.
import { gradients } from '../graph/gradient/gradient.ts';
import { emptyGraph, input, output } from '../graph/graph.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import {
  lowerFrozenBatchNormalization,
  lowerGroupNormalization,
  lowerGroupNormalizationWithStatistics,
} from '../graph/lower.ts';
import { onnxModel } from '../graph/onnx.ts';
import { add } from '../graph/ops/elementwise.ts';
import { levelGrids, locationCount } from './locations.ts';
import { losses } from './loss.ts';
import type { LossSpec } from './loss.ts';
import { fcos, parameterShapes } from './network.ts';
import type { FcosSpec } from './spec.ts';

/** Stages of the trunk that do not learn, from the picture on: 0 none, 1 the entry, 2 and the first stage, … 5 the whole trunk. */
export type FrozenStages = 0 | 1 | 2 | 3 | 4 | 5;

export interface TrainingShape {
  readonly pictures: number;
  /** Padded input pixels, multiples of 32. */
  readonly height: number;
  readonly width: number;
}

/**
 * ONNX bytes. Inputs: `image` [N, 3, H, W], every parameter by its name, the targets of `targetNames`. Outputs:
 * `loss.classification`, `loss.box`, `loss.centreness` [1], and `<parameter>.gradient` of their sum for each of `trainable`.
 */
export function trainingModel(
  spec: FcosSpec,
  loss: LossSpec,
  { pictures, height, width }: TrainingShape,
  trainable: readonly string[],
): Uint8Array {
  const forward = emptyGraph();
  const outputs = fcos(forward, input(forward, 'image', 'float32', [pictures, 3, height, width]), spec);
  const { graph, standsFor } = lowerFrozenBatchNormalization(forward);
  const lowered = {
    classLogits: standsFor(outputs.classLogits),
    regression: standsFor(outputs.regression),
    centreness: standsFor(outputs.centreness),
  };
  const locations = locationCount(levelGrids(width, height, spec));
  const parts = losses(graph, lowered, loss, { pictures, locations, classes: spec.head.classes });
  output(graph, 'loss.classification', parts.classification);
  output(graph, 'loss.box', parts.box);
  output(graph, 'loss.centreness', parts.centreness);
  const total = add(graph, add(graph, parts.classification, parts.box), parts.centreness);
  const of = trainable.map((name) => graph.parameters.get(name) as Tensor);
  for (const [parameter, gradient] of gradients(graph, total, of))
    output(graph, gradientName(parameter.name), gradient);
  return written(lowerGroupNormalizationWithStatistics(graph));
}

/** ONNX bytes of the network alone, parameters as inputs, any height and width; outputs as `inferenceModel`. */
export function forwardModel(spec: FcosSpec): Uint8Array {
  const graph = emptyGraph();
  const outputs = fcos(graph, input(graph, 'image', 'float32', ['N', 3, 'H', 'W']), spec);
  output(graph, 'cls_logits', outputs.classLogits);
  output(graph, 'bbox_regression', outputs.regression);
  output(graph, 'bbox_ctrness', outputs.centreness);
  return written(lowerGroupNormalization(lowerFrozenBatchNormalization(graph).graph));
}

export function gradientName(parameter: string): string {
  return `${parameter}.gradient`;
}

/** Names of the parameters that learn: all but recorded statistics with their affine map, and what is frozen. */
export function trainableParameters(spec: FcosSpec, frozen: FrozenStages): readonly string[] {
  const names = [...parameterShapes(spec).keys()];
  const isRecorded = (name: string): boolean =>
    names.includes(name.replace(/\.(weight|bias|running_mean|running_var)$/, '.running_mean'));
  return names.filter((name) => !isRecorded(name) && !isFrozen(name, frozen));
}

function isFrozen(name: string, frozen: FrozenStages): boolean {
  const stage = /^backbone\.body\.layer(\d)\./.exec(name)?.[1];
  if (stage !== undefined) return Number(stage) < frozen;
  return name.startsWith('backbone.body.') && frozen > 0;
}

function written(graph: Graph): Uint8Array {
  return onnxModel(graph, new Map(), { name: 'fcos', precision: 'float32' });
}
