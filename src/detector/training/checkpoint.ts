// The state of a run on disk: parameters, their average, the optimizer's moments and where the run stands, in one file that is
// written whole. Reading a file of another network fails.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readSafetensors, readSafetensorsMetadata } from '../../common/fcos/checkpoint/safetensors.ts';
import type { StateDict } from '../../common/fcos/checkpoint/stateDict.ts';
import { writeSafetensors } from '../../common/fcos/checkpoint/writeSafetensors.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { ValidationFigures } from '../../common/training.ts';
import { writeWhole } from '../wholeFile.ts';
import type { Layout } from './layout.ts';
import type { Learned } from './optimizer.ts';

/** Where a run stands after an update. */
export interface Standing {
  /** Updates done. */
  readonly step: number;
  /** Of training, pauses left out. */
  readonly seconds: number;
  /** The update after which was validated last. */
  readonly validated: number;
  /** Validations since the highest AP. */
  readonly sinceBest: number;
  /** What the rate is multiplied by; less than 1 after an explosion. */
  readonly caution: number;
  /** Figures of the weights that were kept. */
  readonly best?: ValidationFigures;
  /** The highest AP of any validation so far. */
  readonly highest?: number;
}

const figuresSchema = z.object({
  AP: z.number(),
  AP50: z.number(),
  perClassAP50: z.record(z.string(), z.number()),
  bestScore: z.number().exactOptional(),
});
const standingSchema = z.object({
  step: z.number().int().min(0),
  seconds: z.number().min(0),
  validated: z.number().int().min(0),
  sinceBest: z.number().int().min(0),
  caution: z.number().positive(),
  best: figuresSchema.exactOptional(),
  highest: z.number().exactOptional(),
});

const stateNames = ['parameters', 'average', 'first', 'second'] as const satisfies readonly (keyof Learned)[];

export async function saveCheckpoint(
  file: string,
  layout: Layout,
  learned: Learned,
  standing: Standing,
): Promise<void> {
  const tensors = new Map<string, { readonly shape: readonly number[]; readonly values: Float32Array }>();
  for (const state of stateNames) {
    for (const { name, shape, start, end } of layout.places) {
      if (end > learned[state].length) continue;
      tensors.set(`${state}/${name}`, { shape, values: learned[state].subarray(start, end) });
    }
  }
  await writeWhole(file, writeSafetensors(tensors, { standing: JSON.stringify(standing) }), 'lasting');
}

/** Fills `learned` and returns where the run stood; undefined where there is no file. Fails on one that does not fit. */
export async function loadCheckpoint(file: string, layout: Layout, learned: Learned): Promise<Standing | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('unreadable', `${file} cannot be read.`, String(error)),
  );
  if (bytes === undefined) return undefined;
  const { tensors } = namedState(file, bytes);
  for (const state of stateNames) {
    for (const { name, start, end } of layout.places) {
      if (end > learned[state].length) continue;
      const values = tensors.get(`${state}/${name}`)?.read();
      if (values?.length !== end - start)
        fail('invalid', `${file} is a checkpoint of another network: ${name} differs.`);
      learned[state].set(values, start);
    }
  }
  const standing = standingSchema.safeParse(parsed(readSafetensorsMetadata(bytes)['standing']));
  if (!standing.success) fail('invalid', `${file} does not say where its run stands.`, standing.error.message);
  return standing.data;
}

/** As `readSafetensors`; its failure names the file. */
export function namedState(file: string, bytes: Uint8Array): StateDict {
  try {
    return readSafetensors(bytes);
  } catch (caught) {
    const { kind, message, detail } = failureOf(caught);
    return fail(kind, `${file} cannot be used: ${message}`, detail);
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
