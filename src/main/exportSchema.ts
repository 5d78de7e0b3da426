// What a wish for an export must look like.
import { z } from 'zod';
import { profileIds } from '../common/formats/profiles.ts';
import { writtenFormats } from '../common/formats/writers.ts';

const share = z.number().min(0).max(1e9);

const split = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({
    kind: z.literal('random'),
    shares: z.strictObject({ train: share, val: share, test: share }),
    seed: z
      .number()
      .int()
      .min(-(2 ** 31))
      .max(2 ** 32),
    stratify: z.enum(['by-class', 'no']),
    group: z.enum(['none', 'folder', 'twins']),
  }),
]);

export const cocoExport = z.strictObject({
  pictures: z.enum(['all', 'labelled', 'done', 'reviewed']),
  classes: z.array(z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)).max(100_000).exactOptional(),
  segmentation: z.enum(['empty', 'box-polygon']),
  people: z.enum(['written', 'left-out']),
  snapshot: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).exactOptional(),
});

export const folderExport = cocoExport.extend({
  format: z.enum(writtenFormats),
  profile: z.enum(profileIds).exactOptional(),
  pictureFiles: z.enum(['copy', 'link', 'leave']),
  upright: z.enum(['turned', 'as-they-are']),
  split,
});

export const exportCount = folderExport.pick({
  format: true,
  pictures: true,
  classes: true,
  split: true,
  snapshot: true,
});
