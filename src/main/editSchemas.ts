// What boxes, changes of them and edits of all pictures must look like when the window sends them (requestSchemas.ts).
import { z } from 'zod';
import { longestText } from '../common/annotation/attributes.ts';
import { longestSplitName } from '../common/dataset/parts.ts';
import { mostBoxes } from '../common/grid.ts';
import { attributesSchema, stampSchema } from './database/changeCheck.ts';

export const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const coordinate = z.number().min(-1e6).max(1e7);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
export const name = z.string().trim().min(1).max(200);
export const score = z.number().min(0).max(1);
/** Files call their splits as they like. */
export const splitName = z.string().max(longestSplitName);

export const box = z.strictObject({ x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate });
const fromModel = { model: z.string().min(1).max(200), score };
const origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drawn') }),
  z.strictObject({ kind: z.literal('imported') }),
  z.strictObject({ kind: z.literal('proposed'), ...fromModel }),
  z.strictObject({ kind: z.literal('accepted'), ...fromModel }),
  z.strictObject({ kind: z.literal('edited'), ...fromModel }),
  z.strictObject({ kind: z.literal('rejected'), ...fromModel }),
]);
const annotation = z.strictObject({
  ...{ id, categoryId: id, box, origin, crowd: z.boolean() },
  attributes: attributesSchema.exactOptional(),
  note: z.string().min(1).max(longestText).exactOptional(),
  made: stampSchema.exactOptional(),
  changed: stampSchema.exactOptional(),
});
const annotations = z.array(annotation).max(100_000);
export const change = z.strictObject({
  added: annotations,
  removed: annotations,
  updated: z
    .array(z.tuple([annotation, annotation]).refine(([from, to]) => from.id === to.id, 'both must have the same id'))
    .max(100_000),
});

export const categoryEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add'), name, colour: colour.exactOptional() }),
  z.strictObject({ kind: z.literal('rename'), id, name }),
  z.strictObject({ kind: z.literal('recolour'), id, colour }),
  z.strictObject({ kind: z.literal('move'), id, position: z.number().int().min(0).max(100_000) }),
  z.strictObject({ kind: z.literal('merge'), from: id, into: id }),
  z.strictObject({ kind: z.literal('delete'), id }),
  z.strictObject({ kind: z.literal('accept-all'), from: score }),
  z.strictObject({
    kind: z.literal('boxes'),
    deed: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('accept') }),
      z.strictObject({ kind: z.literal('discard') }),
      z.strictObject({ kind: z.literal('relabel'), to: id }),
    ]),
    boxes: z.array(id).max(mostBoxes),
    asOf: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  }),
  z.strictObject({
    kind: z.literal('split'),
    images: z.array(id).max(5_000_000),
    to: splitName.trim().min(1).nullable(),
  }),
  z.strictObject({ kind: z.literal('undo'), edit: id }),
]);
