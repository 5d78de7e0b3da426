// What the detector needs of a session, wherever it runs: the part of ONNX Runtime's own that a served model has too.
import type { InferenceSession } from 'onnxruntime-node';

export interface ModelSession {
  readonly inputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly outputMetadata: readonly InferenceSession.ValueMetadata[];
  /** Feeds by input name → outputs by name. The feeds' memory must stay as it is until the run ends. */
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>;
  release(): Promise<void>;
}
