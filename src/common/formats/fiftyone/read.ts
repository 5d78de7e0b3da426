// Reads FiftyOne's COCO layout: labels.json with a folder "data" of the pictures beside it, once or once for each part. What the
// file says is COCO, read by coco's own reader; here it gets its folder, and several files get ids that do not meet.
import type { DatasetImage, Entry, ReadDataset } from '../../dataset/entries.ts';
import { isRow } from '../../dataset/rows.ts';
import { readCocoFile } from '../../coco/import.ts';
import { fail, FailureError, type Result } from '../../result.ts';
import type { FormatReader, ReadingContext, Recognition, Source } from '../format.ts';
import { headOf } from '../jsonHead.ts';
import { folderOf, inFolder, isPicture } from '../paths.ts';
import { splitByFolder } from '../splits.ts';

const labelsName = 'labels.json';
const dataFolder = 'data';
const batchEntries = 1000;

export const fiftyoneReader: FormatReader = {
  id: 'fiftyone',
  async recognise(source): Promise<Recognition | undefined> {
    const [first] = labelFiles(source);
    return first !== undefined && isCoco(await headOf(source, first)) ? 'certain' : undefined;
  },
  async *read(context) {
    const { source, found, onProgress } = context;
    const paths = labelFiles(source);
    const ids: Ids = { images: new Set(), annotations: new Set(), categories: new Set(), names: new Map() };
    let isEmpty = true;
    let why = 'there is no labels.json with a folder "data" beside it';
    for (const [index, path] of paths.entries()) {
      onProgress(index, paths.length);
      const read = await readLabels(context, path);
      if (read.ok) {
        isEmpty = false;
        yield* inBatches(entriesOf(read.value, path, ids));
      } else {
        found.add('refused', 'unreadable', path, read.failure.message);
        why = `${path}: ${read.failure.message}`;
      }
    }
    onProgress(paths.length, paths.length);
    if (isEmpty) fail('invalid', `Nothing could be taken of "${source.name}": ${why.replace(/\.$/, '')}.`);
  },
};

/** Only where pictures lie in "data" beside it; a labels.json alone is COCO like any other. */
function labelFiles({ files }: Source): readonly string[] {
  const withPictures = new Set<string>();
  for (const { path } of files) {
    const data = /^(.*\/)?data\//.exec(path);
    if (data !== null && isPicture(path)) withPictures.add(data[1] ?? '');
  }
  return files
    .map(({ path }) => path)
    .filter((path) =>
      path === labelsName
        ? withPictures.has('')
        : path.endsWith(`/${labelsName}`) && withPictures.has(`${folderOf(path)}/`),
    );
}

function isCoco(value: unknown): boolean {
  if (!isRow(value)) return false;
  return Array.isArray(value['images']) || Array.isArray(value['annotations']) || Array.isArray(value['categories']);
}

async function readLabels({ source, found }: ReadingContext, path: string): Promise<Result<ReadDataset>> {
  try {
    const read = readCocoFile(await source.read(path));
    for (const { severity, kind, place, message } of read.ok ? read.value.problems : []) {
      found.add(severity, kind, `${path}: ${place}`, message);
    }
    return read;
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    return { ok: false, failure: caught.failure };
  }
}

/** Ids that are given out, each with what it came from: of several files the first keeps its own. */
interface Ids {
  readonly images: Set<number>;
  readonly annotations: Set<number>;
  readonly categories: Set<number>;
  /** Classes by name: one class of all files. */
  readonly names: Map<string, number>;
}

/** The id itself, or the next one that nothing has. */
function free(id: number, taken: Set<number>): number {
  let own = id;
  while (taken.has(own)) own = taken.size + own;
  taken.add(own);
  return own;
}

function* entriesOf(dataset: ReadDataset, path: string, ids: Ids): Generator<Entry> {
  const { info, licenses, extra } = dataset;
  yield { kind: 'file', keys: { info, licenses, ...(extra && { extra }) } };
  const categoryIds = new Map<number, number>();
  for (const category of dataset.categories) {
    const known = ids.names.get(category.name);
    const id = known ?? free(category.id, ids.categories);
    categoryIds.set(category.id, id);
    if (known !== undefined) continue;
    ids.names.set(category.name, id);
    yield { kind: 'category', category: { ...category, id } };
  }
  const folder = inFolder(folderOf(path), dataFolder);
  const split = splitByFolder(path);
  const imageIds = new Map<number, number>();
  for (const image of dataset.images) {
    const id = free(image.id, ids.images);
    imageIds.set(image.id, id);
    yield { kind: 'image', image: placed(image, id, folder, split) };
  }
  for (const annotation of dataset.annotations) {
    const imageId = imageIds.get(annotation.imageId);
    const categoryId = categoryIds.get(annotation.categoryId);
    if (imageId === undefined || categoryId === undefined) throw new Error('a box of COCO has no picture or no class');
    yield {
      kind: 'annotation',
      annotation: { ...annotation, id: free(annotation.id, ids.annotations), imageId, categoryId },
    };
  }
}

/** FiftyOne's names are below "data". */
function placed(image: DatasetImage, id: number, folder: string, split: string | undefined): DatasetImage {
  const fileName = inFolder(folder, image.fileName);
  return { ...image, id, fileName, ...(split !== undefined && { split }) };
}

function* inBatches(entries: Iterable<Entry>): Generator<readonly Entry[]> {
  let batch: Entry[] = [];
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length < batchEntries) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
