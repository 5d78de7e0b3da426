// Reads what a run is to do: plan.json and data.json of its folder, checked before anything acts on them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { modelId } from '../../common/model/card.ts';
import { sizeNames } from '../../common/fcos/sizes.ts';
import { providerOrder } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import { runFiles } from '../../common/training.ts';
import type { TrainingData, TrainingPlan } from '../../common/training.ts';

const text = z.string().min(1).max(4096);
/** As long as a model card takes it: what it would refuse has to be known before hours of training. */
const cardText = z.string().min(1).max(200);
const coordinate = z.number();
const picture = z.object({
  id: z.number().int(),
  path: text,
  boxes: z.array(
    z.object({
      box: z.object({ x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate }),
      label: z.number().int().min(0),
      crowd: z.literal(true).exactOptional(),
    }),
  ),
});

const dataSchema = z
  .object({
    format: z.literal(1),
    classes: z.array(cardText).min(1).max(65_536),
    categoryIds: z.array(z.number().int().min(0)),
    origin: z.string().min(1).max(100).exactOptional(),
    train: z.array(picture).min(1),
    validation: z.array(picture),
  })
  .refine(({ classes, categoryIds }) => classes.length === categoryIds.length, {
    path: ['categoryIds'],
    message: 'must be as many as the classes',
  });

const planSchema = z.object({
  format: z.literal(1),
  name: cardText,
  id: modelId,
  from: z.object({ id: text, onnxPath: text, cardPath: text }).exactOptional(),
  size: z.enum(sizeNames),
  pixels: z.number().int().min(64).max(4096).multipleOf(32),
  budget: z.union([
    z.strictObject({ minutes: z.number().positive() }),
    z.strictObject({ epochs: z.number().positive() }),
  ]),
  seed: z.number().int().min(0),
  pixelLimit: z.number().int().min(1),
  dataSha256: z.string().regex(/^[0-9a-f]{64}$/),
  snapshot: z.object({ number: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }).exactOptional(),
  provider: z.enum(providerOrder).exactOptional(),
  patience: z.number().int().min(1).exactOptional(),
});

export interface RunInput {
  readonly plan: TrainingPlan;
  readonly data: TrainingData;
}

/** Fails with what is missing, damaged or does not belong together. */
export async function readRunInput(folder: string): Promise<RunInput> {
  const plan: TrainingPlan = await readJson(path.join(folder, runFiles.plan), planSchema);
  const bytes = await readBytes(path.join(folder, runFiles.data));
  if (createHash('sha256').update(bytes).digest('hex') !== plan.dataSha256) {
    fail('invalid', `The data of the run in ${folder} is not what its plan was made for. Start a new run.`);
  }
  const data: TrainingData = parse(bytes, path.join(folder, runFiles.data), dataSchema);
  for (const { boxes, path: file } of [...data.train, ...data.validation]) {
    const strange = boxes.find(({ label }) => label >= data.classes.length);
    if (strange !== undefined)
      fail('invalid', `A box of ${file} has the class ${strange.label}; there are ${data.classes.length}.`);
  }
  return { plan, data };
}

async function readJson<Value>(file: string, schema: z.ZodType<Value>): Promise<Value> {
  return parse(await readBytes(file), file, schema);
}

async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => fail('not-found', `${file} cannot be read.`, String(error)));
}

function parse<Value>(bytes: Buffer, file: string, schema: z.ZodType<Value>): Value {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    fail('unreadable', `${file} is no JSON.`, String(error));
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return fail('invalid', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}.`);
}
