// References to picture folders: absolute, and from the project folder when inside it, so that a moved project finds them.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { isFolder } from './onDisk.ts';

/** Where a referenced folder is now: by the relative reference where that leads somewhere, else by the absolute one. */
export function folderPath(
  projectFolder: string,
  row: { readonly path: string; readonly relative: string | null },
): string {
  if (row.relative === null) return row.path;
  const inside = path.join(projectFolder, ...row.relative.split('/'));
  return isFolder(inside) || !isFolder(row.path) ? inside : row.path;
}

/**
 * Adds a reference to a picture folder; a folder that is there already keeps its id. Failures: not-found; invalid when it
 * is no folder, or lies inside or around one that the project has (its pictures would be there twice).
 */
export function addFolder(project: { readonly folder: string; readonly database: Database }, location: string): number {
  const { database } = project;
  const wanted = path.resolve(location);
  if (!isFolder(wanted)) return fail('not-found', t('There is no folder {folder}.', { folder: wanted }));
  const real = realpathSync(wanted);
  return database.transaction(() => {
    const known = refuseOverlap(project, real);
    if (known !== undefined) return known;
    const added = new Date().toISOString();
    const relative = relativeTo(realpathSync(project.folder), real);
    return database.run('INSERT INTO folders (path, relative, added) VALUES (:path, :relative, :added)', {
      path: real,
      relative,
      added,
    }).lastId;
  });
}

/**
 * The id of the folder that the project has at this real path, if any. Fails with invalid when the path lies inside or around one:
 * its pictures would be there twice. `except` is the folder that the path is meant for.
 */
export function refuseOverlap(
  project: { readonly folder: string; readonly database: Database },
  real: string,
  except?: number,
): number | undefined {
  const rows = project.database.all<{ id: number; path: string; relative: string | null }>(
    'SELECT id, path, relative FROM folders',
  );
  let known: number | undefined;
  for (const row of rows) {
    if (row.id === except) continue;
    const present = realPath(folderPath(project.folder, row));
    if (present === real && except === undefined) known = row.id;
    else if (isInside(real, present) || isInside(present, real)) {
      fail(
        'invalid',
        t('The folder {folder} overlaps {present}, which the project has already; its pictures would be there twice.', {
          folder: real,
          present,
        }),
      );
    }
  }
  return known;
}

/** True when the project has this folder already, or one that it lies in. */
export function hasFolder(
  project: { readonly folder: string; readonly database: Database },
  location: string,
): boolean {
  const real = realPath(path.resolve(location));
  const rows = project.database.all<{ path: string; relative: string | null }>('SELECT path, relative FROM folders');
  return rows.some((row) => isInside(real, realPath(folderPath(project.folder, row))));
}

/** True when `inner` is `outer` or lies below it; both absolute and real. */
export function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** From the project's folder, with "/"; null where it does not lie inside. Both real paths. */
export function relativeTo(projectFolder: string, folder: string): string | null {
  if (!isInside(folder, projectFolder)) return null;
  return path.relative(projectFolder, folder).split(path.sep).join('/');
}

function realPath(location: string): string {
  try {
    return realpathSync(location);
  } catch {
    // A folder that is away (an unplugged disk) is compared by its name.
    return location;
  }
}
