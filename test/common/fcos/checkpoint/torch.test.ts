// What the reader of PyTorch files understands beyond the recorded fixtures, and what it refuses, by name and without harm.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../src/common/fcos/checkpoint/read.ts';
import type { StateTensor } from '../../../../src/common/fcos/checkpoint/stateDict.ts';
import { crc32 } from '../../../../src/common/fcos/checkpoint/zip.ts';
import type { Failure } from '../../../../src/common/result.ts';
import { fileBytes, valueOf } from '../support.ts';
import {
  archive,
  bytes,
  dictionary,
  floats,
  global,
  integer,
  storage,
  tensor,
  text,
  torchFile,
  tuple,
  uint32,
  uint64,
} from './pickles.ts';

function tensorsOf(file: Uint8Array): ReadonlyMap<string, StateTensor> {
  return valueOf(readCheckpoint(file)).tensors;
}

function refusal(file: Uint8Array): Failure {
  const result = readCheckpoint(file);
  if (result.ok) throw new Error('it was read');
  expect(result.failure.kind).not.toBe('unexpected');
  return result.failure;
}

function refusedPickle(...parts: Parameters<typeof bytes>): string {
  return refusal(torchFile(bytes(...parts))).message;
}

/** The same archive as a writer of archives over 4 GB leaves it: sizes and offsets in 64-bit fields. */
function wide(good: Buffer): Buffer {
  const start = good.readUInt32LE(good.length - 6);
  const count = good.readUInt16LE(good.length - 12);
  const directory: Buffer[] = [];
  for (let at = start, i = 0; i < count; i++) {
    const head = Buffer.from(good.subarray(at, at + 46));
    const name = good.subarray(at + 46, at + 46 + head.readUInt16LE(28));
    const extra = bytes(
      1,
      0,
      24,
      0,
      uint64(head.readUInt32LE(24)),
      uint64(head.readUInt32LE(20)),
      uint64(head.readUInt32LE(42)),
    );
    at += 46 + name.length;
    for (const field of [20, 24, 42]) head.writeUInt32LE(0xffffffff, field);
    head.writeUInt16LE(extra.length, 30);
    directory.push(bytes(head, name, extra));
  }
  const listed = Buffer.concat(directory);
  const end = bytes(
    'PK\x06\x06',
    uint64(44),
    45,
    0,
    45,
    0,
    uint32(0),
    uint32(0),
    uint64(count),
    uint64(count),
    uint64(listed.length),
    uint64(start),
  );
  const locator = bytes('PK\x06\x07', uint32(0), uint64(start + listed.length), uint32(1));
  return bytes(good.subarray(0, start), listed, end, locator, 'PK\x05\x06', uint32(0), Buffer.alloc(12, 0xff), 0, 0);
}

