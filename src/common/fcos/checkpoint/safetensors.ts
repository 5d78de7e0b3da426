// The .safetensors format: a JSON header of names, types, shapes and ranges, then the values. Nothing in it can run.
import { z } from 'zod';
import { fail } from '../../result.ts';
import { cursorOver, take, uint64, utf8 } from './cursor.ts';
import { rowByRow } from './elements.ts';
import type { ElementName } from './elements.ts';
import { byteSize, stateTensor, withoutModulePrefix } from './stateDict.ts';
import type { StateDict, StateTensor } from './stateDict.ts';

/** The limit of the format's own reader. */
const longestHeader = 100_000_000;

const types: Readonly<Record<string, ElementName | undefined>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

const whole = z.number().int().min(0);
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(whole).max(16),
  data_offsets: z.tuple([whole, whole]),
});

const metadataSchema = z.object({ __metadata__: z.record(z.string(), z.string()).exactOptional() });

export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[8] === 0x7b;
}

/** Throws a Failure on a header that is too long or malformed, and on ranges that overlap, leave gaps or pass the end. */
export function readSafetensors(bytes: Uint8Array): StateDict {
  const { header, data } = opened(bytes);
  const tensors = new Map<string, StateTensor>();
  const ranges: { readonly name: string; readonly from: number; readonly to: number }[] = [];
  for (const [name, json] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const entry = entrySchema.safeParse(json);
    if (!entry.success) {
      const issue = entry.error.issues[0];
      return fail(
        'invalid',
        `The checkpoint is damaged: in its header ${name} ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
      );
    }
    const { dtype, shape, data_offsets } = entry.data;
    const [from, to] = data_offsets;
    const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
    if (type === undefined)
      return fail('unsupported', `The checkpoint was refused: ${name} has elements of the unknown type ${dtype}.`);
    if (to > data.length || to - from !== byteSize(type, shape)) {
      fail(
        'invalid',
        `The checkpoint is damaged or incomplete: ${name} ${dtype} [${shape.join()}] cannot lie at bytes ${from} to ${to} of ${data.length}.`,
      );
    }
    ranges.push({ name, from, to });
    tensors.set(name, stateTensor(name, data.subarray(from, to), { type, offset: 0, shape, strides: rowByRow(shape) }));
  }
  checkRanges(ranges, data.length);
  return { format: 'safetensors', tensors: withoutModulePrefix(tensors), passedOver: [], byteLength: bytes.length };
}

/** The texts that the writer left beside the tensors; empty when there are none. Throws a Failure on a header that cannot be read. */
export function readSafetensorsMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const found = metadataSchema.safeParse(opened(bytes).header);
  if (!found.success) {
    return fail('invalid', 'The checkpoint is damaged: the __metadata__ of its header is not a list of texts.');
  }
  return found.data.__metadata__ ?? {};
}

function opened(bytes: Uint8Array): { readonly header: object; readonly data: Uint8Array } {
  const cursor = cursorOver(bytes, 'the file');
  const length = uint64(cursor);
  if (length > longestHeader) {
    fail(
      'too-large',
      `The checkpoint was refused: its header claims ${length} bytes, and ${longestHeader} is the limit.`,
    );
  }
  const header = parseHeader(utf8(take(cursor, length), 'the header'));
  return { header, data: bytes.subarray(cursor.at) };
}

function parseHeader(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch (caught) {
    return fail('invalid', 'The checkpoint is damaged: its header is not JSON.', String(caught));
  }
  return fail('invalid', 'The checkpoint is damaged: its header is not a JSON object.');
}

/** The format wants the ranges to cover the data one after another, which leaves no room for hidden or shared bytes. */
function checkRanges(
  ranges: { readonly name: string; readonly from: number; readonly to: number }[],
  length: number,
): void {
  let end = 0;
  for (const { name, from, to } of ranges.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) {
      fail(
        'invalid',
        `The checkpoint is damaged: the bytes of ${name} begin at ${from}, and those before it end at ${end}.`,
      );
    }
    end = to;
  }
  if (end !== length) fail('invalid', `The checkpoint is damaged: ${length - end} bytes at its end belong to nothing.`);
}
