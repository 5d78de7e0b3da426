// Hearing of changes, with real files and the system's own watches.
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderWatch, isFar } from '../../../src/main/project/folderWatch.ts';
import { walkFolder } from '../../../src/main/project/walk.ts';

let root: string;
let closers: { close(): void }[];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'boxwright-watch-'));
  mkdirSync(path.join(root, 'sub'));
  closers = [];
});
afterEach(() => {
  for (const one of closers) one.close();
  rmSync(root, { recursive: true, force: true });
});

async function watched(): Promise<{ readonly watch: FolderWatch; heard(): Promise<boolean>; look(): Promise<void> }> {
  let count = 0;
  const watch = new FolderWatch({ onChange: () => (count += 1), onLimit: () => undefined });
  closers.push(watch);
  const look = async (): Promise<void> => {
    watch.begin();
    await walkFolder(root, undefined, (folder) => {
      watch.add(folder);
    });
    watch.end();
  };
  await look();
  const heard = async (): Promise<boolean> => {
    for (let turn = 0; turn < 100 && count === 0; turn += 1) await delay(10);
    const was = count > 0;
    await delay(50);
    count = 0;
    return was;
  };
  return { watch, look, heard };
}

describe('a watch over folders', () => {
  it('hears new, changed, renamed and removed files, also below, and folders that came after the last look', async () => {
    const { heard, look, watch } = await watched();
    writeFileSync(path.join(root, 'a.jpg'), 'a');
    expect(await heard()).toBe(true);
    appendFileSync(path.join(root, 'a.jpg'), 'b');
    expect(await heard()).toBe(true);
    renameSync(path.join(root, 'a.jpg'), path.join(root, 'sub', 'b.jpg'));
    expect(await heard()).toBe(true);
    mkdirSync(path.join(root, 'new'));
    expect(await heard()).toBe(true);
    await look();
    writeFileSync(path.join(root, 'new', 'c.jpg'), 'c');
    expect(await heard()).toBe(true);
    const before = watch.size;
    rmSync(path.join(root, 'new'), { recursive: true });
    expect(await heard()).toBe(true);
    await look();
    if (process.platform === 'linux') expect(watch.size).toBe(before - 1);
  });

  it('does not hear the program write its project among the pictures', async () => {
    const { heard } = await watched();
    for (const name of ['project.boxwright', 'project.boxwright-wal', 'project.lock', 'project.lock-journal'])
      writeFileSync(path.join(root, name), 'x');
    await delay(100);
    expect(await heard()).toBe(false);
    renameSync(root, `${root} away`);
    expect(await heard()).toBe(true);
    renameSync(`${root} away`, root);
  });

  it('takes a local folder for near', async () => {
    expect([await isFar(root), await isFar(path.join(root, 'nowhere'))]).toEqual([false, false]);
  });
});
