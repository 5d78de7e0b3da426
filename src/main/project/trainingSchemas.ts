// What the files of a training run must look like when they are read again. A project may come from another machine, and a
// file may be torn, so nothing of them is believed unchecked. Types are those of common/training.ts.
import { z } from 'zod';
import { providerOrder, type ModelFiles } from '../../common/protocol.ts';
import { statNames } from '../../common/coco/evaluation.ts';
import { sizeNames } from '../../common/fcos/sizes.ts';
import type { TrainingEvent, TrainingOutcome, TrainingWish } from '../../common/training.ts';
import type { Assessment, PinnedIn, RunState, TrainingPicture, ValidationFigures } from '../../common/training.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().max(10_000);
const box = z.object({ x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() });
const modelId = z.string().min(1).max(200);

/** Sides that a network of strides up to 32 takes; over the largest, one picture fills the memory of a large machine. */
const smallestPixels = 64;
const largestPixels = 4096;

export const wishSchema: z.ZodType<TrainingWish> = z.strictObject({
  pictures: z.enum(['done', 'labelled', 'reviewed']),
  validationShare: z.number().min(0).max(0.5),
  from: modelId.nullable(),
  size: z.enum(sizeNames),
  pixels: z.number().int().min(smallestPixels).max(largestPixels),
  minutes: z.number().positive().max(100_000),
  seed: z.number().int().min(0).max(4_294_967_295),
  provider: z.enum(providerOrder).exactOptional(),
  name: z.string().trim().min(1).max(200).exactOptional(),
  parts: z.enum(['used', 'ignored']).exactOptional(),
  snapshot: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).exactOptional(),
});

const pinnedIn: z.ZodType<PinnedIn> = z.object({ number: count, hash: z.string().regex(/^[0-9a-f]{64}$/) });

const modelFiles: z.ZodType<ModelFiles> = z.object({ id: modelId, onnxPath: z.string(), cardPath: z.string() });

const figures: z.ZodType<ValidationFigures> = z.object({
  AP: z.number(),
  AP50: z.number(),
  perClassAP50: z.record(z.string(), z.number()),
  bestScore: z.number().exactOptional(),
});

const progress = z.object({
  kind: z.literal('progress'),
  step: count,
  epoch: z.number(),
  share: z.number(),
  losses: z.object({ classification: z.number(), box: z.number(), centreness: z.number() }),
  learningRate: z.number(),
  seconds: z.number(),
  secondsLeft: z.number(),
  picturesPerSecond: z.number(),
});

const detection = z.object({ box, label: count, score: z.number() });
const phase = z.enum(['starting', 'training', 'paused', 'validating', 'exporting']);

/** A line of `history.jsonl`. */
export const eventSchema: z.ZodType<TrainingEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase }),
  progress,
  z.object({
    kind: z.literal('validation'),
    step: count,
    epoch: z.number(),
    figures,
    isBest: z.boolean(),
    samples: z.array(z.object({ id: count, detections: z.array(detection) })),
  }),
  z.object({ kind: z.literal('warning'), message: text }),
]);

export const outcomeSchema: z.ZodType<TrainingOutcome> = z.object({
  end: z.enum(['finished', 'stopped', 'converged']),
  model: modelFiles,
  steps: count,
  epochs: z.number(),
  seconds: z.number(),
  figures: figures.exactOptional(),
});

export const pictureSchema: z.ZodType<TrainingPicture> = z.object({
  id: count,
  path: z.string(),
  boxes: z.array(z.object({ box, label: count, crowd: z.literal(true).exactOptional() })),
});

/** `run.json`, written by main at each change of state. */
export interface RunRecord {
  readonly format: 1;
  readonly name: string;
  readonly wish: TrainingWish;
  /** ISO 8601. */
  readonly started: string;
  readonly state: RunState;
  /** All of them, the held-out ones included. */
  readonly pictures: number;
  readonly validationPictures: number;
  readonly snapshot?: PinnedIn;
  readonly unseen?: number;
  readonly message?: string;
  /** Where it stood when this was written. */
  readonly progress?: Extract<TrainingEvent, { kind: 'progress' }>;
  readonly best?: ValidationFigures;
  /** With the model where it was published. */
  readonly outcome?: TrainingOutcome;
}

export const recordSchema: z.ZodType<RunRecord> = z.object({
  format: z.literal(1),
  name: z.string().min(1).max(200),
  wish: wishSchema,
  started: z.string(),
  state: z.enum(['running', 'paused', 'stopping', 'interrupted', 'done', 'failed']),
  pictures: count,
  validationPictures: count,
  snapshot: pinnedIn.exactOptional(),
  unseen: count.exactOptional(),
  message: text.exactOptional(),
  progress: progress.exactOptional(),
  best: figures.exactOptional(),
  outcome: outcomeSchema.exactOptional(),
});

const stats = z.record(z.enum(statNames), z.number());

const assessmentSchema: z.ZodType<Assessment> = z.object({
  stats,
  perClass: z.array(
    z.object({
      name: z.string(),
      AP: z.number(),
      AP50: z.number(),
      truth: count,
      curve: z.array(z.object({ recall: z.number(), precision: z.number(), score: z.number() })),
    }),
  ),
  confusion: z.object({ labels: z.array(z.string()), rows: z.array(z.array(count)) }),
  pictures: count,
  problems: z.array(z.object({ where: z.string(), message: text })),
});

/** `comparison.json` of a run: how models did on its held-out pictures, by the SHA-256 of their networks. */
export const comparisonSchema = z.object({
  format: z.literal(1),
  assessments: z.record(z.string(), assessmentSchema),
});
