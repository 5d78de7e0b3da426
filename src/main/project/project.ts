// A project on disk: a folder with project.boxwright (SQLite) and cache/ (may be deleted at any time), and references to
// picture folders, which are never written to. Create, open, close; who may write.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import type { ProjectInfo } from '../../common/records.ts';
import { fail, failureOf } from '../../common/result.ts';
import { reserveWindowIds } from '../database/annotationIds.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { migrate } from '../database/migrate.ts';
import { checkSound } from '../database/soundness.ts';
import { discardProject, projectFileName } from './discardProject.ts';
import { folderPath } from './folders.ts';
import { holderWords, takeLock } from './lock.ts';
import { isFile, isFolder } from './onDisk.ts';
import { countProblems } from './problems.ts';
import { explained } from './wholeFile.ts';

export { projectFileName };
export const cacheFolderName = 'cache';

/** An open project. Close it with closeProject. */
export interface Project {
  readonly id: string;
  /** Absolute path of the project's folder. */
  readonly folder: string;
  readonly database: Database;
  readonly readOnly: boolean;
  /** Why it can only be read, in words; absent when it can be written. */
  readonly readOnlyReason?: string;
  readonly release: () => void;
}

export interface OpenProjectOptions {
  /** write: fails with busy or read-only when it cannot be written · prefer-write: opens it for reading then · read */
  readonly access: 'write' | 'prefer-write' | 'read';
}

/** Where a project's folder is, given the folder or the project file in it. */
export function projectFolder(location: string): string {
  const full = path.resolve(location);
  return path.basename(full) === projectFileName ? path.dirname(full) : full;
}

/** True when a project lies at this folder (or is this file). */
export function isProject(location: string): boolean {
  return isFile(path.join(projectFolder(location), projectFileName));
}

/**
 * Makes a project in a folder (made when missing) and opens it for writing. Failures: invalid when one is there already,
 * read-only, disk.
 */
export async function createProject(
  location: string,
  wanted: { readonly name?: string; readonly model: string },
): Promise<Project> {
  const folder = projectFolder(location);
  const name = wanted.name ?? path.basename(folder);
  if (isProject(folder))
    fail('invalid', t('There is a project in {folder} already. Open it, or choose another folder.', { folder }));
  const made = makeFolder(folder);
  const project = await openNew(folder, made);
  try {
    project.database.transaction(() => {
      project.database.run(
        'INSERT OR IGNORE INTO project (only, uuid, name, created, model) VALUES (1, :uuid, :name, :created, :model)',
        { uuid: randomUUID(), name, created: new Date().toISOString(), model: wanted.model },
      );
    });
    return withId(project);
  } catch (caught) {
    project.database.close();
    project.release();
    await discardProject(folder, made);
    throw caught;
  }
}

/** The lock and a file with the schema. What of them was made goes again where it fails, unless another program makes the project. */
async function openNew(folder: string, made: string | undefined): Promise<Opened> {
  let project: Opened | string;
  try {
    project = await openLocked(folder, 'create');
  } catch (caught) {
    if (failureOf(caught).kind !== 'busy') await discardProject(folder, made);
    throw caught;
  }
  if (typeof project !== 'string') return project;
  return fail('busy', t('A project is just being made in {folder} by {holder}.', { folder, holder: project }));
}

/** The topmost folder that was made. */
function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (caught) {
    const code = (caught as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw explained(caught, folder);
    return fail(
      'read-only',
      t('The folder {folder} cannot be made. Choose a place that you may write to.', { folder }),
      String(caught),
    );
  }
}

/**
 * Opens a project by its folder or file. A second opener gets it for reading only (prefer-write) or busy (write).
 * Failures: not-found, busy, read-only, unreadable (damaged or no project), unsupported (newer program), disk.
 */
export async function openProject(location: string, options: OpenProjectOptions): Promise<Project> {
  const folder = projectFolder(location);
  if (!isProject(folder))
    fail('not-found', t('There is no project in {folder} (no {file}).', { folder, file: projectFileName }));
  if (options.access === 'read') return withId(await openToRead(folder, undefined));
  try {
    const opened = await openLocked(folder, 'refuse');
    if (typeof opened !== 'string') return withId(opened);
    const reason = t('It is open in another program ({holder}), so here it can only be looked at.', { holder: opened });
    if (options.access === 'write')
      fail(
        'busy',
        t('The project {folder} is open in another program ({holder}). Close it there first.', {
          folder,
          holder: opened,
        }),
      );
    return withId(await openToRead(folder, reason));
  } catch (caught) {
    const { kind } = failureOf(caught);
    if (options.access === 'write' || (kind !== 'read-only' && kind !== 'disk')) throw caught;
    const reason =
      kind === 'disk'
        ? t('Its disk is full or cannot be written, so it can only be looked at.')
        : t('Its folder cannot be written, so it can only be looked at.');
    return withId(await openToRead(folder, reason));
  }
}

