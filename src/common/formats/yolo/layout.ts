// Where things are in a YOLO data set: which texts are label files, of which pictures, in which parts, and what names the classes.
// labels/ lies beside images/ (Ultralytics, Roboflow), or each text beside its picture (LabelImg, darknet).
import { type ProblemList } from '../../dataset/problems.ts';
import { fail, FailureError } from '../../result.ts';
import type { Source } from '../format.ts';
import {
  endingOf,
  folderOf,
  inFolder,
  isPicture,
  nameOf,
  picturesOf,
  stemOf,
  withFolder,
  type Pictures,
} from '../paths.ts';
import { linesOf, readText } from '../readText.ts';
import { resolvePath } from '../resolvePath.ts';
import { splitByFolder, splitNamed, usualSplit } from '../splits.ts';
import { parseClassLines, parseDarknetData, parseDataYaml, type DataSetFile } from './dataYaml.ts';

export interface LabelFile {
  readonly path: string;
  /** The picture in the source, or the name without an ending that it must have. */
  readonly picture: string;
  readonly isThere: boolean;
}

export interface Layout {
  readonly labels: readonly LabelFile[];
  /** Pictures that have no label file: there is nothing on them. */
  readonly bare: readonly string[];
  /** undefined where nothing names the classes. */
  readonly names: ReadonlyMap<number, string> | undefined;
  /** The file that names them. */
  readonly namesFrom: string;
  readonly keypointColumns: number;
  splitOf(picture: string): string | undefined;
}

/** Longer lines of a list name no picture. */
const longestPath = 4096;

const labelFolders = new Set(['labels']);
const imageFolders = new Set(['images']);
const notLabels = /^(?:classes|labels|names|readme.*|license.*|licence.*|requirements|notes?)\.txt$/i;

export async function readLayout(source: Source, found: ProblemList): Promise<Layout> {
  const pictures = picturesOf(source);
  const set = await readDataSetFile(source, found);
  const lists = await readLists(source, set, found);
  const labels = labelFiles(source, pictures, lists.files, found);
  const splits = splitRule(source, set, lists, labels, found);
  const labelled = new Set(labels.map(({ picture }) => picture));
  return {
    labels,
    bare: pictures.list.filter((path) => !labelled.has(path)),
    ...(await namesOf(source, set, found)),
    keypointColumns: set?.data.keypointColumns ?? 0,
    splitOf: splits,
  };
}

interface SetFile {
  readonly path: string;
  readonly data: DataSetFile;
}

/**
 * The chosen file, or the first, nearest to the root, that names classes or parts. Throws FailureError `unreadable` where the chosen one,
 * or every one that would, cannot be read: boxes without their classes' names are not what somebody wants who has such a file.
 */
