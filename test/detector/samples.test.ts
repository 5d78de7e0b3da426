import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { writeSamples } from '../../src/detector/samples.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-samples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limit = 1e6;

/** A file with these numbers, and what was written of it. */
async function written(name: string, values: readonly number[], width: number, channels: 1 | 3): Promise<number[]> {
  const height = values.length / width / channels;
  const raw = Uint16Array.from(values);
  const file = path.join(folder, name);
  await sharp(raw, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
    .toFile(file);
  const output = path.join(folder, `${name}.samples`);
  await writeSamples(file, output, limit);
  const bytes = readFileSync(output);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return [...new Uint32Array(buffer, 0, 4), ...new Uint16Array(buffer, 16)];
}

describe("the file's own numbers of a picture with 16 bits a channel", () => {
  it('are written as they are, gray and in colour', async () => {
    const gray = [0, 1, 255, 256, 4095, 65_535];
    expect(await written('gray.png', gray, 3, 1)).toEqual([3, 2, 1, 0, ...gray]);
    const colour = [1, 2, 3, 60_000, 50_000, 40_000];
    expect(await written('colour.png', colour, 2, 3)).toEqual([2, 1, 3, 0, ...colour]);
  });

  it('are upright', async () => {
    const gray = (value: number) => [value, value, value];
    await written('lying.png', [10, 20, 30, 40, 50, 60].flatMap(gray), 3, 3);
    const turned = path.join(folder, 'turned.png');
    await sharp(path.join(folder, 'lying.png')).withMetadata({ orientation: 6 }).toColourspace('rgb16').toFile(turned);
    const output = path.join(folder, 'turned.samples');
    expect(await writeSamples(turned, output, limit)).toEqual({ width: 2, height: 3 });
    const bytes = readFileSync(output);
    const values = Array.from({ length: 6 }, (_, place) => bytes.readUInt16LE(16 + 6 * place));
    expect(values).toEqual([40, 10, 50, 20, 60, 30]);
  });

  it('are refused for 8 bits, as invalid', async () => {
    const file = path.join(folder, 'plain.png');
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123456' } }).toFile(file);
    await expect(writeSamples(file, path.join(folder, 'plain.samples'), limit)).rejects.toMatchObject({
      failure: { kind: 'invalid' },
    });
  });

  it('keep to the limit of pixels', async () => {
    await written('large.png', new Array<number>(64).fill(7), 8, 1);
    await expect(writeSamples(path.join(folder, 'large.png'), path.join(folder, 'x'), 63)).rejects.toMatchObject({
      failure: { kind: 'too-large' },
    });
  });
});
