// Where things are in a VOC data set: Annotations/ beside JPEGImages/ with lists of names in ImageSets/, or each XML file beside
// its picture. labelmap.txt names classes, one a line, before its first colon.
import type { ProblemList } from '../../dataset/problems.ts';
import type { Source } from '../format.ts';
import {
  endingOf,
  folderOf,
  inFolder,
  isPicture,
  nameOf,
  pictureStemOf,
  picturesOf,
  stemOf,
  withFolder,
} from '../paths.ts';
import { linesOf, readText } from '../readText.ts';
import { splitByFolder, splitNamed } from '../splits.ts';

export interface VocPicture {
  readonly fileName: string;
  readonly ending?: 'unsaid';
  /** The file says another picture than the one that lies there under its name. */
  readonly isOther: boolean;
}

export interface Layout {
  readonly labels: readonly string[];
  readonly classes: readonly string[];
  /**
   * The picture of an XML file, whose <filename> may be none (undefined): the picture in the source with the XML file's own name,
   * as LabelImg pairs them; else the one that <filename> says.
   */
  pictureOf(path: string, written: string | undefined): VocPicture;
  splitOf(path: string, picture: string): string | undefined;
}

const annotationFolders = new Set(['annotations', 'annotation', 'xml', 'xmls', 'labels', 'voc']);
const pictureFolders = ['JPEGImages', 'images', 'Images', 'imgs', 'img'];

export async function readLayout(source: Source, found: ProblemList): Promise<Layout> {
  const pictures = picturesOf(source);
  const labels = source.files.map(({ path }) => path).filter((path) => endingOf(path) === 'xml');
  const splits = await readSplits(source, found);
  const nearby = (path: string): string[] => [
    path,
    ...pictureFolders.flatMap((folder) => withFolder(path, annotationFolders, folder) ?? []),
    // Annotations beside pictures that lie at the root.
    path.split('/').slice(1).join('/'),
  ];
  return {
    labels,
    classes: await readClasses(source, found),
    pictureOf(path, written) {
      const own = nearby(stemOf(path))
        .map(pictures.byStem)
        .find((picture) => picture !== undefined);
      const says = written === undefined ? undefined : inFolder(folderOf(path), written);
      if (own !== undefined)
        return {
          fileName: own,
          isOther: written !== undefined && nameOf(pictureStemOf(written)) !== nameOf(stemOf(path)),
        };
      const there = says === undefined ? undefined : [...nearby(says), written!].find(pictures.has);
      if (there !== undefined) return { fileName: there, isOther: false };
      const folder = folderOf(belowAnnotations(path));
      if (written === undefined) return { fileName: belowAnnotations(stemOf(path)), ending: 'unsaid', isOther: false };
      // A path in <filename> says its folder itself.
      const fileName = written.includes('/') ? written : inFolder(folder, written);
      return { fileName, isOther: false, ...(!isPicture(fileName) && { ending: 'unsaid' }) };
    },
    splitOf: (path, picture) =>
      splits.size === 0
        ? splitByFolder(path)
        : (splits.get(belowAnnotations(stemOf(path))) ??
          splits.get(nameOf(stemOf(path))) ??
          splits.get(nameOf(pictureStemOf(picture)))),
  };
}

/** The path below the folder of annotations, or all of it where there is no such folder. */
function belowAnnotations(path: string): string {
  const parts = path.split('/');
  for (let index = parts.length - 2; index >= 0; index -= 1) {
    if (annotationFolders.has(parts[index]!.toLowerCase())) return parts.slice(index + 1).join('/');
  }
  return path;
}

/** Names of pictures, without their endings, by part: the lists in ImageSets/Main or ImageSets. trainval only says again what train and val say. */
async function readSplits(source: Source, found: ProblemList): Promise<ReadonlyMap<string, string>> {
  const splits = new Map<string, string>();
  const lists = source.files
    .map(({ path }) => path)
    .filter((path) => /(?:^|\/)ImageSets\/(?:Main\/)?[^/]+\.txt$/i.test(path));
  // "aeroplane_train.txt" lists the pictures of the part for one class: it has two columns and no part of its own.
  const parts = lists.filter((path) => !/_(?:train|val|trainval|test)\.txt$/i.test(path));
  const order = (path: string): number => Number(/trainval\.txt$/i.test(path));
  for (const path of parts.sort((a, b) => order(a) - order(b))) {
    const text = await readText(source, path, found);
    const split = splitNamed(stemOf(nameOf(path)));
    for (const line of linesOf(text ?? '')) {
      const name = pictureStemOf(line.trim());
      if (name !== '' && !splits.has(name)) splits.set(name, split);
    }
  }
  return splits;
}

async function readClasses(source: Source, found: ProblemList): Promise<string[]> {
  const file = source.files.find(({ path }) => nameOf(path).toLowerCase() === 'labelmap.txt');
  const text = file && (await readText(source, file.path, found));
  const names = [...linesOf((text ?? '').slice(0, 1_000_000))]
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    // name:r,g,b:parts:actions; a name may have a colon itself.
    .map((line) => line.replace(/:[\d,]*:[^:]*:[^:]*$/, '').trim());
  return names.filter((name) => name !== '' && name !== 'background');
}
