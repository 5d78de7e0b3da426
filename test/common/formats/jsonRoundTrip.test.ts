import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../../src/common/annotation/types.ts';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import { createmlWriter } from '../../../src/common/formats/createml/write.ts';
import { fiftyoneReader } from '../../../src/common/formats/fiftyone/read.ts';
import { fiftyoneWriter } from '../../../src/common/formats/fiftyone/write.ts';
import type { FormatReader, FormatWriter } from '../../../src/common/formats/format.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelmeWriter } from '../../../src/common/formats/labelme/write.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { labelStudioWriter } from '../../../src/common/formats/labelStudio/write.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { superviselyWriter } from '../../../src/common/formats/supervisely/write.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { viaWriter } from '../../../src/common/formats/via/write.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { vottWriter } from '../../../src/common/formats/vott/write.ts';
import { oddProject } from '../../support/oddProject.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { expectRoundTrip } from '../../support/roundTrip.ts';

const seeds = 25;

const all = (random: () => number): Attributes | undefined =>
  random() < 0.5
    ? { occluded: true, 'colour of it': 'dark red', count: 2.5, __proto: 'no "prototype" <b>' }
    : undefined;
const withoutNumbers = (random: () => number): Attributes | undefined =>
  random() < 0.5 ? { occluded: true, 'colour of it': 'dark red' } : undefined;

type Holds = NonNullable<Parameters<typeof expectRoundTrip>[3]>['holds'];

const formats: readonly (readonly [
  FormatWriter,
  FormatReader,
  Holds,
  ((random: () => number) => Attributes | undefined)?,
])[] = [
  [labelmeWriter, labelmeReader, ['attributes', 'note', 'split', 'size'], all],
  [createmlWriter, createmlReader, ['split']],
  [labelStudioWriter, labelStudioReader, ['attributes', 'note', 'split'], all],
  [vottWriter, vottReader, ['split', 'size']],
  [viaWriter, viaReader, ['attributes', 'note', 'split'], withoutNumbers],
  [superviselyWriter, superviselyReader, ['attributes', 'note', 'split', 'size'], all],
  [fiftyoneWriter, fiftyoneReader, ['attributes', 'note', 'split', 'size'], all],
];

describe.each(formats.map((row) => [row[0].id, ...row] as const))('%s', (_, writer, reader, holds = [], attributes) => {
  it(`says the same when it is read back, for ${seeds} random projects`, async () => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const input = oddProject(seed, {
        notes: true,
        ...(seed % 2 === 0 && { splits: ['train', 'val', 'test'] }),
        ...(attributes && { attributes }),
      });
      await expectRoundTrip(writer, reader, input, { holds });
    }
  });

  it('counts pictures, boxes and classes as they went out', () => {
    const input = oddProject(4, { splits: ['train', 'val'] });
    const { report } = writeFormat(writer, input);
    const boxes = input.images.flatMap(({ id }) => [...input.annotationsOf(id)]);
    const kinds = boxes.map(({ origin }) => origin.kind);
    const left = kinds.filter((kind) => kind === 'proposed' || kind === 'rejected').length;
    expect(left).toBeGreaterThan(0);
    expect(report).toMatchObject({
      images: input.images.length,
      annotations: boxes.length - left,
      categories: input.categories.length,
    });
    expect(report.leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(left);
  });

  it('leaves out pictures that cannot be read, and writes a project without pictures', () => {
    const input = oddProject(7);
    const [first, ...others] = input.images;
    const broken = { ...input, images: [{ ...first!, problem: 'not a picture' }, ...others] };
    const { files, report } = writeFormat(writer, broken);
    expect(report.images).toBe(others.length);
    expect(Object.values(files).join('')).not.toContain(JSON.stringify(first!.fileName).slice(1, -1) + '"');
    expect(() => writeFormat(writer, { ...input, images: [] })).not.toThrow();
  });
});
