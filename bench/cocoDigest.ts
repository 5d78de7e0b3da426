// What a COCO file says, as numbers that do not depend on the order of its rows: two files with the same say the same.
import { createHash } from 'node:crypto';
import { cocoReader } from '../src/common/coco/reader.ts';
import { lossTally } from '../src/common/dataset/losses.ts';
import { problemList } from '../src/common/dataset/problems.ts';
import { labelSource } from '../src/main/project/labelSource.ts';

export interface CocoDigest {
  readonly images: number;
  readonly categories: number;
  readonly annotations: number;
  /** Sums of hashes of each entry. */
  readonly sums: readonly number[];
  readonly keys: unknown;
  readonly problems: number;
}

export async function cocoDigest(file: string): Promise<CocoDigest> {
  const found = problemList();
  const source = await labelSource(file);
  const counts = { image: 0, category: 0, annotation: 0, file: 0 };
  const sums = { image: 0, category: 0, annotation: 0, file: 0 };
  let keys: unknown;
  for await (const entries of cocoReader.read({ source, found, lost: lossTally(), onProgress: () => undefined })) {
    for (const entry of entries) {
      counts[entry.kind] += 1;
      if (entry.kind === 'file') keys = entry.keys;
      sums[entry.kind] = (sums[entry.kind] + hashOf(entry)) % 2 ** 48;
    }
  }
  const { image: images, category: categories, annotation: annotations } = counts;
  const problems = found.problems().length;
  return { images, categories, annotations, sums: [sums.image, sums.category, sums.annotation], keys, problems };
}

function hashOf(entry: unknown): number {
  return createHash('md5').update(canonical(entry)).digest().readUIntBE(0, 6);
}

/** With the keys of every object in one order, and without the word that an export adds: where a box came from. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    key === 'keys' ? withoutSource(inner as Readonly<Record<string, unknown>>) : ordered(inner),
  );
}

function withoutSource({ attributes, ...others }: Readonly<Record<string, unknown>>): unknown {
  const { source: _, ...kept } = (attributes ?? {}) as Readonly<Record<string, unknown>>;
  const keys = Object.keys(kept).length > 0 ? { ...others, attributes: kept } : others;
  return Object.keys(keys).length > 0 ? ordered(keys) : undefined;
}

function ordered(inner: unknown): unknown {
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner;
}
