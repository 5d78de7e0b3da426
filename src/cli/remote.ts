// boxwright remote: the user's model servers, and what they serve. The detector process asks them; tokens are never printed.
import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { isFcos } from '../common/model/card.ts';
import type { ModelCard } from '../common/model/card.ts';
import { inferenceSignature } from '../common/fcos/signature.ts';
import { isOverheard, serverAddress, tokenPattern } from '../common/remote/servers.ts';
import { shapeWords, signatureMismatches } from '../common/remote/served.ts';
import type { ListedModel, ServedModel, ServedPlace, ServerDescription, TensorFacts } from '../common/remote/served.ts';
import { fail, FailureError } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import { findWeights } from '../main/project/models.ts';
import { addServedCard } from '../main/project/servedCard.ts';
import { addServer, listServers, removeServer, serversFile } from '../main/project/servers.ts';
import type { Session } from './session.ts';
import { printJson, printLine, say } from './terminal.ts';

interface JsonOption {
  readonly json?: true;
}

export interface AddServerOptions extends JsonOption {
  readonly tokenFile?: string;
  readonly ca?: string;
  readonly requests?: number;
  readonly seconds?: number;
}

/** Adds it, also where it cannot be reached now: that is said, and no failure. */
export async function addServerCommand(session: Session, text: string, options: AddServerOptions): Promise<void> {
  const address = addressOf(text);
  const token = options.tokenFile === undefined ? undefined : await readToken(options.tokenFile);
  const ca = options.ca === undefined ? undefined : await readAuthority(options.ca);
  await addServer(address, {
    ...(token !== undefined && { token }),
    ...(ca !== undefined && { ca }),
    ...(options.requests !== undefined && { requests: options.requests }),
    ...(options.seconds !== undefined && { seconds: options.seconds }),
  });
  if (token !== undefined && isOverheard(address)) {
    say(`warning: ${address} is not encrypted; the token and your pictures can be read on their way. Use https.`);
  }
  const found = await describe(session, address);
  if (options.json === true) printJson({ address, ...lookOf(found) });
  else if (found.ok) say(`Added ${address}: ${nameOf(found.value)}, ${found.value.ready ? 'ready' : 'not ready yet'}.`);
  else say(`Added ${address}. It cannot be asked now: ${found.failure.message}`);
}

export async function removeServerCommand(_session: Session, text: string, options: JsonOption): Promise<void> {
  const address = addressOf(text);
  await removeServer(address);
  if (options.json === true) printJson({ address });
  else say(`Removed ${address}; its token is forgotten. Models that run there stay listed and cannot run.`);
}

export async function listServersCommand(session: Session, options: JsonOption): Promise<void> {
  const servers = Object.entries(await listServers());
  const found = await Promise.all(servers.map(([address]) => describe(session, address)));
  const rows = servers.map(([address, { token, ca }], at) => {
    return { address, token: token !== undefined, ca: ca !== undefined, found: found[at] as Result<ServerDescription> };
  });
  if (options.json === true) {
    printJson({ servers: rows.map(({ found: one, ...row }) => ({ ...row, ...lookOf(one) })) });
    return;
  }
  if (rows.length === 0) say('No server was added yet: boxwright remote add ADDRESS');
  for (const { address, token, found: one } of rows) {
    const withToken = token ? ', with a token' : '';
    if (!one.ok) printLine(`${address}  not reachable${withToken}: ${one.failure.message}`);
    else {
      printLine(`${address}  ${nameOf(one.value)}, ${one.value.ready ? 'ready' : 'not ready'}${withToken}`);
      for (const line of modelLines(one.value)) printLine(`  ${line}`);
    }
  }
}

export interface UseRemoteOptions extends JsonOption {
  readonly like: string;
  readonly name?: string;
  readonly modelVersion?: string;
}

