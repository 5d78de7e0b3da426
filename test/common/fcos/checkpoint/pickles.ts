// Writes small pickles, PyTorch files and zip archives by hand, honest and hostile, for the tests of this folder.
import { crc32 } from '../../../../src/common/fcos/checkpoint/zip.ts';

export type Part = string | number | readonly number[] | Uint8Array | Buffer;

/** Joins opcodes and arguments; a string stands for its Latin-1 bytes, a number for one byte. */
export function bytes(...parts: Part[]): Buffer {
  return Buffer.concat(
    parts.map((part) =>
      typeof part === 'string'
        ? Buffer.from(part, 'latin1')
        : typeof part === 'number'
          ? Buffer.of(part)
          : Buffer.from(part),
    ),
  );
}

export function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

export function uint64(value: number | bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

export function text(value: string): Buffer {
  const utf8 = Buffer.from(value, 'utf8');
  return bytes('X', uint32(utf8.length), utf8);
}

export function integer(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return bytes('J', buffer);
}

export function tuple(...items: Part[]): Buffer {
  return bytes('(', ...items, 't');
}

export function global(module: string, name: string): Buffer {
  return bytes('c', module, '\n', name, '\n');
}

export function storage(type: readonly [string, string], key: string, length: number): Buffer {
  return bytes(tuple(text('storage'), global(...type), text(key), text('cpu'), integer(length)), 'Q');
}

/** _rebuild_tensor_v2 of a FloatStorage unless another storage is given. */
export function tensor(
  key: string,
  shape: readonly number[],
  {
    strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((all, size) => all * size, 1)),
    offset = 0,
    length = shape.reduce((all, size) => all * size, 1),
    from = storage(['torch', 'FloatStorage'], key, length),
  }: { strides?: readonly number[]; offset?: number; length?: number; from?: Buffer } = {},
): Buffer {
  const args = tuple(
    from,
    integer(offset),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    0x89,
    bytes(global('collections', 'OrderedDict'), ')R'),
  );
  return bytes(global('torch._utils', '_rebuild_tensor_v2'), args, 'R');
}

/** {name: value, …} as a whole pickle. */
export function dictionary(entries: Readonly<Record<string, Part>>): Buffer {
  return bytes(0x80, 2, '}(', ...Object.entries(entries).flatMap(([name, value]) => [text(name), value]), 'u.');
}

/** A zip archive with stored entries; `method` and `crc` may lie. `align`: data begins at multiples of it, as PyTorch pads. */
export function archive(
  entries: Readonly<Record<string, Uint8Array>> | readonly (readonly [name: string, data: Uint8Array])[],
  { method = 0, crc, align = 1 }: { method?: number; crc?: number; align?: number } = {},
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  // A list may hold a name twice.
  const list = Array.isArray(entries)
    ? (entries as readonly (readonly [string, Uint8Array])[])
    : Object.entries(entries);
  for (const [name, data] of list) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc ?? crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = offset + 30 + Buffer.byteLength(name);
    const padding = (align - (head % align)) % align;
    directory.push(bytes('PK\x01\x02', 20, 0, common, Buffer.alloc(10), uint32(offset), name));
    common.writeUInt16LE(padding, 24);
    files.push(
      bytes('PK\x03\x04', common, name, Buffer.alloc(padding)),
      Buffer.from(data.buffer, data.byteOffset, data.length),
    );
    offset = head + padding + data.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, bytes('PK\x05\x06', end)]);
}

/** A PyTorch zip file around a pickle and its storages. */
export function torchFile(
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
  extra: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  const named = Object.entries(storages).map(([key, data]) => [`m/data/${key}`, data] as const);
  return archive({ 'm/data.pkl': pickle, ...Object.fromEntries(named), 'm/version': bytes('3\n'), ...extra });
}

export function floats(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
