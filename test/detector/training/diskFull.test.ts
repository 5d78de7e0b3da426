// A run on a disk that is full, for real: a small memory file system, which only root can mount.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runFiles } from '../../../src/common/training.ts';
import { finish, hasModel, patience, start, warningsOf, workplace } from './trainerProcess.ts';
import type { Workplace } from './trainerProcess.ts';

vi.setConfig({ testTimeout: patience, hookTimeout: patience });

let place: Workplace;
let disk: string | undefined;

beforeAll(async () => {
  place = await workplace();
  disk = mountSmall(path.join(place.folder, 'disk'));
  if (disk === undefined)
    console.log('No file system can be mounted here (it takes root): the full disk is not tested.');
});
afterAll(async () => {
  if (disk !== undefined) execFileSync('umount', [disk]);
  await place.close();
});

function mountSmall(folder: string): string | undefined {
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'boxwright', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return undefined;
  }
}

it('says that it cannot save, goes on, and ends with its model once there is room', async ({ skip }) => {
  if (disk === undefined) return skip();
  const client = await place.open({ shares: 1, pictures: 2 });
  const made = await place.run({ size: 'nano', budget: { epochs: 2 } });
  for (const name of [runFiles.plan, runFiles.data]) copyFileSync(path.join(made, name), path.join(disk, name));
  const running = start(client, disk);
  // A nano's weights are 3.7 MB; not even they find room.
  expect(await running.reply).toMatchObject({ ok: false, failure: { kind: 'disk' } });
  const warnings = warningsOf(running.events).filter((message) => message.includes('is full'));
  expect(warnings).toEqual([expect.stringContaining('The run goes on')]);
  expect(running.events.some(({ kind }) => kind === 'validation')).toBe(true);
  expect(hasModel(disk)).toBe(false);

  execFileSync('mount', ['-o', 'remount,size=100m', disk]);
  const { outcome } = await finish(client, disk);
  expect(outcome).toMatchObject({ end: 'finished', steps: 12 });
  expect(hasModel(disk)).toBe(true);
});
