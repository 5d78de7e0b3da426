// Values to start from when there is no model: as torchvision starts an FCOS, with a class-prior bias and distances near where most
// boxes' are.
import type { ParameterValues } from '../graph/onnx.ts';
import type { Random } from '../random.ts';
import { parameterShapes } from './network.ts';
import type { FcosSpec } from './spec.ts';

/** Share of locations that are taken for an object before anything is learnt. */
const prior = 0.01;

/** exp of it, in strides, is the distance that the box branch starts with under `exponential-stride`. */
const firstDistance = Math.log(3);

/** Every name of `parameterShapes(spec)`. */
export function initialValues(spec: FcosSpec, random: Random): ParameterValues {
  const normal = normalNumbers(random);
  return new Map(
    [...parameterShapes(spec)].map(([name, shape]) => {
      const values = new Float32Array(shape.reduce((all, size) => all * size, 1));
      fillInitial(name, shape, values, spec, normal);
      return [name, values];
    }),
  );
}

function fillInitial(
  name: string,
  shape: readonly number[],
  values: Float32Array,
  spec: FcosSpec,
  normal: Random,
): void {
  if (shape.length === 1) {
    values.fill(startOfVector(name, spec));
    return;
  }
  const deviation = deviationOf(name, shape);
  for (let i = 0; i < values.length; i++) values[i] = normal() * deviation;
}

/** Norms start as identity; biases at 0 but for those that say how rare objects and how large boxes are. */
function startOfVector(name: string, spec: FcosSpec): number {
  if (name === 'head.classification_head.cls_logits.bias') return classBias;
  if (name === 'head.regression_head.bbox_reg.bias')
    return spec.conventions.regression === 'exponential-stride' ? firstDistance : 0;
  return /(weight|running_var|scale)$/.test(name) ? 1 : 0;
}

/** −ln((1 − π)/π). */
export const classBias = -Math.log((1 - prior) / prior);

/** Of the rows of the class output. */
export const outputDeviation = 0.01;

function deviationOf(name: string, shape: readonly number[]): number {
  const inputs = shape.slice(1).reduce((all, size) => all * size, 1);
  if (/cls_logits|bbox_reg|bbox_ctrness/.test(name)) return outputDeviation;
  if (name.startsWith('backbone.fpn')) return Math.sqrt(1 / inputs);
  return Math.sqrt(2 / inputs);
}

/** Normally distributed with deviation 1 (Box and Muller). */
export function normalNumbers(random: Random): Random {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
