// What stands beside the tensors of a PyTorch checkpoint and tells something of the model: mmdetection's `meta` (class names and the
// configuration), or a plain list of class names. Bytes of unknown origin: what is not as expected counts as not there.
import type { PickleDictionary, PickleValue } from './pickleValues.ts';
import type { FileNotes } from './stateDict.ts';

/** Under which names programs keep the classes; mmdetection 2 as CLASSES, 3 as classes of `dataset_meta`. */
const classKeys = ['CLASSES', 'classes', 'class_names', 'names'];

const longestConfig = 1_000_000;

/** Of the outermost dictionary of a file. */
export function fileNotes(outer: PickleDictionary['entries']): FileNotes {
  const meta = entriesOf(outer.get('meta'));
  const places = [meta && entriesOf(meta.get('dataset_meta')), meta, outer];
  const classes = places.flatMap((place) => classKeys.map((key) => textsOf(place?.get(key)))).find((one) => one);
  const config = meta?.get('config') ?? meta?.get('cfg');
  return {
    ...(classes !== undefined && { classes }),
    ...(typeof config === 'string' && config.length <= longestConfig && { config }),
  };
}

function entriesOf(value: PickleValue | undefined): PickleDictionary['entries'] | undefined {
  return typeof value === 'object' && value?.kind === 'dictionary' ? value.entries : undefined;
}

/** A list of names, or names by the index of their output. */
function textsOf(value: PickleValue | undefined): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const items = value.kind === 'list' || value.kind === 'tuple' ? value.items : byIndex(entriesOf(value));
  if (items === undefined || items.length === 0) return undefined;
  return items.every(isName) ? items : undefined;
}

function isName(value: PickleValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200;
}

function byIndex(entries: PickleDictionary['entries'] | undefined): (PickleValue | undefined)[] | undefined {
  if (entries === undefined || entries.size > 100_000) return undefined;
  return Array.from({ length: entries.size }, (_, index) => entries.get(index));
}
