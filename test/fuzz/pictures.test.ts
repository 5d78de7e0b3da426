// Pictures broken at random, through the real lane: probed, made small, turned upright and fingerprinted by the pictures process. Its end
// is a finding, and so is memory that it keeps.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Result } from '../../src/common/result.ts';
import { openLanes, type Lanes } from '../main/project/lanes.ts';
import { expectNothingFound } from '../support/fuzz.ts';
import {
  badFailure,
  brokenBytes,
  longestRound,
  mostGrowth,
  noteFinding,
  type Ends,
  type FuzzInput,
} from '../support/fuzzRounds.ts';
import { mutateBinary } from '../support/mutate/bytes.ts';
import { mutateJpeg, mutatePng, mutateRiff } from '../support/mutate/picture.ts';
import type { Mutation } from '../support/mutate/random.ts';
import { amount } from '../support/nightly.ts';
import { quickFolder } from '../support/quickFolder.ts';

const rounds = amount(500, 20_000);
const folder = quickFolder('boxwright-fuzz-pictures-');
const file = path.join(folder, 'picture');
const output = path.join(folder, 'output');
/** A header that says more is refused at once, so that rounds are short. */
const pixelLimit = 100_000;
let lanes: Lanes;

beforeAll(async () => {
  lanes = await openLanes();
});
afterAll(async () => {
  await lanes.close();
  rmSync(folder, { recursive: true, force: true });
});

/** 37 × 29 pixels, no two alike. */
function drawn(channels: 1 | 3 | 4): Sharp {
  const raw = Uint8Array.from({ length: 37 * 29 * channels }, (_, index) => (index * 37 + (index >> 5) * 11) & 0xff);
  return sharp(raw, { raw: { width: 37, height: 29, channels } });
}

const turned = { orientation: 6 };
const profiled = { ...turned, icc: 'p3' };
type Make = () => readonly Promise<Buffer>[];

const kinds: readonly (readonly [name: string, mutation: Mutation | undefined, make: Make])[] = [
  [
    'JPEG',
    mutateJpeg,
    () => [
      drawn(3).withMetadata(turned).jpeg().toBuffer(),
      drawn(3).withMetadata(profiled).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      drawn(1).toColourspace('b-w').jpeg({ optimiseCoding: true }).toBuffer(),
      drawn(4).toColourspace('cmyk').jpeg().toBuffer(),
    ],
  ],
  [
    'PNG',
    mutatePng,
    () => [
      drawn(4).png().toBuffer(),
      drawn(3).withMetadata(profiled).png({ progressive: true }).toBuffer(),
      drawn(3).png({ palette: true, colours: 16 }).toBuffer(),
      drawn(3).toColourspace('rgb16').png().toBuffer(),
    ],
  ],
  [
    'TIFF',
    undefined,
    () => [
      drawn(3).withMetadata(turned).tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer(),
      drawn(4).tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
      drawn(3).tiff({ compression: 'jpeg' }).toBuffer(),
      drawn(1).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
    ],
  ],
  [
    'WebP',
    mutateRiff,
    () => [drawn(4).withMetadata(profiled).webp().toBuffer(), drawn(3).webp({ lossless: true }).toBuffer()],
  ],
  ['GIF and AVIF', undefined, () => [drawn(3).gif().toBuffer(), drawn(3).avif({ effort: 0 }).toBuffer()]],
  ['BMP', undefined, () => [bitmap(24), bitmap(8)].map((bytes) => Promise.resolve(bytes))],
];

/** An uncompressed Windows bitmap of 16 × 16 pixels. */
function bitmap(bits: 8 | 24): Buffer {
  const palette = bits === 8 ? 1024 : 0;
  const bytes = Buffer.alloc(54 + palette + 16 * 2 * bits, 0x5a);
  bytes.write('BM');
  [bytes.length, 0, 54 + palette, 40, 16, 16].forEach((value, index) => bytes.writeUInt32LE(value, 2 + 4 * index));
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  bytes.fill(0, 30, 54);
  return bytes;
}

/** Everything that the lane is asked of a picture; how the first look ended. */
async function look(): Promise<string> {
  const { pictures } = lanes;
  // Whoever gives up waiting has the process ended: a hang is a finding, and not the end of the test.
  const signal = AbortSignal.timeout(4 * longestRound);
  let probed: Result<unknown> | undefined;
  const files = [{ id: 1, path: file }];
  const calls = [
    await pictures.call('probe', { files, pixelLimit }, { signal, onItem: ({ result }) => (probed = result) }),
    await pictures.call('fingerprint', { files, pixelLimit }, { signal }),
    await pictures.call('thumbnail', { path: file, size: 16, output, pixelLimit }, { signal }),
    await pictures.call('upright', { path: file, output, pixelLimit }, { signal }),
  ];
  if (signal.aborted) throw new Error(`no answer within ${4 * longestRound} ms`);
  for (const result of [probed, ...calls]) {
    if (result === undefined) throw new Error('the look at the picture was never answered');
    if (result.ok) continue;
    const bad = result.failure.kind === 'detector' ? result.failure.message : badFailure(result.failure);
    if (bad !== undefined) throw new Error(`${bad} ${result.failure.detail ?? ''}`);
  }
  return probed?.ok === true ? 'taken' : 'refused';
}

async function described(): Promise<{ readonly pid: number; readonly resident: number }> {
  const reply = await lanes.pictures.call('describe', {});
  if (!reply.ok) throw new Error(reply.failure.message);
  const { pid } = reply.value;
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return { pid, resident: 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) };
}

async function breakAll(input: FuzzInput): Promise<Ends> {
  const ends: Ends = { counts: new Map(), findings: new Map() };
  let before = await described();
  const openAnew = async (): Promise<void> => {
    await lanes.close();
    lanes = await openLanes();
    before = await described();
  };
  for (let round = 0; round < rounds; round += 1) {
    writeFileSync(file, brokenBytes(input, round));
    const start = performance.now();
    try {
      const end = await look();
      ends.counts.set(end, (ends.counts.get(end) ?? 0) + 1);
    } catch (caught) {
      noteFinding(ends, round, String(caught));
      if (String(caught).includes('no answer')) await openAnew();
    }
    if (performance.now() - start > longestRound) noteFinding(ends, round, 'took longer than 5 seconds');
    if (round % 50 !== 49) continue;
    const now = await described();
    if (now.pid !== before.pid) noteFinding(ends, round, 'the pictures process ended within the last 50 rounds');
    else if (now.resident - before.resident > mostGrowth)
      noteFinding(ends, round, 'the pictures process keeps over 500 MB');
    if (now.pid !== before.pid) before = now;
  }
  return ends;
}

describe('pictures broken at random', () => {
  it.each(kinds)(
    `%s: a look, or a failure with words, ${rounds} times, and the process lives`,
    async (name, mutation, make) => {
      const seeds = (await Promise.all(make())).map((bytes) => new Uint8Array(bytes));
      const mutations = mutation === undefined ? [mutateBinary] : [mutateBinary, mutation];
      expectNothingFound(await breakAll({ name, seeds, mutations }), name);
    },
    amount(240_000, 3_600_000),
  );
});
