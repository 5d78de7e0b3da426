// A picture folder that lies elsewhere now: what is at the new place is looked at first, then the reference is changed in one
// transaction and remembered, so that it can be taken back.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import type { RelinkFacts } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { knownImages } from '../database/images.ts';
import { folderPath, refuseOverlap, relativeTo } from './folders.ts';
import { isFolder } from './onDisk.ts';
import { listFolders, type PictureFolder, type Project } from './project.ts';
import { respelledNames } from './respelledNames.ts';
import { walkFolder } from './walk.ts';

/** Names of pictures that were not found there, at most. */
const named = 20;

/**
 * What the pictures of a folder would be at another place; nothing is written. Failures: not-found (the project has no such
 * folder, or there is none at the place), invalid (the place overlaps another folder of the project), cancelled.
 */
export async function lookAtRelink(
  project: Project,
  folder: number,
  location: string,
  signal?: AbortSignal,
): Promise<RelinkFacts> {
  const { location: from } = folderOf(project, folder);
  const to = placeOf(project, folder, location);
  const known = await knownImages(project.database, folder);
  const walk = await walkFolder(to, signal);
  const files = walk.files.map((file, position) => ({ ...file, position }));
  const respelled = respelledNames(files, known);
  let same = 0;
  let changed = 0;
  const found = new Set<string>();
  for (const file of files) {
    const record = known.get(file.name) ?? respelled.get(file.name);
    if (record === undefined) continue;
    found.add(record.name);
    if (record.bytes === file.bytes) same += 1;
    else changed += 1;
  }
  const absent = [...known.keys()].filter((name) => !found.has(name));
  return {
    from,
    to,
    same,
    changed,
    absent: absent.length,
    fresh: files.length - found.size,
    absentNames: absent.slice(0, named),
  };
}

/** Changes the reference. Pictures are looked at by the next scan. Failures as of `lookAtRelink`, and read-only. */
export function relinkFolder(project: Project, folder: number, location: string): void {
  const { database } = project;
  const to = placeOf(project, folder, location);
  database.transaction(() => {
    const row = referenceOf(project, folder);
    database.run(
      `INSERT INTO folder_moves (folder, path_before, relative_before, path_after, made)
       VALUES (:folder, :path, :relative, :to, :made)`,
      { folder, path: row.path, relative: row.relative, to, made: Date.now() },
    );
    pointTo(project, folder, to, relativeTo(realpathSync(project.folder), to));
  });
}

/** Takes the last `relinkFolder` of this folder back. Failures: not-found where there is none, invalid as above. */
export function relinkBack(project: Project, folder: number): void {
  const { database } = project;
  database.transaction(() => {
    const move = database.get<{ id: number; path_before: string; relative_before: string | null }>(
      'SELECT id, path_before, relative_before FROM folder_moves WHERE folder = :folder AND undone = 0 ORDER BY id DESC LIMIT 1',
      { folder },
    );
    if (move === undefined) return fail('not-found', t('This folder is where it always was.'));
    const before = { path: move.path_before, relative: move.relative_before };
    refuseOverlap(project, folderPath(project.folder, before), folder);
    pointTo(project, folder, before.path, before.relative);
    database.run('UPDATE folder_moves SET undone = 1 WHERE id = :id', { id: move.id });
  });
}

function pointTo({ database }: Project, folder: number, to: string, relative: string | null): void {
  database.run('UPDATE folders SET path = :to, relative = :relative WHERE id = :folder', { to, relative, folder });
}

function folderOf(project: Project, folder: number): PictureFolder {
  return (
    listFolders(project).find(({ id }) => id === folder) ?? fail('not-found', t('The project has no such folder.'))
  );
}

function referenceOf(
  { database }: Project,
  folder: number,
): { readonly path: string; readonly relative: string | null } {
  const row = database.get<{ path: string; relative: string | null }>(
    'SELECT path, relative FROM folders WHERE id = :folder',
    { folder },
  );
  return row ?? fail('not-found', t('The project has no such folder.'));
}

/** The real path of the place, which is no other folder of the project. */
function placeOf(project: Project, folder: number, location: string): string {
  const wanted = path.resolve(location);
  if (!isFolder(wanted)) return fail('not-found', t('There is no folder {folder}.', { folder: wanted }));
  const real = realpathSync(wanted);
  refuseOverlap(project, real, folder);
  return real;
}
