// The .safetensors reader: what it reads, and every lie of a header that it refuses.
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../src/common/fcos/checkpoint/read.ts';
import { valueOf } from '../support.ts';
import { bytes, floats, uint64 } from './pickles.ts';

function file(header: unknown, data: Uint8Array = floats(1, 2, 3, 4), length?: number | bigint): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  return new Uint8Array(bytes(uint64(length ?? text.length), text, data));
}

function refusal(...args: Parameters<typeof file>): string {
  const result = readCheckpoint(file(...args));
  if (result.ok) throw new Error('it was read');
  expect(result.failure.kind).not.toBe('unexpected');
  return result.failure.message;
}

const entry = (from: number, to: number, shape: readonly number[], dtype = 'F32'): object => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('a .safetensors file', () => {
  it('gives its tensors, aligned or not, without module. and without metadata', () => {
    const state = valueOf(
      readCheckpoint(
        file({ __metadata__: { format: 'pt' }, 'module.b': entry(8, 16, [1, 2]), 'module.a': entry(0, 8, [2]) }),
      ),
    );
    expect(state.format).toBe('safetensors');
    expect([...state.tensors].map(([name, one]) => [name, one.shape, [...one.read()]])).toEqual([
      ['b', [1, 2], [3, 4]],
      ['a', [2], [1, 2]],
    ]);
  });

  it('is refused when ranges overlap, leave gaps, end early or pass the end', () => {
    expect(refusal({ a: entry(0, 8, [2]), b: entry(4, 12, [2]), c: entry(12, 16, [1]) })).toContain('begin at 4');
    expect(refusal({ a: entry(0, 4, [1]), b: entry(8, 16, [2]) })).toContain('begin at 8');
    expect(refusal({ a: entry(0, 8, [2]) })).toContain('belong to nothing');
    expect(refusal({ a: entry(0, 20, [5]) })).toContain('cannot lie');
    expect(refusal({ a: entry(8, 0, [2]) })).toContain('cannot lie');
  });

  it('is refused when sizes and types do not agree with the bytes', () => {
    expect(refusal({ a: entry(0, 16, [5]) })).toContain('a F32 [5] cannot lie');
    expect(refusal({ a: entry(0, 16, [2 ** 40, 2 ** 40]) })).toContain('cannot lie');
    expect(refusal({ a: entry(0, 16, [4], 'F8_E4M3') })).toContain('F8_E4M3');
    expect(refusal({ a: entry(0, 16, [4], 'constructor') })).toContain('constructor');
    expect(refusal({ a: entry(0, 16, [-4]) })).toContain('shape.0');
    expect(refusal({ a: entry(0, 16, [1.5]) })).toContain('shape.0');
    expect(refusal({ a: { dtype: 'F32' } })).toContain('a shape');
    expect(refusal({ a: null })).toContain('a');
  });

  it('is refused when its header is too long, cut off, or no JSON object', () => {
    expect(refusal('{}', floats(), 2n ** 62n)).toContain('limit');
    expect(refusal('{}', floats(), 1000)).toContain('needed');
    expect(refusal('{"a":')).toContain('not JSON');
    expect(refusal('{"a":1e')).toContain('not JSON');
    expect(refusal(`{"a":${'['.repeat(200_000)}`)).toContain('not JSON');
    expect(refusal('{}', floats())).toContain('no tensors');
    expect(refusal(Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'))).toContain('not JSON');
  });
});
