// Reads FiftyOne's COCO layout: labels.json with a folder "data" of the pictures beside it, once or once for each part; the pictures
// may also have stayed where they were. What the files say is COCO, read by coco's own reader, of any size, with its ids.
import { readCocoFiles, type CocoPart } from '../../coco/reader.ts';
import { isRow } from '../../dataset/rows.ts';
import { fail, FailureError } from '../../result.ts';
import type { FormatReader, Recognition, Source } from '../format.ts';
import { headOf } from '../jsonHead.ts';
import { textOf } from '../numbers.ts';
import { folderOf, inFolder, isPicture, nameOf } from '../paths.ts';
import { splitByFolder } from '../splits.ts';

const labelsName = 'labels.json';
const dataFolder = 'data';
/** Lies in every folder that this program exported, and says of which format it is. */
const ownManifest = 'boxwright-export.json';

export const fiftyoneReader: FormatReader = {
  id: 'fiftyone',
  recognise: async (source): Promise<Recognition | undefined> =>
    (await labelFiles(source)).some(({ sign }) => sign) ? 'certain' : undefined,
  async *read(context) {
    const { source } = context;
    const files = await labelFiles(source);
    const signed = files.filter(({ sign }) => sign);
    const nothing = (why: string): never =>
      fail('invalid', `Nothing could be taken of "${source.name}": ${why.replace(/\.$/, '')}.`);
    if (files.length === 0) nothing('there is no labels.json in it');
    try {
      // Who says that it is FiftyOne's is believed.
      yield* readCocoFiles(context, signed.length > 0 ? signed : files);
    } catch (caught) {
      if (!(caught instanceof FailureError)) throw caught;
      nothing(caught.failure.message);
    }
  },
};

interface LabelFile extends CocoPart {
  /** That it is FiftyOne's, who writes its own name in front of the lists: a labels.json alone is COCO like any other. */
  readonly sign: boolean;
}

async function labelFiles(source: Source): Promise<readonly LabelFile[]> {
  const [only] = source.files.length === 1 ? source.files : [];
  const paths = source.files.map(({ path }) => path).filter((path) => nameOf(path) === labelsName);
  const withPictures = foldersWithPictures(source);
  const isOwn = await saysManifest(source);
  const files: LabelFile[] = [];
  for (const path of only === undefined ? paths : [only.path]) {
    const head = await headOf(source, path);
    const folder = folderOf(path);
    const hasPictures = withPictures.has(folder);
    files.push({
      path,
      split: splitByFolder(path),
      sign: saysFiftyone(head) || (hasLists(head) && (hasPictures || isOwn)),
      // Names are below "data" where it lies there, else as the pictures were found.
      ...(hasPictures && { folder: inFolder(folder, dataFolder) }),
    });
  }
  return files;
}

/** Folders with a folder "data" in which pictures lie. */
function foldersWithPictures({ files }: Source): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of files) {
    const data = /^(?:(.*)\/)?data\//.exec(path);
    if (data !== null && isPicture(path)) folders.add(data[1] ?? '');
  }
  return folders;
}

function hasLists(head: unknown): boolean {
  return isRow(head) && ['images', 'annotations', 'categories'].some((key) => Array.isArray(head[key]));
}

/** FiftyOne signs what it exports: "Exported from FiftyOne", https://voxel51.com/fiftyone. */
function saysFiftyone(head: unknown): boolean {
  const info = isRow(head) ? head['info'] : undefined;
  return isRow(info) && [info['url'], info['description']].some((said) => /fiftyone/i.test(textOf(said)));
}

async function saysManifest(source: Source): Promise<boolean> {
  if (!source.files.some(({ path }) => path === ownManifest)) return false;
  const manifest = await headOf(source, ownManifest);
  return isRow(manifest) && manifest['boxwright'] === 1 && manifest['format'] === 'fiftyone';
}
