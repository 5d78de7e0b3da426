// From named tensors to a detector: which structure they are, whether they are complete, and their values. No file access.
import { fail, failure, failureOf, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { ParameterValues } from '../../graph/onnx.ts';
import { parameterShapes } from '../network.ts';
import type { Conventions, FcosSpec, HeadSpec, InputSpec, ResNetSpec } from '../spec.ts';
import { dialectOf } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import { elementCount } from './elements.ts';
import type { StateDict, StateTensor } from './stateDict.ts';
import { structureOf } from './structure.ts';
import type { Tensors } from './structure.ts';

export interface ImportOptions {
  /** Names of the class outputs, as many as the checkpoint has; or what gives them for that number. */
  readonly classes?: readonly string[] | ((outputs: number) => readonly string[]);
  /** Where the model's input differs from its dialect's defaults. */
  readonly input?: Partial<InputSpec>;
  /** What a state dict does not say, where it differs from what the dialect's assumed. */
  readonly conventions?: Partial<Conventions>;
  readonly centreness?: HeadSpec['centreness'];
  readonly strideOn?: ResNetSpec['strideOn'];
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
  /** What the file does not say, and what was taken for it. */
  readonly assumed: readonly string[];
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
    const { tensors, spec, report } = recognise(state, options);
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

interface Recognised extends CheckpointReport {
  /** By our names; those that are no part of the network are left out. */
  readonly tensors: Tensors;
}

/** Structure and report without reading a value. Throws a Failure when the structure is not recognised. */
function recognise(state: StateDict, options: ImportOptions): Recognised {
  const names = [...state.tensors.keys()];
  refuseDeformable(names);
  const dialect = dialectOf(names) ?? notRecognised(names);
  const tensors = new Map<string, StateTensor>();
  const unexpected: string[] = [];
  for (const [name, tensor] of state.tensors) {
    const own = dialect.rename(name, names);
    if (own === undefined) unexpected.push(name);
    else tensors.set(own, withAxis(tensor));
  }
  const spec = specOf(tensors, dialect, options);
  return { tensors, spec, report: compareWithNetwork(tensors, spec, state, dialect, unexpected) };
}

/** mmdetection's scales are numbers without an axis, the others' have one of size 1. */
function withAxis(tensor: StateTensor): StateTensor {
  return tensor.shape.length === 0 ? { ...tensor, shape: [1] } : tensor;
}

function specOf(tensors: Tensors, dialect: Dialect, options: ImportOptions): FcosSpec {
  const { input, conventions, centreness = dialect.centreness, strideOn = dialect.strideOn } = options;
  const { trunk, pyramid, head } = structureOf(tensors, strideOn);
  return {
    trunk,
    pyramid,
    head: centreness === 'class' ? { ...head, centreness } : head,
    conventions: { ...dialect.conventions, ...conventions },
    input: { ...dialect.input, ...input },
    detection: dialect.detection,
  };
}

function compareWithNetwork(
  tensors: Tensors,
  spec: FcosSpec,
  { passedOver }: StateDict,
  dialect: Dialect,
  unknown: readonly string[],
): ImportReport {
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
  const left = [...tensors.keys()].filter((name) => !expected.has(name) && !name.endsWith(counter));
  const { name, assumed } = dialect;
  return { dialect: name, parameters, missing, unexpected: [...unknown, ...left], wrongShape, passedOver, assumed };
}

/** Convolutions that look where they like need an operator that ONNX Runtime lacks. */
function refuseDeformable(names: readonly string[]): void {
  const found = names.find((name) => /(?:conv\d*_offset|\.offset)\.(?:weight|bias)$|deform/i.test(name));
  if (found === undefined) return;
  fail('unsupported', `The checkpoint has deformable convolutions (${found}), which cannot be run here.`);
}

const otherNetworks: readonly (readonly [RegExp, string])[] = [
  [/^rpn\.head\.|^roi_heads\./, 'a Faster R-CNN'],
  [/^head\.classification_head\.|^bbox_head\.retina_/, 'a RetinaNet'],
  [/^model\.\d+\.(?:conv|cv\d)\./, 'a YOLO'],
];

function notRecognised(names: readonly string[]): never {
  const network = otherNetworks.find(([pattern]) => names.some((name) => pattern.test(name)));
  const looks = network === undefined ? '' : ` They look like those of ${network[1]}.`;
  return fail(
    'unsupported',
    `The checkpoint is no FCOS that is known here: it has names such as ${names.slice(0, 3).join(', ')}.${looks} ` +
      'State dicts of torchvision, tianzhi0549/FCOS, rosinality/fcos-pytorch, AdelaiDet and mmdetection are read.',
  );
}

/** Batches that a BatchNorm2d has seen; the network never reads it, and a frozen batch norm does not have it. */
const counter = '.num_batches_tracked';

function isTrained(name: string, tensors: Tensors): boolean {
  const layer = name.slice(0, name.lastIndexOf('.'));
  if (!tensors.has(`${layer}.running_mean`)) return true;
  return /\.(?:weight|bias)$/.test(name) && tensors.has(layer + counter);
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

function classNames(count: number, given: ImportOptions['classes']): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, index) => String(index));
  const names = typeof given === 'function' ? given(count) : given;
  if (names.length !== count) {
    fail('invalid', `${names.length} class names were given, and the checkpoint has ${count} classes.`);
  }
  return names;
}
