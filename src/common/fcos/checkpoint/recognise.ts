// What a state dict is, from its names and shapes alone: the dialect, the network, what is missing or left over, and what the file
// does not say. Reads no value.
import { fail } from '../../result.ts';
import { parameterShapes } from '../network.ts';
import type { FcosSpec, InputSpec } from '../spec.ts';
import { dialectOf, inputWords } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import { elementCount } from './elements.ts';
import type { StateDict, StateTensor } from './stateDict.ts';
import { structureOf } from './structure.ts';
import type { Tensors } from './structure.ts';
import { modelWays, wayWords } from './ways.ts';
import type { ModelWays, TakenWay, WayName } from './ways.ts';

export interface RecogniseOptions {
  /** Where the model's input differs from its dialect's defaults. */
  readonly input?: Partial<InputSpec>;
  /** What a state dict does not say, where it differs from what its dialect usually means. */
  readonly ways?: ModelWays;
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
  /** What files of this dialect may leave open, and what was taken for it. */
  readonly ways: readonly TakenWay[];
}

export interface Recognised {
  readonly spec: FcosSpec;
  readonly report: ImportReport;
  /** By our names; those that are no part of the network are left out. */
  readonly tensors: Tensors;
}

/** Structure and report. Throws a Failure when the structure is not recognised. */
export function recognise(state: StateDict, options: RecogniseOptions): Recognised {
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
  const config = state.notes?.config;
  const said = config === undefined ? undefined : dialect.readConfig?.(config);
  const ways = { ...said?.ways, ...options.ways };
  const input = { ...(sameColours(said?.ways, ways) && said?.input), ...options.input };
  const spec = specOf(tensors, dialect, ways, input);
  const taken = takenWays(spec, dialect, said?.ways ?? {}, options.ways ?? {});
  return { tensors, spec, report: { ...compareWithNetwork(tensors, spec, state, dialect, unexpected), ways: taken } };
}

/** The file's own mean and deviation are of the order of colours that it says. */
function sameColours(said: ModelWays | undefined, ways: ModelWays): boolean {
  return said?.colours === ways.colours;
}

/** "the file does not say it, so: …" for each way that was neither said nor given. */
export function assumedWords(ways: readonly TakenWay[]): string[] {
  const usual = ways.filter(({ from }) => from === 'usual');
  return usual.map(({ taken, choices }) => choices.find(({ value }) => value === taken)?.words ?? taken);
}

/** mmdetection's scales are numbers without an axis, the others' have one of size 1. */
function withAxis(tensor: StateTensor): StateTensor {
  return tensor.shape.length === 0 ? { ...tensor, shape: [1] } : tensor;
}

function specOf(tensors: Tensors, dialect: Dialect, ways: ModelWays, input: Partial<InputSpec>): FcosSpec {
  const { distances, score, centreness = dialect.centreness, strideOn = dialect.strideOn } = ways;
  const { trunk, pyramid, head } = structureOf(tensors, strideOn);
  return {
    trunk,
    pyramid,
    head: centreness === 'class' ? { ...head, centreness } : head,
    conventions: {
      ...dialect.conventions,
      ...(distances !== undefined && { regression: distances }),
      ...(score !== undefined && { score }),
    },
    input: { ...dialect.inputs[ways.colours ?? dialect.colours], ...input },
    detection: dialect.detection,
  };
}

function takenWays(spec: FcosSpec, dialect: Dialect, said: ModelWays, given: ModelWays): TakenWay[] {
  const { trunk, head, conventions, input } = spec;
  // Other blocks have one place for the stride only.
  const plainBottleneck = trunk.family === 'resnet' && trunk.block === 'bottleneck' && trunk.groups === 1;
  const open = dialect.open.filter((way) => way !== 'strideOn' || plainBottleneck);
  const taken: Readonly<Record<WayName, string>> = {
    distances: conventions.regression,
    score: conventions.score,
    centreness: head.centreness ?? 'box',
    strideOn: trunk.family === 'resnet' ? (trunk.strideOn ?? 'second') : 'second',
    colours: input.order,
  };
  return open.map((way) => ({
    way,
    taken: taken[way],
    from: given[way] !== undefined ? 'given' : said[way] !== undefined ? 'file' : 'usual',
    choices: modelWays[way].map((value) => ({ value, words: choiceWords(way, value, dialect, input) })),
  }));
}

function choiceWords(way: WayName, value: string, dialect: Dialect, input: InputSpec): string {
  if (way !== 'colours') return (wayWords[way] as Readonly<Record<string, string>>)[value] ?? value;
  const order = value as InputSpec['order'];
  return `pictures come as ${inputWords(order === input.order ? input : dialect.inputs[order])}`;
}

function compareWithNetwork(
  tensors: Tensors,
  spec: FcosSpec,
  { passedOver }: StateDict,
  dialect: Dialect,
  unknown: readonly string[],
): Omit<ImportReport, 'ways'> {
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
  return { dialect: dialect.name, parameters, missing, unexpected: [...unknown, ...left], wrongShape, passedOver };
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
