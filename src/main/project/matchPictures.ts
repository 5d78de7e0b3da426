// Which picture of the project a file name in a label file means: the same relative name, else the only one with that base
// name; without its ending where the file says none. First as it is written, then in one Unicode form, then without letter case.
// Another spelling is taken only where it is the only one, and said.
import type { ImageId } from '../../common/annotation/types.ts';
import { composed, folded } from '../../common/dataset/nameForms.ts';
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

/** Names in one spelling: whole ones below the folders, and their last parts. */
interface Names {
  readonly form: (name: string) => string;
  readonly whole: ReadonlyMap<string, readonly ImageId[]>;
  readonly base: ReadonlyMap<string, readonly ImageId[]>;
  /** The same without endings, for files that do not say them. */
  readonly stems: Pick<Names, 'whole' | 'base'>;
}

const mostListed = 1000;

export function matchPictures(
  database: Database,
  folders: readonly PictureFolder[],
  images: Iterable<NamedPicture>,
): PictureMatch {
  const pictures = readNames(database, folders);
  const [exact, ...others] = [asWritten, composed, folded].map((form) => once(() => namesIn(form, pictures)));
  const nameOf = once(() => new Map(pictures.map(({ id, name }) => [id, name])));
  const imageByCocoId = new Map<number, ImageId>();
  const problems: ProblemEntry[] = [];
  const takenBy = new Map<ImageId, string>();
  let missing = 0;
  let respelled = 0;
  for (const picture of images) {
    const { id, fileName } = picture;
    const same = find(exact?.(), picture);
    const found =
      same ?? others.reduce<ImageId | undefined>((near, names) => near ?? find(names(), picture), undefined);
    if (found === undefined) {
      missing += 1;
      if (missing <= mostListed)
        problems.push({ where: fileName, message: whyMissing(others.at(-1)?.(), fileName), severity: 'error' });
      continue;
    }
    if (same === undefined) {
      respelled += 1;
      if (respelled <= mostListed)
        problems.push({ where: fileName, message: spelling(nameOf().get(found) ?? ''), severity: 'warning' });
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
  if (respelled > mostListed) {
    const message = t(
      '{count} pictures are spelled otherwise in the project (letter case or accents); the first {listed} are listed.',
      { count: respelled, listed: mostListed },
    );
    problems.push({ where: 'images', message, severity: 'warning' });
  }
  return { imageByCocoId, problems };
}

/** As a label file may call it: with what tells its folder from the others, and below its folder. */
interface PictureName {
  readonly id: ImageId;
  readonly prefixed: string;
  readonly name: string;
}

function readNames(database: Database, folders: readonly PictureFolder[]): PictureName[] {
  const prefixes = namePrefixes(folders);
  return database
    .rows<readonly [number, number, string]>('SELECT id, folder, name FROM images ORDER BY folder, position, id')
    .map(([id, folder, name]) => ({ id, prefixed: (prefixes.get(folder) ?? '') + name, name }));
}

function namesIn(form: Names['form'], pictures: readonly PictureName[]): Names {
  const whole = new Map<string, ImageId[]>();
  const base = new Map<string, ImageId[]>();
  const stems = { whole: new Map<string, ImageId[]>(), base: new Map<string, ImageId[]>() };
  for (const { id, prefixed, name } of pictures) {
    put(whole, form(prefixed), id);
    if (prefixed !== name) put(whole, form(name), id);
    put(base, form(baseName(name)), id);
    put(stems.whole, form(stem(prefixed)), id);
    if (prefixed !== name) put(stems.whole, form(stem(name)), id);
    put(stems.base, form(stem(baseName(name))), id);
  }
  return { form, whole, base, stems };
}

const asWritten = (name: string): string => name;

/** Most label files need no other spelling than the first, so the others are worked out when they are asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function find(names: Names | undefined, { fileName, ending }: NamedPicture): ImageId | undefined {
  if (names === undefined) return undefined;
  const { whole, base } = ending === 'unsaid' ? names.stems : names;
  return only(whole.get(names.form(fileName))) ?? only(base.get(names.form(baseName(fileName))));
}

function spelling(name: string): string {
  return t('It was taken for {name}, which is spelled otherwise (letter case or accents).', { name });
}

function put(map: Map<string, ImageId[]>, key: string, id: ImageId): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [id]);
  else list.push(id);
}

function only(list: readonly ImageId[] | undefined): ImageId | undefined {
  return list?.length === 1 ? list[0] : undefined;
}

/** `loosest`: a name that several pictures have in any spelling is in doubt. */
function whyMissing(loosest: Names | undefined, fileName: string): string {
  const several = loosest?.whole.get(loosest.form(fileName)) ?? loosest?.base.get(loosest.form(baseName(fileName)));
  if (several !== undefined)
    return t('{count} pictures of the project have this name; its boxes were not taken.', { count: several.length });
  return t("It is not among the project's pictures; its boxes were not taken.");
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function stem(name: string): string {
  return name.replace(/\.[^./]+$/, '');
}
