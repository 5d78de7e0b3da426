// PyTorch's two file formats: the zip archive (1.6 and later) and the older run of pickles. Gives a state dict; runs nothing.
import { fail } from '../../result.ts';
import { cursorOver, take, uint64, utf8 } from './cursor.ts';
import { elementSizes } from './elements.ts';
import { unpickle } from './pickle.ts';
import { named } from './pickleValues.ts';
import type { PickleDictionary, PickleValue, StorageReference, TensorReference } from './pickleValues.ts';
import { stateTensor, withoutModulePrefix } from './stateDict.ts';
import type { StateDict } from './stateDict.ts';
import { fileNotes } from './fileNotes.ts';
import { torchNames } from './torchNames.ts';
import { openArchive } from './zip.ts';

/** A file that begins as a zip archive. Throws a Failure. */
export function readTorchArchive(bytes: Uint8Array): StateDict {
  const archive = openArchive(bytes);
  const pickles = archive.names.filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1) {
    return fail(
      'unsupported',
      'The file is a zip archive, but no PyTorch checkpoint: it needs exactly one data.pkl in its one folder.',
    );
  }
  const root = pickle.slice(0, -'data.pkl'.length);
  if (archive.names.some((name) => name === `${root}constants.pkl` || name.startsWith(`${root}code/`))) {
    fail(
      'unsupported',
      'The file is a TorchScript program, not a state dict. Save the model with torch.save(model.state_dict(), file).',
    );
  }
  const order = archive.read(`${root}byteorder`);
  if (order !== undefined && utf8(order, 'byteorder').trim() !== 'little') {
    fail('unsupported', 'The checkpoint was refused: it was written on a big-endian machine.');
  }
  const storages = new Map<string, StorageReference>();
  const cursor = cursorOver(archive.read(pickle) as Uint8Array, 'data.pkl');
  const value = unpickle(cursor, torchNames(storages));
  const contents = new Map<string, Uint8Array>();
  return stateDictOf(value, 'pytorch', bytes.length, (storage) => {
    const known = contents.get(storage.key);
    if (known !== undefined) return known;
    const content = archive.read(`${root}data/${storage.key}`);
    if (content === undefined)
      fail('unreadable', `The checkpoint is damaged or incomplete: it has no entry data/${storage.key}.`);
    contents.set(storage.key, content);
    return content;
  });
}

/** The 80-bit number with which the older format begins. */
const magic = 0x1950a86a20f9469cfc6cn;
const legacyVersion = 1001;

export function isLegacyTorch(bytes: Uint8Array): boolean {
  const start = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
  return start.every((value, i) => bytes[i] === value);
}

/** Pickles one after another: magic, version, machine, the object, the keys of its storages; then the storages. Throws a Failure. */
export function readLegacyTorch(bytes: Uint8Array): StateDict {
  const cursor = cursorOver(bytes, 'the file');
  const storages = new Map<string, StorageReference>();
  const names = torchNames(storages);
  const next = (): PickleValue => unpickle(cursor, names);
  if (next() !== magic || next() !== legacyVersion) {
    fail('unsupported', 'The file begins as a PyTorch checkpoint of a version that is not known.');
  }
  const machine = next();
  if (typeof machine === 'object' && machine?.kind === 'dictionary' && machine.entries.get('little_endian') === false) {
    fail('unsupported', 'The checkpoint was refused: it was written on a big-endian machine.');
  }
  const value = next();
  const keys = next();
  if (typeof keys !== 'object' || keys?.kind !== 'list')
    return fail('unreadable', 'The checkpoint is damaged: the list of its storages is missing.');
  const contents = new Map<string, Uint8Array>();
  for (const key of keys.items) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined)
      fail('unreadable', `The checkpoint is damaged: it lists the storage ${named(key)}, which nothing uses.`);
    const length = uint64(cursor);
    if (length !== storage.length) {
      fail(
        'unreadable',
        `The checkpoint is damaged: the storage ${storage.key} has ${length} elements instead of ${storage.length}.`,
      );
    }
    contents.set(storage.key, take(cursor, length * (storage.type === undefined ? 1 : elementSizes[storage.type])));
  }
  return stateDictOf(value, 'pytorch-legacy', bytes.length, (storage) => {
    const content = contents.get(storage.key);
    return content ?? fail('unreadable', `The checkpoint is damaged: the storage ${storage.key} is missing.`);
  });
}

/** Names under which training programs wrap a state dict. */
const wrappers = ['state_dict', 'model', 'model_state_dict'];

function stateDictOf(
  value: PickleValue,
  format: StateDict['format'],
  byteLength: number,
  content: (storage: StorageReference) => Uint8Array,
): StateDict {
  const passedOver: string[] = [];
  let entries = dictionaryOf(value, 'its outermost value').entries;
  const notes = fileNotes(entries);
  // A wrapper may be wrapped once more; a dictionary that holds itself must not be followed for ever.
  for (let depth = 0; depth < 3; depth++) {
    const inner = wrappers.find((name) => isDictionary(entries.get(name)));
    if (inner === undefined) break;
    for (const name of entries.keys()) if (name !== inner) passedOver.push(String(name));
    entries = dictionaryOf(entries.get(inner), inner).entries;
  }
  const references = new Map<string, TensorReference>();
  for (const [name, entry] of entries) {
    if (typeof name === 'string' && typeof entry === 'object' && entry?.kind === 'tensor') references.set(name, entry);
    else passedOver.push(String(name));
  }
  const tensors = new Map(
    [...withoutModulePrefix(references)].map(([name, reference]) => {
      const bytes = content(reference.storage);
      const { storage, ...layout } = reference;
      const needed = storage.length * (storage.type === undefined ? 1 : elementSizes[storage.type]);
      if (bytes.length < needed) {
        fail(
          'unreadable',
          `The checkpoint is damaged or incomplete: the storage of ${name} has ${bytes.length} bytes instead of ${needed}.`,
        );
      }
      return [name, stateTensor(name, bytes.subarray(0, needed), layout)] as const;
    }),
  );
  return { format, tensors, passedOver, notes, byteLength };
}

function isDictionary(value: PickleValue | undefined): value is PickleDictionary {
  return typeof value === 'object' && value?.kind === 'dictionary';
}

function dictionaryOf(value: PickleValue | undefined, what: string): PickleDictionary {
  if (isDictionary(value)) return value;
  return fail('unsupported', `The checkpoint holds no state dict: ${what} is ${named(value)}.`);
}
