// A project's file as one other file, and back: labels, snapshots, classes, settings of the project. Pictures, caches, training runs and
// models lie elsewhere and are not in it.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { Backup } from '../../common/snapshots.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { migrate, migrations, schemaVersion } from '../database/migrate.ts';
import { checkSound } from '../database/soundness.ts';
import { breathe } from './concurrency.ts';
import { hiddenBeside, sweepBeside } from './hiddenName.ts';
import { discardProject } from './discardProject.ts';
import { closeProject, isProject, openProject, projectFileName, projectFolder } from './project.ts';
import { checkTarget } from './target.ts';
import { copyWhole, explained, makeFolder } from './wholeFile.ts';

export interface BackupOptions {
  readonly signal?: AbortSignal;
  /** In hundredths: the copying, then the look through the copy. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Of a hundred: the copying and the look through the copy are one long call each. */
const copyingShare = 50;

/**
 * Writes the project of a folder into one file, as it is at this moment, while others may go on writing; the file is looked through before
 * it gets its name. Failures: not-found; invalid for a target that is a picture or a database (an earlier backup too); unreadable when the
 * project is damaged; read-only, disk, cancelled. Nothing half-written is left.
 */
export async function backUp(place: string, file: string, { signal, onProgress }: BackupOptions = {}): Promise<Backup> {
  const target = path.resolve(file);
  await checkTarget(target);
  const temporary = hiddenBeside(target, 'tmp');
  const project = await openProject(place, { access: 'read' });
  try {
    await sweepBeside(target);
    // Made by hand first: what SQLite says of a place that cannot be written does not tell it from the project.
    await (await fs.open(temporary, 'wx')).close();
    project.database.copyInto(temporary, target);
    await checkWished(signal);
    onProgress?.(copyingShare, 100);
    await looked(temporary, checkWhole);
    await checkWished(signal);
    const handle = await fs.open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await fs.rename(temporary, target);
    onProgress?.(100, 100);
    return { location: target, bytes: (await fs.stat(target)).size };
  } catch (caught) {
    for (const end of ['', '-journal']) await fs.rm(temporary + end, { force: true }).catch(() => undefined);
    throw explained(caught, target);
  } finally {
    closeProject(project);
  }
}

/** Each statement is one long call; a cancel that came meanwhile is heard here. */
async function checkWished(signal: AbortSignal | undefined): Promise<void> {
  await breathe();
  if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
}

/**
 * Makes a new project out of a backup, in a folder that has none; returns that folder. The pictures are looked for where they lay. Failures:
 * not-found, unreadable (no backup, or damaged), unsupported (of a newer program), invalid (there is a project already), read-only, disk,
 * cancelled (before anything was written).
 */
export async function restoreBackup(file: string, place: string, signal?: AbortSignal): Promise<string> {
  const folder = projectFolder(place);
  if (isProject(folder))
    fail('invalid', t('There is a project in {folder} already. Open it, or choose another folder.', { folder }));
  const source = path.resolve(file);
  await looked(source, async (database) => {
    checkWhole(database);
    checkProjectFile(database);
    await checkSound(database);
  });
  await checkWished(signal);
  const made = await makeFolder(folder);
  try {
    await copyWhole(source, path.join(folder, projectFileName));
    // Brings an old one up to this program, and shows that it opens.
    closeProject(await openProject(folder, { access: 'write' }));
    return folder;
  } catch (caught) {
    await discardProject(folder, made);
    throw caught;
  }
}

async function looked(file: string, look: (database: Database) => void | Promise<void>): Promise<void> {
  const database = await openDatabase(file, { access: 'read', missing: 'refuse' });
  try {
    await look(database);
  } finally {
    database.close();
  }
}

function checkWhole(database: Database): void {
  const first = database.get<{ integrity_check: string }>('PRAGMA integrity_check(1)')?.integrity_check;
  if (first !== 'ok')
    fail('unreadable', t('{file} is damaged: {reason}', { file: database.file, reason: first ?? '' }));
}

/** Refuses what is no project or of a newer program; an older one passes. */
function checkProjectFile(database: Database): void {
  // To who may only read, an older one is refused as well, so its own steps are asked.
  const version = schemaVersion(database);
  migrate(database, migrations.slice(0, version > 0 ? version : migrations.length));
  if (database.get('SELECT 1 FROM project') === undefined)
    fail('unreadable', t('{file} is no backup of a project.', { file: database.file }));
}
