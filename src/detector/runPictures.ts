// One run of a model: the tensors of a batch of prepared pictures in, each picture's detections out. FCOS and foreign detectors
// part here and nowhere else in the pipeline.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { detect } from '../common/fcos/detect.ts';
import type { Detections, RawOutputs } from '../common/fcos/detect.ts';
import { levelGrids, locationCount } from '../common/fcos/locations.ts';
import { readForeign } from '../common/foreign/read.ts';
import type { ForeignInput, OtherInput } from '../common/foreign/spec.ts';
import { isFcos } from '../common/model/card.ts';
import type { FcosCard, ForeignCard, ModelCard } from '../common/model/card.ts';
import { outputsOf } from './outputs.ts';
import type { ImageValues, Prepared } from './preprocess.ts';
import { loadRuntime } from './providers.ts';

export interface RunOptions {
  readonly scoreThreshold?: number;
}

/** What a session has to be able to do. */
export type Runnable = Pick<InferenceSession, 'run'>;

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
  pictures: readonly Prepared[],
  options: RunOptions,
): Promise<Detections[]> {
  const [first] = pictures;
  if (first === undefined) return [];
  const { paddedWidth, paddedHeight } = first.geometry;
  const { Tensor } = await loadRuntime();
  const dims = [pictures.length, 3, paddedHeight, paddedWidth];
  const outputs = await session.run({
    image: new Tensor('float32', joined(pictures, pictures.length) as Float32Array, dims),
  });
  const raw = rawOutputs(outputs);
  const locations = locationCount(levelGrids(paddedWidth, paddedHeight, spec));
  return pictures.map(({ geometry }, index) => {
    const part = (values: Float32Array, columns: number): Float32Array =>
      values.subarray(index * locations * columns, (index + 1) * locations * columns);
    const own: RawOutputs = {
      classLogits: part(raw.classLogits, spec.head.classes),
      regression: part(raw.regression, 4),
      centreness: part(raw.centreness, 1),
    };
    return detect(own, geometry, spec, options);
  });
}

/** The outputs of an FCOS of ours, all pictures of the batch. Throws when one is missing. */
export function rawOutputs(outputs: InferenceSession.OnnxValueMapType): RawOutputs {
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

/** A file that takes exactly n pictures gets n: the last of them again where there are too few. */
async function runForeign(
  session: Runnable,
  { foreign }: ForeignCard,
  pictures: readonly Prepared[],
  options: RunOptions,
): Promise<Detections[]> {
  const { batch } = foreign.input;
  const size = batch === 'any' ? pictures.length : batch === 'none' ? 1 : batch;
  const found: Detections[] = [];
  for (let from = 0; from < pictures.length; from += size) {
    const part = pictures.slice(from, from + size);
    const outputs = await outputsOf(await session.run(await foreignFeeds(foreign.input, part, size)));
    for (const [picture, { geometry }] of part.entries()) {
      found.push(readForeign({ outputs, picture, batch: size }, foreign, geometry, options));
    }
  }
  return found;
}

/** The inputs of one run: the pictures, and their own sizes where the model asks for them. */
export async function foreignFeeds(
  input: ForeignInput,
  pictures: readonly Prepared[],
  size: number,
): Promise<InferenceSession.OnnxValueMapType> {
  const { Tensor } = await loadRuntime();
  const [first] = pictures;
  if (first === undefined) throw new Error('There is no picture to run.');
  const { paddedWidth, paddedHeight } = first.geometry;
  const shape = input.layout === 'nchw' ? [3, paddedHeight, paddedWidth] : [paddedHeight, paddedWidth, 3];
  const dims = input.batch === 'none' ? shape : [size, ...shape];
  const feeds: Record<string, Tensor> = {
    [input.name]: new Tensor(input.element, joined(pictures, size) as never, dims),
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
function joined(pictures: readonly Prepared[], size: number): ImageValues {
  const [first] = pictures;
  if (first === undefined) throw new Error('There is no picture to run.');
  if (size === 1) return first.image;
  const { length } = first.image;
  const all = new (first.image.constructor as new (length: number) => ImageValues)(length * size);
  for (let index = 0; index < size; index++)
    all.set((pictures[index] ?? pictures[pictures.length - 1] ?? first).image, index * length);
  return all;
}
