// How a model does on labelled pictures: runs them through it and evaluates what it found against the truth.
import { matchNames } from '../common/classNames.ts';
import { confusionMatrix } from '../common/coco/confusion.ts';
import { precisionRecallCurves } from '../common/coco/curve.ts';
import { evaluate } from '../common/coco/evaluate.ts';
import { evaluatedFrom } from '../common/coco/evaluation.ts';
import type { ModelCard } from '../common/model/card.ts';
import type { DetectorCalls, PictureDetections } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { confusionScore } from '../common/training.ts';
import type { Assessment } from '../common/training.ts';
import type { Context } from './calls.ts';
import type { DetectQueue } from './detectQueue.ts';
import { columnsOf } from './evaluateDetections.ts';
import type { EvaluatedPicture } from './evaluateDetections.ts';
import type { Models } from './inference.ts';

type Request = DetectorCalls['assess']['request'];
type Item = DetectorCalls['assess']['item'];

/**
 * Classes are matched by name; one that only the model or only the truth has is a problem in the list. A picture that cannot be
 * read is one too, and its truth is left out. Fails (`invalid`) when no class fits, and when cancelled or without a model.
 */
export async function assess(
  { models, queue }: { readonly models: Models; readonly queue: DetectQueue },
  request: Request,
  context: Context<Item>,
): Promise<Assessment> {
  return models.use(request.model, undefined, async ({ card }) => {
    const labels = truthLabels(card, request.classes);
    const found = await detectAll(queue, request, context);
    const pictures = request.truth.flatMap(({ boxes }, index): EvaluatedPicture[] => {
      const result = found.get(index)?.result;
      if (result?.ok !== true) return [];
      const detections = result.value.flatMap((detection) => {
        const label = labels[detection.label];
        return label === undefined ? [] : [{ ...detection, label }];
      });
      return [{ boxes, detections }];
    });
    const problems = [...classProblems(card, request.classes, labels), ...pictureProblems(request, found)];
    return { ...figuresOf(request.classes, pictures), pictures: pictures.length, problems };
  });
}

/** The truth's label of each of the model's; undefined where the truth has no such class. */
function truthLabels({ id, classes }: ModelCard, known: readonly string[]): readonly (number | undefined)[] {
  const labels = matchNames(classes, known);
  if (labels.every((label) => label === undefined)) {
    const some = (names: readonly string[]): string => names.slice(0, 5).join(', ');
    fail('invalid', `The model ${id} knows none of the classes ${some(known)}; it knows ${some(classes)}.`);
  }
  return labels;
}

/** What came back for each picture, by its index in the request. */
async function detectAll(
  queue: DetectQueue,
  { model, truth, pixelLimit }: Request,
  { signal, send }: Context<Item>,
): Promise<ReadonlyMap<number, PictureDetections>> {
  const found = new Map<number, PictureDetections>();
  const pictures = truth.map(({ path }, id) => ({ id, path }));
  const take = (item: PictureDetections): void => {
    found.set(item.id, item);
    send({ done: found.size });
  };
  const detection = { model, pictures, scoreThreshold: evaluatedFrom, pixelLimit, priority: 'background' } as const;
  await queue.detect(detection, { signal, send: take });
  return found;
}

function figuresOf(
  classes: readonly string[],
  pictures: readonly EvaluatedPicture[],
): Pick<Assessment, 'stats' | 'perClass' | 'confusion'> {
  const { truth, detections } = columnsOf(classes, pictures);
  const { stats, perCategory } = evaluate(truth, detections);
  const curves = precisionRecallCurves(truth, detections);
  const counts = countTruth(classes, pictures);
  return {
    stats,
    perClass: perCategory.map(({ name, AP, AP50 }, label) => {
      return { name, AP, AP50, truth: counts[label] ?? 0, curve: curves[label] ?? [] };
    }),
    confusion: { labels: classes, rows: confusionMatrix(truth, detections, confusionScore) },
  };
}

/** Boxes of each class that have to be found: all but crowds. */
function countTruth(classes: readonly string[], pictures: readonly EvaluatedPicture[]): number[] {
  const counts = classes.map(() => 0);
  for (const { label, crowd } of pictures.flatMap(({ boxes }) => boxes)) if (crowd !== true) counts[label]! += 1;
  return counts;
}

function classProblems(
  card: ModelCard,
  classes: readonly string[],
  labels: readonly (number | undefined)[],
): Assessment['problems'] {
  const strange = card.classes.filter((_, label) => labels[label] === undefined);
  const unknown = classes.filter((_, label) => !labels.includes(label));
  return [
    ...strange.map((where) => ({
      where,
      message: 'The labels have no such class; what the model finds of it is left out.',
    })),
    ...unknown.map((where) => ({
      where,
      message: 'The model does not know this class; its boxes count as not found.',
    })),
  ];
}

function pictureProblems({ truth }: Request, found: ReadonlyMap<number, PictureDetections>): Assessment['problems'] {
  return truth.flatMap(({ path: where }, index) => {
    const result = found.get(index)?.result;
    if (result?.ok === true) return [];
    return [{ where, message: result?.failure.message ?? 'The detector gave no answer.' }];
  });
}
