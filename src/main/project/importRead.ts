// Reads label files of any format into a stage and says what is in them; nothing of the project is changed.
import type { FormatReader, Source } from '../../common/formats/format.ts';
import { readers, recogniseFormats } from '../../common/formats/readers.ts';
import type { ImportedClass, ImportPreview, ReadLabels } from '../../common/labelImport.ts';
import type { Problem } from '../../common/dataset/entries.ts';
import { lossTally } from '../../common/dataset/losses.ts';
import { problemList } from '../../common/dataset/problems.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { countOf, dropPlaces, findSame, humanOrigins, placeBoxes, placesByClass } from '../database/importPlaces.ts';
import { sameNames } from '../database/importLists.ts';
import { breathe } from './concurrency.ts';
import { dropStages, newStage, type Stage } from './importStage.ts';
import { labelSource } from './labelSource.ts';
import { matchPictures, type NamedPicture, type PictureMatch } from './matchPictures.ts';
import { isPictureName } from './pictureNames.ts';
import { listFolders, type Project } from './project.ts';

export interface ReadWish {
  /** A file or a folder. */
  readonly location: string;
  /** Default: told by content. */
  readonly format?: FormatReader['id'];
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** In units of the reader: bytes or files. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads and previews. The project needs to be readable only; the stage lies in its cache, the last one is dropped. Failures:
 * not-found, invalid (no format recognised, or none of the chosen one), unreadable, too-large, read-only, disk, cancelled.
 */
export async function readForImport(
  project: Pick<Project, 'folder' | 'database'>,
  wish: ReadWish,
  { signal, onProgress }: ReadOptions = {},
): Promise<ReadLabels> {
  const source = await labelSource(wish.location, signal);
  const recognised = await recogniseFormats(source);
  const reader = wish.format === undefined ? recognised[0] : readers.find(({ id }) => id === wish.format);
  if (reader === undefined)
    return fail(
      'invalid',
      t('{name} is in no format that can be read. Choose the format, or another file.', { name: source.name }),
    );
  const stage = await newStage(project.folder);
  try {
    const found = problemList();
    const lost = lossTally();
    const context = { source, found, lost, onProgress: onProgress ?? (() => undefined) };
    for await (const entries of reader.read(context)) {
      if (signal?.aborted === true) fail('cancelled', t('The import was cancelled; nothing was changed.'));
      stage.put(entries);
      await breathe();
    }
    const counts = found.counts();
    const preview: ImportPreview = {
      format: reader.id,
      otherFormats: recognised.map(({ id }) => id).filter((id) => id !== reader.id),
      ...look(project, stage),
      losses: lost.losses(),
      problems: found.problems().map(entryOf),
      problemCount: counts.refused + counts.skipped + counts.repaired + counts.noted,
      newPictures: newPictures(project, source),
    };
    const facts: StagedFacts = { name: source.name, skipped: counts.skipped, problems: preview.problems };
    stage.database.run('UPDATE staged_facts SET facts = :facts', { facts: JSON.stringify(facts) });
    stage.database.close();
    return { stage: stage.name, preview };
  } catch (caught) {
    stage.database.close();
    dropStages(project.folder, stage.name);
    const { kind, message, detail } = failureOf(caught);
    // The words of a format's reader name places inside of the file, not the file.
    if (kind === 'unreadable' || kind === 'invalid') return fail(kind, `${wish.location}: ${message}`, detail);
    throw caught;
  }
}

/** What taking has to know of the reading. */
export interface StagedFacts {
  readonly name: string;
  /** Entries that the reader skipped. */
  readonly skipped: number;
  readonly problems: readonly ProblemEntry[];
}

type Looked = Pick<ImportPreview, 'pictures' | 'boxes' | 'classes' | 'splits'>;

const mostNamed = 20;

function look(project: Pick<Project, 'folder' | 'database'>, { database, boxesByClass }: Stage): Looked {
  database.runEach(
    'UPDATE staged_classes SET boxes = ? WHERE id = ?',
    [...boxesByClass].map(([id, boxes]) => [boxes, id] as const),
  );
  const match = matchStaged(project, database);
  const { classes, here, known, labelled, mine } = lookAtPlaces(project.database, database, match);
  return {
    pictures: {
      inFile: countOf(database, 'staged_pictures'),
      matched: new Set(match.imageByCocoId.values()).size,
      missing: missing(database, match),
      labelled,
    },
    boxes: { inFile: countOf(database, 'staged_boxes'), matched: here, known, mine },
    classes,
    splits: database
      .rows<readonly [string, number]>(
        'SELECT split, count(*) FROM staged_pictures WHERE split IS NOT NULL GROUP BY split ORDER BY min(id)',
      )
      .map(([name, pictures]) => ({ name, pictures })),
  };
}

/** Pictures in a chosen folder that the project does not have. */
function newPictures(project: Pick<Project, 'folder' | 'database'>, { files }: Source): number {
  const pictures = files.filter(({ path }) => isPictureName(path));
  const named = pictures.map(({ path }, index) => ({ id: index + 1, fileName: path }));
  return pictures.length - matchPictures(project.database, listFolders(project), named).imageByCocoId.size;
}

/** The pictures of the project that a stage means. */
export function matchStaged(project: Pick<Project, 'folder' | 'database'>, stage: Database): PictureMatch {
  return matchPictures(project.database, listFolders(project), namedPictures(stage));
}

function namedPictures(stage: Database): NamedPicture[] {
  return stage
    .rows<readonly [number, string, 'unsaid' | null]>('SELECT id, name, ending FROM staged_pictures ORDER BY rowid')
    .map(([id, fileName, ending]) => ({ id, fileName, ...(ending !== null && { ending }) }));
}

function missing(database: Database, { imageByCocoId }: PictureMatch): string[] {
  const names = database.rows<readonly [number, string]>('SELECT id, name FROM staged_pictures ORDER BY rowid');
  return names.filter(([id]) => !imageByCocoId.has(id)).flatMap(([, name], index) => (index < mostNamed ? [name] : []));
}

interface Places {
  readonly classes: readonly ImportedClass[];
  /** Boxes that lie in a picture of the project, and of these, those that are there already. */
  readonly here: number;
  readonly known: number;
  /** Matched pictures with a human's boxes, and those of the boxes that the file does not have. */
  readonly labelled: number;
  readonly mine: number;
}

/** The project's file is only read, through the stage's connection, which may have temporary tables. */
function lookAtPlaces(project: Database, stage: Database, match: PictureMatch): Places {
  const rows = stage.rows<readonly [number, string, number]>(
    'SELECT id, name, boxes FROM staged_classes ORDER BY rowid',
  );
  const known = sameNames(
    project,
    rows.map(([id, name]) => ({ id, name })),
  );
  stage.run('ATTACH :file AS project', { file: project.file });
  try {
    // A class that is to be made has no boxes yet to compare with.
    placeBoxes(
      stage,
      match.imageByCocoId,
      rows.map(([id]) => [id, known.get(id) ?? -1] as const),
    );
    findSame(stage);
    const places = placesByClass(stage);
    const classes = rows.map(([id, name, boxes]): ImportedClass => {
      const category = known.get(id);
      const figures = places.get(id) ?? { matched: 0, known: 0 };
      return { id, name, boxes, ...figures, ...(category !== undefined && { category }) };
    });
    const human = `annotations a WHERE a.image IN (SELECT image FROM matched) AND a.origin IN ${humanOrigins}`;
    return {
      classes: classes.sort((a, b) => b.boxes - a.boxes),
      here: countOf(stage, 'placed'),
      known: countOf(stage, 'same'),
      labelled: countOf(stage, `(SELECT DISTINCT a.image FROM ${human})`),
      mine: countOf(stage, `${human} AND a.id NOT IN (SELECT annotation FROM same)`),
    };
  } finally {
    dropPlaces(stage);
    stage.exec('DETACH project');
  }
}

function entryOf({ place, message, severity }: Problem): ProblemEntry {
  const isLoss = severity === 'refused' || severity === 'skipped';
  return { where: place, message, severity: isLoss ? 'error' : 'warning' };
}
