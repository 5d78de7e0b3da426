// Takes a stage into the project: whole or not at all, in one transaction, as one step that can be taken back.
import { existsSync } from 'node:fs';
import { definitionsOf, mostDefinitions } from '../../common/annotation/attributes.ts';
import type { Attributes, ImageId } from '../../common/annotation/types.ts';
import type { Dataset, DatasetCategory, UnknownKeys } from '../../common/dataset/entries.ts';
import type { PictureVerdict } from '../../common/dataset/people.ts';
import type { ImportChoices, TakenReport } from '../../common/labelImport.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { attributeDefinitions, setAttributeDefinitions } from '../database/attributes.ts';
import type { Step } from '../database/boxEdits.ts';
import type { Database } from '../database/driver.ts';
import type { EditRecord } from '../database/editRecords.ts';
import { giveWay, insertPlaced, type Pause } from '../database/importBoxes.ts';
import { importCategories, importDatasetKeys, numberImages } from '../database/importLists.ts';
import { countOf, dropPlaces, findGivingWay, findSame, leaveToMine, placeBoxes } from '../database/importPlaces.ts';
import { sayPlaces } from '../database/importProblems.ts';
import { takeVerdict } from '../database/verdicts.ts';
import { breathe } from './concurrency.ts';
import { matchStaged, type ReadOptions, type StagedFacts } from './importRead.ts';
import { dropStages, stageFile } from './importStage.ts';
import type { PictureMatch } from './matchPictures.ts';
import type { Project } from './project.ts';

/**
 * Takes what `readForImport` read. The project's connection must be one that nobody else writes by meanwhile. The stage is dropped
 * when it is taken. Failures: not-found (the stage, or a class that was chosen), read-only, disk, busy, cancelled.
 */
export async function takeImport(
  project: Pick<Project, 'folder' | 'database'>,
  stage: string,
  choices: ImportChoices,
  { signal, onProgress }: ReadOptions = {},
): Promise<TakenReport> {
  const file = stageFile(project.folder, stage);
  if (!existsSync(file)) fail('not-found', t('This reading of label files is not there any more.'));
  const { database } = project;
  const pause: Pause = async (done, total) => {
    await breathe();
    if (signal?.aborted === true) fail('cancelled', t('The import was cancelled; nothing was changed.'));
    onProgress?.(done, total);
  };
  database.run('ATTACH :file AS stage', { file });
  let taken: TakenReport;
  try {
    await pause(0, 1);
    const match = matchStaged(project, database);
    taken = await database.longTransaction(() => take(database, match, choices, pause));
  } finally {
    dropPlaces(database);
    database.exec('DETACH stage');
  }
  // What failed or was cancelled can be tried again; the next reading drops it.
  dropStages(project.folder, stage);
  return taken;
}

async function take(
  database: Database,
  match: PictureMatch,
  choices: ImportChoices,
  pause: Pause,
): Promise<TakenReport> {
  const facts = database.get<{ facts: string; keys: string }>('SELECT facts, keys FROM staged_facts');
  const read = JSON.parse(facts?.facts ?? '{}') as StagedFacts;
  const problems: ProblemEntry[] = [...read.problems, ...match.problems];
  const step = newStep(database);
  const classes = new Map(choices.classes.map(({ id, to }) => [id, to]));
  const { mapped, made } = importCategories(database, stagedClasses(database), classes, problems);
  takeLists(database, match, JSON.parse(facts?.keys ?? '{}') as Partial<Dataset>, problems);
  placeBoxes(database, match.imageByCocoId, mapped);
  findSame(database);
  const skipped = sayPlaces(database, problems);
  const known = countOf(database, 'same');
  const byChoice = countOf(database, 'staged_boxes WHERE class NOT IN (SELECT class FROM mapped)');
  const keptMine = choices.merge === 'keep-mine' ? leaveToMine(database) : 0;
  if (choices.merge === 'replace') findGivingWay(database);
  await pause(0, 1);
  const gone = choices.merge === 'replace' ? imagesGivingWay(database) : [];
  const replaced = choices.merge === 'replace' ? giveWay(database, step) : 0;
  const { boxes, renumbered } = await insertPlaced(database, step, pause);
  defineImported(database);
  if (renumbered > 0) {
    const message = t('{count} boxes have other ids in the project, because theirs are in use or were.', {
      count: renumbered,
    });
    problems.push({ where: 'annotations', message, severity: 'warning' });
  }
  const judged = importVerdicts(database, match);
  const changedImages = [...new Set([...freshImages(database), ...gone, ...judged])];
  const images = new Set(match.imageByCocoId.values()).size;
  database.run('INSERT INTO imports (file, made, images, annotations) VALUES (:file, :made, :images, :annotations)', {
    ...{ file: read.name, made: step.made.at, images, annotations: boxes },
  });
  const touched = new Set([...freshImages(database), ...gone]).size;
  const isStep = boxes + replaced + made.length > 0;
  const record: EditRecord = {
    kind: 'import',
    did: { file: read.name, images: touched, boxes, removed: replaced },
    classes: made,
  };
  if (isStep)
    database.run('UPDATE category_edits SET record = :record WHERE id = :id', {
      id: step.number,
      record: JSON.stringify(record),
    });
  else database.run('DELETE FROM category_edits WHERE id = :id', { id: step.number });
  return {
    ...{
      images,
      annotations: boxes,
      categories: mapped.size,
      known,
      leftOut: keptMine + byChoice,
      replaced,
      renumbered,
    },
    ...{ skipped: skipped + read.skipped, changedImages, problems, ...(isStep && { edit: step.number }) },
  };
}

