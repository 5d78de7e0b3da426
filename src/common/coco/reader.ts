// COCO as one of the label formats: a file, or a folder with several files of one data set, of any size.
import type { Entry } from '../dataset/entries.ts';
import { overPieces } from '../dataset/overPieces.ts';
import type { ProblemList } from '../dataset/problems.ts';
import type { FormatReader, ReadingContext, Source } from '../formats/format.ts';
import { inFolder } from '../formats/paths.ts';
import { fail, failureOf } from '../result.ts';
import { readCocoSteps } from './readSteps.ts';
import { splitOfName, unionOfFiles } from './severalFiles.ts';

const headBytes = 256 * 1024;
/** So many JSON files of a folder are looked at: more lie there only where each is of one picture. */
const mostLookedAt = 24;

export const cocoReader: FormatReader = {
  id: 'coco',
  recognise: async (source) => ((await cocoFiles(source)).length > 0 ? 'certain' : undefined),
  async *read(context) {
    const { source } = context;
    const listed = source.files.length === 1 ? source.files.map(({ path }) => path) : await cocoFiles(source);
    const [only] = listed;
    if (only === undefined) fail('invalid', `There is no COCO instances file in ${source.name}.`);
    // One file that was chosen by itself may be called like the split of another data set; in a folder the name is the only word for it.
    const isChosen = source.files.length === 1 && only === source.name;
    yield* readCocoFiles(
      context,
      listed.map((path) => (isChosen ? { path } : { path, split: splitOfName(path) })),
    );
  },
};

/** One of the files of a data set. */
export interface CocoPart {
  readonly path: string;
  /** Of all its pictures. */
  readonly split?: string | undefined;
  /** In which its pictures lie, below the source. */
  readonly folder?: string;
}

/**
 * The files of one data set: a single one keeps every id; of several the first keeps its own, and one that is broken costs only
 * itself. Throws FailureError where nothing can be taken.
 */
export async function* readCocoFiles(
  context: ReadingContext,
  parts: readonly CocoPart[],
): AsyncGenerator<readonly Entry[]> {
  const [only] = parts;
  if (parts.length > 1 || only === undefined) yield* readSeveral(context, parts);
  else
    for await (const entries of readFile(context, only.path, progressOver(context, parts, 0)))
      yield entries.map((entry) => placed(entry, only));
}

function placed(entry: Entry, { split, folder }: CocoPart): Entry {
  if (entry.kind !== 'image') return entry;
  const { image } = entry;
  const fileName = folder === undefined ? image.fileName : inFolder(folder, image.fileName);
  return { kind: 'image', image: { ...image, fileName, ...(split !== undefined && { split }) } };
}

/** Files are walked once for their outline and once for their rows; what is done is told in bytes of both. */
function progressOver({ source, onProgress }: ReadingContext, parts: readonly CocoPart[], index: number) {
  const sizes = parts.map(({ path }) => source.files.find((file) => file.path === path)?.bytes ?? 0);
  const before = 2 * sizes.slice(0, index).reduce((sum, bytes) => sum + bytes, 0);
  const all = 2 * sizes.reduce((sum, bytes) => sum + bytes, 0);
  let most = 0;
  return (walk: 'outline' | 'rows', at: number): void => {
    most = Math.max(most, walk === 'rows' ? (sizes[index] ?? 0) + at : at);
    onProgress(Math.min(all, before + most), all);
  };
}

async function* readFile(
  { source, found, lost }: ReadingContext,
  path: string,
  tell: (walk: 'outline' | 'rows', at: number) => void,
): AsyncGenerator<readonly Entry[]> {
  let walk: 'outline' | 'rows' = 'outline';
  const parts = overPieces(source, path, readCocoSteps(found), (at) => tell(walk, at));
  for await (const { entries } of parts) {
    walk = 'rows';
    for (const entry of entries) {
      if (entry.kind !== 'annotation') continue;
      const { segmentation, keys } = entry.annotation.extra;
      if (segmentation !== undefined) {
        const isMask = !Array.isArray(segmentation);
        lost.lose(isMask ? 'masks became boxes' : 'polygons became boxes; the outlines are kept for COCO');
      }
      if (keys?.['keypoints'] !== undefined) lost.lose('keypoints are not shown; they are kept for COCO');
    }
    if (entries.length > 0) yield entries;
  }
}

async function* readSeveral(context: ReadingContext, parts: readonly CocoPart[]): AsyncGenerator<readonly Entry[]> {
  const union = unionOfFiles(context.found);
  let taken = 0;
  for (const [index, part] of parts.entries()) {
    const { path } = part;
    const file = union.file(path);
    const found = within(context.found, path);
    try {
      for await (const entries of readFile({ ...context, found }, path, progressOver(context, parts, index)))
        yield entries.flatMap((entry) => file.take(placed(entry, part)));
      taken += 1;
    } catch (caught) {
      const { kind, message } = failureOf(caught);
      if (kind === 'unexpected') throw caught;
      context.found.add('refused', 'file', path, message);
    }
  }
  if (taken === 0) fail('invalid', `None of the ${parts.length} COCO files in ${context.source.name} can be read.`);
}

/** A place of one of several files begins with the file. */
function within(found: ProblemList, path: string): ProblemList {
  return { ...found, add: (severity, kind, place, message) => found.add(severity, kind, `${path}: ${place}`, message) };
}

async function cocoFiles(source: Source): Promise<string[]> {
  const candidates = source.files.filter(({ path }) => /\.json$/i.test(path) || source.files.length === 1);
  if (candidates.length > mostLookedAt) return [];
  const paths: string[] = [];
  for (const { path } of candidates) {
    const head = await source.head(path, headBytes);
    if (looksLikeCoco(head)) paths.push(path);
  }
  return paths;
}

/** By keys that only COCO's lists have; a file that begins with an odd list is told by what its rows say. */
function looksLikeCoco(head: Uint8Array): boolean {
  // As Latin-1 without zeros, so that UTF-16 is read as well.
  let text = '';
  for (const byte of head) if (byte !== 0) text += String.fromCharCode(byte);
  if (!/^[^"]{0,64}\{/.test(text)) return false;
  const has = (key: string): boolean => text.includes(`"${key}"`);
  if (has('images') && (has('annotations') || has('categories'))) return true;
  return (has('images') && has('file_name')) || (has('annotations') && has('image_id') && has('category_id'));
}
