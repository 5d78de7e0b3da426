// Inputs and outputs of the model that runs, in the words of model servers: what a server has to have to stand in for it.
import type { FcosSpec } from './spec.ts';

/** As `inferenceModel` has them: types as KServe names them, −1 for a side that varies. */
export function inferenceSignature({ head }: Pick<FcosSpec, 'head'>) {
  const tensor = (name: string, shape: readonly number[]) => ({ name, datatype: 'FP32', shape });
  return {
    inputs: [tensor('image', [-1, 3, -1, -1])],
    outputs: [
      tensor('cls_logits', [-1, -1, head.classes]),
      tensor('bbox_regression', [-1, -1, 4]),
      tensor('bbox_ctrness', [-1, -1, 1]),
    ],
  };
}
