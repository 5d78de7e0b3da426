// One set-up at a time, also when the one before was killed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '../../scripts/setup/lock.mjs';

const lockModule = resolve(import.meta.dirname, '../../scripts/setup/lock.mjs');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that holds the lock, counts a number in a file up by reading and writing it slowly, and lets go. */
function counter(): Promise<number | null> {
  const code = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(${JSON.stringify(join(folder, 'lock'))}, async () => {
      const file = ${JSON.stringify(join(folder, 'count'))};
      const count = Number(readFileSync(file, 'utf8'));
      await new Promise((done) => setTimeout(done, 50));
      writeFileSync(file, String(count + 1));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  return new Promise((done) => child.on('close', done));
}

it('lets processes that count at once each have their turn', async () => {
  writeFileSync(join(folder, 'count'), '0');
  expect(await Promise.all(Array.from({ length: 6 }, counter))).toEqual([0, 0, 0, 0, 0, 0]);
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('6');
});

it('takes over the lock of a process that is gone, once for all who wait', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  mkdirSync(join(folder, 'lock'));
  writeFileSync(join(folder, 'lock', 'holder'), `${gone} 1`);
  writeFileSync(join(folder, 'count'), '0');
  await Promise.all(Array.from({ length: 4 }, counter));
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('4');
});

it('takes over the lock of a process whose number another process has now', async () => {
  mkdirSync(join(folder, 'lock'));
  writeFileSync(join(folder, 'lock', 'holder'), `${process.pid} 1`);
  if (process.platform === 'linux') expect(await withLock(join(folder, 'lock'), () => 'done')).toBe('done');
});

it('lets go when the work fails', async () => {
  const work = () => Promise.reject(new Error('it failed'));
  await expect(withLock(join(folder, 'lock'), work)).rejects.toThrow('it failed');
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});
