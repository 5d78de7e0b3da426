// What says the classes of a YOLO data set and where its parts lie: data.yaml, darknet's obj.data with obj.names, classes.txt.
// Only reads text; whether a path exists is the layout's to ask.
import { parseDocument } from 'yaml';
import { isRow, type Row } from '../../dataset/rows.ts';
import { said, shown, type ProblemList } from '../../dataset/problems.ts';
import { fail } from '../../result.ts';
import { linesOf } from '../readText.ts';

export interface DataSetFile {
  /** By index; an index without a name is none of them. */
  readonly names: ReadonlyMap<number, string>;
  /** The folder from which the parts are named; "" where it is not said. */
  readonly root: string;
  /** Paths of each part, as written. */
  readonly parts: readonly { readonly split: string; readonly paths: readonly string[] }[];
  /** Columns of keypoints behind each box; 0 where the set has none. */
  readonly keypointColumns: number;
  /** Where darknet's file says that the names are. */
  readonly namesFile?: string;
}

/** A class file is small; this is ten times what the largest known set needs. */
const mostYamlBytes = 512 * 1024;
/** Lists and maps in one another; what a parser does with more takes long. */
const deepest = 50;
const mostClasses = 100_000;
/** How often an alias may be used: more is a bomb. */
const mostAliases = 100;

/** Keys of Ultralytics' files that name no part of the set. */
const otherKeys = new Set(
  ['path', 'names', 'nc', 'download', 'kpt_shape', 'flip_idx', 'kpt_names', 'channels', 'roboflow', 'minival'].values(),
);

/** Throws FailureError `unreadable` or `unsupported` with the line; what is wrong in a part of it goes to `found`. */
export function parseDataYaml(text: string, file: string, found: ProblemList): DataSetFile {
  const row = yamlRow(text);
  const names = readNames(row['names'], file, found);
  const count = row['nc'];
  if (count !== undefined && count !== names.size)
    found.add(
      'noted',
      'class-count',
      `${file}: nc`,
      `${said(count, 'is not the number of names')} (${names.size}); the names count`,
    );
  return {
    names,
    root: typeof row['path'] === 'string' ? row['path'] : '',
    parts: [...partsOf(row)],
    keypointColumns: keypointColumns(row['kpt_shape'], file, found),
  };
}

function yamlRow(text: string): Row {
  if (text.length > mostYamlBytes) return fail('too-large', 'The file is too large for a list of classes.');
  if (isNestedTooDeep(text))
    return fail('unreadable', `Lists and maps in it are nested more than ${deepest} deep; no list of classes is.`);
  let value: unknown;
  try {
    // The core schema knows texts, numbers, lists and maps. Nothing in a file can name code.
    const document = parseDocument(text, { schema: 'core', merge: false, logLevel: 'silent', stringKeys: true });
    const mistake = document.errors[0] ?? document.warnings[0];
    if (mistake !== undefined)
      return fail('unreadable', `The file is not YAML that can be read: ${mistake.message.split('\n')[0]}`);
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (caught) {
    if (caught instanceof Error && caught.name !== 'FailureError')
      return fail('unreadable', `The file is not YAML that can be read: ${caught.message.slice(0, 200)}`);
    throw caught;
  }
  return isRow(value) ? value : fail('unreadable', 'The file has no "names".');
}

/** Brackets that stay open, or dashes one behind the other. Those in quotes count too: no names have so many. */
function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1));
    if (depth > deepest) return true;
  }
  return /(?:[-?:][ \t]+){50}/.test(text);
}

/** A list of names, or a map from index to name, as both stand in files of the field. */
function readNames(value: unknown, file: string, found: ProblemList): Map<number, string> {
  const names = new Map<number, string>();
  const place = `${file}: names`;
  if (!Array.isArray(value) && !isRow(value)) {
    found.add(
      'skipped',
      'class-names',
      place,
      `${said(value, 'is no list of names')}; classes are called by their numbers`,
    );
    return names;
  }
  for (const [key, name] of Object.entries(value)) {
    const index = /^\d{1,6}$/.test(key) ? Number(key) : -1;
    const text =
      typeof name === 'string'
        ? name.trim()
        : typeof name === 'number' || typeof name === 'boolean'
          ? String(name)
          : '';
    if (index < 0 || index >= mostClasses)
      found.add('skipped', 'class-names', place, `${shown(key)} is no number of a class; it was skipped`);
    else if (text === '')
      found.add(
        'skipped',
        'class-names',
        `${place}[${key}]`,
        `${shown(name)} is no name; the class is called by its number`,
      );
    else names.set(index, text);
  }
  return names;
}

function* partsOf(row: Row): Generator<DataSetFile['parts'][number]> {
  for (const [split, value] of Object.entries(row)) {
    if (otherKeys.has(split)) continue;
    const paths = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
      (path): path is string => typeof path === 'string' && path.trim() !== '' && path.length <= 4096,
    );
    if (paths.length > 0) yield { split, paths };
  }
}

function keypointColumns(shape: unknown, file: string, found: ProblemList): number {
  if (shape === undefined || shape === null) return 0;
  const [points, dimensions] = Array.isArray(shape) ? (shape as readonly unknown[]) : [];
  const isCount = (value: unknown, most: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
  if (isCount(points, 1000) && isCount(dimensions, 3)) return points * dimensions;
  found.add('noted', 'keypoints', `${file}: kpt_shape`, `${shown(shape)} is not [points, 2 or 3]; it was not used`);
  return 0;
}

/** obj.data of darknet and of CVAT's "YOLO 1.1": `key = value`, a line each. */
export function parseDarknetData(text: string): DataSetFile {
  const values = new Map<string, string>();
  for (const line of linesOf(text)) {
    const [key, ...rest] = line.split('=');
    if (rest.length > 0 && key !== undefined) values.set(key.trim(), rest.join('=').trim());
  }
  const namesFile = values.get('names');
  const parts = ['train', 'valid', 'val', 'test'].flatMap((split) => {
    const path = values.get(split);
    return path === undefined ? [] : [{ split, paths: [path] }];
  });
  return { names: new Map(), root: '', parts, keypointColumns: 0, ...(namesFile !== undefined && { namesFile }) };
}

/** A name a line. An empty line keeps its number, as LabelImg and darknet count; empty lines at the end are none. */
export function parseClassLines(text: string): Map<number, string> {
  const names = new Map<number, string>();
  let index = 0;
  for (const line of linesOf(text)) {
    if (line.trim() !== '') names.set(index, line.trim().slice(0, 1000));
    index += 1;
    if (index >= mostClasses) break;
  }
  return names;
}
