// A trainer in a process of its own, folders of runs for it, and small pictures to learn from; for the tests of whole runs.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { readSafetensorsMetadata } from '../../../src/common/fcos/checkpoint/safetensors.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { between, seededRandom } from '../../../src/common/random.ts';
import type { Result } from '../../../src/common/result.ts';
import { runFiles } from '../../../src/common/training.ts';
import type {
  TrainingBox,
  TrainingData,
  TrainingEvent,
  TrainingOutcome,
  TrainingPicture,
  TrainingPlan,
} from '../../../src/common/training.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { buildEntries } from '../builtDetector.ts';

export const classes = ['square', 'bar'] as const;

export interface Workplace {
  readonly folder: string;
  /** Twelve to learn from and four to validate on. */
  readonly train: readonly TrainingPicture[];
  readonly validation: readonly TrainingPicture[];
  /** A client of its own; `recipe` is what studies would set. `close` ends it. */
  open(recipe?: object): Promise<DetectorClient>;
  /** A new folder with plan and data. */
  run(plan?: Partial<TrainingPlan>, data?: Partial<TrainingData>): Promise<string>;
  close(): Promise<void>;
}

/** The waits of these tests are for the slowest machine under the heaviest load; nothing is measured by them. */
export const patience = 600_000;

export async function workplace(): Promise<Workplace> {
  const built = await buildEntries({ detector: 'src/detector/index.ts' });
  const folder = await mkdtemp(path.join(tmpdir(), 'boxwright-training-'));
  const pictures: TrainingPicture[] = [];
  for (let index = 0; index < 16; index++) pictures.push(await drawPicture(folder, index));
  const [train, validation] = [pictures.slice(0, 12), pictures.slice(12)];
  const clients: DetectorClient[] = [];
  let runs = 0;
  return {
    folder,
    train,
    validation,
    async open(recipe) {
      const entry = path.join(built.folder, 'detector.js');
      const client = new DetectorClient({
        fork: forkDetector,
        entry,
        lane: 'trainer',
        graceMilliseconds: patience,
      });
      clients.push(client);
      if (recipe !== undefined) process.env['BOXWRIGHT_RECIPE'] = JSON.stringify(recipe);
      try {
        await client.start();
      } finally {
        delete process.env['BOXWRIGHT_RECIPE'];
      }
      return client;
    },
    async run(plan = {}, data = {}) {
      const run = path.join(folder, `run-${++runs}`);
      await mkdir(run);
      await writeRun(run, { train, validation, ...data }, plan);
      return run;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await built.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** 80 × 64 pixels of noise with one to three objects: red squares and blue bars. */
async function drawPicture(folder: string, index: number): Promise<TrainingPicture> {
  const [width, height] = [80, 64];
  const random = seededRandom(1000 + index);
  const rgb = Uint8Array.from({ length: width * height * 3 }, () => 90 + Math.floor(random() * 40));
  const boxes: TrainingBox[] = [];
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const label = Math.floor(random() * 2);
    const size = Math.floor(between(random, 14, 24));
    const [w, h] = label === 0 ? [size, size] : [size + 12, 10];
    const [x1, y1] = [Math.floor(random() * (width - w)), Math.floor(random() * (height - h))];
    const colour = label === 0 ? [220, 40, 40] : [40, 60, 220];
    for (let y = y1; y < y1 + h; y++) for (let x = x1; x < x1 + w; x++) rgb.set(colour, (y * width + x) * 3);
    boxes.push({ box: { x1, y1, x2: x1 + w, y2: y1 + h }, label });
  }
  const file = path.join(folder, `picture-${index}.png`);
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(file);
  return { id: 100 + index, path: file, boxes };
}

async function writeRun(
  folder: string,
  data: Partial<TrainingData> & Pick<TrainingData, 'train' | 'validation'>,
  plan: Partial<TrainingPlan>,
): Promise<void> {
  const whole: TrainingData = {
    format: 1,
    classes,
    categoryIds: data.classes?.map((_, i) => i + 1) ?? [1, 2],
    ...data,
  };
  const bytes = Buffer.from(JSON.stringify(whole));
  const made: TrainingPlan = {
    format: 1,
    name: 'Run',
    id: 'run',
    size: 'nano',
    pixels: 64,
    budget: { epochs: 2 },
    seed: 1,
    pixelLimit: defaultPixelLimit,
    dataSha256: createHash('sha256').update(bytes).digest('hex'),
    ...plan,
  };
  await writeFile(path.join(folder, runFiles.data), bytes);
  await writeFile(path.join(folder, runFiles.plan), JSON.stringify(made));
}

/** A call of `train` that is under way. */
export interface Running {
  readonly events: readonly TrainingEvent[];
  readonly reply: Promise<Result<TrainingOutcome>>;
  /** The first event from now on that fits; rejects when the run ends before. */
  next(fits: (event: TrainingEvent) => boolean): Promise<TrainingEvent>;
  /** Cancels the call. */
  leave(): void;
}

export function start(client: DetectorClient, folder: string): Running {
  const events: TrainingEvent[] = [];
  const waiting = new Set<{ fits(event: TrainingEvent): boolean; resolve(event: TrainingEvent): void }>();
  const controller = new AbortController();
  const onItem = (event: TrainingEvent): void => {
    events.push(event);
    for (const one of [...waiting].filter(({ fits }) => fits(event))) {
      waiting.delete(one);
      one.resolve(event);
    }
  };
  const reply = client.call('train', { folder }, { onItem, signal: controller.signal });
  return {
    events,
    reply,
    next: (fits) =>
      Promise.race([
        new Promise<TrainingEvent>((resolve) => waiting.add({ fits, resolve })),
        reply.then((result) => {
          throw new Error(`The run ended before: ${JSON.stringify(result)}`);
        }),
      ]),
    leave: () => controller.abort(),
  };
}

/** Runs to the end. */
export async function finish(
  client: DetectorClient,
  folder: string,
): Promise<{ readonly outcome: TrainingOutcome; readonly events: readonly TrainingEvent[] }> {
  const { reply, events } = start(client, folder);
  const result = await reply;
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}\n${result.failure.detail ?? ''}`);
  return { outcome: result.value, events };
}

export const isPhase =
  (phase: string) =>
  (event: TrainingEvent): boolean =>
    event.kind === 'phase' && event.phase === phase;

export const isProgress = (event: TrainingEvent): event is Extract<TrainingEvent, { kind: 'progress' }> =>
  event.kind === 'progress';

export const warningsOf = (events: readonly TrainingEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []));

/** Updates done, by the run's last checkpoint. */
export async function savedStep(folder: string): Promise<number> {
  const metadata = readSafetensorsMetadata(await readFile(path.join(folder, runFiles.last)));
  return (JSON.parse(metadata['standing'] ?? '') as { step: number }).step;
}

export const modelBytes = (folder: string): Promise<Buffer> => readFile(path.join(folder, 'model.onnx'));

export const hasModel = (folder: string): boolean =>
  existsSync(path.join(folder, 'model.onnx')) || existsSync(path.join(folder, 'model.json'));
