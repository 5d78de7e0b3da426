// Prepared pictures of one shape through a session: their tensor, the run, and each picture's detections out of the outputs.
// Decides no batch sizes and knows no threads; a picture's detections do not depend on what it is run with.
import type { InferenceSession } from 'onnxruntime-node';
import type { ModelCard } from '../common/fcos/card.ts';
import { detect } from '../common/fcos/detect.ts';
import type { Detections, RawOutputs } from '../common/fcos/detect.ts';
import type { Prepared } from './preprocess.ts';
import { loadRuntime } from './providers.ts';

export interface RunOptions {
  readonly scoreThreshold: number;
  /** Called between the run and what comes after it. */
  readonly onRan?: () => void;
}

/**
 * Detections of each picture, in order. All must have one padded size. Blocks this thread while it runs on the processor. Throws
 * ONNX Runtime's error, and a Failure on outputs of wrong length.
 */
export async function runPictures(
  session: InferenceSession,
  card: ModelCard,
  prepared: readonly Prepared[],
  options: RunOptions,
): Promise<Detections[]> {
  const [first] = prepared;
  if (first === undefined) return [];
  const { paddedWidth, paddedHeight } = first.geometry;
  // A model whose file fixes the number gets empty pictures for those that are missing.
  const count = Math.max(prepared.length, fixedBatch(session) ?? 1);
  const images = together(
    prepared.map(({ image }) => image),
    count,
  );
  const outputs = await runImages(session, images, [count, 3, paddedHeight, paddedWidth]);
  options.onRan?.();
  const { scoreThreshold } = options;
  return prepared.map(({ geometry }, index) =>
    detect(share(outputs, index, count), geometry, card.spec, { scoreThreshold }),
  );
}

function together(images: readonly Float32Array<ArrayBuffer>[], count: number): Float32Array<ArrayBuffer> {
  const [first = new Float32Array()] = images;
  if (count === 1) return first;
  const all = new Float32Array(first.length * count);
  images.forEach((image, index) => {
    all.set(image, index * first.length);
  });
  return all;
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

/** `images` [N, 3, height, width] → the model's outputs for all of them, one after another. */
export async function runImages(
  session: InferenceSession,
  images: Float32Array<ArrayBuffer>,
  shape: readonly [number, 3, number, number],
): Promise<RawOutputs> {
  const { Tensor } = await loadRuntime();
  const outputs = await session.run({ image: new Tensor('float32', images, shape) });
  const values = (name: string): Float32Array => {
    const data = outputs[name]?.data;
    if (!(data instanceof Float32Array)) throw new Error(`The model gives no float32 output ${name}.`);
    return data;
  };
  return {
    classLogits: values('cls_logits'),
    regression: values('bbox_regression'),
    centreness: values('bbox_ctrness'),
  };
}

/** A run on a small grey picture: a provider may create a session and then fail at the first kernel, or answer nonsense. */
export async function tryOut(session: InferenceSession, card: ModelCard): Promise<void> {
  const side = Math.max(64, card.spec.input.divisor);
  const outputs = await runImages(session, new Float32Array(3 * side * side), [1, 3, side, side]);
  for (const values of [outputs.classLogits, outputs.regression, outputs.centreness]) {
    if (!values.every(Number.isFinite)) throw new Error('Its first answer held values that are not numbers.');
  }
}

/** How many pictures the model takes at once where its file fixes that; undefined where it takes any number. */
export function fixedBatch(session: InferenceSession): number | undefined {
  const [input] = session.inputMetadata;
  const length = input?.isTensor === true ? input.shape[0] : undefined;
  return typeof length === 'number' && length > 0 ? length : undefined;
}
