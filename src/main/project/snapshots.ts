// Snapshots of an open project: taken, hashed, with what its picture folders are called now.
import type { Snapshot } from '../../common/snapshots.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { hashSnapshot } from '../database/snapshotHash.ts';
import {
  forgetSnapshot,
  keepHash,
  listSnapshots,
  makeSnapshot,
  type SnapshotFolder,
  type SnapshotWish,
} from '../database/snapshots.ts';
import { untilWritable } from '../database/writeGate.ts';
import { namePrefixes } from './exportNames.ts';
import { listFolders, type PictureFolder, type Project } from './project.ts';

export function pinFolders(folders: readonly PictureFolder[]): SnapshotFolder[] {
  const prefixes = namePrefixes(folders);
  return folders.map(({ id, location }) => ({ id, location, prefix: prefixes.get(id) ?? '' }));
}

/** Pins the project as it is; undefined when it can only be read. */
export function takeSnapshot(project: Project, wish: Omit<SnapshotWish, 'folders'>): Snapshot | undefined {
  if (project.readOnly) return undefined;
  const { database } = project;
  const newest = listSnapshots(database)[0]?.id;
  const snapshot = makeSnapshot(database, { ...wish, folders: pinFolders(listFolders(project)) });
  const users = usersOf(database);
  if (snapshot.id !== newest) users.set(snapshot.id, 1);
  else countUser(database, snapshot.id);
  return snapshot;
}

/** How many were given a snapshot that was made since the project was opened: where nothing changed, several are given one. */
const given = new WeakMap<Database, Map<number, number>>();

function usersOf(database: Database): Map<number, number> {
  const users = given.get(database) ?? new Map<number, number>();
  given.set(database, users);
  return users;
}

/** Somebody else relies on this snapshot as well. */
export function countUser(database: Database, id: number): void {
  const users = usersOf(database);
  const count = users.get(id);
  if (count !== undefined) users.set(id, count + 1);
}

/**
 * What a snapshot was made for did not come about: it goes again, unless it was there before, was given to somebody else as well, or got
 * another name.
 */
export async function forgetUnused(
  { database }: Pick<Project, 'database'>,
  { id, name }: Snapshot,
  forget: (id: number) => Promise<unknown> = (one) => forgetSnapshot(database, one),
): Promise<void> {
  if (usersOf(database).get(id) !== 1) return;
  const isThere = listSnapshots(database).some((one) => one.id === id && one.name === name);
  if (isThere) await forget(id);
}

export interface HashOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The hash of a snapshot, worked out from its rows. It is long work for a large project. Failures: not-found, cancelled. */
export async function workOutHash(file: string, snapshot: Snapshot, options: HashOptions = {}): Promise<string> {
  const { signal, onProgress } = options;
  // A connection of its own, so that nobody who writes waits.
  const database = await openDatabase(file, { access: 'read', missing: 'refuse' });
  try {
    database.exec('BEGIN');
    const total = snapshot.pictures + snapshot.boxes + snapshot.categories;
    return hashSnapshot(database, snapshot.id, (done) => {
      if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
      onProgress?.(Math.min(done, total), total);
    });
  } finally {
    database.close();
  }
}

/** Works out a hash somewhere else than here. */
export type HashOf = (snapshot: Snapshot, signal?: AbortSignal) => Promise<string>;

/** The hash of a snapshot: as it is known, or worked out and kept where the project can be written. Failures: those of workOutHash. */
export async function keptHash(
  project: Project,
  snapshot: Snapshot,
  { hashOf, ...options }: HashOptions & { readonly hashOf?: HashOf | undefined } = {},
): Promise<string> {
  if (snapshot.hash !== undefined) return snapshot.hash;
  const { database, readOnly } = project;
  const hash = await (hashOf?.(snapshot, options.signal) ?? workOutHash(database.file, snapshot, options));
  if (readOnly) return hash;
  await untilWritable(database);
  keepHash(database, snapshot.id, hash);
  return hash;
}

/** All of them with their hashes, newest first. */
export async function hashSnapshots(project: Project, options: HashOptions = {}): Promise<Snapshot[]> {
  const hashed: Snapshot[] = [];
  for (const snapshot of listSnapshots(project.database))
    hashed.push({ ...snapshot, hash: await keptHash(project, snapshot, options) });
  return hashed;
}
