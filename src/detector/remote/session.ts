// A model on a server, used as a session of ONNX Runtime is: metadata, run, release. Several runs may be under way at the same time.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ServedPlace, Signature, TensorFacts } from '../../common/remote/served.ts';
import { shapeWords, signatureMismatches } from '../../common/remote/served.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { ModelSession } from '../modelSession.ts';
import { loadRuntime } from '../providers.ts';
import { Turns } from '../turns.ts';
import type { Access } from './access.ts';
import { connect, disconnect, exchange } from './connection.ts';
import type { Connection, Exchanged } from './connection.ts';
import { datatypeNames, datatypeOf, elementCount, isDatatype } from './datatypes.ts';
import type { Elements } from './datatypes.ts';
import { encodeRequest } from './inferRequest.ts';
import type { InputTensor, TensorForm } from './inferRequest.ts';
import { readInference } from './inferResponse.ts';
import type { OutputTensor } from './inferResponse.ts';
import { patientTries, retrying } from './retry.ts';
import { modelPath, servedModel, serverFacts } from './server.ts';

/** With one of these a server may say that it cannot read binary tensors. */
const doubtful: readonly (number | undefined)[] = [400, 415, 422, 500, 501];

export interface RunOptions {
  readonly signal?: AbortSignal;
}

/** `release` it. */
export class RemoteSession implements ModelSession {
  readonly inputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly outputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly #connection: Connection;
  readonly #place: ServedPlace;
  readonly #signature: Signature;
  readonly #turns: Turns;
  /** Undecided until the first answer where the server does not say that it takes binary tensors. */
  #form: TensorForm | 'undecided';
  /** Patience is had once and not for each picture: after a run that failed, one try is enough until one works. */
  #tries = patientTries;

  private constructor(connection: Connection, place: ServedPlace, signature: Signature, form: 'binary' | 'undecided') {
    this.#connection = connection;
    this.#place = place;
    this.#signature = signature;
    this.#turns = new Turns(connection.access.requests);
    this.#form = form;
    this.inputMetadata = signature.inputs.map(metadataOf);
    this.outputMetadata = signature.outputs.map(metadataOf);
  }

  /**
   * Asks the server for the model. With `network` it has to be a stand-in for that one (`invalid` with every mismatch), and only
   * those outputs are asked for. Fails as well where the server or the model is not there, or has types that cannot travel.
   */
  static async open(access: Access, place: ServedPlace, network?: Signature): Promise<RemoteSession> {
    const connection = connect(access);
    try {
      const { signal } = connection.closed;
      const { extensions } = await serverFacts(connection, signal);
      const served = await servedModel(connection, place, signal);
      const signature = network === undefined ? served : standIn(place, served, network);
      for (const { name, datatype } of [...signature.inputs, ...signature.outputs]) {
        if (isDatatype(datatype)) continue;
        const readable = `only ${datatypeNames.join(', ')} can travel`;
        fail('unsupported', `${called(place)} has ${datatype} for ${name}; ${readable}.`);
      }
      const isSure = extensions.includes('binary_tensor_data');
      return new RemoteSession(connection, place, signature, isSure ? 'binary' : 'undecided');
    } catch (caught) {
      disconnect(connection);
      throw caught;
    }
  }

  /** Waits for its turn. Fails with what the server says, or what is wrong with its answer, after the tries that make sense. */
  async run(feeds: InferenceSession.FeedsType, { signal }: RunOptions = {}): Promise<InferenceSession.ReturnType> {
    const inputs = this.#signature.inputs.map((facts) => inputOf(this.#place, facts, feeds[facts.name]));
    const { closed } = this.#connection;
    const stop = signal ?? closed.signal;
    const found = await this.#turns.take('background', () => this.#patiently(inputs, stop));
    const { Tensor } = await loadRuntime();
    const outputs: Record<string, Tensor> = {};
    for (const [name, { datatype, shape, data }] of found) {
      outputs[name] = new Tensor(datatypeOf(datatype).type, data, shape);
    }
    return outputs;
  }

