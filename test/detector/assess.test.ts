import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import type { DetectorCalls, ModelFiles, SamplePicture } from '../../src/common/protocol.ts';
import type { Assessment, TrainingPicture } from '../../src/common/training.ts';
import { DetectorClient } from '../../src/main/detector/client.ts';
import { forkDetector } from '../../src/main/detector/fork.ts';
import { buildEntries } from './builtDetector.ts';

const models = path.resolve(import.meta.dirname, '../../models');
const embedded: ModelFiles = {
  id: 'fcos_r10_bccd',
  onnxPath: path.join(models, 'fcos_r10_bccd.onnx'),
  cardPath: path.join(models, 'fcos_r10_bccd.json'),
};
/** Those of the sample, as a human might have typed them. */
const classes = ['rbc', ' WBC ', 'platelets'];
const [red, white, platelet] = [0, 1, 2];

let built: Awaited<ReturnType<typeof buildEntries>>;
let client: DetectorClient;
let folder = '';
let drawn: readonly TrainingPicture[] = [];
beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-assess-'));
  client = new DetectorClient({ fork: forkDetector, entry: path.join(built.folder, 'detector.js'), lane: 'detector' });
  const pictures: SamplePicture[] = [];
  const onItem = (item: SamplePicture): void => void pictures.push(item);
  await client.call('drawSample', { folder, count: 6, seed: 3 }, { onItem });
  drawn = pictures.map(({ file, truth }, index) => ({ id: 100 - index, path: file, boxes: truth }));
});
afterAll(async () => {
  await client.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

type Request = DetectorCalls['assess']['request'];

function requestOf(changes: Partial<Request>): Request {
  return { model: embedded, classes, truth: drawn, pixelLimit: defaultPixelLimit, ...changes };
}

async function assessed(changes: Partial<Request> = {}): Promise<Assessment> {
  const reply = await client.call('assess', requestOf(changes));
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value;
}

/** The same pictures with another truth. */
function withBoxes(change: (boxes: TrainingPicture['boxes']) => TrainingPicture['boxes']): TrainingPicture[] {
  return drawn.map((picture) => ({ ...picture, boxes: change(picture.boxes) }));
}

function boxesOf(label: number): number {
  return drawn.flatMap(({ boxes }) => boxes).filter((box) => box.label === label).length;
}

describe('the assessment of the embedded model on drawn pictures', () => {
  it('finds most cells, states them by class and says how far it is', async () => {
    const done: number[] = [];
    const reply = await client.call('assess', requestOf({}), { onItem: (item) => void done.push(item.done) });
    if (!reply.ok) throw new Error(reply.failure.message);
    const { stats, perClass, confusion, pictures, problems } = reply.value;
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
    expect([pictures, problems]).toEqual([6, []]);
    expect(stats.AP50).toBeGreaterThan(0.7);
    expect(perClass.map(({ name, truth }) => [name, truth])).toEqual(
      classes.map((name, label) => [name, boxesOf(label)]),
    );
    expect(confusion.labels).toEqual(classes);
    expect(confusion.rows.map((row) => row.length)).toEqual([4, 4, 4, 4]);
    expect(confusion.rows[red]?.[red]).toBeGreaterThan(0.7 * boxesOf(red));
    expect(confusion.rows[white]?.[white]).toBeGreaterThan(0.7 * boxesOf(white));
  });

  it('has curves whose area is the AP50 of their class, and rows that account for every box', async () => {
    const { perClass, confusion } = await assessed();
    perClass.forEach(({ AP50, truth, curve }, label) => {
      expect(curve.reduce((sum, { precision }) => sum + precision, 0) / 101).toBeCloseTo(AP50, 12);
      expect(confusion.rows[label]?.reduce((sum, count) => sum + count)).toBe(truth);
    });
  });

  it('has rows changed over where two classes are mislabelled on purpose', async () => {
    const right = await assessed();
    const swapped = withBoxes((boxes) =>
      boxes.map((one) => ({ ...one, label: [white, red, platelet][one.label] ?? platelet })),
    );
    const wrong = await assessed({ truth: swapped });
    const { rows } = right.confusion;
    expect(wrong.confusion.rows).toEqual([rows[white], rows[red], rows[platelet], rows[3]]);
    // The few white cells stand behind all the red ones now.
    expect(wrong.perClass[red]?.AP50).toBeLessThan(0.05);
    expect(wrong.perClass[platelet]?.AP50).toBe(right.perClass[platelet]?.AP50);
  });

  it('counts everything as invented where the truth is empty, and nothing where a crowd covers it', async () => {
    const empty = await assessed({ truth: withBoxes(() => []) });
    expect(empty.stats.AP50).toBe(-1);
    expect(empty.confusion.rows[3]?.[red]).toBeGreaterThan(10);
    expect(empty.perClass[red]).toMatchObject({ truth: 0, AP50: -1, curve: [] });
    const whole = { x1: 0, y1: 0, x2: 640, y2: 480 };
    const crowded = await assessed({ truth: withBoxes(() => [{ box: whole, label: white, crowd: true }]) });
    expect(crowded.confusion.rows.flat().every((count) => count === 0)).toBe(true);
    expect(crowded.perClass[white]?.truth).toBe(0);
  });

  it('takes the order of the truth’s classes, and lists those that only one side knows', async () => {
    const order = [platelet, red, white];
    const truth = withBoxes((boxes) => boxes.map((one) => ({ ...one, label: [1, 3, 0][one.label] ?? 0 })));
    const right = await assessed();
    const moved = await assessed({ classes: ['Platelets', 'RBC', 'Parasite', 'WBC'], truth });
    expect(moved.stats.AP50).toBeCloseTo(right.stats.AP50, 12);
    expect(moved.perClass.filter((_, label) => label !== 2).map(({ AP50 }) => AP50)).toEqual(
      order.map((label) => right.perClass[label]?.AP50),
    );
    expect(moved.perClass[2]).toMatchObject({ name: 'Parasite', truth: 0, AP50: -1 });
    expect(moved.problems).toMatchObject([{ where: 'Parasite' }]);
    const fewer = await assessed({
      classes: ['RBC'],
      truth: withBoxes((boxes) => boxes.filter((b) => b.label === red)),
    });
    expect(fewer.problems.map(({ where }) => where)).toEqual(['WBC', 'Platelets']);
    expect(fewer.perClass[0]?.AP50).toBe(right.perClass[red]?.AP50);
    expect(fewer.confusion.rows.map((row) => row.length)).toEqual([2, 2]);
  });

  it('leaves out the truth of a picture that cannot be read, and lists it', async () => {
    const broken = path.join(folder, 'broken.png');
    await writeFile(broken, 'this is no picture');
    const absent = path.join(folder, 'absent.png');
    const { boxes } = drawn[0]!;
    const strays = [broken, absent].map((file, index) => ({ id: index, path: file, boxes }));
    const [right, some] = [await assessed(), await assessed({ truth: [strays[0]!, ...drawn, strays[1]!] })];
    expect(some.problems.map(({ where }) => where)).toEqual([broken, absent]);
    for (const { message } of some.problems) expect(message).not.toBe('');
    expect({ ...some, problems: [] }).toEqual(right);
    expect(await assessed({ truth: strays })).toMatchObject({ pictures: 0, stats: { AP: -1 } });
  });
});

describe('an assessment fails', () => {
  it('when the model knows none of the classes, naming both sides', async () => {
    const reply = await client.call('assess', requestOf({ classes: ['cat', 'dog', 'car'] }));
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(reply.ok ? '' : reply.failure.message).toContain('none of the classes cat, dog, car; it knows RBC, WBC');
  });

  it('on a box with a label that is no class', async () => {
    const reply = await client.call('assess', requestOf({ classes: ['RBC', 'WBC'] }));
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });

  it('without the model’s files', async () => {
    const model = { ...embedded, onnxPath: path.join(folder, 'absent.onnx') };
    expect(await client.call('assess', requestOf({ model }))).toMatchObject({ ok: false });
  });

  it('when it is cancelled, and says no more', async () => {
    const stop = new AbortController();
    let items = 0;
    const onItem = (): void => {
      items += 1;
      stop.abort();
    };
    const reply = await client.call('assess', requestOf({}), { onItem, signal: stop.signal });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(items).toBe(1);
  });
});
