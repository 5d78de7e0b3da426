// Runs a reader over a source to its end and gathers what came: what tests of formats look at.
import type {
  DatasetAnnotation,
  DatasetCategory,
  DatasetImage,
  Entry,
  Problem,
  ProblemCounts,
} from '../../src/common/dataset/entries.ts';
import { lossTally, type Loss } from '../../src/common/dataset/losses.ts';
import { formatProblem, problemList } from '../../src/common/dataset/problems.ts';
import type { FormatReader, Source } from '../../src/common/formats/format.ts';

export interface ReadSource {
  readonly images: readonly DatasetImage[];
  readonly categories: readonly DatasetCategory[];
  readonly annotations: readonly DatasetAnnotation[];
  /** Each problem as one line with its severity first: "skipped a.txt: line 3: has 4 columns…". */
  readonly said: readonly string[];
  /** How often each kind was met: "skipped columns". */
  readonly kinds: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
  readonly counts: ProblemCounts;
  readonly losses: Partial<Record<Loss, number>>;
  readonly progress: readonly (readonly [done: number, total: number])[];
  readonly batches: number;
}

/** Throws what the reader throws, and an Error where an entry names a picture or a class that did not come before it. */
export async function readSource(reader: FormatReader, source: Source): Promise<ReadSource> {
  const found = problemList();
  const lost = lossTally();
  const progress: [number, number][] = [];
  const entries: Entry[] = [];
  let batches = 0;
  const onProgress = (done: number, total: number): void => void progress.push([done, total]);
  for await (const batch of reader.read({ source, found, lost, onProgress })) {
    batches += 1;
    for (const entry of batch) entries.push(entry);
  }
  const gathered = gather(entries);
  const kinds: Record<string, number> = {};
  for (const { severity, kind } of found.problems())
    kinds[`${severity} ${kind}`] = (kinds[`${severity} ${kind}`] ?? 0) + 1;
  return {
    ...gathered,
    said: found.problems().map((problem) => `${problem.severity} ${formatProblem(problem)}`),
    kinds,
    problems: found.problems(),
    counts: found.counts(),
    losses: Object.fromEntries(lost.losses().map(({ what, count }) => [what, count])),
    progress,
    batches,
  };
}

function gather(entries: readonly Entry[]): Pick<ReadSource, 'images' | 'categories' | 'annotations'> {
  const images = new Map<number, DatasetImage>();
  const categories = new Map<number, DatasetCategory>();
  const annotations = new Map<number, DatasetAnnotation>();
  for (const entry of entries) {
    if (entry.kind === 'image') add(images, entry.image.id, entry.image, 'image');
    else if (entry.kind === 'category') add(categories, entry.category.id, entry.category, 'category');
    else if (entry.kind === 'annotation') {
      const { annotation } = entry;
      if (!images.has(annotation.imageId)) throw new Error(`annotation ${annotation.id} comes before its picture`);
      if (!categories.has(annotation.categoryId)) throw new Error(`annotation ${annotation.id} comes before its class`);
      add(annotations, annotation.id, annotation, 'annotation');
    }
  }
  return { images: [...images.values()], categories: [...categories.values()], annotations: [...annotations.values()] };
}

function add<T>(into: Map<number, T>, id: number, value: T, what: string): void {
  if (into.has(id)) throw new Error(`${what} ${id} came twice`);
  into.set(id, value);
}