/** Later than every step before: by this time the boxes that came are known as untouched. */
function newStep(database: Database): Step {
  const last = database.get<{ made: number }>('SELECT coalesce(max(made), 0) AS made FROM category_edits')?.made ?? 0;
  const at = Math.max(Date.now(), last + 1);
  const { lastId } = database.run("INSERT INTO category_edits (made, record) VALUES (:at, '{}')", { at });
  return { number: lastId, made: { at } };
}

function stagedClasses(database: Database): DatasetCategory[] {
  return database
    .rows<readonly [number, string, string, string | null]>(
      'SELECT id, name, supercategory, extra FROM staged_classes ORDER BY rowid',
    )
    .map(([id, name, supercategory, extra]) => ({
      ...{ id, name, supercategory },
      ...(extra !== null && { extra: JSON.parse(extra) as UnknownKeys }),
    }));
}

/** What the file says of pictures and of itself: numbers, unknown keys, splits. */
function takeLists(
  database: Database,
  { imageByCocoId }: PictureMatch,
  keys: Partial<Dataset>,
  problems: ProblemEntry[],
): void {
  numberImages(database, imageByCocoId, problems);
  if (keys.info !== undefined) importDatasetKeys(database, { licenses: [], ...keys, info: keys.info }, problems);
  database.exec('CREATE TEMP TABLE meant (picture INTEGER PRIMARY KEY, image INTEGER NOT NULL)');
  database.runEach('INSERT INTO meant VALUES (?, ?)', imageByCocoId);
  for (const column of ['extra', 'split']) {
    database.exec(`UPDATE images SET ${column} = p.${column} FROM meant m JOIN staged_pictures p ON p.id = m.picture
      WHERE m.image = images.id AND p.${column} IS NOT NULL`);
  }
  database.exec('DROP TABLE temp.meant');
}

function freshImages(database: Database): ImageId[] {
  return ids(database, 'SELECT DISTINCT p.image FROM fresh f JOIN placed p ON p.box = f.box');
}

function imagesGivingWay(database: Database): ImageId[] {
  return ids(database, 'SELECT DISTINCT image FROM annotations WHERE id IN (SELECT id FROM giving_way)');
}

function ids(database: Database, sql: string): ImageId[] {
  return database.rows<readonly [number]>(sql).map(([id]) => id);
}

/** What the file's writer said of pictures, where nothing newer was said here. → those pictures. */
function importVerdicts(database: Database, { imageByCocoId }: PictureMatch): ImageId[] {
  const rows = database.rows<readonly [number, string]>(
    'SELECT id, verdict FROM staged_pictures WHERE verdict IS NOT NULL',
  );
  return rows.flatMap(([id, verdict]) => {
    const image = imageByCocoId.get(id);
    if (image === undefined) return [];
    return takeVerdict(database, image, JSON.parse(verdict) as PictureVerdict) ? [image] : [];
  });
}

/** A project asks for what its imported boxes say, so that it is shown and can be changed. */
function defineImported(database: Database): void {
  const known = attributeDefinitions(database);
  const said = database
    .rows<readonly [string]>(
      `SELECT b.attributes FROM fresh f JOIN staged_boxes b ON b.box = f.box
       WHERE b.attributes IS NOT NULL GROUP BY b.attributes ORDER BY min(b.box)`,
    )
    .map(([text]) => JSON.parse(text) as Attributes);
  const more = definitionsOf(said, known).slice(0, mostDefinitions - known.length);
  if (more.length > 0) setAttributeDefinitions(database, [...known, ...more]);
}
