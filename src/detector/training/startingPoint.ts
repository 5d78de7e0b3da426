// What a run starts from: random weights of a size, or the weights of a model, with its class outputs fitted to the data's classes.
import { readFile } from 'node:fs/promises';
import { fcosCard, readCard } from '../../common/model/card.ts';
import type { FcosCard } from '../../common/model/card.ts';
import { initialValues } from '../../common/fcos/initial.ts';
import { inputOf, sizeSpec } from '../../common/fcos/sizes.ts';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import { matchClasses, modelWeights, withClasses } from '../../common/fcos/start.ts';
import type { KnownClasses } from '../../common/fcos/start.ts';
import type { ParameterValues } from '../../common/graph/onnx.ts';
import type { ModelFiles } from '../../common/protocol.ts';
import { FailureError, fail } from '../../common/result.ts';
import type { TrainingData, TrainingPlan } from '../../common/training.ts';
import { randomOf } from './order.ts';

export interface StartingPoint {
  readonly spec: FcosSpec;
  /** Every name of the network. */
  readonly values: ParameterValues;
  /** What a human should know: which classes the model brought. */
  readonly notes: readonly string[];
}

/** Place of the starting weights in the seed's random numbers; batches use the others. */
const seedPlace = -2;

export async function startingPoint(
  plan: Pick<TrainingPlan, 'from' | 'size' | 'pixels' | 'seed'>,
  data: Pick<TrainingData, 'classes' | 'categoryIds' | 'origin'>,
): Promise<StartingPoint> {
  const random = randomOf(plan.seed, seedPlace);
  if (plan.from === undefined) {
    const spec = sizeSpec(plan.size, data.classes.length, plan.pixels);
    return { spec, values: initialValues(spec, random), notes: [] };
  }
  const { card, onnx } = await readModel(plan.from);
  const model = modelWeights(card, onnx);
  const pairs = matchClasses(
    knownClasses(card.classes, card.categoryIds, card.training?.origin),
    knownClasses(data.classes, data.categoryIds, data.origin),
  );
  const fitted = withClasses(model.spec, model.values, pairs, random);
  const spec = { ...fitted.spec, input: { ...fitted.spec.input, ...inputSides(fitted.spec, plan.pixels) } };
  const kept = pairs.filter((pair) => pair !== undefined).length;
  const notes =
    kept === pairs.length
      ? []
      : [`${card.name} knows ${kept} of the ${pairs.length} classes; the others start from nothing.`];
  return { spec, values: fitted.values, notes };
}

function knownClasses(
  names: readonly string[],
  ids: readonly number[] | undefined,
  origin: string | undefined,
): KnownClasses {
  return { names, ...(ids !== undefined && { ids }), ...(origin !== undefined && { origin }) };
}

function inputSides(spec: FcosSpec, pixels: number): Pick<FcosSpec['input'], 'shortSide' | 'longSide' | 'filter'> {
  const { shortSide, longSide } = inputOf(pixels);
  return { shortSide, longSide, filter: spec.input.filter };
}

async function readModel(files: ModelFiles): Promise<{ card: FcosCard; onnx: Uint8Array }> {
  const gone = (error: unknown): never =>
    fail('not-found', `The model ${files.id}, which the run starts from, cannot be read.`, String(error));
  const text = await readFile(files.cardPath, 'utf8').catch(gone);
  const card = readCard(parsed(text, files.id));
  if (!card.ok) throw new FailureError(card.failure);
  return { card: fcosCard(card.value), onnx: await readFile(files.onnxPath).catch(gone) };
}

function parsed(text: string, id: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('unreadable', `The card of the model ${id} is not JSON.`, String(error));
  }
}