type Opened = Omit<Project, 'id'>;

/** The project with its lock, or the words for who has it. */
async function openLocked(folder: string, missing: 'create' | 'refuse'): Promise<Opened | string> {
  const lock = await takeLock(folder);
  if (!lock.held) return holderWords(lock.holder);
  let database: Database | undefined;
  try {
    database = await openDatabase(path.join(folder, projectFileName), { access: 'write', missing });
    await checkSound(database);
    migrate(database);
    return { folder, database, readOnly: false, release: lock.release };
  } catch (caught) {
    database?.close();
    lock.release();
    throw caught;
  }
}

async function openToRead(folder: string, reason: string | undefined): Promise<Opened> {
  const database = await openDatabase(path.join(folder, projectFileName), { access: 'read', missing: 'refuse' });
  try {
    await checkSound(database);
    migrate(database);
  } catch (caught) {
    database.close();
    throw caught;
  }
  const opened = { folder, database, readOnly: true, release: () => undefined };
  return reason === undefined ? opened : { ...opened, readOnlyReason: reason };
}

function withId(opened: Opened): Project {
  const row = opened.database.get<{ uuid: string }>('SELECT uuid FROM project');
  if (row !== undefined) return { ...opened, id: row.uuid };
  opened.database.close();
  opened.release();
  return fail(
    'unreadable',
    t('The project file in {folder} has no project in it; it was left as it is.', { folder: opened.folder }),
  );
}

/** Folds the log into the project file and lets the lock go. A second close does nothing. */
export function closeProject(project: Project): void {
  if (!project.database.isOpen) return;
  project.database.close();
  project.release();
}

interface ProjectRow {
  readonly name: string;
  readonly model: string;
  readonly last_image: number | null;
}

/** What the window is told when a project opens; a writable project reserves ids for its new boxes. */
export function projectInfo(project: Project): ProjectInfo {
  const { database } = project;
  const row = database.get<ProjectRow>(
    'SELECT name, model, (SELECT id FROM images WHERE images.id = last_image) AS last_image FROM project',
  );
  if (row === undefined) return fail('unreadable', t('The project file has no project in it.'));
  const info = {
    ...(project.readOnlyReason !== undefined && { readOnlyReason: project.readOnlyReason }),
    id: project.id,
    name: row.name,
    location: project.folder,
    folders: listFolders(project),
    readOnly: project.readOnly,
    model: row.model,
    problems: countProblems(database),
    ids: project.readOnly ? { first: 1, last: 0 } : reserveWindowIds(database),
  };
  return row.last_image === null ? info : { ...info, lastImage: row.last_image };
}

export interface PictureFolder {
  readonly id: number;
  /** Absolute path. */
  readonly location: string;
  readonly missing: boolean;
  /** Where it was before somebody said where it is now, while that can be taken back. */
  readonly movedFrom?: string;
}

/** The picture folders of a project; one that is not there is no error. */
export function listFolders(project: Pick<Project, 'folder' | 'database'>): PictureFolder[] {
  const rows = project.database.all<{ id: number; path: string; relative: string | null; moved: string | null }>(
    `SELECT id, path, relative, (SELECT path_before FROM folder_moves m
       WHERE m.folder = folders.id AND m.undone = 0 ORDER BY m.id DESC LIMIT 1) AS moved
     FROM folders ORDER BY id`,
  );
  return rows.map((row) => {
    const location = folderPath(project.folder, row);
    return { id: row.id, location, missing: !isFolder(location), ...(row.moved !== null && { movedFrom: row.moved }) };
  });
}

/** Where one folder is, without asking the disk about any other; undefined when the project has no such folder. */
export function locateFolder(project: Project, folder: number): string | undefined {
  const row = project.database.get<{ path: string; relative: string | null }>(
    'SELECT path, relative FROM folders WHERE id = :folder',
    { folder },
  );
  return row && folderPath(project.folder, row);
}
