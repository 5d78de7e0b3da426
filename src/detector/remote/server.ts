// The calls of the KServe v2 protocol (and Triton's model list), each an exchange that is tried again where that helps and whose
// answer is checked. Holds no session.
import { z } from 'zod';
import type { IncomingMessage } from 'node:http';
import type {
  ListedModel,
  ServedModel,
  ServedPlace,
  ServerDescription,
  TensorFacts,
} from '../../common/remote/served.ts';
import { fail, FailureError, failureOf } from '../../common/result.ts';
import { Turns } from '../turns.ts';
import { parseJson, readBody } from './body.ts';
import { exchange } from './connection.ts';
import type { Connection, Exchanged, Outgoing } from './connection.ts';
import { wholeNumber } from './inferResponse.ts';
import { hastyTries, retrying } from './retry.ts';

const text = z.string().max(500);
const tensorSchema = z.object({
  name: text.min(1),
  datatype: text,
  shape: z
    .array(
      wholeNumber.pipe(
        z
          .number()
          .int()
          .min(-1)
          .max(2 ** 32),
      ),
    )
    .max(16),
});
const modelSchema = z.object({
  name: text,
  versions: z.array(text).max(10_000).nullish(),
  platform: text.nullish(),
  inputs: z.array(tensorSchema).max(1000),
  outputs: z.array(tensorSchema).max(1000),
});
const serverSchema = z.object({
  name: text.nullish(),
  version: text.nullish(),
  extensions: z.array(text).max(1000).nullish(),
});
const indexSchema = z
  .array(z.object({ name: text.min(1), version: text.nullish(), state: text.nullish(), reason: z.string().nullish() }))
  .max(10_000);

/** Models whose inputs and outputs are asked for when all are listed. */
const describedModels = 200;

export type ServerFacts = Pick<ServerDescription, 'name' | 'version' | 'extensions'>;

/** `/v2`. Fails where the server cannot be reached, is not trusted, or is none. */
export async function serverFacts(connection: Connection, signal: AbortSignal): Promise<ServerFacts> {
  const asked = { method: 'GET', path: '/v2', what: 'what it is', signal } as const;
  const { name, version, extensions } = await askJson(connection, asked, serverSchema);
  return { name: plain(name), version: plain(version), extensions: (extensions ?? []).map(plain) };
}

/** Inputs and outputs of one model. Fails where there is no such model. */
export async function servedModel(
  connection: Connection,
  place: Omit<ServedPlace, 'address'>,
  signal: AbortSignal,
): Promise<ServedModel> {
  const what = `the model ${place.model}`;
  const found = await askJson(connection, { method: 'GET', path: modelPath(place), what, signal }, modelSchema);
  for (const tensors of [found.inputs, found.outputs]) checkNames(connection, what, tensors);
  return {
    name: place.model,
    versions: (found.versions ?? []).map(plain),
    platform: plain(found.platform),
    inputs: found.inputs.map(plainTensor),
    outputs: found.outputs.map(plainTensor),
  };
}

/** The path below which a model answers. */
export function modelPath({ model, version }: Omit<ServedPlace, 'address'>): string {
  const versioned = version === undefined ? '' : `/versions/${encodeURIComponent(version)}`;
  return `/v2/models/${encodeURIComponent(model)}${versioned}`;
}

/** What the server is, whether it is ready, and its models with their inputs and outputs. Fails where it cannot be asked. */
export async function describeServer(connection: Connection, signal: AbortSignal): Promise<ServerDescription> {
  const facts = await serverFacts(connection, signal);
  const described = { address: connection.access.address, ...facts, ready: await isReady(connection, signal) };
  try {
    return { ...described, models: await listModels(connection, signal) };
  } catch (caught) {
    const { kind, message } = failureOf(caught);
    // A server that went away in between, or is not allowed to tell, is another matter than one that cannot.
    if (kind !== 'unsupported') throw caught;
    return { ...described, unlisted: message };
  }
}

async function isReady(connection: Connection, signal: AbortSignal): Promise<boolean> {
  const asked = { method: 'GET', path: '/v2/health/ready', what: 'whether it is ready', signal } as const;
  const outcome = await exchange(connection, asked, async (response) => {
    const said = (await readBody(response, 'The server answered').rest()).toString('utf8');
    // Triton says it by the status alone, others in words as well.
    return !/"(ready|live)"\s*:\s*false/.test(said);
  });
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'failed' && outcome.status === undefined) throw new FailureError(outcome.failure);
  return false;
}

async function listModels(connection: Connection, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const asked: Outgoing = {
    method: 'POST',
    path: '/v2/repository/index',
    what: 'its list of models',
    headers: { 'content-type': 'application/json' },
    body: [Buffer.from('{}')],
    signal,
  };
  const { address } = connection.access;
  const index = await retrying(
    async () => {
      const outcome = await exchange(connection, asked, (response) =>
        readJson(connection, asked, response, indexSchema),
      );
      const cannot = outcome.kind === 'failed' && [404, 405, 501].includes(outcome.status ?? 0);
      return cannot
        ? fail('unsupported', `The server ${address} keeps no list of its models; give the name of the one you want.`)
        : outcome;
    },
    { tries: hastyTries, signal },
  );
  const turns = new Turns(connection.access.requests);
  const tell = async (entry: (typeof index)[number], at: number): Promise<ListedModel> => {
    const { name, version, state, reason } = entry;
    const listed = { name: plain(name), ...(version ? { version: plain(version) } : {}) };
    if (state !== undefined && state !== null && state !== 'READY') {
      return { ...listed, ready: false, reason: plain(reason) || plain(state).toLowerCase() };
    }
    // Triton gives no state to what lies in its repository and was never loaded.
    if (!state || at >= describedModels) return { ...listed, ready: Boolean(state) };
    try {
      const { inputs, outputs } = await servedModel(
        connection,
        { model: name, ...(version ? { version } : {}) },
        signal,
      );
      return { ...listed, ready: true, signature: { inputs, outputs } };
    } catch (caught) {
      return { ...listed, ready: true, reason: failureOf(caught).message };
    }
  };
  return Promise.all(index.map((entry, at) => turns.take('background', () => tell(entry, at))));
}

function askJson<T>(connection: Connection, asked: Outgoing, schema: z.ZodType<T>): Promise<T> {
  const attempt = (): Promise<Exchanged<T>> =>
    exchange(connection, asked, (response) => readJson(connection, asked, response, schema));
  return retrying(attempt, { tries: hastyTries, signal: asked.signal });
}

async function readJson<T>(
  { access }: Connection,
  { what }: Outgoing,
  response: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<T> {
  const whose = `The server ${access.address} answered for ${what}`;
  const parsed = schema.safeParse(parseJson(await readBody(response, whose).rest(), whose));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  return fail('detector', `${whose} with something else: ${place === '' ? '' : `${place}: `}${issue?.message ?? ''}.`);
}

function checkNames({ access }: Connection, what: string, tensors: readonly { readonly name: string }[]): void {
  const twice = tensors.find(({ name }, at) => tensors.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined) {
    fail('detector', `The server ${access.address} gives ${what} two tensors of the name ${plain(twice.name)}.`);
  }
}

/** Control characters of a stranger have no place in a terminal or a window. */
function plain(said: string | null | undefined): string {
  return (said ?? '').replace(/\p{Cc}/gu, '?').slice(0, 300);
}

function plainTensor({ name, datatype, shape }: TensorFacts): TensorFacts {
  return { name: plain(name), datatype: plain(datatype), shape };
}
