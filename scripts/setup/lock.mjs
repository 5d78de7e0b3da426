// One set-up at a time in a checkout: a lock folder that names its holder. A lock whose holder is gone is taken over.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

const pollMilliseconds = 200;
// Between making the folder and writing the holder into it a process may die; after this long it did.
const namelessMilliseconds = 10_000;

/** A process by number and start time, because numbers are used again (at once so, in containers). */
function identify(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return `${pid} ?`;
  }
}

function tryToTake(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(path.join(folder, 'holder'), identify(process.pid));
  return true;
}

/** 'held' with the process number, 'stale', or 'free'. */
function look(folder) {
  try {
    const holder = readFileSync(path.join(folder, 'holder'), 'utf8');
    const pid = Number(holder.split(' ')[0]);
    if (holder !== '') return identify(pid) === holder ? { state: 'held', pid } : { state: 'stale' };
  } catch {
    // No holder is written yet: judged by age below.
  }
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return { state: 'free' };
  return Date.now() - stat.mtimeMs > namelessMilliseconds ? { state: 'stale' } : { state: 'held' };
}

// Two who both find the lock stale must not both remove it: the second would remove the first one's new lock.
function takeOver(folder) {
  const guard = `${folder}-takeover`;
  if (!tryToTake(guard)) {
    if (look(guard).state === 'stale') rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (look(folder).state === 'stale') rmSync(folder, { recursive: true, force: true });
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** Runs `work` while holding the lock `folder` (its parent is made), waiting for another holder with one line said. */
export async function withLock(folder, work) {
  mkdirSync(path.dirname(folder), { recursive: true });
  for (let told = false; !tryToTake(folder);) {
    const { state, pid } = look(folder);
    if (state === 'stale') takeOver(folder);
    else {
      if (!told && pid !== undefined) {
        say(`another set-up runs in this folder (process ${pid}); waiting for it`);
        told = true;
      }
      await sleep(pollMilliseconds);
    }
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}