  /** Ends what is under way and closes the connections. */
  release(): Promise<void> {
    disconnect(this.#connection);
    return Promise.resolve();
  }

  async #patiently(inputs: readonly InputTensor[], signal: AbortSignal): Promise<Outputs> {
    try {
      const found = await retrying(() => this.#infer(inputs, signal), { tries: this.#tries, signal });
      this.#tries = patientTries;
      return found;
    } catch (caught) {
      if (failureOf(caught).kind === 'detector') this.#tries = 1;
      throw caught;
    }
  }

  async #infer(inputs: readonly InputTensor[], signal: AbortSignal): Promise<Exchanged<Outputs>> {
    if (this.#form !== 'undecided') return this.#send(inputs, this.#form, signal);
    const binary = await this.#send(inputs, 'binary', signal);
    if (binary.kind === 'done') this.#form = 'binary';
    if (binary.kind !== 'failed' || !doubtful.includes(binary.status)) return binary;
    const json = await this.#send(inputs, 'json', signal);
    if (json.kind !== 'done') return binary;
    this.#form = 'json';
    return json;
  }

  #send(inputs: readonly InputTensor[], form: TensorForm, signal: AbortSignal): Promise<Exchanged<Outputs>> {
    const { outputs } = this.#signature;
    const names = outputs.map(({ name }) => name);
    const { headers, body } = encodeRequest(inputs, names, form);
    const path = `${modelPath(this.#place)}/infer`;
    const outgoing = { method: 'POST', path, what: `the model ${this.#place.model}`, headers, body, signal } as const;
    const whose = `${called(this.#place)} answered`;
    return exchange(this.#connection, outgoing, (response) => readInference(response, outputs, whose));
  }
}

type Outputs = ReadonlyMap<string, OutputTensor>;

/** The served model's facts in the network's outputs and order, sides fixed where either of them fixes them. */
function standIn(place: ServedPlace, served: Signature, network: Signature): Signature {
  const mismatches = signatureMismatches(served, network);
  if (mismatches.length > 0) {
    fail('invalid', `${called(place)} is not the network that its card describes: ${mismatches.join('; ')}.`);
  }
  const both = (own: TensorFacts, all: readonly TensorFacts[]): TensorFacts => {
    const theirs = all.find(({ name }) => name === own.name)?.shape ?? [];
    return { ...own, shape: own.shape.map((side, at) => (side === -1 ? (theirs[at] ?? -1) : side)) };
  };
  return {
    inputs: network.inputs.map((own) => both(own, served.inputs)),
    outputs: network.outputs.map((own) => both(own, served.outputs)),
  };
}

function called({ address, model, version }: ServedPlace): string {
  return `The model ${model}${version === undefined ? '' : ` (version ${version})`} at ${address}`;
}

function metadataOf({ name, datatype, shape }: TensorFacts): InferenceSession.ValueMetadata {
  const sides = shape.map((side, at) => (side === -1 ? `${name}_${at}` : side));
  const type = isDatatype(datatype) ? datatypeOf(datatype).type : 'string';
  return { name, isTensor: true, type, shape: sides };
}

function inputOf(
  place: ServedPlace,
  { name, datatype, shape }: TensorFacts,
  value: InferenceSession.OnnxValueMapType[string] | undefined,
): InputTensor {
  const tensor = value as Tensor | undefined;
  if (tensor === undefined || !isDatatype(datatype))
    return fail('invalid', `${called(place)} needs its input ${name}.`);
  const { type, bytes } = datatypeOf(datatype);
  const { dims } = tensor;
  const isRight = dims.length === shape.length && dims.every((side, at) => shape[at] === -1 || shape[at] === side);
  if (tensor.type !== type || !isRight) {
    const given = `${tensor.type} ${shapeWords(dims)}`;
    fail('invalid', `${called(place)} takes ${datatype} ${shapeWords(shape)} as ${name}, not ${given}.`);
  }
  const data = tensor.data as Elements;
  if (data.byteLength !== elementCount(dims) * bytes) {
    fail('invalid', `The input ${name} does not fill its shape ${shapeWords(dims)}.`);
  }
  return { name, datatype, shape: dims, data };
}
