// What an update of a network costs on this machine: a few of them on random pictures, by the same threads as in a run.
import type { TrainingCost } from '../../common/protocol.ts';
import type { DetectorCalls } from '../../common/protocol.ts';
import { levelGrids, locationCount } from '../../common/fcos/locations.ts';
import { emptyTargets } from '../../common/fcos/targets.ts';
import { Crew, crewSize } from './crew.ts';
import { layoutOf, valuesByName } from './layout.ts';
import { addUp, emptyLearned } from './learned.ts';
import { defaultOptimizer, gradientLength, update } from './optimizer.ts';
import { learningPlaces } from './layout.ts';
import { randomOf } from './order.ts';
import { defaultRecipe } from './recipe.ts';
import { startingPoint } from './startingPoint.ts';
import type { Share } from './threadMessages.ts';

/** The first update sets memory up and does not count. */
const updates = 3;

export async function measureTraining(
  entry: string,
  request: DetectorCalls['measureTraining']['request'],
): Promise<TrainingCost> {
  const { size, pixels, from, provider = 'cpu' } = request;
  const classes = Array.from({ length: request.classes }, (_, index) => `class ${index}`);
  const plan = { size, pixels, seed: 1, ...(from !== undefined && { from }) };
  const { spec, values } = await startingPoint(plan, { classes, categoryIds: [] });
  const recipe = defaultRecipe;
  const layout = layoutOf(spec, recipe.frozen);
  const learned = emptyLearned(layout);
  for (const [name, target] of valuesByName(layout, learned.parameters)) target.set(values.get(name) ?? []);
  const { hands, threads } = crewSize(provider === 'cpu' ? recipe.shares : 1);
  const shape = { pictures: recipe.pictures, width: pixels, height: pixels };
  const setup = {
    role: 'training' as const,
    spec,
    loss: recipe.loss,
    shape,
    frozen: recipe.frozen,
    provider,
    threads,
    parameters: learned.parameters.buffer as SharedArrayBuffer,
    average: learned.average.buffer as SharedArrayBuffer,
  };
  const crew = await Crew.start(entry, setup, hands);
  try {
    let shares = Array.from({ length: recipe.shares }, () => randomShare(spec, shape));
    let gradients = shares.map(() => new Float32Array(layout.trainable));
    let best = Infinity;
    for (let step = 0; step <= updates; step++) {
      const start = performance.now();
      const answers = await Promise.all(
        shares.map((share, index) => crew.gradient(index, share, gradients[index] as Float32Array<ArrayBuffer>)),
      );
      shares = answers.map(({ share }) => share);
      gradients = answers.map((answer) => answer.gradient);
      const gradient = addUp(gradients);
      // A rate of 0: the time counts, not the weights.
      update(learned, learningPlaces(layout), gradient, gradientLength(gradient), 0, 1, defaultOptimizer);
      if (step > 0) best = Math.min(best, (performance.now() - start) / 1000);
    }
    return {
      parameters: layout.total,
      secondsPerStep: best,
      picturesPerStep: recipe.shares * recipe.pictures,
      memoryBytes: process.memoryUsage().rss,
    };
  } finally {
    await crew.close();
  }
}

function randomShare(
  spec: Parameters<typeof levelGrids>[2] & { readonly head: { readonly classes: number } },
  { pictures, width, height }: { readonly pictures: number; readonly width: number; readonly height: number },
): Share {
  const random = randomOf(1, 0);
  const image = Float32Array.from({ length: pictures * 3 * width * height }, () => random() * 2 - 1);
  const targets = emptyTargets(pictures, locationCount(levelGrids(width, height, spec)), spec.head.classes);
  targets.classWeight.fill(1 / targets.classWeight.length);
  targets.regression.fill(1);
  return { image, targets };
}
