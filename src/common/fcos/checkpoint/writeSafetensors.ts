// Writes named float32 tensors and a few texts as .safetensors; what safetensors.ts reads back. No file access.

export interface NamedTensor {
  readonly shape: readonly number[];
  /** Row by row, as many as the shape says. */
  readonly values: Float32Array;
}

/** Where the values begin is a multiple of this, so that a reader can use them where they lie. */
const alignment = 8;

/** The file's bytes: the same tensors in the same order and the same texts give the same bytes. Throws when a length is wrong. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const { header, length } = headerOf(tensors, metadata);
  const start = 8 + header.length;
  const bytes = new Uint8Array(start + length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = start;
  for (const { values } of tensors.values()) {
    for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i] as number, true);
    at += 4 * values.length;
  }
  return bytes;
}

function headerOf(
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Readonly<Record<string, string>>,
): { readonly header: Uint8Array; readonly length: number } {
  const entries: [string, unknown][] = Object.keys(metadata).length === 0 ? [] : [['__metadata__', metadata]];
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    const count = shape.reduce((all, size) => all * size, 1);
    if (name === '__metadata__' || values.length !== count) {
      throw new Error(`${name} [${shape.join()}] with ${values.length} values cannot be written.`);
    }
    const from = end;
    end += 4 * count;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [from, end] }]);
  }
  const text = asciiBytes(JSON.stringify(Object.fromEntries(entries)));
  const header = new Uint8Array(Math.ceil(text.length / alignment) * alignment).fill(0x20);
  header.set(text);
  return { header, length: end };
}

/** JSON may say every character in ASCII, which is UTF-8 as it stands. */
function asciiBytes(json: string): Uint8Array {
  const escaped = json.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(escaped, (one) => one.charCodeAt(0));
}