async function readDataSetFile(source: Source, found: ProblemList): Promise<SetFile | undefined> {
  const candidates = source.files
    .map(({ path }) => path)
    .filter((path) => /^ya?ml$/.test(endingOf(path)) || nameOf(path) === 'obj.data')
    .sort(
      (a, b) =>
        Number(b === source.chosen) - Number(a === source.chosen) ||
        a.split('/').length - b.split('/').length ||
        Number(b.includes('data')) - Number(a.includes('data')),
    );
  let first: SetFile | undefined;
  let refusal: string | undefined;
  for (const path of candidates) {
    const text = await readText(source, path, found);
    if (text === undefined || (endingOf(path) !== 'data' && !/^\s*["']?names["']?\s*:/m.test(text))) continue;
    if (first !== undefined) {
      found.add('noted', 'second-set-file', path, `names classes too; those of ${first.path} were taken`);
      continue;
    }
    try {
      first = { path, data: endingOf(path) === 'data' ? parseDarknetData(text) : parseDataYaml(text, path, found) };
    } catch (caught) {
      if (!(caught instanceof FailureError)) throw caught;
      if (path === source.chosen) fail('unreadable', `${path}: ${caught.message}`);
      refusal ??= `${path}: ${caught.message}`;
      found.add('refused', 'set-file', path, caught.message);
    }
  }
  if (first === undefined && refusal !== undefined) fail('unreadable', refusal);
  return first;
}

async function namesOf(
  source: Source,
  set: SetFile | undefined,
  found: ProblemList,
): Promise<Pick<Layout, 'names' | 'namesFrom'>> {
  if (set !== undefined && set.data.names.size > 0) return { names: set.data.names, namesFrom: set.path };
  const paths = source.files.map(({ path }) => path);
  const has = new Set(paths);
  const named = set?.data.namesFile;
  const said =
    named === undefined ? undefined : resolvePath(named, [folderOf(set?.path ?? ''), ''], (path) => has.has(path));
  const path = said?.path ?? paths.find((each) => /^(?:classes\.txt|.*\.names)$/i.test(nameOf(each)));
  const text = path === undefined ? undefined : await readText(source, path, found);
  return text === undefined || path === undefined
    ? { names: undefined, namesFrom: '' }
    : { names: parseClassLines(text), namesFrom: path };
}

interface Lists {
  /** Texts that list pictures, and are no label files. */
  readonly files: ReadonlySet<string>;
  /** By split, what each of its paths means: a folder, or pictures as a list names them. */
  readonly parts: readonly {
    readonly split: string;
    readonly folder?: string;
    readonly pictures?: readonly string[];
  }[];
}

async function readLists(source: Source, set: SetFile | undefined, found: ProblemList): Promise<Lists> {
  const paths = new Set(source.files.map(({ path }) => path));
  const folders = foldersOf(paths);
  const files = new Set<string>();
  const parts: Lists['parts'][number][] = [];
  const bases = set === undefined ? [] : [`${folderOf(set.path)}/${set.data.root}`, folderOf(set.path), ''];
  for (const { split, paths: written } of set?.data.parts ?? []) {
    for (const path of written) {
      const place = `${set!.path}: ${split}`;
      const target = resolvePath(
        path,
        bases,
        (each) => paths.has(each) || folders.has(each) || labelsOf(each, folders),
      );
      if (target === undefined || target.path === '') {
        const message = `"${path.slice(0, 200)}" is nothing in the chosen folder; it was not followed`;
        found.add('skipped', 'part-not-found', place, message);
      } else if (endingOf(target.path) === 'txt' && paths.has(target.path)) {
        files.add(target.path);
        const text = await readText(source, target.path, found);
        if (text !== undefined)
          parts.push({
            split,
            pictures: [...linesOf(text)].filter((line) => line.trim() !== '' && line.length <= longestPath),
          });
      } else if (isPicture(target.path)) parts.push({ split, pictures: [path] });
      else parts.push({ split, folder: target.path });
    }
  }
  return { files, parts };
}

/** A folder of pictures that were not brought along is there when its label folder is. */
function labelsOf(path: string, folders: ReadonlySet<string>): boolean {
  const labels = withFolder(`${path}/`, imageFolders, 'labels')?.slice(0, -1);
  return labels !== undefined && folders.has(labels);
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  }
  return folders;
}

function labelFiles(source: Source, pictures: Pictures, lists: ReadonlySet<string>, found: ProblemList): LabelFile[] {
  const texts = source.files
    .map(({ path }) => path)
    .filter((path) => endingOf(path) === 'txt' && !lists.has(path) && !notLabels.test(nameOf(path)));
  const hasLabelFolder = texts.some((path) => withFolder(path, labelFolders, 'images') !== undefined);
  const labels: LabelFile[] = [];
  for (const path of texts) {
    const stem = stemOf(path);
    const besideLabels = withFolder(stem, labelFolders, 'images');
    const picture = (besideLabels && pictures.byStem(besideLabels)) ?? pictures.byStem(stem);
    if (picture !== undefined) labels.push({ path, picture, isThere: true });
    else if (hasLabelFolder && besideLabels === undefined)
      found.add(
        'noted',
        'not-labels',
        path,
        'lies in no folder "labels" and beside no picture of its name; it was taken for no label file',
      );
    else labels.push({ path, picture: besideLabels ?? stem, isThere: false });
  }
  return labels;
}

/** Ultralytics wants train and val, so one folder may be both: then it is what it is called, or no part ("") at all. */
function sharedName(folder: string, a: string, b: string): string {
  const own = usualSplit(nameOf(folder));
  return a === b || own === a ? a : own === b ? b : '';
}

/** By what the data set's file says; without such a file by the folders' names. */
function splitRule(
  source: Source,
  set: SetFile | undefined,
  { parts }: Lists,
  labels: readonly LabelFile[],
  found: ProblemList,
): Layout['splitOf'] {
  const folders = new Map<string, string>();
  const listed = new Map<string, string>();
  const known = new Set([
    ...labels.map(({ picture }) => picture),
    ...source.files.map(({ path }) => path).filter(isPicture),
  ]);
  const stems = new Map([...known].map((path) => [isPicture(path) ? stemOf(path) : path, path]));
  const names = new Set([...stems.keys()].map(nameOf));
  const bases = set === undefined ? [''] : [folderOf(set.path), inFolder(folderOf(set.path), set.data.root), ''];
  let missing = 0;
  for (const { split, folder, pictures = [] } of parts) {
    const name = splitNamed(split);
    if (folder !== undefined)
      folders.set(folder, folders.has(folder) ? sharedName(folder, name, folders.get(folder)!) : name);
    for (const line of pictures) {
      const stem = isPicture(line.trim()) ? stemOf(line.trim()) : line.trim();
      // Most of a list may not be there: no look for the folders of a name that nothing has.
      const target = names.has(nameOf(stem.replaceAll('\\', '/')))
        ? resolvePath(stem, bases, (path) => stems.has(path))
        : undefined;
      const picture = target && stems.get(target.path);
      if (picture === undefined) missing += 1;
      else if (!listed.has(picture)) listed.set(picture, name);
    }
  }
  if (missing > 0)
    found.add(
      'noted',
      'listed-pictures',
      set!.path,
      `${missing} pictures of its lists are not in the chosen folder and have no labels here`,
    );
  if (parts.length === 0) return splitByFolder;
  return (picture) => {
    const own = listed.get(picture);
    if (own !== undefined) return own;
    for (let folder = folderOf(picture); ; folder = folderOf(folder)) {
      const split = folders.get(folder);
      if (split !== undefined) return split === '' ? undefined : split;
      // A file without an entry for val or test still has them beside train.
      if (folder === '') return splitByFolder(picture);
    }
  };
}
