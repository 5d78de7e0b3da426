// Our side of the training bench, a process of its own beside the built detector.js: on each line { updates: n } it makes n updates as
// the trainer does and says how long each took. The first line is the StepCase.
import path from 'node:path';
import { createInterface } from 'node:readline';
import { targetNames } from '../src/common/fcos/loss.ts';
import type { Targets } from '../src/common/fcos/targets.ts';
import { Crew, crewSize } from '../src/detector/training/crew.ts';
import { layoutOf, learningPlaces } from '../src/detector/training/layout.ts';
import type { Layout } from '../src/detector/training/layout.ts';
import { addUp, emptyLearned } from '../src/detector/training/learned.ts';
import { sumLosses } from '../src/detector/training/losses.ts';
import { gradientLength, update } from '../src/detector/training/optimizer.ts';
import type { Learned } from '../src/detector/training/optimizer.ts';
import { defaultRecipe } from '../src/detector/training/recipe.ts';
import type { Share } from '../src/detector/training/threadMessages.ts';
import { readValues } from './stepCase.ts';
import type { StepAnswer, StepCase } from './stepCase.ts';

const entry = path.join(import.meta.dirname, 'detector.js');

/** Lives as long as the process. */
class OurSide {
  readonly #case: StepCase;
  readonly #layout: Layout;
  readonly #learned: Learned;
  readonly #crew: Crew;
  #gradients: readonly Float32Array<ArrayBuffer>[];
  #shares: readonly Share[];
  #step = 0;

  static async start(one: StepCase): Promise<OurSide> {
    const layout = layoutOf(one.spec, defaultRecipe.frozen);
    const learned = emptyLearned(layout);
    learned.parameters.set(readValues(one.folder, 'weights'));
    learned.average.set(learned.parameters);
    const { hands, threads } = crewSize(one.shares, one.processors);
    const setup = {
      role: 'training' as const,
      spec: one.spec,
      loss: one.loss,
      shape: one.shape,
      frozen: defaultRecipe.frozen,
      provider: 'cpu' as const,
      threads,
      parameters: learned.parameters.buffer as SharedArrayBuffer,
      average: learned.average.buffer as SharedArrayBuffer,
    };
    return new OurSide(one, layout, learned, await Crew.start(entry, setup, hands));
  }

  private constructor(one: StepCase, layout: Layout, learned: Learned, crew: Crew) {
    this.#case = one;
    this.#layout = layout;
    this.#learned = learned;
    this.#crew = crew;
    this.#gradients = Array.from({ length: one.shares }, () => new Float32Array(layout.trainable));
    this.#shares = readShares(one);
  }

  async answer(count: number): Promise<StepAnswer> {
    const updates: StepAnswer['updates'][number][] = [];
    for (let index = 0; index < count; index++) updates.push(await this.#update());
    return { parameters: this.#layout.trainable, updates };
  }

  /** As Trainer.#step, without reports. */
  async #update(): Promise<StepAnswer['updates'][number]> {
    const start = performance.now();
    const answers = await Promise.all(
      this.#shares.map((share, index) =>
        this.#crew.gradient(index, share, this.#gradients[index] as Float32Array<ArrayBuffer>),
      ),
    );
    const losses = sumLosses(answers.map((answer) => answer.losses));
    this.#gradients = answers.map((answer) => answer.gradient);
    const gradient = addUp(this.#gradients);
    const length = gradientLength(gradient);
    const { rate, optimizer } = this.#case;
    update(this.#learned, learningPlaces(this.#layout), gradient, length, rate, ++this.#step, optimizer);
    const milliseconds = performance.now() - start;
    this.#shares = answers.map(({ share }) => share);
    return { milliseconds, losses: [losses.classification, losses.box, losses.centreness], length };
  }

  async close(): Promise<void> {
    await this.#crew.close();
  }
}

function readShares({ folder, shares }: StepCase): readonly Share[] {
  const read = (name: string): readonly Float32Array<ArrayBuffer>[] => {
    const all = readValues(folder, name);
    const part = all.length / shares;
    return Array.from({ length: shares }, (_, share) => all.slice(share * part, (share + 1) * part));
  };
  const images = read('image');
  const targets = targetNames.map((name) => [name, read(name)] as const);
  return images.map((image, share) => ({
    image,
    targets: Object.fromEntries(targets.map(([name, parts]) => [name, parts[share]])) as unknown as Targets,
  }));
}

function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

let side: OurSide | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line) as StepCase | { readonly updates: number };
  if ('updates' in told) say(await side?.answer(told.updates));
  else {
    side = await OurSide.start(told);
    say({ ready: true });
  }
}
await side?.close();
