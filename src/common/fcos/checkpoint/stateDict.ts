// Named tensors as a checkpoint file holds them, whatever its format.
import { fail } from '../../result.ts';
import { checkLayout, elementCount, elementSizes, readValues } from './elements.ts';
import type { ElementName, Layout } from './elements.ts';

export interface StateTensor {
  readonly type: ElementName;
  readonly shape: readonly number[];
  /** The values row by row; float64 and large integers rounded. May be a view of the file's bytes: do not write. */
  readonly read: () => Float32Array;
}

export interface FileNotes {
  /** Names of the classes, in the order of the outputs. */
  readonly classes?: readonly string[];
  /** The configuration of the program that wrote the file, as it stands there. */
  readonly config?: string;
}

export interface StateDict {
  readonly format: 'pytorch' | 'pytorch-legacy' | 'safetensors';
  readonly tensors: ReadonlyMap<string, StateTensor>;
  /** Entries beside the tensors that were passed over, such as `epoch` or `optimizer`. */
  readonly passedOver: readonly string[];
  /** What the entries beside the tensors say of the model. */
  readonly notes?: FileNotes;
  /** Size of the file. */
  readonly byteLength: number;
}

/** A tensor over the bytes of its storage. Throws a Failure when its layout does not fit them. */
export function stateTensor(name: string, bytes: Uint8Array, layout: Layout): StateTensor {
  checkLayout(layout, Math.floor(bytes.length / elementSizes[layout.type]), name);
  return { type: layout.type, shape: layout.shape, read: () => readValues(bytes, layout) };
}

/** Bytes that a layout's storage has to have; for messages and checks. */
export function byteSize(type: ElementName, shape: readonly number[]): number {
  return elementCount(shape) * elementSizes[type];
}

/** Takes off `module.`, which DataParallel puts before every name. */
export function withoutModulePrefix<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const prefix = 'module.';
  if (tensors.size === 0 || ![...tensors.keys()].every((name) => name.startsWith(prefix))) return tensors;
  return withoutModulePrefix(new Map([...tensors].map(([name, tensor]) => [name.slice(prefix.length), tensor])));
}

/** Refuses an empty state dict. */
export function nonEmpty(state: StateDict): StateDict {
  if (state.tensors.size === 0) {
    const beside = state.passedOver.length === 0 ? '' : ` (it has ${state.passedOver.slice(0, 5).join(', ')})`;
    fail(
      'invalid',
      `The checkpoint holds no tensors by name${beside}. Save the model as a state dict: torch.save(model.state_dict(), file).`,
    );
  }
  return state;
}
