import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintPicture } from '../../../src/cli/queue/fingerprints.ts';
import { seeded } from '../../support/seeded.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-fingerprints-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fingerprint(bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, 'picture');
  await writeFile(file, bytes);
  const { bytes: size, digest } = await fingerprintPicture(file);
  expect(size).toBe(bytes.length);
  return digest;
}

describe('the fingerprint of a picture', () => {
  it('is the same for a copy with other times', async () => {
    const file = path.join(folder, 'a');
    await writeFile(file, 'picture');
    await copyFile(file, path.join(folder, 'b'));
    await utimes(path.join(folder, 'b'), 1, 1);
    expect(await fingerprintPicture(path.join(folder, 'b'))).toEqual(await fingerprintPicture(file));
  });

  it('differs by any byte of a small file, and by head, middle, tail and size of a large one', async () => {
    const random = seeded(1);
    const small = Uint8Array.from({ length: 2000 }, () => random() * 256);
    const whole = await fingerprint(small);
    for (const at of [0, 777, 1999]) {
      const other = small.slice();
      other[at] = (other[at] ?? 0) ^ 1;
      expect(await fingerprint(other)).not.toBe(whole);
    }
    const large = Uint8Array.from({ length: 3_000_000 }, () => random() * 256);
    const sampled = await fingerprint(large);
    for (const change of [
      (bytes: Uint8Array) => bytes.fill(0, 0, 100),
      (bytes: Uint8Array) => bytes.fill(0, 1_000_000, 1_300_000),
      (bytes: Uint8Array) => bytes.fill(0, bytes.length - 100),
      (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1),
    ]) {
      expect(await fingerprint(change(large.slice()))).not.toBe(sampled);
    }
    expect(await fingerprint(new Uint8Array())).toMatch(/^[0-9a-f]{32}$/);
  });

  it.runIf(process.platform === 'linux')('is none of a pipe or a folder, without waiting', async () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    await expect(fingerprintPicture(path.join(folder, 'pipe'))).rejects.toThrow('no file');
    await expect(fingerprintPicture(folder)).rejects.toThrow();
  });
});
