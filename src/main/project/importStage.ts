// What was read of label files lies in a SQLite file of its own in the project's cache until it is taken or dropped: memory stays
// bounded, and what was looked at is what is taken.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatasetAnnotation, Entry } from '../../common/dataset/entries.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import type { SqlValue } from '../database/engine.ts';
import { cacheFolderName } from './project.ts';

const stageTables = `
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE staged_facts (facts TEXT NOT NULL, keys TEXT NOT NULL) STRICT;
CREATE TABLE staged_classes (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, supercategory TEXT NOT NULL, extra TEXT, boxes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE staged_pictures (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, ending TEXT, split TEXT, width INTEGER NOT NULL, height INTEGER NOT NULL,
  extra TEXT, verdict TEXT
) STRICT;
-- box is the order in the file
CREATE TABLE staged_boxes (
  box INTEGER PRIMARY KEY, id INTEGER NOT NULL, picture INTEGER NOT NULL, class INTEGER NOT NULL,
  x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
  fractions INTEGER NOT NULL, crowd INTEGER NOT NULL, bbox TEXT, attributes TEXT, note TEXT,
  made_by TEXT, made_at INTEGER, changed_by TEXT, changed_at INTEGER, extra TEXT NOT NULL
) STRICT;
`;
const boxValues = Array.from({ length: 17 }, () => '?').join(', ');

function stagesFolder(projectFolder: string): string {
  return path.join(projectFolder, cacheFolderName, 'imports');
}

/** Where a reading is kept. Fails with not-found for a name that no reading has, whatever is in it. */
export function stageFile(projectFolder: string, stage: string): string {
  if (!/^[0-9a-f-]{36}$/.test(stage)) fail('not-found', t('This reading of label files is not there any more.'));
  return path.join(stagesFolder(projectFolder), `${stage}.sqlite`);
}

/** Removes a reading, or all of them: of a program that was killed too. */
export function dropStages(projectFolder: string, stage?: string): void {
  const names = stage === undefined ? stagesOf(projectFolder) : [`${stage}.sqlite`];
  for (const name of names) rmSync(path.join(stagesFolder(projectFolder), name), { force: true });
}

function stagesOf(projectFolder: string): string[] {
  try {
    return readdirSync(stagesFolder(projectFolder));
  } catch {
    return [];
  }
}

export interface Stage {
  readonly name: string;
  readonly database: Database;
  /** How many boxes of each class were put. */
  readonly boxesByClass: ReadonlyMap<number, number>;
  put(entries: readonly Entry[]): void;
}

/** A new, empty one. Failures: read-only, disk. */
export async function newStage(projectFolder: string): Promise<Stage> {
  dropStages(projectFolder);
  mkdirSync(stagesFolder(projectFolder), { recursive: true });
  const name = randomUUID();
  const database = await openDatabase(stageFile(projectFolder, name), {
    access: 'write',
    missing: 'create',
    journal: 'delete',
  });
  database.exec(stageTables);
  database.run("INSERT INTO staged_facts (facts, keys) VALUES ('{}', '{}')");
  const boxesByClass = new Map<number, number>();
  const put = (entries: readonly Entry[]) => database.transaction(() => putEntries(database, entries, boxesByClass));
  return { name, database, boxesByClass, put };
}

function putEntries(database: Database, entries: readonly Entry[], boxesByClass: Map<number, number>): void {
  database.runEach(
    `INSERT INTO staged_boxes (id, picture, class, x1, y1, x2, y2, fractions, crowd, bbox, attributes, note,
       made_by, made_at, changed_by, changed_at, extra) VALUES (${boxValues})`,
    boxRows(entries),
  );
  database.runEach(
    `INSERT OR IGNORE INTO staged_pictures (id, name, ending, split, width, height, extra, verdict)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    pictureRows(entries),
  );
  for (const entry of entries) {
    if (entry.kind === 'annotation') {
      const { categoryId } = entry.annotation;
      boxesByClass.set(categoryId, (boxesByClass.get(categoryId) ?? 0) + 1);
    } else if (entry.kind === 'category') putClass(database, entry.category);
    else if (entry.kind === 'file')
      database.run('UPDATE staged_facts SET keys = :keys', { keys: JSON.stringify(entry.keys) });
  }
}

function* pictureRows(entries: readonly Entry[]): Generator<SqlValue[]> {
  for (const entry of entries) {
    if (entry.kind !== 'image') continue;
    const { id, fileName, ending, split, width, height, extra, verdict } = entry.image;
    yield [
      ...[id, fileName, ending ?? null, split ?? null, width, height],
      extra === undefined ? null : JSON.stringify(extra),
      verdict === undefined ? null : JSON.stringify(verdict),
    ];
  }
}

function putClass(database: Database, category: (Entry & { readonly kind: 'category' })['category']): void {
  const { id, name, supercategory, extra } = category;
  database.run(
    'INSERT OR IGNORE INTO staged_classes (id, name, supercategory, extra) VALUES (:id, :name, :supercategory, :extra)',
    { id, name, supercategory, extra: extra === undefined ? null : JSON.stringify(extra) },
  );
}

function* boxRows(entries: readonly Entry[]): Generator<SqlValue[]> {
  for (const entry of entries) if (entry.kind === 'annotation') yield boxRow(entry.annotation);
}

function boxRow(annotation: DatasetAnnotation): SqlValue[] {
  const { id, imageId, categoryId, box, unit, crowd, attributes, note, made, changed, extra } = annotation;
  const isFractions = unit === 'fractions';
  // Fractions are no numbers that an export could give back.
  const { bbox, ...others } = extra;
  const kept = isFractions || bbox === undefined ? others : { bbox, ...others };
  return [
    ...[id, imageId, categoryId, box.x1, box.y1, box.x2, box.y2, isFractions ? 1 : 0, crowd ? 1 : 0],
    'bbox' in kept ? JSON.stringify(bbox) : null,
    attributes === undefined ? null : JSON.stringify(attributes),
    ...[note ?? null, made?.by ?? null, made?.at ?? null, changed?.by ?? null, changed?.at ?? null],
    JSON.stringify(kept),
  ];
}
