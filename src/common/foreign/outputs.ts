// What a foreign model gave, as plain numbers, and one picture's share of it. Every shape is checked here before it is read.
import { fail } from '../result.ts';

export interface Output {
  readonly dims: readonly number[];
  /** As many as the product of `dims`; whole numbers and halves widened. */
  readonly values: Float32Array;
}

export type Outputs = ReadonlyMap<string, Output>;

/** One picture of a batch: the outputs, and which of the batch's pictures it is. */
export interface Share {
  readonly outputs: Outputs;
  readonly picture: number;
  readonly batch: number;
}

/**
 * The picture's part of an output, `rank` axes: the batch's axis is taken off where there is one. Throws a Failure when the output
 * is not there or has other axes.
 */
export function shareOf({ outputs, picture, batch }: Share, name: string, rank: number): Output {
  const output = outputs.get(name) ?? fail('invalid', `The model gave no output ${name}.`);
  const dims = asTable(output.dims, rank);
  const count = product(output.dims);
  if (output.values.length !== count) fail('invalid', `The model's output ${name} is incomplete.`);
  if (dims.length === rank && batch === 1) return { dims, values: output.values };
  if (dims.length !== rank + 1 || dims[0] !== batch) {
    fail('invalid', `The model's output ${name} is [${output.dims.join()}], which its card does not expect.`);
  }
  const length = count / batch;
  return { dims: dims.slice(1), values: output.values.subarray(picture * length, (picture + 1) * length) };
}

/** The last `rank` axes, where those before are 1 long; all that is left otherwise. */
export function withoutBatch(dims: readonly number[], rank: number): readonly number[] {
  const rest = asTable(dims, rank);
  return rest.length === rank + 1 && rest[0] === 1 ? rest.slice(1) : rest;
}

/** Without needless axes before the batch's. YOLOv4's boxes [batch, n, 1, 4] are shared by the classes: [batch, n, 4]. */
function asTable(dims: readonly number[], rank: number): readonly number[] {
  if (rank === 2 && dims.length === 4 && dims[2] === 1 && dims[3] === 4) return [...dims.slice(0, 2), 4];
  let rest = dims;
  while (rest.length > rank + 1 && rest[0] === 1) rest = rest.slice(1);
  return rest;
}

export function product(dims: readonly number[]): number {
  return dims.reduce((all, length) => all * length, 1);
}

/** Fails unless an axis of an output is as long as another one's. */
export function checkLength(name: string, length: number | undefined, wanted: number): void {
  if (length !== wanted)
    fail('invalid', `The model's output ${name} has ${length ?? 0} rows; ${wanted} were expected.`);
}
