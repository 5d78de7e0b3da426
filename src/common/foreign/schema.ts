// The shape of a ForeignSpec that comes from a file: every number within bounds that a detector can have.
import { z } from 'zod';
import { probability, side, triple } from '../fcos/specSchema.ts';

const name = z.string().min(1).max(1000);
const column = z.number().int().min(0).max(100_000);
const strides = z.array(z.number().int().min(1).max(1024)).min(1).max(16);
const form = z.object({
  numbers: z.enum(['x1y1x2y2', 'cxcywh', 'xywh', 'y1x1y2x2']),
  unit: z.enum(['input', 'fraction', 'picture']),
});
const activation = z.enum(['none', 'sigmoid', 'softmax']);
const firstLabel = z.number().int().min(-1).max(100_000);

const size = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sides'),
    shortSide: side,
    longSide: side,
    divisor: z.number().int().min(1).max(1024),
  }),
  z.object({ kind: z.literal('stretch'), width: side, height: side }),
  z.object({ kind: z.literal('letterbox'), width: side, height: side, align: z.enum(['centre', 'corner']) }),
]);

const deviation = z.number().refine((value) => value !== 0, 'must not be 0');

const input = z.object({
  name,
  order: z.enum(['rgb', 'bgr']),
  scale: z.number().positive(),
  mean: triple,
  deviation: z.tuple([deviation, deviation, deviation]),
  filter: z.enum(['bilinear', 'antialias']),
  size,
  padding: z.number().min(0).max(255).exactOptional(),
  layout: z.enum(['nchw', 'nhwc']),
  element: z.enum(['float32', 'float16', 'uint8']),
  batch: z.union([z.number().int().min(1).max(1024), z.literal('any'), z.literal('none')]),
  others: z
    .array(
      z.object({
        name,
        type: z.enum(['float32', 'int32', 'int64', 'bool']),
        gives: z.enum(['width-height', 'height-width', 'ones']),
        dims: z.array(z.union([side, z.literal('height'), z.literal('width')])).max(2),
      }),
    )
    .max(4)
    .exactOptional(),
});

const reading = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    boxes: name,
    scores: name,
    labels: name,
    count: name.exactOptional(),
    form,
    firstLabel,
  }),
  z.object({
    kind: z.literal('rows'),
    table: name,
    box: column,
    score: column,
    label: z.union([column, name]),
    picture: column.exactOptional(),
    form,
    firstLabel,
  }),
  z.object({
    kind: z.literal('cells'),
    values: name,
    axes: z.enum(['cells-numbers', 'numbers-cells']),
    objectness: z.boolean(),
    activation,
    form,
    decoding: z.enum(['done', 'grid']),
    strides,
  }),
  z.object({
    kind: z.literal('pair'),
    boxes: name,
    scores: name,
    form,
    activation,
    background: z.enum(['none', 'first', 'last']),
    axes: z.enum(['rows-classes', 'classes-rows']).exactOptional(),
  }),
  z.object({
    kind: z.literal('distances'),
    levels: z.union([
      z.object({ each: z.array(z.object({ stride: strides.element, scores: name, distances: name })).min(1) }),
      z.object({ joined: name, strides }),
    ]),
    bins: z.number().int().min(2).max(256),
    location: z.enum(['middle', 'corner']),
    activation,
  }),
  z.object({
    kind: z.literal('peaks'),
    heat: name,
    size: name,
    offset: name.exactOptional(),
    activation,
  }),
  z.object({
    kind: z.literal('fcos'),
    levels: z.array(z.object({ classes: name, distances: name, centreness: name })).min(1),
    strides,
    conventions: z.object({
      location: z.enum(['corner', 'middle']),
      regression: z.enum(['relu-stride', 'exponential-stride', 'exponential']),
      threshold: z.enum(['score', 'class']),
      score: z.enum(['root', 'product']),
    }),
  }),
  z.object({ kind: z.literal('fastest'), values: name }),
]);

export const foreignSchema = z.object({
  input,
  reading,
  classes: z.number().int().min(1).max(65_536),
  detection: z.object({
    scoreThreshold: probability,
    iouThreshold: probability,
    candidatesPerLevel: z.number().int().min(1).max(100_000),
    detectionsPerImage: z.number().int().min(1).max(100_000),
  }),
});
