// Compares a run's model with the model in use, on the pictures that the run held out. The models run in the detector lane;
// what came of it is kept in the run's folder, so that asking again is quick.
import path from 'node:path';
import { matchNames } from '../../common/classNames.ts';
import { t } from '../../common/messages/t.ts';
import { fail, FailureError, failureOf } from '../../common/result.ts';
import type { Assessment, RunComparison } from '../../common/training.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { findModel, readModel, type ModelEntry, type ModelStore } from './models.ts';
import { readHeldOut, type HeldOut } from './trainingDataFile.ts';
import { readJson, writeJson } from './trainingFolder.ts';
import { comparisonSchema, type RunRecord } from './trainingSchemas.ts';

export interface ComparisonOptions {
  /** The run's. */
  readonly folder: string;
  readonly record: RunRecord;
  readonly models: ModelStore;
  readonly detector: DetectorCaller;
  /** Id of the model in use. */
  readonly inUse: string;
  readonly pixelLimit: number;
  readonly signal: AbortSignal;
  /** For the log. */
  readonly onNote: (text: string) => void;
}

/** Failures: invalid (no model yet, or nothing held out), not-found, unreadable, cancelled, and those of assess. */
export async function compareRun(options: ComparisonOptions): Promise<RunComparison> {
  const { folder, record, models, inUse, onNote } = options;
  if (record.state !== 'done') fail('invalid', t('This run has no model to compare yet. Wait until it is done.'));
  const heldOut = await readHeldOut(folder);
  if (heldOut.validation.length === 0)
    fail('invalid', t('This run held no pictures out, so there is nothing to compare the models on.'));
  const trained = await trainedModel(options);
  const current = await findModel(models, inUse).catch((caught: unknown) => {
    onNote(`The model in use was not compared: ${failureOf(caught).message}`);
    return undefined;
  });
  const ofTrained = await assessmentOf(trained, heldOut, options);
  if (current === undefined || !knowsSome(current, heldOut)) return { trained: ofTrained };
  const assessment = await assessmentOf(current, heldOut, options);
  return { trained: ofTrained, current: { model: current.files.id, assessment } };
}

/** Where it was published, or the run's own copy where it was removed from there. */
async function trainedModel({ folder, record, models }: ComparisonOptions): Promise<ModelEntry> {
  const own = await readModel(path.join(folder, 'model.json'), 'own');
  const id = record.outcome?.model.id;
  const published = id === undefined ? undefined : await findModel(models, id).catch(() => undefined);
  if (published !== undefined && (!own.ok || published.card.onnxSha256 === own.value.card.onnxSha256)) return published;
  if (own.ok) return own.value;
  throw new FailureError(own.failure);
}

function knowsSome({ card }: ModelEntry, { classes }: HeldOut): boolean {
  return matchNames(card.classes, classes).some((label) => label !== undefined);
}

const comparisonFile = 'comparison.json';
/** More are measured anew: a run is compared with the few models that follow each other. */
const mostKept = 8;

/** Looked up, or measured and kept. */
async function assessmentOf(
  { files, card }: ModelEntry,
  { classes, validation: truth }: HeldOut,
  { folder, detector, pixelLimit, signal, onNote }: ComparisonOptions,
): Promise<Assessment> {
  const known = (await keptAssessments(folder))[card.onnxSha256];
  if (known !== undefined) return known;
  const assessment = await ask(detector, 'assess', { model: files, classes, truth, pixelLimit }, { signal });
  try {
    const others = Object.entries(await keptAssessments(folder)).filter(([network]) => network !== card.onnxSha256);
    const assessments = Object.fromEntries([...others, [card.onnxSha256, assessment]].slice(-mostKept));
    await writeJson(path.join(folder, comparisonFile), { format: 1, assessments });
  } catch (caught) {
    onNote(`A comparison was not kept: ${failureOf(caught).message}`);
  }
  return assessment;
}

/** By the SHA-256 of the network. A file that is damaged counts as none: it can be made again. */
async function keptAssessments(folder: string): Promise<Readonly<Record<string, Assessment>>> {
  const read = await readJson(path.join(folder, comparisonFile), comparisonSchema);
  return read.ok ? read.value.assessments : {};
}
