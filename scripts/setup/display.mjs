// A display of our own (Xvfb) where there is none, or for tests. It ends with this process, however that ends.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetupError } from './say.mjs';

const startLimitMilliseconds = 30_000;

// The shell lives until its stdin closes, which it does when we end, killed or not; then it ends Xvfb.
const keeper = 'trap "" INT TERM HUP; Xvfb "$@" & server=$!; cat >/dev/null; kill $server; wait $server';

/** An X authority file for any host and display: [family, address, number, name, data], lengths as 16 bits, big end first. */
export function authorityFile(cookie) {
  const field = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const empty = Buffer.alloc(0);
  const anyFamily = Buffer.from([0xff, 0xff]);
  return Buffer.concat([
    anyFamily,
    field(empty),
    field(empty),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ]);
}

function readDisplayNumber(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    let complaint = '';
    const fail = (why) => reject(new SetupError(`Xvfb did not start: ${why} ${complaint.trim()}`));
    const timer = setTimeout(() => fail('no answer.'), startLimitMilliseconds);
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.on('error', (error) => fail(error.message));
    child.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(Number(text));
    });
    child.stdio[3].on('end', () => {
      clearTimeout(timer);
      if (!text.includes('\n')) fail('it ended.');
    });
  });
}

/** Starts Xvfb on a free display. → {environment: what a program needs to use it, stop()} */
export async function startDisplay(size = '2560x1440x24') {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'boxwright-display-'));
  const authority = path.join(folder, 'Xauthority');
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-auth', authority, '-noreset'];
  const child = spawn('/bin/sh', ['-c', keeper, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = () => {
    child.stdin.destroy();
    child.unref();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  const number = await readDisplayNumber(child).catch((error) => {
    stop();
    throw error;
  });
  for (const stream of [child, child.stdin, child.stderr, child.stdio[3]]) stream.unref?.();
  return { environment: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop };
}

/** True when the environment names a display. Systems other than Linux always have one. */
export function hasDisplay(environment = process.env) {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
