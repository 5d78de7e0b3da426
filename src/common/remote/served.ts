// What a model server says of itself and of its models, in the words of the KServe v2 protocol. Data only.

/** One input or output. */
export interface TensorFacts {
  readonly name: string;
  /** The protocol's word: FP32, FP16, UINT8, INT32, INT64 and more. */
  readonly datatype: string;
  /** −1 for a side that may vary. */
  readonly shape: readonly number[];
}

export interface Signature {
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly TensorFacts[];
}

export interface ServedModel extends Signature {
  readonly name: string;
  /** Empty where the server knows no versions. */
  readonly versions: readonly string[];
  /** Such as onnxruntime_onnx; empty where the server says nothing. */
  readonly platform: string;
}

export interface ListedModel {
  readonly name: string;
  readonly version?: string;
  readonly ready: boolean;
  /** Why it is not ready, or why its inputs and outputs are not known. */
  readonly reason?: string;
  readonly signature?: Signature;
}

export interface ServerDescription {
  readonly address: string;
  readonly name: string;
  readonly version: string;
  readonly extensions: readonly string[];
  readonly ready: boolean;
  /** Absent where the server does not tell; `unlisted` says why. */
  readonly models?: readonly ListedModel[];
  readonly unlisted?: string;
}

/** Where a model is served. */
export interface ServedPlace {
  /** As `serverAddress` writes it. */
  readonly address: string;
  readonly model: string;
  /** The server's own choice without it. */
  readonly version?: string;
}

/**
 * What keeps a served model from standing in for a network that is fed one picture at a time; empty when nothing does. More
 * outputs than the network's are no harm, and the server may call a side variable that the network has fixed.
 */
export function signatureMismatches(served: Signature, network: Signature): readonly string[] {
  const strange = served.inputs.filter(({ name }) => network.inputs.every((own) => own.name !== name));
  return [
    ...network.inputs.flatMap((own) => tensorMismatches('input', own, served.inputs)),
    ...strange.map(({ name }) => `it has an input ${name} that the network does not have`),
    ...network.outputs.flatMap((own) => tensorMismatches('output', own, served.outputs)),
  ];
}

function tensorMismatches(kind: 'input' | 'output', own: TensorFacts, all: readonly TensorFacts[]): readonly string[] {
  const served = all.find(({ name }) => name === own.name);
  if (served === undefined) {
    const there = all.map(({ name }) => name).join(', ');
    return [`it has no ${kind} ${own.name}${there === '' ? '' : ` (it has ${there})`}`];
  }
  const mismatches: string[] = [];
  if (served.datatype !== own.datatype) {
    mismatches.push(`its ${kind} ${own.name} is ${served.datatype}, and the network's is ${own.datatype}`);
  }
  if (!fits(served.shape, own.shape)) {
    const shapes = `${shapeWords(served.shape)}, and the network's is ${shapeWords(own.shape)}`;
    mismatches.push(`its ${kind} ${own.name} has the shape ${shapes}`);
  }
  return mismatches;
}

/** The first side counts the pictures of a batch: we send one. */
function fits(served: readonly number[], own: readonly number[]): boolean {
  return (
    served.length === own.length &&
    served.every((side, at) => side === -1 || side === own[at] || (at === 0 && own[at] === -1 && side === 1))
  );
}

/** "[? × 3 × ? × ?]": a question mark for a side that may vary. */
export function shapeWords(shape: readonly number[]): string {
  return `[${shape.map((side) => (side === -1 ? '?' : side)).join(' × ')}]`;
}
