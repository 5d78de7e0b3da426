// Whether a change that came from outside may be written: its shape, its ids, its boxes, its categories. Nothing is repaired.
import { z } from 'zod';
import { longestText } from '../../common/annotation/attributes.ts';
import { longestName } from '../../common/annotation/stamps.ts';
import type { Change } from '../../common/annotation/change.ts';
import type { Annotation, AnnotationId, CategoryId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';

/** Ids above this are refused, so that counting up from any of them stays exact. */
export const largestId = 2 ** 52;

const id = z.number().int().min(1).max(largestId);
const number = z.number();
const fromModel = { model: z.string().max(500), score: z.number().min(0).max(1) };
/** What is said of a box, as it comes from outside. */
export const attributesSchema = z
  .record(z.string().min(1).max(200), z.union([z.boolean(), z.number(), z.string().max(longestText)]))
  .refine((value) => Object.keys(value).length <= 200, 'has more than 200 attributes');

export const personSchema = z.string().trim().min(1).max(longestName);
/** Who and when, as it comes from outside. The latest time that a Date can hold. */
export const stampSchema = z.strictObject({
  by: personSchema.exactOptional(),
  at: z.number().int().min(0).max(8.64e15),
});

const annotation = z.object({
  id,
  categoryId: id,
  box: z.object({ x1: number, y1: number, x2: number, y2: number }),
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('drawn') }),
    z.object({ kind: z.literal('imported') }),
    z.object({ kind: z.literal('proposed'), ...fromModel }),
    z.object({ kind: z.literal('accepted'), ...fromModel }),
    z.object({ kind: z.literal('edited'), ...fromModel }),
    z.object({ kind: z.literal('rejected'), ...fromModel }),
  ]),
  crowd: z.boolean(),
  attributes: attributesSchema.exactOptional(),
  note: z.string().min(1).max(longestText).exactOptional(),
  made: stampSchema.exactOptional(),
  changed: stampSchema.exactOptional(),
});
const list = z.array(annotation).max(1_000_000);
const changeSchema = z.object({
  added: list,
  removed: list,
  updated: z.array(z.tuple([annotation, annotation])).max(1_000_000),
});

/** Fails with invalid, naming the place. */
export function checkShape(change: unknown): Change {
  const parsed = changeSchema.safeParse(change);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    fail(
      'invalid',
      t('The change cannot be saved: {place}: {reason}.', {
        place: issue?.path.join('.') ?? '?',
        reason: issue?.message ?? t('not understood'),
      }),
    );
  }
  const crossed = parsed.data.updated.find(([from, to]) => from.id !== to.id);
  if (crossed !== undefined)
    fail(
      'invalid',
      t('The change cannot be saved: it turns box {from} into box {to}.', { from: crossed[0].id, to: crossed[1].id }),
    );
  return parsed.data;
}

/** Only ids that were given out (reserveIds, import, proposals) may be used. */
export function checkId(id: AnnotationId, next: AnnotationId): void {
  if (id >= next)
    fail('invalid', t('Box id {id} was never given out (the next one is {next}); nothing was changed.', { id, next }));
}

interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export function checkAnnotation(
  { id, box, categoryId }: Annotation,
  picture: Picture,
  categories: ReadonlySet<CategoryId>,
): void {
  if (!categories.has(categoryId))
    fail(
      'invalid',
      t('Box {id} has class {category}, which is not in the project (any more).', { id, category: categoryId }),
    );
  if (picture.width <= 0)
    fail('invalid', t('{picture} could not be read, so it has no boxes yet.', { picture: picture.name }));
  if (box.x2 <= box.x1 || box.y2 <= box.y1)
    fail('invalid', t('Box {id} is empty: {x1}, {y1} to {x2}, {y2}.', { id, ...box }));
  if (box.x1 >= 0 && box.y1 >= 0 && box.x2 <= picture.width && box.y2 <= picture.height) return;
  fail(
    'invalid',
    t('Box {id} leaves the picture ({width} × {height}): {x1}, {y1} to {x2}, {y2}.', {
      id,
      width: picture.width,
      height: picture.height,
      ...box,
    }),
  );
}
