// What an ONNX file finds on one picture when it is fed and read in a certain way: for choosing the way while looking.
import type { DetectorCalls } from '../../common/protocol.ts';
import { failureOf } from '../../common/result.ts';
import { detectionList } from '../detectionList.ts';
import { prepare } from '../preprocess.ts';
import { runForeign } from '../runPictures.ts';
import { openUnknown } from './examine.ts';
import { readOnnxSource } from './onnxSource.ts';

type Preview = DetectorCalls['previewModel'];

/** Fails with what is wrong with the model; a picture that cannot be read is in the reply. */
export async function previewModel({
  file,
  foreign,
  picture,
  pixelLimit,
}: Preview['request']): Promise<Preview['reply']> {
  const { bytes, described } = await readOnnxSource(file);
  const session = await openUnknown(bytes, described);
  const { id } = picture;
  const start = performance.now();
  try {
    const prepared = await prepare(picture.path, pixelLimit, foreign.input).catch((caught: unknown) =>
      failureOf(caught),
    );
    const ready = performance.now();
    if ('message' in prepared) {
      const milliseconds = { prepare: ready - start, run: 0, finish: 0 };
      return { id, width: 0, height: 0, result: { ok: false, failure: prepared }, milliseconds };
    }
    const { imageWidth: width, imageHeight: height } = prepared.geometry;
    const [found] = await runForeign(session, { foreign }, [prepared], {});
    const milliseconds = { prepare: ready - start, run: performance.now() - ready, finish: 0 };
    return {
      id,
      width,
      height,
      result: { ok: true, value: found === undefined ? [] : detectionList(found) },
      milliseconds,
    };
  } finally {
    await session.release();
  }
}
