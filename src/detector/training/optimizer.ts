// One update of the parameters from a gradient: clipping, AdamW or SGD with momentum, and the running average that is evaluated and
// exported. Flat arrays; which stretch is which comes from the layout.
import type { Place } from './layout.ts';

export interface OptimizerSpec {
  readonly kind: 'adamw' | 'sgd';
  /** Of kernels; biases and norms do not decay. */
  readonly weightDecay: number;
  /** Gradients longer than this are shortened to it. */
  readonly clip: number;
  /** SGD. */
  readonly momentum: number;
  /** AdamW. */
  readonly beta1: number;
  readonly beta2: number;
  /** The average forgets at most 1 − this each update; in the first updates more. */
  readonly averaging: number;
}

export const defaultOptimizer: OptimizerSpec = {
  kind: 'adamw',
  weightDecay: 0.05,
  clip: 10,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  averaging: 0.999,
};

/** Everything that an update changes; each of the layout's total or trainable length. */
export interface Learned {
  readonly parameters: Float32Array;
  readonly average: Float32Array;
  /** First and second moments; of SGD only the first is used. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

const adamEpsilon = 1e-8;

/** Moments closer to 0 are 0: as float32 they would be subnormal, and storing one takes a hundred times as long. */
const smallestMoment = 1e-36;

/** L2 length of the gradient. Not a number when one value is not. */
export function gradientLength(gradient: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) {
    const value = gradient[i] as number;
    sum += value * value;
  }
  return Math.sqrt(sum);
}

/** Update number `step`, from 1, in place. `gradient` has the trainable length and `length`. */
export function update(
  learned: Learned,
  places: readonly Place[],
  gradient: Float32Array,
  length: number,
  rate: number,
  step: number,
  spec: OptimizerSpec,
): void {
  const scale = length > spec.clip ? spec.clip / length : 1;
  const unbias = { first: 1 - spec.beta1 ** step, second: Math.sqrt(1 - spec.beta2 ** step) };
  for (const { start, end, shape } of places) {
    const decay = shape.length > 1 ? spec.weightDecay : 0;
    if (spec.kind === 'adamw') adamw(learned, gradient, start, end, scale, rate, decay, unbias, spec);
    else momentum(learned, gradient, start, end, scale, rate, decay, spec);
  }
  follow(learned, gradient.length, Math.min(spec.averaging, (1 + step) / (10 + step)));
}

function adamw(
  { parameters, first, second }: Learned,
  gradient: Float32Array,
  start: number,
  end: number,
  scale: number,
  rate: number,
  decay: number,
  unbias: { readonly first: number; readonly second: number },
  { beta1, beta2 }: OptimizerSpec,
): void {
  const rescale = 1 / unbias.second;
  const pace = rate / unbias.first;
  const keep = 1 - rate * decay;
  for (let i = start; i < end; i++) {
    const slope = (gradient[i] as number) * scale;
    const m = beta1 * (first[i] as number) + (1 - beta1) * slope;
    const v = beta2 * (second[i] as number) + (1 - beta2) * slope * slope;
    first[i] = m < smallestMoment && m > -smallestMoment ? 0 : m;
    second[i] = v < smallestMoment ? 0 : v;
    parameters[i] = (parameters[i] as number) * keep - (pace * m) / (Math.sqrt(v) * rescale + adamEpsilon);
  }
}

function momentum(
  { parameters, first }: Learned,
  gradient: Float32Array,
  start: number,
  end: number,
  scale: number,
  rate: number,
  decay: number,
  spec: OptimizerSpec,
): void {
  for (let i = start; i < end; i++) {
    const value = parameters[i] as number;
    const m = spec.momentum * (first[i] as number) + (gradient[i] as number) * scale + decay * value;
    first[i] = m < smallestMoment && m > -smallestMoment ? 0 : m;
    parameters[i] = value - rate * m;
  }
}

/** average ← keep · average + (1 − keep) · parameters, over the values that learn. */
function follow({ parameters, average }: Learned, count: number, keep: number): void {
  const take = 1 - keep;
  for (let i = 0; i < count; i++) {
    const value = average[i] as number;
    average[i] = value + take * ((parameters[i] as number) - value);
  }
}
