// From named tensors to a detector: whether they are complete, and their values. What they are is recognise.ts. No file access.
import { fail, failure, failureOf, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { ParameterValues } from '../../graph/onnx.ts';
import { parameterShapes } from '../network.ts';
import type { FcosSpec } from '../spec.ts';
import { elementCount } from './elements.ts';
import { recognise } from './recognise.ts';
import type { ImportReport, RecogniseOptions } from './recognise.ts';
import type { StateDict, StateTensor } from './stateDict.ts';
import type { Tensors } from './structure.ts';

export interface ImportOptions extends RecogniseOptions {
  /** Names of the class outputs, as many as the checkpoint has; or what gives them for that number. */
  readonly classes?: readonly string[] | ((outputs: number) => readonly string[]);
}

export interface ImportedCheckpoint {
  readonly spec: FcosSpec;
  /** Every name of `parameterShapes(spec)`; may be views of the file's bytes. */
  readonly parameters: ParameterValues;
  /** The given names, or those that the file has, or the indices as text. */
  readonly classes: readonly string[];
  readonly report: ImportReport;
}

export interface InspectedCheckpoint {
  readonly spec: FcosSpec;
  readonly report: ImportReport;
  /** The names that the file gives, if it does. */
  readonly classes?: readonly string[];
}

/** Recognises the structure by names and shapes. A Failure when it is not recognised or not complete. */
export function importCheckpoint(state: StateDict, options: ImportOptions = {}): Result<ImportedCheckpoint> {
  try {
    const { tensors, spec, report } = recognise(state, options);
    const faults = [...report.missing.map((name) => `${name} is missing`), ...report.wrongShape];
    if (faults.length > 0) {
      const some = faults.slice(0, 3).join('; ');
      const rest = faults.length > 3 ? ` and ${faults.length - 3} more` : '';
      return failure('invalid', `The checkpoint does not fit its own structure: ${some}${rest}.`, faults.join('\n'));
    }
    const parameters = readParameters(tensors, spec, state.byteLength);
    return success({ spec, parameters, classes: classNames(spec.head.classes, state, options.classes), report });
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

/** What a file would become, without reading a value. A Failure when it is not recognised; what is missing stands in the report. */
export function inspectCheckpoint(state: StateDict, options: RecogniseOptions = {}): Result<InspectedCheckpoint> {
  try {
    const { spec, report } = recognise(state, options);
    const classes = fileClasses(state, spec.head.classes);
    return success({ spec, report, ...(classes !== undefined && { classes }) });
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

/** The names that stand in the file, if they are as many as it has outputs. */
function fileClasses({ notes }: StateDict, count: number): readonly string[] | undefined {
  return notes?.classes?.length === count ? notes.classes : undefined;
}

function readParameters(tensors: Tensors, spec: FcosSpec, byteLength: number): ParameterValues {
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
    const bad = firstNotFinite(data);
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

/** −1: all are. A plain loop: over millions `findIndex` takes several times as long. */
function firstNotFinite(data: Float32Array): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

function classNames(count: number, state: StateDict, given: ImportOptions['classes']): readonly string[] {
  if (given === undefined)
    return fileClasses(state, count) ?? Array.from({ length: count }, (_, index) => String(index));
  const names = typeof given === 'function' ? given(count) : given;
  if (names.length !== count) {
    fail('invalid', `${names.length} class names were given, and the checkpoint has ${count} classes.`);
  }
  return names;
}
