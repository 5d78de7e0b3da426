// What a model file is, before anything is made of it. Names and shapes are judged; the values wait for the import.
import { inputWords } from '../common/fcos/checkpoint/dialects.ts';
import { inspectCheckpoint } from '../common/fcos/checkpoint/import.ts';
import { networkWords } from '../common/fcos/networkWords.ts';
import type { ModelInspectRequest, ModelInspection } from '../common/protocol.ts';
import type { Context } from './calls.ts';
import { readCheckpointFile, valueOf } from './modelFile.ts';

/** Writes nothing. Fails with what the file is instead of a model that is known here. */
export async function inspectModel(
  { file, ways = {} }: ModelInspectRequest,
  { signal }: Context<never>,
): Promise<ModelInspection> {
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
