// What a run would have to work with, how far it would come, and what will go badly, in the annotator's words. Pure; the
// pictures are gathered and the network is measured elsewhere.
import { boxes as boxCount } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { TrainingCost } from '../../common/protocol.ts';
import type { TrainingEstimate, TrainingWish } from '../../common/training.ts';
import type { TrainingMaterial } from './trainingPictures.ts';
import { nothingWords } from './trainingPlan.ts';
import { fewestToSplit } from './trainingSplit.ts';

const fewPictures = 8;
/** Of a run's time, the share that goes into updates; the rest is validating and saving. */
const learningShare = 0.9;
const fewBoxes = 5;
/** Classes that are warned of one by one. */
const namedClasses = 4;

/** Without a cost (there is nothing to learn from, so nothing was measured) its figures are 0. */
export function estimateOf(
  { classes, pictures, split }: TrainingMaterial,
  wish: TrainingWish,
  machine: { readonly cost: TrainingCost | undefined; readonly memoryBytes: number },
): TrainingEstimate {
  const boxesOf = classes.names.map(() => 0);
  for (const { labels, counts } of pictures)
    labels.forEach((label, index) => {
      boxesOf[label] = (boxesOf[label] ?? 0) + (counts[index] ?? 0);
    });
  const { parameters, secondsPerStep, picturesPerStep, memoryBytes } = machine.cost ?? noCost;
  const steps = secondsPerStep > 0 ? Math.max(1, Math.floor((wish.minutes * 60 * learningShare) / secondsPerStep)) : 0;
  const estimate = {
    pictures: pictures.length,
    validationPictures: split.validation.length,
    ...(split.parts !== undefined && { parts: split.parts }),
    unseen: split.unseen,
    boxes: boxesOf.reduce((sum, boxes) => sum + boxes, 0),
    classes: classes.names.map((name, label) => ({ name, boxes: boxesOf[label] ?? 0 })),
    parameters,
    secondsPerStep,
    steps,
    epochs: (steps * picturesPerStep) / Math.max(1, split.train.length),
    memoryBytes,
  };
  return { ...estimate, warnings: warningsOf(estimate, wish, machine.memoryBytes) };
}

const noCost: TrainingCost = { parameters: 0, secondsPerStep: 0, picturesPerStep: 0, memoryBytes: 0 };

type Known = Omit<TrainingEstimate, 'warnings'>;

function warningsOf(known: Known, wish: TrainingWish, memory: number): string[] {
  const nothing = nothingWords(known, wish.pictures);
  if (nothing !== undefined) return [nothing];
  return [...pictureWarnings(known, wish), ...classWarnings(known), ...machineWarnings(known, wish, memory)];
}

function pictureWarnings({ pictures, validationPictures }: Known, wish: TrainingWish): string[] {
  const warnings: string[] = [];
  if (pictures < fewPictures)
    warnings.push(
      t(
        '{pictures, plural, one {There is only # picture.} other {There are only # pictures.}} The model may do well on these and badly on every other; label more of them.',
        { pictures },
      ),
    );
  if (validationPictures > 0) return warnings;
  if (wish.validationShare === 0)
    warnings.push(
      t(
        'No picture is held out to measure on, so nothing says how good the model is, and its last state is kept instead of its best.',
      ),
    );
  else if (pictures < fewestToSplit)
    warnings.push(
      t(
        'Under {fewest} pictures none can be held out, so nothing says how good the model is, and its last state is kept instead of its best.',
        { fewest: fewestToSplit },
      ),
    );
  else
    warnings.push(
      t(
        'Each picture has the only boxes of a class, so none can be held out; nothing says how good the model is, and its last state is kept instead of its best.',
      ),
    );
  return warnings;
}

function classWarnings({ classes }: Known): string[] {
  const few = classes.filter(({ boxes }) => boxes < fewBoxes);
  const warnings = few.slice(0, namedClasses).map(({ name, boxes }) => {
    if (boxes === 0) return t('"{name}" has no box, so the model will not find any.', { name });
    return t('"{name}" has only {boxes}, so the model will hardly know it.', { name, boxes: boxCount(boxes) });
  });
  const more = few.length - warnings.length;
  if (more > 0)
    warnings.push(
      t('{count, plural, one {# more class} other {# more classes}} with under {fewest} boxes.', {
        count: more,
        fewest: fewBoxes,
      }),
    );
  return warnings;
}

function machineWarnings({ epochs, memoryBytes }: Known, { minutes }: TrainingWish, memory: number): string[] {
  const warnings: string[] = [];
  if (epochs > 0 && epochs < 1)
    warnings.push(
      t(
        'In {minutes, plural, one {# minute} other {# minutes}} the run sees {percent} % of the pictures once. Give it more time, fewer pixels or a smaller network.',
        { minutes, percent: Math.max(1, Math.round(epochs * 100)) },
      ),
    );
  if (memoryBytes > memory)
    warnings.push(
      t(
        'It needs about {needed} of memory, and this machine has {present}. Choose a smaller network or fewer pixels.',
        { needed: gigabytes(memoryBytes), present: gigabytes(memory) },
      ),
    );
  return warnings;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
