// What a look at an ONNX file found, as the window and the command line are told.
import type { InputFacts } from './inputFacts.ts';
import type { Guess } from './probe.ts';

export interface ForeignReport {
  readonly facts: InputFacts;
  /** At least one; the likeliest first. */
  readonly likely: readonly Guess[];
  /** Class names that the file carries. */
  readonly names?: readonly string[];
  readonly producer: string;
  readonly opset: number;
  /** Numbers stored in the file. */
  readonly parameters: number;
  /** One line for each, with type and shape. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
