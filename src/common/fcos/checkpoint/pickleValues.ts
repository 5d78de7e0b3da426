// What a state dict's pickle can hold, as data. No opcode and no reading.
import type { ElementName } from './elements.ts';

export type PickleValue = null | boolean | number | bigint | string | PickleObject;

export type PickleObject =
  | { readonly kind: 'tuple' | 'list'; readonly items: PickleValue[] }
  | PickleDictionary
  /** A class or function by its full name; never looked up, let alone called. */
  | { readonly kind: 'global'; readonly name: string }
  | StorageReference
  | TensorReference;

export interface PickleDictionary {
  readonly kind: 'dictionary';
  readonly entries: Map<string | number | bigint | boolean | null, PickleValue>;
}

/** A run of elements that lies outside the pickle. */
export interface StorageReference {
  readonly kind: 'storage';
  readonly key: string;
  /** undefined: bytes whose element type the tensor says. */
  readonly type: ElementName | undefined;
  /** Elements, or bytes where the type is undefined. */
  readonly length: number;
}

export interface TensorReference {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly type: ElementName;
  /** In elements. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A value in a few words, for messages. */
export function named(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (typeof value === 'object') return value.kind === 'global' ? value.name : `a ${value.kind}`;
  return `the ${typeof value} ${String(value).slice(0, 60)}`;
}
