// Runs of training as main would tell of them, made from a few numbers: summaries, a course of events, a comparison.
import type {
  Assessment,
  RunComparison,
  RunDetail,
  RunSummary,
  TrainingEstimate,
} from '../../../src/common/training.ts';
import type { TrainingEvent, TrainingWish } from '../../../src/common/training.ts';

export const classes = ['platelet', 'rbc', 'wbc'] as const;

export const wish: TrainingWish = {
  pictures: 'done',
  validationShare: 0.15,
  from: 'embedded',
  size: 'small',
  pixels: 320,
  minutes: 10,
  seed: 1,
};

export function runSummary(id: string, extra: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    name: `smears ${id}`,
    state: 'running',
    wish,
    started: '2026-03-02T14:02:00.000Z',
    pictures: 31,
    validationPictures: 6,
    phase: 'training',
    ...extra,
  };
}

/** What main says of a run that ended well. */
export function ended(id: string, AP50 = 0.9, extra: Partial<RunSummary> = {}): RunSummary {
  return runSummary(id, {
    state: 'done',
    outcome: {
      end: 'finished',
      model: { id: `model-${id}`, onnxPath: '/models/m.onnx', cardPath: '/models/m.json' },
      steps: 1204,
      epochs: 14.2,
      seconds: 602,
      figures: figures(AP50),
    },
    ...extra,
  });
}

function figures(AP50: number) {
  return { AP: AP50 * 0.66, AP50, perClassAP50: Object.fromEntries(classes.map((name) => [name, AP50])) };
}

type Progress = Extract<TrainingEvent, { kind: 'progress' }>;
type Validation = Extract<TrainingEvent, { kind: 'validation' }>;

export function progress(step: number, extra: Partial<Progress> = {}): Progress {
  const loss = 0.25 + 1.4 * Math.exp(-step / 250);
  return {
    kind: 'progress',
    step,
    epoch: step / 80,
    share: Math.min(1, step / 1200),
    losses: { classification: loss * 0.45, box: loss * 0.4, centreness: 0.1 + loss * 0.15 },
    learningRate: 0.001 * (1 - Math.min(1, step / 1200)),
    seconds: step / 2,
    secondsLeft: Math.max(0, 600 - step / 2),
    picturesPerSecond: 8.4,
    ...extra,
  };
}

export function validation(step: number, extra: Partial<Validation> = {}): Validation {
  return {
    kind: 'validation',
    step,
    epoch: step / 80,
    figures: figures(0.92 * (1 - Math.exp(-step / 250))),
    isBest: true,
    samples: [],
    ...extra,
  };
}

export function detailOf(summary: RunSummary, extra: Partial<RunDetail> = {}): RunDetail {
  return {
    summary,
    history: [progress(1), progress(80), validation(80)],
    classes,
    samples: [{ image: 1, truth: [{ box: { x1: 10, y1: 10, x2: 40, y2: 40 }, label: 1 }] }],
    ...extra,
  };
}

export const estimate: TrainingEstimate = {
  pictures: 31,
  validationPictures: 6,
  unseen: 0,
  boxes: 412,
  classes: [
    { name: 'platelet', boxes: 43 },
    { name: 'rbc', boxes: 338 },
    { name: 'wbc', boxes: 31 },
  ],
  parameters: 5_312_000,
  secondsPerStep: 0.42,
  steps: 1428,
  epochs: 46,
  memoryBytes: 1.3e9,
  warnings: [],
};

export function assessment(AP50: number): Assessment {
  const stats = { AP: AP50 * 0.66, AP50, AP75: AP50 * 0.7, APs: -1, APm: AP50 * 0.6, APl: AP50 * 0.7 };
  const recalls = { AR1: 0.1, AR10: 0.5, AR100: AP50, ARs: -1, ARm: AP50, ARl: AP50 };
  const counts = [7, 62, 6];
  return {
    stats: { ...stats, ...recalls },
    perClass: classes.map((name, index) => ({
      name,
      AP: AP50 * (0.6 + 0.05 * index),
      AP50: AP50 * (0.92 + 0.03 * index),
      truth: counts[index] ?? 0,
      curve: Array.from({ length: 60 }, (_, point) => {
        const recall = (point / 59) * AP50 * (0.95 + 0.02 * index);
        return { recall, precision: 1 - 0.35 * recall ** (2 + index), score: 1 - recall };
      }),
    })),
    confusion: {
      labels: classes,
      rows: [
        [6, 0, 0, 1],
        [0, 57, 1, 4],
        [0, 0, 6, 0],
        [2, 5, 0, 0],
      ],
    },
    pictures: 6,
    problems: [],
  };
}

export const comparison: RunComparison = {
  trained: assessment(0.93),
  current: { model: 'embedded', assessment: assessment(0.88) },
};
