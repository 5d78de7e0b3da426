// Whether a folder may become an export: a new or empty one, or an earlier export of the same project, told by its manifest.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { isInside } from './folders.ts';
import { isFolder } from './onDisk.ts';
import { listFolders, type Project } from './project.ts';

export const manifestName = 'boxwright-export.json';

/** Lies in every exported folder. Nothing of the time or the machine: the same export twice is the same, bit for bit. */
export interface ExportManifest {
  readonly boxwright: 1;
  /** The project's id. */
  readonly project: string;
  readonly format: string;
  readonly profile?: string;
  /** Files in the folder, this one too. */
  readonly files: number;
  /** What the split was made of, so that it can be made again. */
  readonly split?: unknown;
}

/** What systems and trainers leave behind, which can be made again. */
const leavings = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|\.cache$/i;

/**
 * Says whether the folder is there to be replaced. Failures: not-found (the folder above); invalid for a file, the project's own
 * folder, one inside a folder of pictures, one with other things in it, or an export that something was added to since.
 */
export async function checkFolderTarget(project: Project, target: string): Promise<{ readonly replace: boolean }> {
  const above = path.dirname(target);
  if (!isFolder(above))
    fail(
      'not-found',
      t('There is no folder {folder} to write {file} into.', { folder: above, file: path.basename(target) }),
    );
  await refuseOwn(project, path.join(await fs.realpath(above), path.basename(target)));
  const present = await fs.lstat(target).catch(() => undefined);
  if (present === undefined) return { replace: false };
  if (!present.isDirectory()) fail('invalid', t('{file} is no folder. Give the name of a new one.', { file: target }));
  const names = await fs.readdir(target);
  if (names.length === 0) return { replace: false };
  const manifest = await readManifest(path.join(target, manifestName));
  if (manifest?.project !== project.id)
    fail(
      'invalid',
      t('{folder} is not empty and no earlier export of this project. Choose another name.', { folder: target }),
    );
  if ((await countFiles(target)) > (manifest?.files ?? 0))
    fail(
      'invalid',
      t(
        '{folder} is an earlier export, and files were added to it since. They would be lost: choose another name, or move them.',
        { folder: target },
      ),
    );
  return { replace: true };
}

async function refuseOwn(project: Project, target: string): Promise<void> {
  const home = await fs.realpath(project.folder);
  if (target === home || isInside(home, target))
    fail('invalid', t('{folder} holds the project itself. Choose another name.', { folder: target }));
  if (isInside(target, home)) return;
  for (const { location } of listFolders(project)) {
    const pictures = await fs.realpath(location).catch(() => location);
    if (target === pictures || isInside(target, pictures))
      fail(
        'invalid',
        t(
          '{folder} lies among the pictures of the project, which would find its own export there. Choose a place outside.',
          {
            folder: target,
          },
        ),
      );
  }
}

async function readManifest(file: string): Promise<Partial<ExportManifest> | undefined> {
  try {
    const value = JSON.parse(await fs.readFile(file, 'utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Partial<ExportManifest>) : undefined;
  } catch {
    return undefined;
  }
}

async function countFiles(folder: string): Promise<number> {
  let count = 0;
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) count += await countFiles(path.join(folder, entry.name));
    else if (!leavings.test(entry.name)) count += 1;
  }
  return count;
}
