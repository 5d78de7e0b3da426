// One run of a model: the tensors of a batch of prepared pictures in, each picture's detections out. FCOS and foreign detectors
// part here and nowhere else in the pipeline.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { detect } from '../common/fcos/detect.ts';
import type { Detections, RawOutputs } from '../common/fcos/detect.ts';
import { placement } from '../common/foreign/input.ts';
import { keepForeign } from '../common/foreign/keep.ts';
import { readForeign } from '../common/foreign/read.ts';
import type { ForeignInput, OtherInput } from '../common/foreign/spec.ts';
import { isFcos } from '../common/model/card.ts';
import type { FcosCard, ForeignCard, ModelCard } from '../common/model/card.ts';
import { ownCopy } from '../common/model/seen.ts';
import type { Seen } from '../common/model/seen.ts';
import { outputsOf } from './outputs.ts';
import { fill } from './inputImage.ts';
import type { ImageValues } from './inputImage.ts';
import type { Prepared } from './preprocess.ts';
import type { ModelSession } from './modelSession.ts';
import { loadRuntime } from './providers.ts';

export interface RunOptions {
  readonly scoreThreshold?: number;
  /** Called between the run and what comes after it. */
  readonly onRan?: () => void;
  /** Where the images of several pictures are put one after another, kept from run to run: new memory costs as much as filling it. */
  readonly batchMemory?: BatchMemory;
  /** Called for each picture with what can be asked of it later. */
  readonly keep?: (seen: Seen) => void;
}

/** Of one thread that runs one batch at a time. */
export interface BatchMemory {
  buffer: ArrayBuffer;
}

/** What a session has to be able to do. */
export type Runnable = Pick<ModelSession, 'run' | 'inputMetadata'>;

/** Pictures whose inputs have the same size. Detections in pixels of each picture, in the pictures' order. */
export async function runPictures(
  session: Runnable,
  card: ModelCard,
  pictures: readonly Prepared[],
  options: RunOptions = {},
): Promise<Detections[]> {
  return isFcos(card) ? runFcos(session, card, pictures, options) : runForeign(session, card, pictures, options);
}

async function runFcos(
  session: Runnable,
  { spec }: FcosCard,
  prepared: readonly Prepared[],
  { onRan, batchMemory, keep, ...options }: RunOptions,
): Promise<Detections[]> {
  const [first] = prepared;
  if (first === undefined) return [];
  const { paddedWidth, paddedHeight } = first.geometry;
  // A model whose file fixes the number gets a picture again for those that are missing.
  const count = Math.max(prepared.length, fixedBatch(session) ?? 1);
  const images = joined(prepared, count, batchMemory);
  if (!(images instanceof Float32Array)) throw new Error('An FCOS takes float32.');
  const outputs = await runImages(session, images, [count, 3, paddedHeight, paddedWidth]);
  onRan?.();
  const { pyramid, conventions } = spec;
  return prepared.map(({ geometry }, index) => {
    const own = share(outputs, index, count);
    keep?.({ kind: 'locations', outputs: ownCopy(own), geometry, network: { pyramid, conventions } });
    return detect(own, geometry, spec, options);
  });
}

/** The outputs of picture `index` of `count`. */
function share(outputs: RawOutputs, index: number, count: number): RawOutputs {
  const part = (values: Float32Array): Float32Array => {
    const length = values.length / count;
    return values.subarray(index * length, (index + 1) * length);
  };
  return {
    classLogits: part(outputs.classLogits),
    regression: part(outputs.regression),
    centreness: part(outputs.centreness),
  };
}

/** `images` [N, 3, height, width] → the outputs of an FCOS of ours for all of them, one after another. */
export async function runImages(
  session: Runnable,
  images: Float32Array<ArrayBuffer>,
  shape: readonly [number, 3, number, number],
): Promise<RawOutputs> {
  const { Tensor } = await loadRuntime();
  const outputs = await session.run({ image: new Tensor('float32', images, shape) });
  const values = (name: string): Float32Array => {
    const data = (outputs[name] as Tensor | undefined)?.data;
    if (!(data instanceof Float32Array)) throw new Error(`The model gives no float32 output ${name}.`);
    return data;
  };
  return {
    classLogits: values('cls_logits'),
    regression: values('bbox_regression'),
    centreness: values('bbox_ctrness'),
  };
}

