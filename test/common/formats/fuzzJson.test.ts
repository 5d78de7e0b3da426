import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import type { FormatReader, Source } from '../../../src/common/formats/format.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { FailureError } from '../../../src/common/result.ts';
import { folderSource } from '../../support/folderSource.ts';
import { mutateJson } from '../../support/mutate/json.ts';
import { memorySource } from '../../support/memorySource.ts';
import { mutate } from '../../support/mutate/bytes.ts';
import { amount } from '../../support/nightly.ts';
import { readSource } from '../../support/readSource.ts';
import { seeded } from '../../support/seeded.ts';

const mutations = amount(500, 20_000);

const readers: readonly (readonly [reader: FormatReader, folders: readonly string[]])[] = [
  [labelmeReader, ['labelme']],
  [createmlReader, ['createml']],
  [labelStudioReader, ['label-studio', 'label-studio-min']],
  [vottReader, ['vott', 'vott-project']],
  [viaReader, ['via-1', 'via-2']],
  [superviselyReader, ['supervisely']],
  [fiftyoneReader, ['fiftyone']],
];

async function filesOf(folder: string): Promise<readonly (readonly [path: string, bytes: Uint8Array])[]> {
  const source = folderSource(fileURLToPath(new URL(`../../fixtures/formats/json/${folder}`, import.meta.url)));
  return Promise.all(source.files.map(async ({ path }) => [path, Uint8Array.from(await source.read(path))] as const));
}

/** What every reading has to end as: a FailureError, or entries whose boxes are finite, inside, and of pictures with safe names. */
async function expectWhole(reader: FormatReader, source: Source): Promise<'taken' | 'refused'> {
  await reader.recognise(source);
  try {
    const { images, annotations } = await readSource(reader, source);
    for (const { fileName, width, height } of images) {
      expect(fileName).not.toMatch(/^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)|\0/i);
      expect(Number.isSafeInteger(width) && Number.isSafeInteger(height) && width >= 0 && height >= 0).toBe(true);
    }
    const sizes = new Map(images.map((image) => [image.id, image]));
    for (const { imageId, box, unit, extra } of annotations) {
      const { width, height } = unit === 'fractions' ? { width: 1, height: 1 } : sizes.get(imageId)!;
      const isFinite = Number.isFinite(box.x1 + box.y1 + box.x2 + box.y2) && box.x1 <= box.x2 && box.y1 <= box.y2;
      expect(isFinite, JSON.stringify(box)).toBe(true);
      if (width > 0) expect(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= width && box.y2 <= height).toBe(true);
      if (extra.bbox !== undefined) expect(extra.bbox.every(Number.isFinite)).toBe(true);
      expect(() => JSON.stringify(extra)).not.toThrow();
    }
    return 'taken';
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    expect(caught.failure.message.length).toBeGreaterThan(10);
    return 'refused';
  }
}

type Break = (bytes: Uint8Array, random: () => number) => Uint8Array;

describe.each(readers.map((row) => [row[0].id, ...row] as const))('%s', (_, reader, folders) => {
  it.each([
    ['bytes', mutate],
    ['values', mutateJson],
  ] as const)(`ends as it should with ${mutations} mutations of %s`, async (_kind, breakIt: Break) => {
    const sets = await Promise.all(folders.map(filesOf));
    const random = seeded(20261127);
    const ends = { taken: 0, refused: 0 };
    for (let round = 0; round < mutations; round += 1) {
      const set = sets[round % sets.length]!;
      const chosen = set[Math.floor(random() * set.length)]![0];
      const broken = set.map(([path, bytes]) => [path, path === chosen ? breakIt(bytes, random) : bytes] as const);
      const source = memorySource(Object.fromEntries(broken));
      try {
        ends[await expectWhole(reader, source)] += 1;
      } catch (caught) {
        const text = new TextDecoder().decode(await source.read(chosen));
        throw new Error(`round ${round}, ${chosen}: ${text.slice(0, 3000)}`, { cause: caught });
      }
    }
    expect(ends.taken).toBeGreaterThan(0);
  });
});
