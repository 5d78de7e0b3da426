// The .safetensors writer, by what the reader makes of its files and by the format's own rules.
import { describe, expect, it } from 'vitest';
import { readSafetensors, readSafetensorsMetadata } from '../../../../src/common/fcos/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../../../src/common/fcos/checkpoint/writeSafetensors.ts';
import { bytes, uint64 } from './pickles.ts';

const tensors = new Map([
  ['b.weight', { shape: [2, 3], values: Float32Array.of(1, -2.5, 3e-40, Infinity, -0, 1 / 3) }],
  ['größe "½"', { shape: [1], values: Float32Array.of(7) }],
  ['empty', { shape: [0, 4], values: new Float32Array() }],
  ['a.scalar', { shape: [], values: Float32Array.of(9) }],
]);

function read(file: Uint8Array): unknown[] {
  return [...readSafetensors(file).tensors].map(([name, one]) => [name, one.type, one.shape, one.read()]);
}

describe('a .safetensors file that is written', () => {
  it('is read back value for value, whatever the names', () => {
    expect(read(writeSafetensors(tensors, {}))).toEqual(
      [...tensors].map(([name, { shape, values }]) => [name, 'float32', shape, values]),
    );
  });

  it('takes values that are views of a larger array', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    expect(read(writeSafetensors(new Map([['x', { shape: [2], values }]]), {}))).toEqual([
      ['x', 'float32', [2], Float32Array.of(2, 3)],
    ]);
  });

  it('keeps its texts, and has none when none were given', () => {
    const metadata = { standing: '{"step":3}', note: 'Zählung 🩸 "ja"\n' };
    const file = writeSafetensors(tensors, metadata);
    expect(readSafetensorsMetadata(file)).toEqual(metadata);
    expect(read(file)).toHaveLength(tensors.size);
    expect(readSafetensorsMetadata(writeSafetensors(tensors, {}))).toEqual({});
  });

  it('has little-endian values behind a header that ends on a multiple of eight, padded with spaces', () => {
    for (const name of ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg', 'abcdefgh']) {
      const file = writeSafetensors(new Map([[name, { shape: [1], values: Float32Array.of(1) }]]), {});
      const length = Number(new DataView(file.buffer).getBigUint64(0, true));
      expect(length % 8).toBe(0);
      expect(Buffer.from(file.subarray(8, 8 + length)).toString()).toMatch(/^\{.*\} {0,7}$/);
      expect([...file.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
    }
  });

  it('is the same for the same tensors and texts', () => {
    expect(writeSafetensors(tensors, { a: 'b' })).toEqual(writeSafetensors(tensors, { a: 'b' }));
  });

  it('is not written when a length does not fit its shape or a name is the format’s own', () => {
    const one = { shape: [2], values: Float32Array.of(1) };
    expect(() => writeSafetensors(new Map([['x', one]]), {})).toThrow('x [2] with 1 values');
    expect(() => writeSafetensors(new Map([['__metadata__', { ...one, shape: [1] }]]), {})).toThrow('__metadata__');
  });
});

describe('texts beside the tensors', () => {
  const file = (header: string, length = header.length): Uint8Array =>
    new Uint8Array(bytes(uint64(length), Buffer.from(header)));

  it('are refused when they are no texts or the header is cut off, too long or no JSON', () => {
    expect(() => readSafetensorsMetadata(file('{"__metadata__":{"a":1}}'))).toThrow('__metadata__');
    expect(() => readSafetensorsMetadata(file('{"__metadata__":[]}'))).toThrow('__metadata__');
    expect(() => readSafetensorsMetadata(file('{}', 9))).toThrow('needed');
    expect(() => readSafetensorsMetadata(file('{}', 2 ** 40))).toThrow('limit');
    expect(() => readSafetensorsMetadata(file('{'))).toThrow('not JSON');
    expect(() => readSafetensorsMetadata(new Uint8Array(3))).toThrow('incomplete');
  });
});
