// The snapshots of a project: make, list, name, forget. What one holds is read by pinned.ts, compared by snapshotDiff.ts and brought
// back by snapshotRestore.ts.
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { Snapshot, SnapshotReason } from '../../common/snapshots.ts';
import { attributeDefinitions } from './attributes.ts';
import type { Database } from './driver.ts';
import { isPinned, pinnedTables } from './pinned.ts';
import { storedJson } from './storedJson.ts';

/** A picture folder as a snapshot knows it. */
export interface SnapshotFolder {
  readonly id: number;
  readonly location: string;
  /** What names of its pictures begin with in a label file. */
  readonly prefix: string;
}

export interface SnapshotWish {
  readonly reason: SnapshotReason;
  readonly folders: readonly SnapshotFolder[];
  /** What it is called: of the export its file, of the training run its name. */
  readonly name?: string;
  readonly by?: string;
}

/** What a snapshot holds beside rows. */
export interface SnapshotFrame {
  readonly folders: readonly SnapshotFolder[];
  /** JSON as in project.dataset. */
  readonly dataset: string;
  readonly attributes: readonly AttributeDefinition[];
}

/**
 * Pins the project as it is, in one short transaction that copies no rows. When nothing changed since the newest snapshot, that one is
 * given back.
 */
export function makeSnapshot(database: Database, { reason, folders, name, by }: SnapshotWish): Snapshot {
  return database.transaction(() => {
    const newest = newestSnapshot(database);
    const frame = frameNow(database, folders);
    if (newest !== undefined && isUntouched(database, newest.id, frame)) return newest;
    const counts = database.get<{ pictures: number; boxes: number; categories: number }>(
      `SELECT count(*) AS pictures, coalesce(sum(human), 0) AS boxes, (SELECT count(*) FROM categories) AS categories FROM images`,
    ) ?? { pictures: 0, boxes: 0, categories: 0 };
    database.run('UPDATE project SET epoch = epoch + 1');
    const { lastId } = database.run(
      `INSERT INTO snapshots (id, made, reason, made_by, name, pictures, boxes, categories, folders, dataset, attributes)
       SELECT epoch, :made, :reason, :by, :name, :pictures, :boxes, :categories, :folders, :dataset, :attributes FROM project`,
      {
        ...{ made: Date.now(), reason, by: by === undefined || by === '' ? null : by, name: name ?? null },
        ...{ pictures: counts.pictures, boxes: counts.boxes, categories: counts.categories },
        ...stored(frame),
      },
    );
    return snapshotById(database, lastId);
  });
}

function frameNow(database: Database, folders: readonly SnapshotFolder[]): SnapshotFrame {
  const dataset = database.get<{ dataset: string }>('SELECT dataset FROM project')?.dataset ?? '{}';
  return { folders, dataset, attributes: attributeDefinitions(database) };
}

function stored({ folders, dataset, attributes }: SnapshotFrame): Readonly<Record<string, string>> {
  return { folders: JSON.stringify(folders), dataset, attributes: JSON.stringify(attributes) };
}

/** True while the project is as it was at a snapshot, so that reading it now and reading the snapshot are one. */
export function isUntouched(database: Database, id: number, frame: SnapshotFrame): boolean {
  const { folders, dataset, attributes } = stored(frame);
  const same = database.get(
    `SELECT 1 FROM snapshots WHERE id = :id AND folders = :folders AND dataset = :dataset AND attributes = :attributes`,
    { id, folders: folders ?? '', dataset: dataset ?? '', attributes: attributes ?? '' },
  );
  return same !== undefined && pinnedTables.every((table) => !hasChanged(database, table, id));
}

function hasChanged(database: Database, table: (typeof pinnedTables)[number], id: number): boolean {
  const found = database.get(
    `SELECT 1 FROM ${table} WHERE since > 0 AND since >= :id AND ${isPinned(table)} UNION ALL
     SELECT 1 FROM ${table}_history WHERE until >= :id AND since < :id LIMIT 1`,
    { id },
  );
  return found !== undefined;
}

/** The folders of now stand in for a snapshot's: whether the project is as that one. */
export function isAsAt(database: Database, id: number, folders: readonly SnapshotFolder[]): boolean {
  return isUntouched(database, id, frameNow(database, folders));
}

const columns = 'id, made, reason, made_by, name, pictures, boxes, categories, hash';
interface Row extends Omit<Snapshot, 'by' | 'name' | 'hash'> {
  readonly made_by: string | null;
  readonly name: string | null;
  readonly hash: string | null;
}

function snapshotOf({ made_by: by, name, hash, ...rest }: Row): Snapshot {
  return { ...rest, ...(by !== null && { by }), ...(name !== null && { name }), ...(hash !== null && { hash }) };
}

/** Newest first. */
export function listSnapshots(database: Database): Snapshot[] {
  return database.all<Row>(`SELECT ${columns} FROM snapshots ORDER BY id DESC`).map(snapshotOf);
}

function newestSnapshot(database: Database): Snapshot | undefined {
  const row = database.get<Row>(`SELECT ${columns} FROM snapshots ORDER BY id DESC LIMIT 1`);
  return row === undefined ? undefined : snapshotOf(row);
}

/** Fails with not-found. */
export function snapshotById(database: Database, id: number): Snapshot {
  const row = database.get<Row>(`SELECT ${columns} FROM snapshots WHERE id = :id`, { id });
  return row === undefined ? noSuchSnapshot(id) : snapshotOf(row);
}

/** Fails with not-found. */
export function snapshotFrame(database: Database, id: number): SnapshotFrame {
  const row = database.get<{ folders: string; dataset: string; attributes: string }>(
    'SELECT folders, dataset, attributes FROM snapshots WHERE id = :id',
    { id },
  );
  if (row === undefined) return noSuchSnapshot(id);
  return {
    folders: storedJson<SnapshotFolder[]>(row.folders, `snapshots[${id}].folders`),
    dataset: row.dataset,
    attributes: storedJson<AttributeDefinition[]>(row.attributes, `snapshots[${id}].attributes`),
  };
}

export function keepHash(database: Database, id: number, hash: string): void {
  database.run('UPDATE snapshots SET hash = :hash WHERE id = :id', { id, hash });
}

/** What it is called is no part of its content. An empty name takes it away. Fails with not-found. */
export function renameSnapshot(database: Database, id: number, name: string): void {
  const given = name.trim();
  const { changes } = database.run('UPDATE snapshots SET name = :name WHERE id = :id', {
    id,
    name: given === '' ? null : given,
  });
  if (changes === 0) noSuchSnapshot(id);
}

/**
 * Forgets a snapshot and removes the old forms of rows that no other one has, in pieces with the event loop let in between. Cut off
 * in the middle, the next one does the rest. Fails with not-found.
 */
export async function forgetSnapshot(database: Database, id: number): Promise<void> {
  if (database.run('DELETE FROM snapshots WHERE id = :id', { id }).changes === 0) noSuchSnapshot(id);
  for (const table of pinnedTables) {
    while (removeUnpinned(database, table) > 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

const removedAtOnce = 2000;

function removeUnpinned(database: Database, table: (typeof pinnedTables)[number]): number {
  return database.run(
    `DELETE FROM ${table}_history WHERE (id, until) IN (
       SELECT id, until FROM ${table}_history old
       WHERE NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.id > old.since AND s.id <= old.until) LIMIT ${removedAtOnce})`,
  ).changes;
}

function noSuchSnapshot(id: number): never {
  return fail('not-found', t('Snapshot {id} is not in this project (any more).', { id }));
}
