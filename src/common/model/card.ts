// The model card: the JSON beside an ONNX file that says how to feed it, how to read it and where it comes from: an FCOS of
// ours, or another detector.
import { z } from 'zod';
import { t } from '../messages/t.ts';
import { fail, failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { side, specSchema } from '../fcos/specSchema.ts';
import type { DetectionSpec, FcosSpec } from '../fcos/spec.ts';
import { foreignSchema } from '../foreign/schema.ts';
import type { ForeignSpec } from '../foreign/spec.ts';
import { fcosInput } from '../foreign/input.ts';
import type { PictureInput } from '../foreign/input.ts';

export interface ModelMetrics {
  /** What was measured on, and how. */
  readonly set: string;
  /** Such as AP, AP50, AR100; 0 … 1. */
  readonly values: Readonly<Record<string, number>>;
  readonly perClassAP50?: Readonly<Record<string, number>>;
}

/** The run that a model comes out of; with the data it says how to repeat it. */
export interface TrainingRecord {
  /** SHA-256 of the run's `data.json`, 64 hex digits. */
  readonly dataSha256: string;
  /** The uuid of the project that the data comes from; `categoryIds` are that project's. */
  readonly origin?: string;
  /** The snapshot of that project that the data is. */
  readonly snapshot?: { readonly number: number; readonly hash: string };
  readonly seed: number;
  /** Id of the model that it started from. */
  readonly from?: string;
  /** Name of the size that it started from nothing with. */
  readonly size?: string;
  /** Long side at which pictures entered the network. */
  readonly pixels: number;
  readonly pictures: number;
  readonly validationPictures: number;
  /** Passes over the pictures, a fraction. */
  readonly epochs: number;
  readonly steps: number;
  /** Of training, pauses left out. */
  readonly seconds: number;
  readonly machine: string;
  /** Why it ended, such as `finished`. */
  readonly end: string;
}

interface CardFacts {
  readonly format: 1;
  /** Also the name of the files: letters, digits, `_`, `-` and `.`. */
  readonly id: string;
  readonly name: string;
  /** One name for each class output, in order. */
  readonly classes: readonly string[];
  /** COCO category ids in the order of `classes`. */
  readonly categoryIds?: readonly number[];
  readonly metrics?: ModelMetrics;
  readonly dataLicence?: string;
  readonly howMade: string;
  /** How the weights are stored in the ONNX file. */
  readonly precision: 'float32' | 'float16';
  /** Number of trained values. */
  readonly parameters: number;
  /** SHA-256 of the ONNX file, 64 hex digits. */
  readonly onnxSha256: string;
  /** ISO 8601. */
  readonly created: string;
  /** The file that it was imported from. */
  readonly source?: { readonly file: string; readonly sha256: string };
  /** Of a model that was trained in the program. */
  readonly training?: TrainingRecord;
  /** Of a model that runs on a server: no ONNX file lies beside the card, and `onnxSha256` is that of the model it is like. */
  readonly remote?: { readonly address: string; readonly model: string; readonly version?: string };
}

/** An FCOS of ours: its network and conventions are known, so it can be trained further. */
export interface FcosCard extends CardFacts {
  readonly spec: FcosSpec;
}

/** Another detector: fed and read as the card says, and otherwise unknown. */
export interface ForeignCard extends CardFacts {
  readonly foreign: ForeignSpec;
}

export type ModelCard = FcosCard | ForeignCard;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** A name for files, without a way out of their folder. */
export const modelId = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'may hold letters, digits, _ - and .');

const trainingSchema = z.object({
  dataSha256: sha256,
  origin: z.string().min(1).max(100).exactOptional(),
  snapshot: z.object({ number: z.number().int().min(1), hash: sha256 }).exactOptional(),
  seed: z.number().int(),
  from: modelId.exactOptional(),
  size: z.string().max(100).exactOptional(),
  pixels: side,
  pictures: z.number().int().min(0),
  validationPictures: z.number().int().min(0),
  epochs: z.number().min(0),
  steps: z.number().int().min(0),
  seconds: z.number().min(0),
  machine: z.string(),
  end: z.string(),
});

/** What may stand in the path of a request. */
const servedName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/, 'may hold letters, digits, _ - . and :');

const factsSchema = z.object({
  format: z.literal(1),
  id: modelId,
  name: z.string().min(1).max(200),
  classes: z.array(z.string().min(1).max(200)).min(1),
  categoryIds: z.array(z.number().int().min(0)).exactOptional(),
  metrics: z
    .object({
      set: z.string(),
      values: z.record(z.string(), z.number()),
      perClassAP50: z.record(z.string(), z.number()).exactOptional(),
    })
    .exactOptional(),
  dataLicence: z.string().exactOptional(),
  howMade: z.string(),
  precision: z.enum(['float32', 'float16']),
  parameters: z.number().int().min(1),
  onnxSha256: sha256,
  created: z.string(),
  source: z.object({ file: z.string(), sha256 }).exactOptional(),
  training: trainingSchema.exactOptional(),
  remote: z
    .object({
      address: z
        .string()
        .max(500)
        .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/, 'must be http://… or https://…'),
      model: servedName,
      version: servedName.exactOptional(),
    })
    .exactOptional(),
});

const fcosSchema = factsSchema.extend({ spec: specSchema });
const foreignCardSchema = factsSchema.extend({ foreign: foreignSchema });

/** Parsed JSON of unknown origin → a card, or a failure that names the first place that breaks a rule. */
export function readCard(json: unknown): Result<ModelCard> {
  const isForeign = typeof json === 'object' && json !== null && 'foreign' in json;
  const parsed = (isForeign ? foreignCardSchema : fcosSchema).safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? t('the card') : issue.path.join('.');
    return failure(
      'invalid',
      t('The model card cannot be used: {place}: {reason}.', { place, reason: issue?.message ?? t('not understood') }),
    );
  }
  const card: ModelCard = parsed.data;
  const classes = isFcos(card) ? card.spec.head.classes : card.foreign.classes;
  if (card.classes.length !== classes) {
    return failure(
      'invalid',
      t('The model card cannot be used: it names {named} classes, and its network has {classes}.', {
        named: card.classes.length,
        classes,
      }),
    );
  }
  if (card.categoryIds !== undefined && card.categoryIds.length !== classes) {
    return failure(
      'invalid',
      t('The model card cannot be used: it has {ids} category ids for {classes} classes.', {
        ids: card.categoryIds.length,
        classes,
      }),
    );
  }
  return success(card);
}

export function isFcos(card: ModelCard): card is FcosCard {
  return 'spec' in card;
}

/** The card as one that can be trained. Throws a Failure for another detector's. */
export function fcosCard(card: ModelCard): FcosCard {
  if (isFcos(card)) return card;
  return fail(
    'unsupported',
    t(
      '{name} is not an FCOS of this program; it proposes boxes, and training cannot start from it. Choose another start.',
      { name: card.name },
    ),
  );
}

/** How pictures enter the model. */
export function inputOf(card: ModelCard): PictureInput {
  return isFcos(card) ? fcosInput(card.spec.input) : card.foreign.input;
}

/** Thresholds and limits of what counts as a detection. */
export function detectionOf(card: ModelCard): DetectionSpec {
  return isFcos(card) ? card.spec.detection : card.foreign.detection;
}
