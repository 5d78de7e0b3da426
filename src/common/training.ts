// What a training run is, as data: what main writes into a run's folder, what the trainer process says while it works, what
// the window shows of it. Types and a few constants; no behaviour.
import type { PictureChoice } from './annotation/verdicts.ts';
import type { CurvePoint, EvaluationStats } from './coco/evaluation.ts';
import type { Part } from './dataset/split.ts';
import type { SizeName } from './fcos/sizes.ts';
import type { Box } from './geometry/box.ts';
import type { Detection, ModelFiles, ProviderName } from './protocol.ts';

/** One box of the truth: image pixels of the upright picture, label an index into the data's classes. */
export interface TrainingBox {
  readonly box: Box;
  readonly label: number;
  /** A region of many: what lies in it is neither object nor background. */
  readonly crowd?: true;
}

export interface TrainingPicture {
  /** The project's image id, or the COCO file's. */
  readonly id: number;
  readonly path: string;
  readonly boxes: readonly TrainingBox[];
}

/** `data.json` of a run: everything it learns from, fixed when it starts (a snapshot). */
export interface TrainingData {
  readonly format: 1;
  readonly classes: readonly string[];
  /** COCO category ids in the order of `classes`. */
  readonly categoryIds: readonly number[];
  /** The uuid of the project that the data comes from: its category ids stay when a class is renamed. */
  readonly origin?: string;
  readonly train: readonly TrainingPicture[];
  readonly validation: readonly TrainingPicture[];
}

/** How long a run learns: wall-clock minutes of training (pauses left out), or passes over the training pictures. */
export type TrainingBudget = { readonly minutes: number } | { readonly epochs: number };

/** `plan.json` of a run: together with `data.json` it determines the run. */
export interface TrainingPlan {
  readonly format: 1;
  /** Name and id of the model that comes out. */
  readonly name: string;
  readonly id: string;
  /** The model that it starts from; absent: random weights. */
  readonly from?: ModelFiles;
  /** Used when it starts from nothing; a model that it starts from brings its own network. */
  readonly size: SizeName;
  /** Long side at which pictures enter the network; a multiple of 32. */
  readonly pixels: number;
  readonly budget: TrainingBudget;
  readonly seed: number;
  /** Pictures over this many pixels are refused before decoding. */
  readonly pixelLimit: number;
  /** Identifies the data: SHA-256 of `data.json`, 64 hex digits. */
  readonly dataSha256: string;
  /** Absent where the data is no project's, or the project could not be written. */
  readonly snapshot?: PinnedIn;
  /** Absent: the processor. */
  readonly provider?: ProviderName;
  /** Stop when validation has not improved for this many validations in a row; absent: never. */
  readonly patience?: number;
}

/** Names of the files in a run's folder. */
export const runFiles = {
  plan: 'plan.json',
  data: 'data.json',
  /** Parameters, their averages, the optimizer's state and where the run stands; written whole. */
  last: 'last.safetensors',
  best: 'best.safetensors',
  /** One TrainingEvent a line. */
  history: 'history.jsonl',
  /** TrainingOutcome. */
  outcome: 'outcome.json',
} as const;

export interface Losses {
  readonly classification: number;
  readonly box: number;
  readonly centreness: number;
}

export interface ValidationFigures {
  readonly AP: number;
  readonly AP50: number;
  readonly perClassAP50: Readonly<Record<string, number>>;
  /** The score from which on boxes are worth showing (highest F1); absent when none was right. */
  readonly bestScore?: number;
}

/** What the model sees on one validation picture; at most a few dozen detections, best first. */
export interface SamplePrediction {
  readonly id: number;
  readonly detections: readonly Detection[];
}

export type TrainingPhase = 'starting' | 'training' | 'paused' | 'validating' | 'exporting';

/** What the trainer says while it works; `step` counts updates of the parameters from 1. */
export type TrainingEvent =
  | { readonly kind: 'phase'; readonly phase: TrainingPhase }
  /** At most twice a second; losses are means since the last one. */
  | {
      readonly kind: 'progress';
      readonly step: number;
      /** Passes over the training pictures so far, a fraction. */
      readonly epoch: number;
      /** Share of the budget that is used, 0 … 1. */
      readonly share: number;
      readonly losses: Losses;
      readonly learningRate: number;
      /** Seconds of training so far, pauses and earlier processes' lost work left out. */
      readonly seconds: number;
      readonly secondsLeft: number;
      readonly picturesPerSecond: number;
    }
  | {
      readonly kind: 'validation';
      readonly step: number;
      readonly epoch: number;
      readonly figures: ValidationFigures;
      /** As good as the best so far, within what chance makes of it; its weights were kept. */
      readonly isBest: boolean;
      readonly samples: readonly SamplePrediction[];
    }
  /** Something that a human should know: a picture left out, a step that exploded and was taken back. */
  | { readonly kind: 'warning'; readonly message: string };

