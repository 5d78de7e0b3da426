// boxwright evaluate: COCO's box figures of a detections file, or of a model run over a truth's pictures.
import type { Detections, Evaluation, SourceId, Truth } from '../common/coco/evaluation.ts';
import { evaluate } from '../common/coco/evaluate.ts';
import { detectionReader } from '../common/coco/detectionRows.ts';
import { readDetectionSteps } from '../common/coco/evaluationInput.ts';
import { formatEvaluation } from '../common/coco/layout.ts';
import type { ProblemEntry } from '../common/records.ts';
import { fail, FailureError } from '../common/result.ts';
import { findModel } from '../main/project/models.ts';
import { detectAll, type FoundAll } from './detection.ts';
import { truthCategoryIds } from './labels.ts';
import { readJsonFile } from './readInput.ts';
import type { Session } from './session.ts';
import { printJson, printLine, say, sayProblems } from './terminal.ts';
import { readTruthFile, readTruthPictures } from './truthPictures.ts';

export interface EvaluateOptions {
  readonly truth: string;
  readonly detections?: string;
  readonly model?: string;
  readonly images?: string;
  readonly json?: true;
}

/** What a model's detections are taken from on: low, because the figures need the whole curve, as the models' cards state it. */
const evaluatedFrom = 0.02;

interface Evaluated {
  readonly evaluation: Evaluation;
  readonly problems: readonly ProblemEntry[];
}

export async function evaluateCommand(session: Session, options: EvaluateOptions): Promise<void> {
  const evaluated =
    options.model === undefined
      ? await evaluateFile(session, options)
      : await evaluateModel(session, options, options.model);
  if (options.json === true) printJson(documentOf(evaluated));
  else printText(evaluated);
}

async function evaluateFile({ signal }: Session, options: EvaluateOptions): Promise<Evaluated> {
  const truth = await readTruthFile(options.truth, signal);
  const file = options.detections ?? '';
  const detections = await readJsonFile(file, readDetectionSteps(truth), signal);
  const { count, ids } = detections.unknownCategories;
  const problems: ProblemEntry[] = [];
  if (count > 0) {
    const message = `${count} detections are of classes that the truth does not have (${ids.slice(0, 5).join(', ')}); they do not count.`;
    problems.push({ where: file, message, severity: 'warning' });
  }
  return {
    evaluation: evaluate(truth, detections),
    problems: [...truthProblems(truth, options.truth), ...problems],
  };
}

async function evaluateModel(session: Session, options: EvaluateOptions, wanted: string): Promise<Evaluated> {
  const model = await findModel(session.models, wanted);
  const { truth, pictures, problems } = await readTruthPictures(options.truth, options.images ?? '', session.signal);
  const labels = truthCategoryIds(model.card, truth.categories);
  if (labels.ids.every((id) => id === undefined)) {
    fail(
      'invalid',
      `No class of ${model.files.id} (${model.card.classes.slice(0, 5).join(', ')}) is in ${options.truth}.`,
    );
  }
  const found = await detectAll(session, model.files, pictures, evaluatedFrom);
  const first = found.problems[0];
  if (found.pictures.length === 0 && first !== undefined) {
    fail(
      'not-found',
      `None of the truth's pictures could be read in ${options.images ?? ''}; ${first.where}: ${first.message}`,
    );
  }
  const unmatched = labels.unmatched.map((where): ProblemEntry => {
    return { where, message: 'The truth has no such class; its boxes do not count.', severity: 'warning' };
  });
  const detections = detectionsOf(found, truth, labels.ids);
  return {
    evaluation: evaluate(truth, detections),
    problems: [...truthProblems(truth, options.truth), ...problems, ...found.problems, ...unmatched],
  };
}

/** `ids`: the truth's category of each of the model's labels. */
function detectionsOf({ pictures }: FoundAll, truth: Truth, ids: readonly (SourceId | undefined)[]): Detections {
  const reader = detectionReader(truth);
  for (const { picture, detections } of pictures) {
    for (const { box, label, score } of detections) {
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      if (ids[label] !== undefined)
        reader.add({ image_id: truth.imageIds[picture.id], category_id: ids[label], bbox, score });
    }
  }
  const read = reader.detections();
  if (!read.ok) throw new FailureError(read.failure);
  return read.value;
}

function truthProblems(truth: Truth, file: string): ProblemEntry[] {
  return truth.problems
    .filter(({ severity }) => severity === 'skipped' || severity === 'refused')
    .map(({ place, message }) => ({ where: `${file}: ${place}`, message, severity: 'warning' }));
}

function documentOf({ evaluation, problems }: Evaluated): object {
  const categories = evaluation.perCategory.map(
    ({ id, name, AP, AP50, AR100 }) => [String(id), { name, AP, AP50, AR100 }] as const,
  );
  return {
    stats: evaluation.stats,
    best_score: evaluation.bestScore ?? null,
    per_category: Object.fromEntries(categories),
    images: evaluation.images,
    truth_boxes: evaluation.truthBoxes,
    detections: evaluation.detections,
    problems,
  };
}

function printText({ evaluation, problems }: Evaluated): void {
  sayProblems(problems);
  printLine(formatEvaluation(evaluation.stats));
  const figure = (value: number): string => (value < 0 ? '     –' : value.toFixed(3).padStart(6));
  printLine('\n    AP   AP50  AR100  class');
  for (const { name, AP, AP50, AR100 } of evaluation.perCategory) {
    printLine(`${figure(AP)} ${figure(AP50)} ${figure(AR100)}  ${name.replace(/\p{Cc}/gu, '?')}`);
  }
  const { bestScore } = evaluation;
  if (bestScore !== undefined)
    printLine(`\nhighest F1 (IoU .5, all classes) with scores from ${bestScore.toFixed(3)} on`);
  say(
    `${evaluation.images} pictures, ${evaluation.truthBoxes} boxes of the truth, ${evaluation.detections} detections`,
  );
}
