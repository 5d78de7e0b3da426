// The shape of an FcosSpec that comes from a file: every number within bounds that a detector can have.
import { z } from 'zod';

const count = z.number().int().min(1).max(65_536);
export const side = z.number().int().min(1).max(16_384);
export const probability = z.number().min(0).max(1);
export const triple = z.tuple([z.number(), z.number(), z.number()]);

const norm = z.enum(['batch', 'group', 'folded']).exactOptional();
const stride = z.union([z.literal(1), z.literal(2)]);

export const specSchema = z.object({
  trunk: z.discriminatedUnion('family', [
    z.object({
      family: z.literal('resnet'),
      block: z.enum(['basic', 'bottleneck']),
      stem: count,
      stages: z.array(z.object({ blocks: count, inner: count, outer: count })).length(4),
      groups: count,
      norm,
      strideOn: z.enum(['first', 'second']).exactOptional(),
      entry: z.enum(['seven', 'patch']).exactOptional(),
    }),
    z.object({
      family: z.literal('mobilenetv2'),
      stem: count,
      layers: z
        .array(
          z
            .array(z.object({ hidden: count, channels: count, stride }))
            .min(1)
            .max(64),
        )
        .length(4),
      norm,
    }),
    z.object({
      family: z.literal('vovnet'),
      stem: z.array(count).length(3),
      stages: z.array(z.object({ blocks: count, inner: count, layers: count, outer: count })).length(4),
      norm,
    }),
  ]),
  pyramid: z.object({
    channels: count,
    extraFrom: z.enum(['P5', 'C5']),
    strides: z.array(count).length(5),
  }),
  head: z.object({
    classes: count,
    convolutions: z.number().int().min(0).max(512),
    groups: count,
    centreness: z.enum(['box', 'class']).exactOptional(),
    scales: z.boolean().exactOptional(),
    towerBias: z.boolean().exactOptional(),
  }),
  conventions: z.object({
    location: z.enum(['corner', 'middle']),
    regression: z.enum(['relu-stride', 'exponential-stride', 'exponential']),
    threshold: z.enum(['score', 'class']),
    score: z.enum(['root', 'product']),
  }),
  input: z.object({
    order: z.enum(['rgb', 'bgr']),
    scale: z.number().positive(),
    mean: triple,
    deviation: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
    shortSide: side,
    longSide: side,
    divisor: z.number().int().min(1).max(1024),
    filter: z.enum(['bilinear', 'antialias']),
  }),
  detection: z.object({
    scoreThreshold: probability,
    iouThreshold: probability,
    candidatesPerLevel: z.number().int().min(1).max(100_000),
    detectionsPerImage: z.number().int().min(1).max(100_000),
  }),
});