export type TrainingEnd = 'finished' | 'stopped' | 'converged';

/** `outcome.json` of a run, and what the trainer replies at the end. */
export interface TrainingOutcome {
  readonly end: TrainingEnd;
  readonly model: ModelFiles;
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
  /** Of the weights that were kept; absent when there was nothing to validate on. */
  readonly figures?: ValidationFigures;
}

/** How a model does on labelled pictures. */
export interface Assessment {
  readonly stats: EvaluationStats;
  readonly perClass: readonly {
    readonly name: string;
    readonly AP: number;
    readonly AP50: number;
    readonly truth: number;
    /** At IoU .5; at most 101 points, recall rising. */
    readonly curve: readonly CurvePoint[];
  }[];
  /**
   * Detections from `confusionScore` on, matched to the truth at IoU .5 whatever the class, best score first.
   * rows[truth][found]; the last row is "nothing there" (false positives), the last column "not found".
   */
  readonly confusion: { readonly labels: readonly string[]; readonly rows: readonly (readonly number[])[] };
  readonly pictures: number;
  readonly problems: readonly { readonly where: string; readonly message: string }[];
}

/** Boxes under this score do not enter the confusion matrix. */
export const confusionScore = 0.3;

// What the window asks for and is shown.

/** What the annotator wishes for; main turns it into a plan and a snapshot of the data. */
export interface TrainingWish {
  readonly pictures: Exclude<PictureChoice, 'all'>;
  /** Share of the pictures that is held out for validation, 0 … 0.5. */
  readonly validationShare: number;
  /** A model id, or null: from nothing. */
  readonly from: string | null;
  readonly size: SizeName;
  readonly pixels: number;
  readonly minutes: number;
  readonly seed: number;
  /** What computes; absent: the processor. */
  readonly provider?: ProviderName;
  readonly name?: string;
  /** Whether the parts of the project (train, val, test) say what is held out; absent: used where it has some. */
  readonly parts?: 'used' | 'ignored';
  /** The snapshot to learn from again; absent: the project as it is, which is pinned in one. */
  readonly snapshot?: number;
}

/** The snapshot that a run learns from. */
export interface PinnedIn {
  readonly number: number;
  /** SHA-256 of its content, 64 hex digits. */
  readonly hash: string;
}

/** What is known before a run starts; figures of cost are 0 where there is nothing to learn from. */
export interface TrainingEstimate {
  /** Held-out ones included. */
  readonly pictures: number;
  readonly validationPictures: number;
  /** Of the chosen pictures, those in each part of the project; absent where it has none. */
  readonly parts?: Readonly<Record<Part, number>>;
  /** Pictures of the part "test", which the run never sees. */
  readonly unseen: number;
  readonly boxes: number;
  readonly classes: readonly { readonly name: string; readonly boxes: number }[];
  readonly parameters: number;
  /** Of one update on this machine, estimated from a short measurement. */
  readonly secondsPerStep: number;
  readonly steps: number;
  readonly epochs: number;
  readonly memoryBytes: number;
  /** What will go badly, in the annotator's words: too few pictures, a class with two boxes. */
  readonly warnings: readonly string[];
}

export type RunState = 'running' | 'paused' | 'stopping' | 'interrupted' | 'done' | 'failed';

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  readonly wish: TrainingWish;
  readonly started: string;
  /** Held-out ones included. */
  readonly pictures: number;
  readonly validationPictures: number;
  /** Absent in runs from before there were snapshots. */
  readonly snapshot?: PinnedIn;
  /** Set where the parts of the project said what was held out: how many of "test" it never saw. */
  readonly unseen?: number;
  readonly phase?: TrainingPhase;
  readonly progress?: Extract<TrainingEvent, { kind: 'progress' }>;
  readonly best?: ValidationFigures;
  readonly outcome?: TrainingOutcome;
  /** Why it failed or was interrupted. */
  readonly message?: string;
}

/** Everything that the panel draws of one run. */
export interface RunDetail {
  readonly summary: RunSummary;
  /** Thinned to at most 2,000 progress points; validations and warnings whole. */
  readonly history: readonly TrainingEvent[];
  readonly classes: readonly string[];
  /** Pictures that samples are shown of, with their truth. */
  readonly samples: readonly { readonly image: number; readonly truth: readonly TrainingBox[] }[];
}

export interface RunComparison {
  readonly trained: Assessment;
  /** The model in use; absent when it knows none of the classes. */
  readonly current?: { readonly model: string; readonly assessment: Assessment };
}

/** Share of the pictures that is held out for validation unless the user says otherwise. */
export const heldOutShare = 0.15;