describe('a PyTorch checkpoint', () => {
  it('gives tensors that share a storage, transposed, offset, empty and of no axes', () => {
    const file = torchFile(
      dictionary({
        plain: tensor('0', [2, 3], { length: 6 }),
        transposed: tensor('0', [3, 2], { strides: [1, 3], length: 6 }),
        last: tensor('0', [2], { offset: 4, length: 6 }),
        column: tensor('0', [2, 1], { strides: [3, 1], offset: 1, length: 6 }),
        scalar: tensor('0', [], { offset: 5, length: 6 }),
        empty: tensor('1', [0, 4], { length: 0 }),
      }),
      { 0: floats(1, 2, 3, 4, 5, 6), 1: floats() },
    );
    const read = [...tensorsOf(file)].map(([name, one]) => [name, one.shape, [...one.read()]]);
    expect(read).toEqual([
      ['plain', [2, 3], [1, 2, 3, 4, 5, 6]],
      ['transposed', [3, 2], [1, 4, 2, 5, 3, 6]],
      ['last', [2], [5, 6]],
      ['column', [2, 1], [2, 5]],
      ['scalar', [], [6]],
      ['empty', [0, 4], []],
    ]);
  });

  it.each([
    ['DoubleStorage', 'float64', new Uint8Array(Float64Array.of(1.5, -2).buffer)],
    ['FloatStorage', 'float32', floats(1.5, -2)],
    ['HalfStorage', 'float16', new Uint8Array(Uint16Array.of(0x3e00, 0xc000).buffer)],
    ['BFloat16Storage', 'bfloat16', new Uint8Array(Uint16Array.of(0x3fc0, 0xc000).buffer)],
  ])('reads a %s', (name, type, data) => {
    const pickle = dictionary({ w: tensor('0', [2], { from: storage(['torch', name], '0', 2) }) });
    const read = tensorsOf(torchFile(pickle, { 0: data })).get('w');
    expect([read?.type, [...(read?.read() ?? [])]]).toEqual([type, [1.5, -2]]);
  });

  it('reads integers and truth values', () => {
    const pickle = dictionary({
      long: tensor('0', [2], { from: storage(['torch', 'LongStorage'], '0', 2) }),
      bool: tensor('1', [2], { from: storage(['torch', 'BoolStorage'], '1', 2) }),
    });
    const read = tensorsOf(torchFile(pickle, { 0: new Uint8Array(BigInt64Array.of(-7n, 9n).buffer), 1: bytes(0, 1) }));
    expect([...read.values()].map((one) => [...one.read()])).toEqual([
      [-7, 9],
      [0, 1],
    ]);
  });

  it('reads the newer layout, where a storage is bytes and the tensor names its type', () => {
    const untyped = storage(['torch.storage', 'UntypedStorage'], '0', 8);
    const args = tuple(
      untyped,
      integer(0),
      tuple(integer(2)),
      tuple(integer(1)),
      0x89,
      '}',
      global('torch', 'float32'),
      'N',
    );
    const pickle = dictionary({ w: bytes(global('torch._utils', '_rebuild_tensor_v3'), args, 'R') });
    expect([
      ...(tensorsOf(torchFile(pickle, { 0: floats(3, 4) }))
        .get('w')
        ?.read() ?? []),
    ]).toEqual([3, 4]);
  });

  it('reads protocol 4: frames, short texts, names from the stack, memo by order', () => {
    const short = (value: string): Buffer => bytes(0x8c, value.length, value);
    const named = (module: string, name: string): Buffer => bytes(short(module), 0x94, short(name), 0x94, 0x93, 0x94);
    const id = bytes(
      '(',
      short('storage'),
      named('torch', 'FloatStorage'),
      short('0'),
      short('cpu'),
      'K',
      2,
      't',
      0x94,
      'Q',
    );
    const args = bytes('(', id, 'K', 0, 'K', 2, 0x85, 'K', 1, 0x85, 0x89, '}', 't');
    const body = bytes('}', 0x94, '(', short('w'), named('torch._utils', '_rebuild_tensor_v2'), args, 'R', 'u', '.');
    const file = torchFile(bytes(0x80, 4, 0x95, uint64(body.length), body), { 0: floats(8, 9) });
    expect([...(tensorsOf(file).get('w')?.read() ?? [])]).toEqual([8, 9]);
  });

  it('unwraps a parameter, an ordered dictionary with attributes, model and module.', () => {
    const parameter = bytes(global('torch._utils', '_rebuild_parameter'), tuple(tensor('0', [1]), 0x88, '}'), 'R');
    const ordered = bytes(
      global('collections', 'OrderedDict'),
      ')R(',
      text('module.w'),
      parameter,
      'u}',
      text('_metadata'),
      '}sb',
    );
    const state = valueOf(
      readCheckpoint(torchFile(dictionary({ epoch: integer(3), model: ordered }), { 0: floats(2) })),
    );
    expect([...state.tensors.keys()]).toEqual(['w']);
    expect(state.passedOver).toEqual(['epoch']);
  });
});

