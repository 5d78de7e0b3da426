// The user's model servers, in one file that nobody else can read. Kept here; asked by the detector process.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { readServersFile, serversFileName } from '../../common/remote/servers.ts';
import type { ServersFile, ServerSettings } from '../../common/remote/servers.ts';
import { fail } from '../../common/result.ts';
import { homeFolder } from './models.ts';
import { makeFolder, writeWhole } from './wholeFile.ts';

type Servers = ServersFile['servers'];

/** Where they are kept; the file may not be there yet. */
export function serversFile(): string {
  return path.join(homeFolder(), serversFileName);
}

/** By address. Failures: unreadable, invalid; never with what stands in the file. */
export async function listServers(): Promise<Servers> {
  const file = serversFile();
  const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    return fail('unreadable', t('{file} cannot be read.', { file }), String(error));
  });
  if (text === undefined) return {};
  const read = readServersFile(parsed(text, file));
  return read.ok ? read.value.servers : fail(read.failure.kind, `${file}: ${read.failure.message}`);
}

/** A parser's own words would quote the file, and a token with it. */
function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fail('unreadable', t('{file} is no JSON. Correct it, or remove it and add your servers again.', { file }));
  }
}

/** Adds a server, or changes what was given of one that is there. `address` as serverAddress writes it. */
export async function addServer(address: string, settings: ServerSettings): Promise<void> {
  const servers = await listServers();
  await write({ ...servers, [address]: { ...servers[address], ...settings } });
}

/** Fails with not-found where it is not there. */
export async function removeServer(address: string): Promise<void> {
  const { [address]: gone, ...others } = await listServers();
  if (gone === undefined) fail('not-found', t('{address} is not among your servers.', { address }));
  await write(others);
}

async function write(servers: Servers): Promise<void> {
  const file = serversFile();
  await makeFolder(path.dirname(file));
  const content: ServersFile = { format: 1, servers };
  await writeWhole(file, pieces(`${JSON.stringify(content, undefined, 2)}\n`), { mode: 0o600 });
}

function* pieces(text: string): Generator<string, void> {
  yield text;
}
