// Which picture of the project a file name in a label file means: the same relative name, else the only one with that base
// name; without its ending where the file says none. Names are compared as they are, letter case included; a near miss is hinted at, never taken.
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { DatasetImage } from '../../common/dataset/entries.ts';
import type { Database } from '../database/driver.ts';
import { namePrefixes } from './exportNames.ts';
import type { PictureFolder } from './project.ts';

export interface PictureMatch {
  /** The project's picture for each image id of the file; those that are not there are missing here. */
  readonly imageByCocoId: ReadonlyMap<number, ImageId>;
  readonly problems: readonly ProblemEntry[];
}

/** A picture as a label file names it. */
export type NamedPicture = Pick<DatasetImage, 'id' | 'fileName' | 'ending'>;

interface Names {
  readonly whole: ReadonlyMap<string, readonly ImageId[]>;
  readonly base: ReadonlyMap<string, readonly ImageId[]>;
  /** The same without endings, for files that do not say them. */
  readonly stems: Pick<Names, 'whole' | 'base'>;
  /** In lower case and one Unicode form, for hints: a name as it is on disk. */
  readonly loose: ReadonlyMap<string, string>;
}

const mostListed = 1000;

export function matchPictures(
  database: Database,
  folders: readonly PictureFolder[],
  images: Iterable<NamedPicture>,
): PictureMatch {
  const names = readNames(database, folders);
  const imageByCocoId = new Map<number, ImageId>();
  const problems: ProblemEntry[] = [];
  const takenBy = new Map<ImageId, string>();
  let missing = 0;
  for (const { id, fileName, ending } of images) {
    const { whole, base } = ending === 'unsaid' ? names.stems : names;
    const found = only(whole.get(fileName)) ?? only(base.get(baseName(fileName)));
    if (found === undefined) {
      missing += 1;
      if (missing <= mostListed)
        problems.push({ where: fileName, message: whyMissing(names, fileName), severity: 'error' });
      continue;
    }
    const other = takenBy.get(found);
    if (other !== undefined) {
      const message = t('It is the same picture as {name}, which the file has too; the boxes of both are on it.', {
        name: other,
      });
      problems.push({ where: fileName, message, severity: 'warning' });
    }
    takenBy.set(found, fileName);
    imageByCocoId.set(id, found);
  }
  if (missing > mostListed) {
    const message = t('{count} pictures of the file are not in the project; the first {listed} are listed.', {
      count: missing,
      listed: mostListed,
    });
    problems.push({ where: 'images', message, severity: 'error' });
  }
  return { imageByCocoId, problems };
}

function readNames(database: Database, folders: readonly PictureFolder[]): Names {
  const prefixes = namePrefixes(folders);
  const whole = new Map<string, ImageId[]>();
  const base = new Map<string, ImageId[]>();
  const loose = new Map<string, string>();
  const stems = { whole: new Map<string, ImageId[]>(), base: new Map<string, ImageId[]>() };
  const rows = database.rows<readonly [number, number, string]>(
    'SELECT id, folder, name FROM images ORDER BY folder, position, id',
  );
  for (const [id, folder, name] of rows) {
    const prefixed = (prefixes.get(folder) ?? '') + name;
    put(whole, prefixed, id);
    if (prefixed !== name) put(whole, name, id);
    put(base, baseName(name), id);
    put(stems.whole, stem(prefixed), id);
    if (prefixed !== name) put(stems.whole, stem(name), id);
    put(stems.base, stem(baseName(name)), id);
    loose.set(looseName(name), name);
  }
  return { whole, base, stems, loose };
}

function put(map: Map<string, ImageId[]>, key: string, id: ImageId): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [id]);
  else list.push(id);
}

function only(list: readonly ImageId[] | undefined): ImageId | undefined {
  return list?.length === 1 ? list[0] : undefined;
}

function whyMissing({ whole, base, loose }: Names, fileName: string): string {
  const several = whole.get(fileName) ?? base.get(baseName(fileName));
  if (several !== undefined)
    return t('{count} pictures of the project have this name; its boxes were not taken.', { count: several.length });
  const near = loose.get(looseName(fileName));
  if (near === undefined) return t("It is not among the project's pictures; its boxes were not taken.");
  return t(
    "It is not among the project's pictures; its boxes were not taken. There is {name}: names are compared letter by letter.",
    { name: near },
  );
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function stem(name: string): string {
  return name.replace(/\.[^./]+$/, '');
}

function looseName(name: string): string {
  return baseName(name).normalize('NFC').toLowerCase();
}
