// What a run starts from when there is a model: its network as it can be trained, and its class outputs for the classes of the data.
import { matchNames } from '../classNames.ts';
import type { ParameterValues } from '../graph/onnx.ts';
import { onnxWeights } from '../graph/onnxWeights.ts';
import type { Random } from '../random.ts';
import { fail } from '../result.ts';
import { classBias, normalNumbers, outputDeviation } from './initial.ts';
import { parameterShapes } from './network.ts';
import type { FcosSpec } from './spec.ts';

export interface Network {
  readonly spec: FcosSpec;
  /** Every name of `parameterShapes(spec)`. */
  readonly values: ParameterValues;
}

/**
 * The network of a model's ONNX bytes. The file has batch norms folded, so a trunk with them comes out as `folded`. Throws a
 * Failure that names what is missing, of another shape or not finite.
 */
export function modelWeights(card: { readonly name: string; readonly spec: FcosSpec }, onnx: Uint8Array): Network {
  const { trunk } = card.spec;
  const norm = trunk.norm === 'group' ? 'group' : 'folded';
  const spec: FcosSpec = { ...card.spec, trunk: { ...trunk, norm } };
  const weights = onnxWeights(onnx);
  const values = new Map<string, Float32Array>();
  const faults: string[] = [];
  for (const [name, shape] of parameterShapes(spec)) {
    const found = weights.get(name);
    if (found === undefined) faults.push(`${name} is missing`);
    else if (found.shape.join() !== shape.join()) {
      faults.push(`${name} is [${found.shape.join()}] instead of [${shape.join()}]`);
    } else if (!found.values.every(Number.isFinite)) faults.push(`${name} holds values that are not finite`);
    else values.set(name, found.values);
  }
  if (faults.length > 0) {
    const rest = faults.length > 3 ? ` and ${faults.length - 3} more` : '';
    const some = faults.slice(0, 3).join('; ');
    fail('invalid', `The model ${card.name} cannot be trained further: ${some}${rest}.`, faults.join('\n'));
  }
  return { spec, values };
}

const classOutput = 'head.classification_head.cls_logits';

/**
 * The network with one output for each of `pairs`, which say the output so far that it takes over; undefined: a new class, which
 * starts as in `initialValues`. All other values are shared, not copied.
 */
export function withClasses(
  spec: FcosSpec,
  values: ParameterValues,
  pairs: readonly (number | undefined)[],
  random: Random,
): Network {
  const weight = values.get(`${classOutput}.weight`);
  const bias = values.get(`${classOutput}.bias`);
  if (weight === undefined || bias === undefined) throw new Error('The network has no class outputs.');
  const size = weight.length / bias.length;
  const normal = normalNumbers(random);
  const newWeight = Float32Array.from({ length: pairs.length * size }, () => normal() * outputDeviation);
  const newBias = new Float32Array(pairs.length).fill(classBias);
  pairs.forEach((old, index) => {
    if (old === undefined) return;
    newWeight.set(weight.subarray(old * size, (old + 1) * size), index * size);
    newBias[index] = bias[old] as number;
  });
  return {
    spec: { ...spec, head: { ...spec.head, classes: pairs.length } },
    values: new Map(values).set(`${classOutput}.weight`, newWeight).set(`${classOutput}.bias`, newBias),
  };
}

export interface KnownClasses {
  readonly names: readonly string[];
  /** COCO category ids in the order of `names`. */
  readonly ids?: readonly number[] | undefined;
  /** The uuid of the project that gave the ids. */
  readonly origin?: string | undefined;
}

/**
 * For each class of `to` the index of the one of `from` that it was: by name, and else, within one project, by category id, which
 * stays when a class is renamed.
 */
export function matchClasses(from: KnownClasses, to: KnownClasses): (number | undefined)[] {
  const named = matchNames(to.names, from.names);
  if (from.ids === undefined || to.ids === undefined || to.origin === undefined || to.origin !== from.origin) {
    return named;
  }
  const taken = new Set(named);
  const byId = new Map(from.ids.map((id, index) => [id, index]));
  return to.ids.map((id, index) => {
    const same = byId.get(id);
    return named[index] ?? (taken.has(same) ? undefined : same);
  });
}
