// The few names that a PyTorch state dict's pickle uses, and the values that they stand for. No code is looked up or run.
import { fail } from '../../result.ts';
import { elementSizes } from './elements.ts';
import type { ElementName } from './elements.ts';
import type { PickleNames } from './pickle.ts';
import { named } from './pickleValues.ts';
import type { PickleDictionary, PickleValue, StorageReference, TensorReference } from './pickleValues.ts';

const storageTypes: Readonly<Record<string, ElementName | undefined>> = {
  'torch.DoubleStorage': 'float64',
  'torch.FloatStorage': 'float32',
  'torch.HalfStorage': 'float16',
  'torch.BFloat16Storage': 'bfloat16',
  'torch.LongStorage': 'int64',
  'torch.IntStorage': 'int32',
  'torch.ShortStorage': 'int16',
  'torch.CharStorage': 'int8',
  'torch.ByteStorage': 'uint8',
  'torch.BoolStorage': 'bool',
};
const untypedStorages = new Set([
  'torch.UntypedStorage',
  'torch.storage.UntypedStorage',
  'torch._UntypedStorage',
  'torch.storage._UntypedStorage',
]);
const elementTypes: Readonly<Record<string, ElementName>> = Object.fromEntries(
  Object.keys(elementSizes).map((name) => [`torch.${name}`, name as ElementName]),
);
const functions: Readonly<Record<string, (args: readonly PickleValue[], place: string) => PickleValue>> = {
  'collections.OrderedDict': orderedDictionary,
  'torch._utils._rebuild_tensor': (args, place) => tensor(args, place, undefined),
  'torch._utils._rebuild_tensor_v2': (args, place) => tensor(args, place, undefined),
  'torch._utils._rebuild_tensor_v3': (args, place) => tensor(args, place, args[6]),
  'torch._utils._rebuild_parameter': (args, place) => args[0] ?? malformed('a parameter', place),
};

/** Names for unpickle; every storage that the pickle mentions is added to `storages` by its key. */
export function torchNames(storages: Map<string, StorageReference>): PickleNames {
  return {
    allows: (name) =>
      [storageTypes, elementTypes, functions].some((known) => Object.hasOwn(known, name)) || untypedStorages.has(name),
    call: (name, args, place) => {
      const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
      return call === undefined ? malformed(`a call of ${name}`, place) : call(args, place);
    },
    persistent: (id, place) => storage(id, place, storages),
  };
}

function malformed(what: string, place: string): never {
  return fail('unreadable', `The checkpoint is damaged: ${what} at ${place} is not formed as PyTorch forms it.`);
}

/** ('storage', class, key, device, length), in the oldest format with a sixth that says whether it is a view. */
function storage(id: PickleValue, place: string, storages: Map<string, StorageReference>): StorageReference {
  if (typeof id !== 'object' || id?.kind !== 'tuple') return malformed('a storage', place);
  const [word, type, key, , length, view] = id.items;
  if (word !== 'storage' || typeof type !== 'object' || type?.kind !== 'global' || typeof key !== 'string') {
    return malformed('a storage', place);
  }
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
    return malformed("a storage's length", place);
  if (view !== undefined && view !== null) {
    fail(
      'unsupported',
      `The checkpoint was refused: the storage at ${place} is a view of another, a layout from before PyTorch 0.4.`,
    );
  }
  if (!Object.hasOwn(storageTypes, type.name) && !untypedStorages.has(type.name)) {
    fail('unsupported', `The checkpoint was refused: the storage at ${place} is of the unknown class ${type.name}.`);
  }
  const found: StorageReference = { kind: 'storage', key, type: storageTypes[type.name], length };
  const known = storages.get(key);
  if (known === undefined) {
    storages.set(key, found);
    return found;
  }
  if (known.type !== found.type || known.length !== found.length) {
    fail('invalid', `The checkpoint is damaged: the storage ${key} is described in two ways, the second at ${place}.`);
  }
  return known;
}

/** (storage, offset, size, stride, …); element type from the storage, or named where the storage is mere bytes. */
function tensor(args: readonly PickleValue[], place: string, typeName: PickleValue | undefined): TensorReference {
  const [from, offset, size, stride] = args;
  if (typeof from !== 'object' || from?.kind !== 'storage' || typeof offset !== 'number')
    return malformed('a tensor', place);
  const type =
    typeName === undefined
      ? from.type
      : typeof typeName === 'object' && typeName?.kind === 'global'
        ? elementTypes[typeName.name]
        : undefined;
  if (type === undefined) {
    fail(
      'unsupported',
      `The checkpoint was refused: the tensor at ${place} has elements of the unknown type ${named(typeName)}.`,
    );
  }
  return { kind: 'tensor', storage: from, type, offset, shape: sizes(size, place), strides: sizes(stride, place) };
}

function sizes(value: PickleValue | undefined, place: string): readonly number[] {
  if (typeof value !== 'object' || (value?.kind !== 'tuple' && value?.kind !== 'list') || value.items.length > 16) {
    return malformed("a tensor's size", place);
  }
  return value.items.map((item) => (typeof item === 'number' ? item : malformed("a tensor's size", place)));
}

/** OrderedDict(), or as Python 2 wrote it OrderedDict([[key, value], …]). */
function orderedDictionary(args: readonly PickleValue[], place: string): PickleDictionary {
  const entries: PickleDictionary['entries'] = new Map();
  const [pairs] = args;
  if (pairs === undefined) return { kind: 'dictionary', entries };
  if (typeof pairs !== 'object' || pairs?.kind !== 'list') return malformed('an OrderedDict', place);
  for (const pair of pairs.items) {
    if (typeof pair !== 'object' || (pair?.kind !== 'list' && pair?.kind !== 'tuple'))
      return malformed('an OrderedDict', place);
    const [key, value] = pair.items;
    if (key === undefined || value === undefined || (typeof key === 'object' && key !== null)) {
      return malformed('an OrderedDict', place);
    }
    entries.set(key, value);
  }
  return { kind: 'dictionary', entries };
}
