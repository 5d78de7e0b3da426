// When the folders of a project are looked through again, with real files.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderFollow, type FolderFollowOptions } from '../../src/main/folderFollow.ts';
import { walkFolder } from '../../src/main/project/walk.ts';

let root: string;
let closers: { close(): void }[];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'boxwright-follow-'));
  mkdirSync(path.join(root, 'sub'));
  closers = [];
});
afterEach(() => {
  for (const one of closers) one.close();
  rmSync(root, { recursive: true, force: true });
});

describe('following the folders of a project', () => {
  function following(over: Partial<FolderFollowOptions> = {}): { readonly follow: FolderFollow; looks(): number } {
    let looks = 0;
    const follow: FolderFollow = new FolderFollow({
      folders: () => [root],
      wanted: () => true,
      look: async () => {
        looks += 1;
        await run(follow);
      },
      isLooking: () => false,
      rest: () => Promise.resolve(),
      onUnheard: () => undefined,
      onClose: () => undefined,
      ...over,
    });
    closers.push(follow);
    return { follow, looks: () => looks };
  }
  async function run(follow: FolderFollow): Promise<void> {
    follow.begin();
    await walkFolder(root, undefined, follow.add).catch(() => undefined);
    follow.end();
  }
  const until = async (is: () => boolean): Promise<boolean> => {
    for (let turn = 0; turn < 150 && !is(); turn += 1) await delay(50);
    return is();
  };

  it('looks once for many changes, and once more for what comes later', async () => {
    const { follow, looks } = following();
    await run(follow);
    for (let file = 0; file < 50; file += 1) writeFileSync(path.join(root, `${file}.jpg`), 'x');
    expect(await until(() => looks() > 0)).toBe(true);
    await delay(1200);
    expect(looks()).toBe(1);
    writeFileSync(path.join(root, 'later.jpg'), 'x');
    expect(await until(() => looks() === 2)).toBe(true);
  });

  it('looks when the folder goes away and when it comes back', async () => {
    const { follow, looks } = following();
    await run(follow);
    renameSync(root, `${root} away`);
    expect(await until(() => looks() > 0)).toBe(true);
    await delay(3000);
    const before = looks();
    renameSync(`${root} away`, root);
    expect(await until(() => looks() > before)).toBe(true);
  });

  it('hears nothing where nobody wants it to', async () => {
    const { follow, looks } = following({ wanted: () => false });
    await run(follow);
    writeFileSync(path.join(root, 'a.jpg'), 'x');
    await delay(1500);
    follow.focused();
    expect(looks()).toBe(0);
  });
});
