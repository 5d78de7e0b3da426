// COCO files and the pictures that they name → what a run learns from.
import type { Truth } from '../common/coco/evaluation.ts';
import { matchNames } from '../common/classNames.ts';
import { fail } from '../common/result.ts';
import { heldOutShare } from '../common/training.ts';
import type { TrainingBox, TrainingData, TrainingPicture } from '../common/training.ts';
import { splitPictures } from '../main/project/trainingSplit.ts';
import { sayProblems } from './terminal.ts';
import { readTruthPictures } from './truthPictures.ts';

export interface CocoSource {
  readonly data?: string;
  readonly images?: string;
  readonly val?: string;
  readonly valImages?: string;
  readonly seed: number;
}

interface Labelled {
  readonly truth: Truth;
  readonly pictures: readonly TrainingPicture[];
}

/** Without a validation file a part of the pictures is held out. Fails when there is nothing to learn from. */
export async function cocoTrainingData(source: CocoSource, signal: AbortSignal): Promise<TrainingData> {
  if (source.data === undefined || source.images === undefined)
    fail('invalid', 'Give a project, or --data and --images.');
  const training = await labelled({ file: source.data, folder: source.images }, undefined, signal);
  if (training.pictures.length === 0) fail('invalid', `${source.data} names no picture.`);
  const { categories } = training.truth;
  const classes = categories.map(({ name }) => name);
  const categoryIds = categories.map(({ id }, index) => (typeof id === 'number' ? id : index + 1));
  const common = { format: 1, classes, categoryIds } as const;
  if (source.val !== undefined) {
    const validation = await labelled({ file: source.val, folder: source.valImages ?? source.images }, classes, signal);
    return { ...common, train: training.pictures, validation: validation.pictures };
  }
  const candidates = training.pictures.map((picture) => ({
    ...picture,
    name: picture.path,
    labels: [...new Set(picture.boxes.map(({ label }) => label))],
  }));
  const split = splitPictures(candidates, { share: heldOutShare, seed: source.seed });
  const plain = ({ id, path, boxes }: TrainingPicture): TrainingPicture => ({ id, path, boxes });
  return { ...common, train: split.train.map(plain), validation: split.validation.map(plain) };
}

/** `classes`: those of the training file, by whose names the labels of another one are found. */
async function labelled(
  { file, folder }: { readonly file: string; readonly folder: string },
  classes: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Labelled> {
  const { truth, pictures, problems } = await readTruthPictures(file, folder, signal);
  sayProblems(problems);
  const names = truth.categories.map(({ name }) => name);
  const labels = classes === undefined ? names.map((_, index) => index) : matchNames(names, classes);
  const boxes = boxesByImage(truth, labels);
  return {
    truth,
    pictures: pictures.map(({ id, path }) => ({ id, path, boxes: boxes.get(id) ?? [] })),
  };
}

function boxesByImage(truth: Truth, labels: readonly (number | undefined)[]): ReadonlyMap<number, TrainingBox[]> {
  const found = new Map<number, TrainingBox[]>();
  const { boxes } = truth;
  for (let index = 0; index < boxes.count; index++) {
    const label = labels[boxes.category[index] ?? -1];
    if (label === undefined) continue;
    const [x = 0, y = 0, width = 0, height = 0] = boxes.bbox.subarray(index * 4, index * 4 + 4);
    const box = { x1: x, y1: y, x2: x + width, y2: y + height };
    const image = boxes.image[index] ?? -1;
    const list = found.get(image) ?? [];
    list.push({ box, label, ...(boxes.crowd[index] === 1 && { crowd: true as const }) });
    found.set(image, list);
  }
  return found;
}
