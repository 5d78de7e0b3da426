// The law of every format: what is written and read again says the same of each picture.
import { expect } from 'vitest';
import { isHuman } from '../../src/common/annotation/types.ts';
import type { ExportInput } from '../../src/common/dataset/exported.ts';
import type { FormatReader, FormatWriter } from '../../src/common/formats/format.ts';
import { readSource, type ReadSource } from './readSource.ts';
import { writtenSource } from './writeFormat.ts';

interface LawOptions {
  /** How far a side may lie from where it was, in pixels. Default 1e-6. */
  readonly tolerance?: number;
  /** What the format holds. Default: nothing besides box and class. */
  readonly holds?: readonly ('attributes' | 'note' | 'split' | 'size')[];
}

interface SaidBox {
  readonly name: string;
  readonly sides: readonly number[];
  readonly attributes: unknown;
  readonly note: unknown;
}

/** Writes, reads and compares; gives what was read. */
export async function expectRoundTrip(
  writer: FormatWriter,
  reader: FormatReader,
  input: ExportInput,
  { tolerance = 1e-6, holds = [] }: LawOptions = {},
): Promise<ReadSource> {
  const source = writtenSource(writer, input);
  expect(await reader.recognise(source)).toBeDefined();
  const read = await readSource(reader, source);
  expect(read.counts).toMatchObject({ refused: 0, skipped: 0 });
  const names = new Map(input.categories.map(({ id, name }) => [id, name]));
  const readNames = new Map(read.categories.map(({ id, name }) => [id, name]));
  const pictures = new Map(read.images.map((image) => [image.fileName, image]));
  expect([...pictures.keys()].sort()).toEqual(input.images.map((image) => writer.picturePath(image)).sort());
  for (const image of input.images) {
    const found = pictures.get(writer.picturePath(image))!;
    if (holds.includes('split')) expect(found.split).toBe(image.split);
    if (holds.includes('size')) expect([found.width, found.height]).toEqual([image.width, image.height]);
    const wanted = [...input.annotationsOf(image.id)].filter(isHuman).map((box): SaidBox => ({
      name: names.get(box.categoryId)!,
      sides: [box.box.x1, box.box.y1, box.box.x2, box.box.y2],
      attributes: holds.includes('attributes') ? (box.attributes ?? {}) : {},
      note: holds.includes('note') ? box.note : undefined,
    }));
    const there = read.annotations
      .filter(({ imageId }) => imageId === found.id)
      .map(({ categoryId, box, unit, attributes, note }): SaidBox => {
        const [w, h] = unit === 'fractions' ? [image.width, image.height] : [1, 1];
        return {
          name: readNames.get(categoryId)!,
          sides: [box.x1 * w, box.y1 * h, box.x2 * w, box.y2 * h],
          attributes: holds.includes('attributes') ? (attributes ?? {}) : {},
          note: holds.includes('note') ? note : undefined,
        };
      });
    expect(there.map(withoutSides)).toEqual(wanted.map(withoutSides));
    there.forEach(({ sides }, index) => {
      const off = Math.max(...sides.map((side, at) => Math.abs(side - wanted[index]!.sides[at]!)));
      expect(off, `box ${index} of ${image.fileName}`).toBeLessThanOrEqual(tolerance);
    });
  }
  return read;
}

const withoutSides = ({ name, attributes, note }: SaidBox): unknown => ({ name, attributes, note });