describe('a PyTorch checkpoint that is not a state dict', () => {
  it('is refused with the name and place of a class or function', () => {
    const message = refusedPickle(0x80, 2, global('os', 'system'), tuple(text('touch /tmp/owned')), 'R.');
    expect(message).toContain('byte 2 of data.pkl');
    expect(message).toContain('os.system');
    expect(refusedPickle(0x80, 4, 0x8c, 8, 'builtins', 0x8c, 4, 'eval', 0x93, '.')).toContain('builtins.eval');
    expect(refusedPickle(0x80, 2, global('torch.storage', '_load_from_bytes'), '.')).toContain(
      'torch.storage._load_from_bytes',
    );
    expect(refusedPickle(0x80, 2, global('argparse', 'Namespace'), '.')).toContain('argparse.Namespace');
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(refusedPickle(0x80, 2, global('torch', name), '.')).toContain(`torch.${name}`);
    }
  });

  it.each([
    ['INST', bytes('(', 'ios\nsystem\n')],
    ['OBJ', bytes('(', 'o')],
    ['NEWOBJ', bytes(')', ')', 0x81)],
    ['NEWOBJ_EX', bytes(')', ')', ')', 0x92)],
    ['EXT1', bytes(0x82, 1)],
    ['PERSID', bytes('Pkey\n')],
    ['BYTEARRAY8', bytes(0x96, uint64(4), 'abcd')],
    ['NEXT_BUFFER', bytes(0x97)],
    ['EMPTY_SET', bytes(0x8f)],
    ['POP', bytes('N0')],
    ['0xff', bytes(0xff)],
  ])('is refused by the name of its opcode: %s', (name, pickle) => {
    expect(refusedPickle(0x80, 2, pickle, '.')).toContain(`the opcode ${name}`);
  });

  it('is refused when it calls what is no function, or a class for which nothing stands', () => {
    expect(refusedPickle(0x80, 2, '})R.')).toContain('a call of a dictionary');
    expect(refusedPickle(0x80, 2, global('torch', 'FloatStorage'), ')R.')).toContain('a call of torch.FloatStorage');
    expect(refusedPickle(0x80, 2, ']}b.')).toContain('attributes for a list');
    expect(refusedPickle(0x80, 0, 'N.')).toContain('pickle protocol 0');
  });

  it('is refused when it holds something else', () => {
    expect(refusal(torchFile(bytes(0x80, 2, ').'))).message).toContain('is a tuple');
    expect(refusal(torchFile(dictionary({ epoch: 'K\x03' }))).message).toContain('no tensors');
    expect(refusal(torchFile(dictionary({}), {}, { 'm/constants.pkl': bytes('N.') })).message).toContain('TorchScript');
    expect(refusal(torchFile(dictionary({}), {}, { 'm/byteorder': bytes('big') })).message).toContain('big-endian');
    expect(refusal(archive({ 'word/document.xml': bytes('x') })).message).toContain('no PyTorch checkpoint');
    expect(refusal(bytes()).message).toContain('empty');
    expect(refusal(bytes('\x89HDF\r\n\x1a\n')).message).toContain('HDF5');
    expect(refusal(bytes(0x80, 2, 'N.')).message).toContain('not one that torch.save wrote');
    expect(refusal(bytes('\xff\xd8\xff\xe0 a JPEG')).message).toContain('no checkpoint');
  });
});

