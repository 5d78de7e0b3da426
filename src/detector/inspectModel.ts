// What a model file is, before anything is made of it. Names and shapes are judged; the values wait for the import.
import { inputWords } from '../common/fcos/checkpoint/dialects.ts';
import { inspectCheckpoint } from '../common/fcos/checkpoint/import.ts';
import { networkWords } from '../common/fcos/networkWords.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import type { ModelInspectRequest, ModelInspection } from '../common/modelImport.ts';
import type { Context } from './calls.ts';
import { examineOnnx } from './foreign/examine.ts';
import { hashFile, isCheckpoint, readCheckpointFile, valueOf } from './modelFile.ts';

/** Writes nothing. Fails with what the file is instead of a model that is known here. */
export async function inspectModel(
  { file, ways = {}, picture, pixelLimit = defaultPixelLimit }: ModelInspectRequest,
  { signal }: Context<never>,
): Promise<ModelInspection> {
  if (!(await isCheckpoint(file))) return inspectOnnx(file, picture, pixelLimit, signal);
  const { state, sha256, bytes } = await readCheckpointFile(file, signal, () => undefined);
  const { spec, report, classes } = valueOf(inspectCheckpoint(state, { ways }));
  return {
    kind: 'checkpoint',
    format: state.format,
    bytes: bytes.length,
    sha256,
    network: networkWords(spec),
    outputs: spec.head.classes,
    ...(classes !== undefined && { classes }),
    input: spec.input,
    inputWords: inputWords(spec.input),
    ...report,
  };
}

async function inspectOnnx(
  file: string,
  picture: string | undefined,
  pixelLimit: number,
  signal: AbortSignal,
): Promise<ModelInspection> {
  const report = await examineOnnx(file, picture, pixelLimit);
  return { kind: 'onnx', report, ...(await hashFile(file, signal)) };
}
