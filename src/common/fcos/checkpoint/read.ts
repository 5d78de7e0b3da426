// Tells a checkpoint's format from its first bytes and reads it. Bytes in, named tensors out; no file access, no code run.
import { failureOf, failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import { latin1 } from './cursor.ts';
import { isSafetensors, readSafetensors } from './safetensors.ts';
import { nonEmpty } from './stateDict.ts';
import type { StateDict } from './stateDict.ts';
import { isLegacyTorch, readLegacyTorch, readTorchArchive } from './torch.ts';

/**
 * The bytes of a `.pth`/`.pt` (zip or older) or `.safetensors` file → its tensors, unwrapped from `{model | state_dict: …}` and
 * without `module.`. A Failure names what is wrong and where. Tensors may be views of `bytes`.
 */
export function readCheckpoint(bytes: Uint8Array): Result<StateDict> {
  try {
    const read = readerFor(bytes);
    if (read === undefined) return failure('unsupported', unknownFormat(bytes));
    return success(nonEmpty(read(bytes)));
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

function readerFor(bytes: Uint8Array): ((bytes: Uint8Array) => StateDict) | undefined {
  if (latin1(bytes.subarray(0, 4)) === 'PK\x03\x04') return readTorchArchive;
  if (isLegacyTorch(bytes)) return readLegacyTorch;
  return isSafetensors(bytes) ? readSafetensors : undefined;
}

function unknownFormat(bytes: Uint8Array): string {
  const start = latin1(bytes.subarray(0, 512));
  const what =
    bytes.length === 0
      ? 'The file is empty'
      : start.slice(257, 262) === 'ustar'
        ? 'The file is a tar archive (PyTorch before 0.1.10, or TensorFlow)'
        : start.startsWith('\x89HDF')
          ? 'The file is HDF5 (Keras)'
          : start.startsWith('\x80')
            ? 'The file is a pickle, but not one that torch.save wrote'
            : 'The file is no checkpoint that is known here';
  return `${what}. A PyTorch .pth (torch.save of a state dict) or a .safetensors file is needed.`;
}