describe('a damaged or hostile PyTorch checkpoint', () => {
  it.each([
    ['an empty stack', bytes('R.')],
    ['no mark', bytes('t.')],
    ['a pop through a mark', bytes('}(s.')],
    ['an empty memo', bytes('h\x05.')],
    ['a memo of nothing', bytes('q\x05.')],
    ['a key without value', bytes('}(Nu.')],
    ['a list as key', bytes('}(]Nu.')],
    ['items for no list', bytes('}(Ne.')],
    ['an endless text', bytes('X', uint32(0xffffffff), 'abc')],
    ['a text of 2⁶³ bytes', bytes(0x8d, uint64(2n ** 63n), 'abc')],
    ['an integer of 2³¹ bytes', bytes(0x8b, uint32(0x7fffffff), 'abc')],
    ['a text that is no UTF-8', bytes('X', uint32(2), 0xc3, 0x28, '.')],
    ['a name without end', bytes('ctorch')],
    ['no stop', bytes('}')],
    ['nothing', bytes()],
    ['a storage of negative length', bytes(storage(['torch', 'FloatStorage'], '0', -4), '.')],
    ['a persistent id that is a number', bytes('K\x01Q.')],
    ['a tensor without storage', bytes(global('torch._utils', '_rebuild_tensor_v2'), ')R.')],
  ])('ends in a failure: %s', (_, pickle) => {
    expect(refusal(torchFile(bytes(0x80, 2, pickle))).message).toMatch(/damaged|refused/);
  });

  it.each([
    ['more values than the storage has', tensor('0', [5], { length: 4 })],
    ['an offset past the end', tensor('0', [1], { offset: 4, length: 4 })],
    ['strides past the end', tensor('0', [2, 2], { strides: [3, 1], length: 4 })],
    ['negative strides', tensor('0', [2], { strides: [-1], length: 4 })],
    ['negative sizes', tensor('0', [-2, -2], { strides: [2, 1], length: 4 })],
    ['one value repeated a thousand million times', tensor('0', [1000, 1000, 1000], { strides: [0, 0, 0], length: 4 })],
    [
      'sizes whose product overflows',
      tensor('0', Array<number>(16).fill(0x7fffffff), { strides: Array<number>(16).fill(0), length: 4 }),
    ],
    ['a size and no stride', tensor('0', [2], { strides: [], length: 4 })],
    ['more values than the file has', tensor('0', [500_000_000], { length: 500_000_000 })],
    ['a storage that is missing', tensor('9', [1], { length: 1 })],
  ])('ends in a failure: a tensor with %s', (_, one) => {
    const failure = refusal(torchFile(dictionary({ weight: one }), { 0: floats(1, 2, 3, 4) }));
    expect(failure.message).toMatch(/damaged/);
  });

  it('does not grow with a pile of nested and repeated values', () => {
    const deep = bytes(0x80, 2, Buffer.alloc(500_000, ']'), Buffer.alloc(499_999, 'a'), '.');
    expect(refusal(torchFile(deep)).message).toContain('a list');
    // Twenty thousand tuples, each of them twice the one before.
    const doubling = Array.from({ length: 20_000 }, () => bytes('q\x00h\x00', 0x86));
    expect(refusal(torchFile(bytes(0x80, 2, ')', ...doubling, '.'))).message).toContain('a tuple');
    const itself = bytes(0x80, 2, '}q\x00', text('model'), 'h\x00s.');
    expect(refusal(torchFile(itself)).message).toContain('no tensors');
    expect(refusal(torchFile(bytes(0x80, 2, Buffer.alloc(3_000_000, ')'), '.'))).kind).toBe('too-large');
    expect(refusal(torchFile(bytes(0x80, 2, Buffer.alloc(3_000_000, '('), '.'))).message).toContain('marks');
  });

  it('is read when its archive uses the 64-bit fields', () => {
    const good = archive({ 'm/data.pkl': dictionary({ w: tensor('0', [2]) }), 'm/data/0': floats(5, 6) });
    expect([...(tensorsOf(wide(good)).get('w')?.read() ?? [])]).toEqual([5, 6]);
    const hostile = wide(good);
    hostile.writeBigUInt64LE(2n ** 60n, hostile.length - 22 - 20 - 8);
    expect(refusal(hostile).message).toContain('damaged');
  });

  it('has its checksums computed as zip does', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
    expect(crc32(bytes())).toBe(0);
  });

  it('is told by the checksum, the method and the directory of the archive', () => {
    const pickle = dictionary({ w: tensor('0', [1]) });
    const entries = { 'm/data.pkl': pickle, 'm/data/0': floats(1) };
    expect(refusal(archive(entries, { crc: 1 })).message).toContain('checksum of its entry m/data.pkl');
    expect(refusal(archive(entries, { method: 8 })).message).toContain('compressed (method 8)');
    const good = archive(entries);
    expect(tensorsOf(good).size).toBe(1);
    const moved = Buffer.from(good);
    moved.writeUInt32LE(0xfffffff0, moved.length - 6);
    expect(refusal(moved).message).toContain('damaged');
    const many = Buffer.from(good);
    many.writeUInt16LE(60_000, many.length - 12);
    expect(refusal(many).message).toContain('damaged');
  });

  it('ends in a failure wherever it is cut off, and never in a crash when a byte is changed', () => {
    const legacy = fileBytes(join(import.meta.dirname, '../fixture/basic.legacy.pth'));
    const zip = fileBytes(join(import.meta.dirname, '../fixture/bottleneck.pth'));
    for (const file of [legacy, zip]) {
      for (let cut = 1; cut < file.length; cut = Math.ceil(cut * 1.3) + 7) refusal(file.slice(0, cut));
      let seed = 7;
      for (let round = 0; round < 300; round++) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        const changed = file.slice();
        // The pickle lies at the start of either file.
        const at = 60 + (seed % 14_000);
        changed[at] = (changed[at] as number) ^ (1 << (seed >>> 29));
        const result = readCheckpoint(changed);
        if (!result.ok) expect(result.failure.kind, `byte ${at}: ${result.failure.message}`).not.toBe('unexpected');
      }
    }
  });
});
