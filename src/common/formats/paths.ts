// Names of files in a source, all relative with "/" between folders: parts of a name, which are pictures, and which picture
// belongs to a label file.
import type { Source } from './format.ts';

const pictureEndings = new Set([
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'webp',
  'bmp',
  'gif',
  'tif',
  'tiff',
  'avif',
  'dng',
  'heic',
]);

/** In lower case, without the dot; "" where there is none. */
export function endingOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that a file lies in, "" for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Without its ending: "a/b.c.jpg" is "a/b.c". */
export function stemOf(path: string): string {
  const ending = endingOf(path);
  return ending === '' ? path : path.slice(0, -ending.length - 1);
}

/** Without the ending of a picture; a name like "img.001" that has no such ending stays whole. */
export function pictureStemOf(path: string): string {
  return isPicture(path) ? stemOf(path) : path;
}

export function isPicture(path: string): boolean {
  return pictureEndings.has(endingOf(path));
}

/** A part of a path in the place of the last folder with one of these names; undefined where there is no such folder. */
export function withFolder(path: string, names: ReadonlySet<string>, put: string): string | undefined {
  const parts = path.split('/');
  for (let index = parts.length - 2; index >= 0; index -= 1) {
    if (!names.has(parts[index]!.toLowerCase())) continue;
    parts[index] = put;
    return parts.join('/');
  }
  return undefined;
}

export interface Pictures {
  /** The picture at this path whatever its ending, of those in the source. */
  byStem(stem: string): string | undefined;
  has(path: string): boolean;
  /** The only picture whose path ends so ("a.jpg" for "images/a.jpg"); undefined where there is none or several. */
  byEnding(path: string): string | undefined;
  readonly list: readonly string[];
}

/** The pictures of a source. Case counts, as it does on the disks of most servers. */
export function picturesOf(source: Source): Pictures {
  const list = source.files.map(({ path }) => path).filter(isPicture);
  const stems = new Map<string, string>();
  const names = new Map<string, string[]>();
  for (const path of list) {
    if (!stems.has(stemOf(path))) stems.set(stemOf(path), path);
    for (const name of [nameOf(path), nameOf(stemOf(path))])
      names.set(name, [...(names.get(name) ?? []), path].slice(0, 1000));
  }
  const paths = new Set(list);
  return {
    list,
    byStem: (stem) => stems.get(stem),
    has: (path) => paths.has(path),
    byEnding(ending) {
      const same = (path: string): boolean =>
        path === ending ||
        stemOf(path) === ending ||
        path.endsWith(`/${ending}`) ||
        stemOf(path).endsWith(`/${ending}`);
      const [only, ...others] = names.get(nameOf(ending))?.filter(same) ?? [];
      return others.length === 0 ? only : undefined;
    },
  };
}
