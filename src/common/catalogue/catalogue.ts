// The official weights that this program can import: where they lie, how they are checked, what their makers measured, and the ways
// that their state dicts do not say. Every figure has its source in weights.json. Nothing is downloaded here.
import { z } from 'zod';
import { modelWays } from '../fcos/checkpoint/ways.ts';
import weights from './weights.json' with { type: 'json' };

const side = z.number().int().min(32).max(16_384);

const entry = z.strictObject({
  /** For the command line. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  name: z.string().min(1).max(100),
  /** Whose weights they are. */
  publisher: z.string().min(1).max(60),
  network: z.string().min(1).max(60),
  /** The dialect of their names. */
  dialect: z.string().min(1).max(60),
  address: z.url({ protocol: /^https$/ }),
  /** Exact size, where it was found; otherwise `aboutBytes`, rounded as a list of files shows it, or neither. */
  bytes: z.number().int().positive().exactOptional(),
  aboutBytes: z.number().int().positive().exactOptional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  /** The first digits, where the file's name is all that was published. Neither: there is no published checksum. */
  sha256Start: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .exactOptional(),
  /** Box AP in hundredths, as published. */
  AP: z.number().min(0).max(100),
  measuredOn: z.string().min(1).max(60),
  licence: z.strictObject({ code: z.string().min(1), weights: z.string().min(1) }),
  ways: z.strictObject({
    distances: z.enum(modelWays.distances).exactOptional(),
    score: z.enum(modelWays.score).exactOptional(),
    centreness: z.enum(modelWays.centreness).exactOptional(),
    strideOn: z.enum(modelWays.strideOn).exactOptional(),
    colours: z.enum(modelWays.colours).exactOptional(),
  }),
  shortSide: side,
  longSide: side,
  sources: z.array(z.strictObject({ says: z.string().min(1), where: z.string().min(1) })).min(1),
});

/** Weights of an FCOS that was trained on COCO's 80 classes. */
export type CatalogueEntry = z.infer<typeof entry>;

export const catalogue: readonly CatalogueEntry[] = z.array(entry).parse(weights);

/** The last part of its address. */
export function catalogueFile({ address }: CatalogueEntry): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