/** Makes a card for a served model that has the network of `like`; refused, by name, where inputs and outputs say otherwise. */
export async function useRemoteCommand(
  session: Session,
  text: string,
  model: string,
  options: UseRemoteOptions,
): Promise<void> {
  const address = addressOf(text);
  const { card } = await findWeights(session.models, options.like);
  const { modelVersion: version } = options;
  const place: ServedPlace = { address, model, ...(version !== undefined && { version }) };
  await compare(session, place, card);
  const entry = await addServedCard(session.models, card, place, options.name ?? `${card.name} at ${hostOf(address)}`);
  if (options.json === true) printJson({ id: entry.card.id, name: entry.card.name, remote: place, like: card.id });
  else {
    say(`Added as ${entry.card.id}: ${model} at ${address}, read as ${card.id} is.`);
    printLine(entry.card.id);
  }
}

async function compare(session: Session, place: ServedPlace, card: ModelCard): Promise<void> {
  const request = { place, access: serversFile() };
  const served = await session.lane('pictures').call('describeServed', request, { signal: session.signal });
  if (!served.ok) throw new FailureError(served.failure);
  // Of another program's detector only the input's name is known here; its first run there shows the rest.
  const mismatches = isFcos(card)
    ? signatureMismatches(served.value, inferenceSignature(card.spec))
    : inputMismatches(served.value, card.foreign.input.name);
  if (mismatches.length === 0) return;
  fail('invalid', `${place.model} at ${place.address} is not the network of ${card.id}: ${mismatches.join('; ')}.`);
}

function inputMismatches({ inputs }: ServedModel, name: string): readonly string[] {
  if (inputs.some((input) => input.name === name)) return [];
  return [`it has no input ${name}, only ${inputs.map((input) => input.name).join(', ')}`];
}

/** In the pictures lane, which does not try graphics providers first. */
function describe(session: Session, address: string): Promise<Result<ServerDescription>> {
  const request = { address, access: serversFile() };
  return session.lane('pictures').call('describeServer', request, { signal: session.signal });
}

function addressOf(text: string): string {
  const address = serverAddress(text);
  return address.ok ? address.value : fail(address.failure.kind, `${JSON.stringify(text)}: ${address.failure.message}`);
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

async function readToken(file: string): Promise<string> {
  const token = (await readText(file, 'a token')).trim();
  return tokenPattern.test(token)
    ? token
    : fail('invalid', `${file} holds no token: one line of visible ASCII characters is expected.`);
}

/** PEM, one certificate or several. */
async function readAuthority(file: string): Promise<string> {
  const text = await readText(file, 'a certificate');
  try {
    new X509Certificate(text);
    return text;
  } catch (error) {
    return fail('invalid', `${file} holds no certificate in PEM form.`, String(error));
  }
}

async function readText(file: string, what: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) =>
    fail('not-found', `${file}, which should hold ${what}, cannot be read.`, String(error)),
  );
}

function lookOf(found: Result<ServerDescription>): object {
  return found.ok ? { reachable: true, ...found.value } : { reachable: false, reason: found.failure.message };
}

function nameOf({ name, version }: ServerDescription): string {
  return [name, version].filter((part) => part !== '').join(' ') || 'a model server';
}

function modelLines({ models, unlisted }: ServerDescription): string[] {
  if (models === undefined) return [unlisted ?? ''];
  if (models.length === 0) return ['It serves no models.'];
  return models.flatMap(modelLine);
}

function modelLine({ name, version, ready, reason, signature }: ListedModel): string[] {
  const called = version === undefined ? name : `${name} (version ${version})`;
  const state = ready ? 'ready' : 'not ready';
  const lines = [`${called}  ${state}${reason === undefined ? '' : `: ${reason}`}`];
  if (signature !== undefined) {
    lines.push(`  takes ${signature.inputs.map(tensorWords).join(', ')}`);
    lines.push(`  gives ${signature.outputs.map(tensorWords).join(', ')}`);
  }
  return lines;
}

function tensorWords({ name, datatype, shape }: TensorFacts): string {
  return `${name} ${datatype} ${shapeWords(shape)}`;
}
