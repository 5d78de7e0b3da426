// From named tensors to a detector: which structure they are, whether they are complete, and their values. No file access.
import { fail, failure, failureOf, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { ParameterValues } from '../../graph/onnx.ts';
import { parameterShapes } from '../network.ts';
import type { FcosSpec, InputSpec } from '../spec.ts';
import { elementCount } from './elements.ts';
import type { StateDict, StateTensor } from './stateDict.ts';
import { currentNames, torchvisionSpec } from './torchvision.ts';

export interface ImportOptions {
  /** Names of the class outputs, as many as the checkpoint has. */
  readonly classes?: readonly string[];
  /** Where the model's input differs from torchvision's defaults. */
  readonly input?: Partial<InputSpec>;
}

export interface ImportReport {
  readonly dialect: string;
  /** Number of trained values: without the statistics of batch norms, and without frozen batch norms. */
  readonly parameters: number;
  readonly missing: readonly string[];
  /** Names that the network has no use for. */
  readonly unexpected: readonly string[];
  /** Such as "head.….weight is [3,64,3,3] instead of [5,64,3,3]". */
  readonly wrongShape: readonly string[];
  /** Entries of the file beside the state dict. */
  readonly passedOver: readonly string[];
}

export interface ImportedCheckpoint {
  readonly spec: FcosSpec;
  /** Every name of `parameterShapes(spec)`; may be views of the file's bytes. */
  readonly parameters: ParameterValues;
  /** The given names, or the indices as text. */
  readonly classes: readonly string[];
  readonly report: ImportReport;
}

/** What a failed import still knows: `report` tells all names that were missing or of wrong shape. */
export type CheckpointReport = Pick<ImportedCheckpoint, 'spec' | 'report'>;

/** Recognises the structure by names and shapes. A Failure when it is not recognised or not complete. */
export function importCheckpoint(state: StateDict, options: ImportOptions = {}): Result<ImportedCheckpoint> {
  try {
    const tensors = currentNames(state.tensors);
    const { spec, report } = compareWithNetwork(tensors, state, options);
    const faults = [...report.missing.map((name) => `${name} is missing`), ...report.wrongShape];
    if (faults.length > 0) {
      const some = faults.slice(0, 3).join('; ');
      const rest = faults.length > 3 ? ` and ${faults.length - 3} more` : '';
      return failure('invalid', `The checkpoint does not fit its own structure: ${some}${rest}.`, faults.join('\n'));
    }
    const parameters = readParameters(tensors, spec, state.byteLength);
    return success({ spec, parameters, classes: classNames(spec.head.classes, options.classes), report });
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

/** Structure and report without reading a value. Throws a Failure when the structure is not recognised. */
export function compareWithNetwork(
  tensors: ReadonlyMap<string, StateTensor>,
  { passedOver }: Pick<StateDict, 'passedOver'>,
  { input }: ImportOptions = {},
): CheckpointReport {
  const recognised = torchvisionSpec(tensors);
  const spec: FcosSpec = { ...recognised, input: { ...recognised.input, ...input } };
  const expected = parameterShapes(spec);
  const missing: string[] = [];
  const wrongShape: string[] = [];
  let parameters = 0;
  for (const [name, shape] of expected) {
    if (isTrained(name, tensors)) parameters += elementCount(shape);
    const tensor = tensors.get(name);
    if (tensor === undefined) missing.push(name);
    else if (tensor.shape.join() !== shape.join()) {
      wrongShape.push(`${name} is [${tensor.shape.join()}] instead of [${shape.join()}]`);
    }
  }
  const unexpected = [...tensors.keys()].filter((name) => !expected.has(name) && !name.endsWith(counter));
  return { spec, report: { dialect: 'torchvision', parameters, missing, unexpected, wrongShape, passedOver } };
}

/** Batches that a BatchNorm2d has seen; the network never reads it, and a frozen batch norm does not have it. */
const counter = '.num_batches_tracked';

function isTrained(name: string, tensors: ReadonlyMap<string, StateTensor>): boolean {
  const layer = name.slice(0, name.lastIndexOf('.'));
  if (!tensors.has(`${layer}.running_mean`)) return true;
  return /\.(?:weight|bias)$/.test(name) && tensors.has(layer + counter);
}

function readParameters(
  tensors: ReadonlyMap<string, StateTensor>,
  spec: FcosSpec,
  byteLength: number,
): ParameterValues {
  const values = new Map<string, Float32Array>();
  let total = 0;
  for (const [name, shape] of parameterShapes(spec)) {
    // Every value takes bytes of its own in an honest file; tensors that share a storage could ask for any amount of memory.
    total += elementCount(shape);
    if (total > byteLength) {
      fail(
        'too-large',
        `The checkpoint was refused: its tensors claim over ${total} values, and the file has ${byteLength} bytes.`,
      );
    }
    const data = (tensors.get(name) as StateTensor).read();
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      fail(
        'invalid',
        `The checkpoint cannot be used: ${name} holds ${data[bad]} at index ${bad}. Its training has diverged.`,
      );
    if (name.endsWith('.running_var') && data.some((value) => value < 0)) {
      fail('invalid', `The checkpoint cannot be used: ${name} holds a negative variance.`);
    }
    values.set(name, data);
  }
  return values;
}

function classNames(count: number, given: readonly string[] | undefined): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, index) => String(index));
  if (given.length !== count) {
    fail('invalid', `${given.length} class names were given, and the checkpoint has ${count} classes.`);
  }
  return given;
}