/** A run on a grey picture, small unless `size` says otherwise: a provider may create a session and then fail at the first kernel, or answer nonsense. */
export async function tryOut(
  session: Runnable,
  card: ModelCard,
  size?: { readonly width: number; readonly height: number },
): Promise<void> {
  if (!isFcos(card)) {
    const { input } = card.foreign;
    const geometry = placement(64, 64, input.size);
    const { width, height } = geometry;
    const grey = { data: new Uint8Array(width * height * 3).fill(114), width, height };
    await runForeign(session, card, [{ image: fill(grey, geometry, input), geometry }], {});
    return;
  }
  const side = Math.max(64, card.spec.input.divisor);
  const { width, height } = size ?? { width: side, height: side };
  const outputs = await runImages(session, new Float32Array(3 * width * height), [1, 3, height, width]);
  for (const values of [outputs.classLogits, outputs.regression, outputs.centreness]) {
    if (!values.every(Number.isFinite)) throw new Error('Its first answer held values that are not numbers.');
  }
}

/** How many pictures the model takes at once where its file fixes that; undefined where it takes any number. */
export function fixedBatch(session: Runnable): number | undefined {
  const [input] = session.inputMetadata;
  const length = input?.isTensor === true && input.shape.length === 4 ? input.shape[0] : undefined;
  return typeof length === 'number' && length > 0 ? length : undefined;
}

/** A file that takes exactly n pictures gets n: the last of them again where there are too few. */
export async function runForeign(
  session: Runnable,
  { foreign }: Pick<ForeignCard, 'foreign'>,
  pictures: readonly Prepared[],
  { onRan, batchMemory, keep, ...options }: RunOptions,
): Promise<Detections[]> {
  const { batch } = foreign.input;
  const size = batch === 'any' ? pictures.length : batch === 'none' ? 1 : batch;
  const found: Detections[] = [];
  for (let from = 0; from < pictures.length; from += size) {
    const part = pictures.slice(from, from + size);
    const outputs = await outputsOf(await session.run(await foreignFeeds(foreign.input, part, size, batchMemory)));
    if (from + size >= pictures.length) onRan?.();
    for (const [picture, { geometry }] of part.entries()) {
      const share = { outputs, picture, batch: size };
      keep?.(keepForeign(share, foreign, geometry));
      found.push(readForeign(share, foreign, geometry, options));
    }
  }
  return found;
}

/** The inputs of one run: the pictures, and their own sizes where the model asks for them. */
export async function foreignFeeds(
  input: ForeignInput,
  pictures: readonly Prepared[],
  size: number,
  batchMemory?: BatchMemory,
): Promise<InferenceSession.OnnxValueMapType> {
  const { Tensor } = await loadRuntime();
  const [first] = pictures;
  if (first === undefined) throw new Error('There is no picture to run.');
  const { paddedWidth, paddedHeight } = first.geometry;
  const shape = input.layout === 'nchw' ? [3, paddedHeight, paddedWidth] : [paddedHeight, paddedWidth, 3];
  const dims = input.batch === 'none' ? shape : [size, ...shape];
  const feeds: Record<string, Tensor> = {
    [input.name]: new Tensor(input.element, joined(pictures, size, batchMemory) as never, dims),
  };
  for (const other of input.others ?? []) {
    const own = other.dims.map((side) => (side === 'height' ? paddedHeight : side === 'width' ? paddedWidth : side));
    const values = otherValues(other, own, { width: paddedWidth, height: paddedHeight });
    const all = Array.from({ length: size }, () => values).flat();
    feeds[other.name] = new Tensor(other.type, inType(other.type, all) as never, [size, ...own]);
  }
  return feeds;
}

function otherValues(
  { gives }: OtherInput,
  dims: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly number[] {
  if (gives === 'ones') return new Array<number>(dims.reduce((all, side) => all * side, 1)).fill(1);
  return gives === 'width-height' ? [width, height] : [height, width];
}

function inType(type: OtherInput['type'], values: readonly number[]): Tensor['data'] {
  switch (type) {
    case 'float32':
      return Float32Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(values, BigInt);
    case 'bool':
      return Uint8Array.from(values);
  }
}

/** The pictures' values one after another; a single picture's are not copied. */
function joined(pictures: readonly Prepared[], size: number, memory: BatchMemory = noMemory()): ImageValues {
  const [first] = pictures;
  if (first === undefined) throw new Error('There is no picture to run.');
  if (size === 1) return first.image;
  const { length, byteLength, constructor } = first.image;
  if (memory.buffer.byteLength < byteLength * size) memory.buffer = new ArrayBuffer(byteLength * size);
  const Values = constructor as new (buffer: ArrayBuffer, offset: number, length: number) => ImageValues;
  const all = new Values(memory.buffer, 0, length * size);
  for (let index = 0; index < size; index++)
    all.set((pictures[index] ?? pictures[pictures.length - 1] ?? first).image, index * length);
  return all;
}

/** For who runs once, or many batches at the same time. */
function noMemory(): BatchMemory {
  return { buffer: new ArrayBuffer(0) };
}
