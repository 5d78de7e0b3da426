// Other programs' detectors, family by family: told by their outputs, fed as they want it, and read as their own code reads them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from '../../../src/common/foreign/guess.ts';
import { foreignSchema } from '../../../src/common/foreign/schema.ts';
import type { Detections } from '../../../src/common/fcos/detect.ts';
import type { ForeignCard } from '../../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { examineOnnx } from '../../../src/detector/foreign/examine.ts';
import { readOnnxSource } from '../../../src/detector/foreign/onnxSource.ts';
import { prepare } from '../../../src/detector/preprocess.ts';
import { createSession } from '../../../src/detector/providers.ts';
import { runPictures } from '../../../src/detector/runPictures.ts';
import { families, height, width } from './families.ts';
import type { Family } from './families.ts';
import { rawFamilies } from './rawFamilies.ts';
import { drawnModel } from './onnxBuilder.ts';
import { lookAt, plainly } from './plainReferences.ts';
import type { PlainBox } from './plainReferences.ts';

/** Odd sizes, wide and high, smaller and larger than the input; each of one colour. */
const pictures = [
  { width: 201, height: 77, rgb: [220, 60, 20] },
  { width: 50, height: 133, rgb: [10, 200, 90] },
  { width: 96, height: 64, rgb: [128, 128, 250] },
] as const;

let folder = '';
const files: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-families-'));
  for (const [index, { rgb, ...size }] of pictures.entries()) {
    const [r, g, b] = rgb;
    const file = path.join(folder, `${index}.png`);
    await sharp({ create: { ...size, channels: 3, background: { r, g, b } } })
      .png()
      .toFile(file);
    files.push(file);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a detector of another program', () => {
  it.each([...families, ...rawFamilies].map((family) => [family.name, family] as const))('%s', async (_, family) => {
    const file = path.join(folder, 'model.onnx');
    await writeFile(file, drawnModel(family.model));
    const report = await examineOnnx(file, undefined, defaultPixelLimit);
    const [guess] = report.likely;
    expect(guess?.reading.kind).toBe(family.kind);
    if (guess === undefined) return;
    expect(guess.classes).toBe(family.classes);
    expect(guess.because.length).toBeGreaterThan(10);
    const foreign = specOf(report.facts, guess, { scoreThreshold: 0.3 }, family.told);
    // A card keeps it: what comes back from a file is the same.
    expect(foreignSchema.parse(JSON.parse(JSON.stringify(foreign)))).toEqual(foreign);
    const session = await createSession((await readOnnxSource(file)).bytes, 'cpu', 1);
    const prepared = await Promise.all(files.map((one) => prepare(one, defaultPixelLimit, foreign.input)));
    const found = await runPictures(session, { foreign } as ForeignCard, prepared);
    await session.release();
    for (const [index, one] of found.entries()) expect(differences(family, index, one), `picture ${index}`).toEqual([]);
  });
});

/** What has no partner on either side, each in a line. */
function differences(family: Family, index: number, found: Detections): readonly string[] {
  const picture = pictures[index] as (typeof pictures)[number];
  const place = family.place(picture, { width, height });
  const rough = family.model.element === 'float16';
  const wanted = plainly(family.decode(lookAt(picture.rgb, place, family.colours)), place, {
    score: 0.3,
    iou: family.iou,
  });
  const ours = [...found.scores].map((score, n): PlainBox => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = found.boxes.subarray(n * 4, n * 4 + 4);
    return { box: [x1, y1, x2, y2], score, label: found.labels[n] ?? -1 };
  });
  // What lies beside the picture entirely is nobody's loss.
  const seen = wanted.filter(({ box: [x1, y1, x2, y2] }) => x2 > x1 && y2 > y1);
  expect(seen.length).toBeGreaterThan(0);
  const rest = [...ours];
  const missing = seen.filter(({ box, score, label }) => {
    const at = rest.findIndex(
      (one) =>
        one.label === label &&
        Math.abs(one.score - score) < (rough ? 5e-3 : 1e-3) &&
        one.box.every((value, side) => Math.abs(value - (box[side] as number)) < (rough ? 0.5 : 0.02)),
    );
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  const words = ({ box, score, label }: PlainBox): string =>
    `${label} ${score.toFixed(3)} ${box.map((value) => value.toFixed(1)).join()}`;
  return [...missing.map((one) => `missing ${words(one)}`), ...rest.map((one) => `extra ${words(one)}`)];
}
