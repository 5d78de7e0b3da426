import { expect, it } from 'vitest';
import { FailureError } from '../../src/common/result.ts';
import { bmpIsShort, decodeBmp, readBmpHeader } from '../../src/detector/bmp.ts';

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly masks?: readonly number[];
}

/** A bitmap with a 40-byte header around the given pixel bytes. */
function bitmap(shape: Shape, pixels: readonly number[]): Buffer {
  const palette = (shape.palette ?? []).flatMap(([red, green, blue]) => [blue, green, red, 0]);
  const masks = Buffer.alloc((shape.masks ?? []).length * 4);
  (shape.masks ?? []).forEach((mask, index) => masks.writeUInt32LE(mask, index * 4));
  const header = Buffer.alloc(54);
  header.write('BM', 0, 'latin1');
  header.writeUInt32LE(54 + masks.length + palette.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(shape.width, 18);
  header.writeInt32LE(shape.height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(shape.bits, 28);
  header.writeUInt32LE(shape.compression ?? 0, 30);
  header.writeUInt32LE(shape.palette?.length ?? 0, 46);
  return Buffer.concat([header, masks, Buffer.from(palette), Buffer.from(pixels)]);
}

function decoded(bytes: Buffer): number[] {
  return [...decodeBmp(bytes, readBmpHeader(bytes))];
}

const red = [255, 0, 0] as const;
const blue = [0, 0, 255] as const;
const black = [0, 0, 0] as const;

it('reads 24 bits, bottom row first, rows padded to four bytes', () => {
  const bytes = bitmap({ width: 1, height: 2, bits: 24 }, [255, 0, 0, 0, 0, 0, 255, 0]);
  expect(decoded(bytes)).toEqual([...red, ...blue]);
});

it('reads the top row first when the height is negative', () => {
  const bytes = bitmap({ width: 1, height: -2, bits: 24 }, [255, 0, 0, 0, 0, 0, 255, 0]);
  expect(decoded(bytes)).toEqual([...blue, ...red]);
});

it('reads 1, 4 and 8 bits through the palette, odd widths too', () => {
  const palette = [red, blue];
  expect(decoded(bitmap({ width: 3, height: 1, bits: 1, palette }, [0b01000000, 0, 0, 0]))).toEqual([
    ...red,
    ...blue,
    ...red,
  ]);
  expect(decoded(bitmap({ width: 3, height: 2, bits: 4, palette }, [0x01, 0, 0, 0, 0x11, 0x10, 0, 0]))).toEqual([
    ...blue,
    ...blue,
    ...blue,
    ...red,
    ...blue,
    ...red,
  ]);
  expect(decoded(bitmap({ width: 2, height: 1, bits: 8, palette }, [1, 200, 0, 0]))).toEqual([...blue, ...black]);
});

it('reads 16 and 32 bits, with masks and alpha over white', () => {
  expect(decoded(bitmap({ width: 1, height: 1, bits: 16 }, [0x00, 0x7c, 0, 0]))).toEqual([...red]);
  const masks = [0xf800, 0x7e0, 0x1f];
  expect(decoded(bitmap({ width: 1, height: 1, bits: 16, compression: 3, masks }, [0x1f, 0, 0, 0]))).toEqual([...blue]);
  expect(decoded(bitmap({ width: 1, height: 1, bits: 32 }, [255, 0, 0, 0]))).toEqual([...blue]);
});

it('reads runs of 8 and 4 bits with line ends, jumps and literals', () => {
  const palette = [red, blue];
  const rle8 = bitmap(
    { width: 3, height: 2, bits: 8, compression: 1, palette },
    [2, 1, 1, 0, 0, 0, 0, 3, 1, 0, 1, 0, 0, 1],
  );
  expect(decoded(rle8)).toEqual([...blue, ...red, ...blue, ...blue, ...blue, ...red]);
  const rle4 = bitmap({ width: 4, height: 1, bits: 4, compression: 2, palette }, [3, 0x10, 0, 2, 1, 0, 0, 1]);
  expect(decoded(rle4)).toEqual([...blue, ...red, ...blue, 255, 255, 255]);
});

it('leaves missing rows white and knows that they are missing', () => {
  const bytes = bitmap({ width: 1, height: 2, bits: 24 }, [255, 0, 0, 0]);
  expect(bmpIsShort(readBmpHeader(bytes), bytes.length)).toBe(true);
  expect(decoded(bytes)).toEqual([255, 255, 255, ...blue]);
});

it('ends on runs that never end and on offsets beyond the file', () => {
  const runs = Array.from({ length: 64 }, (_, index) => (index % 2 === 0 ? 255 : 1));
  expect(decoded(bitmap({ width: 2, height: 2, bits: 8, compression: 1, palette: [red, blue] }, runs))).toHaveLength(
    12,
  );
  const jumps = bitmap(
    { width: 2, height: 2, bits: 8, compression: 1, palette: [red, blue] },
    [0, 2, 255, 255, 0, 2, 255],
  );
  expect(decoded(jumps)).toHaveLength(12);
  const beyond = bitmap({ width: 2, height: 1, bits: 24 }, []);
  beyond.writeUInt32LE(0xfffffff0, 10);
  expect(decoded(beyond)).toEqual(new Array(6).fill(255));
});

it('refuses headers that are cut, contradict themselves or use foreign packing', () => {
  const good = bitmap({ width: 1, height: 1, bits: 24 }, [0, 0, 0, 0]);
  expect(() => readBmpHeader(good.subarray(0, 30))).toThrow(FailureError);
  const change = (at: number, value: number): Buffer => {
    const copy = Buffer.from(good);
    copy.writeUInt32LE(value, at);
    return copy;
  };
  for (const bytes of [
    change(18, 0),
    change(22, 0),
    change(18, 0x80000000),
    change(30, 4),
    change(30, 1),
    change(10, 3),
    change(14, 200),
  ]) {
    expect(() => readBmpHeader(bytes)).toThrow(FailureError);
  }
});
