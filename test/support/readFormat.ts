// Runs a format's reader and writer to the end, for tests: everything read in one list each, everything written as a Source.
import type {
  Entry,
  DatasetAnnotation,
  DatasetCategory,
  DatasetImage,
  Problem,
  ProblemCounts,
} from '../../src/common/dataset/entries.ts';
import type { DatasetExportReport, ExportInput } from '../../src/common/dataset/exported.ts';
import { exportTally } from '../../src/common/dataset/exportTally.ts';
import { lossTally, type Loss } from '../../src/common/dataset/losses.ts';
import { problemList } from '../../src/common/dataset/problems.ts';
import type { FormatReader, FormatWriter, Source } from '../../src/common/formats/format.ts';
import { memorySource } from './memorySource.ts';

export interface ReadFormat {
  readonly images: readonly DatasetImage[];
  readonly categories: readonly DatasetCategory[];
  readonly annotations: readonly DatasetAnnotation[];
  readonly problems: readonly Problem[];
  readonly counts: ProblemCounts;
  readonly losses: Partial<Record<Loss, number>>;
  /** How often progress was told, and the last it told. */
  readonly progress: readonly (readonly [done: number, total: number])[];
  readonly batches: number;
}

/** Fails (throws) where a class or a picture comes after a box that names it, or comes twice. */
export async function readFormat(reader: FormatReader, source: Source): Promise<ReadFormat> {
  const found = problemList();
  const lost = lossTally();
  const progress: (readonly [number, number])[] = [];
  const entries: Entry[] = [];
  let batches = 0;
  const onProgress = (done: number, total: number): void => void progress.push([done, total]);
  for await (const batch of reader.read({ source, found, lost, onProgress })) {
    batches += 1;
    for (const entry of batch) entries.push(entry);
  }
  return {
    ...sorted(entries),
    problems: found.problems(),
    counts: found.counts(),
    losses: Object.fromEntries(lost.losses().map(({ what, count }) => [what, count])),
    progress,
    batches,
  };
}

function sorted(entries: readonly Entry[]): Pick<ReadFormat, 'images' | 'categories' | 'annotations'> {
  const images = new Map<number, DatasetImage>();
  const categories = new Map<number, DatasetCategory>();
  const annotations: DatasetAnnotation[] = [];
  for (const entry of entries) {
    if (entry.kind === 'image') putOnce(images, entry.image);
    else if (entry.kind === 'category') putOnce(categories, entry.category);
    else if (entry.kind === 'annotation') {
      const { id, imageId, categoryId } = entry.annotation;
      if (!images.has(imageId)) throw new Error(`box ${id} comes before its picture ${imageId}`);
      if (!categories.has(categoryId)) throw new Error(`box ${id} comes before its class ${categoryId}`);
      annotations.push(entry.annotation);
    }
  }
  if (new Set(annotations.map(({ id }) => id)).size < annotations.length) throw new Error('two boxes have one id');
  return { images: [...images.values()], categories: [...categories.values()], annotations };
}

function putOnce<T extends { readonly id: number }>(map: Map<number, T>, item: T): void {
  if (map.has(item.id)) throw new Error(`the id ${item.id} is there twice`);
  map.set(item.id, item);
}

/** What a writer gives, as text by path, and what it counted. */
export function writeFormat(
  writer: FormatWriter,
  input: ExportInput,
): { readonly files: Readonly<Record<string, string>>; readonly report: DatasetExportReport } {
  const tally = exportTally();
  const files: Record<string, string> = {};
  for (const { path, pieces } of writer.files(input, tally)) {
    if (Object.hasOwn(files, path)) throw new Error(`${path} is written twice`);
    files[path] = [...pieces].join('');
  }
  return { files, report: tally.report() };
}

/** What was written as a source, with an empty file where each picture lies. */
export function writtenSource(writer: FormatWriter, input: ExportInput): Source {
  const pictures = input.images.map((image) => [writer.picturePath(image), new Uint8Array()] as const);
  return memorySource({ ...Object.fromEntries(pictures), ...writeFormat(writer, input).files });
}
