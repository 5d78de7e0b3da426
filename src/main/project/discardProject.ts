// Takes away what was made of a project that could not be made: whole or not at all.
import { promises as fs } from 'node:fs';
import path from 'node:path';

export const projectFileName = 'project.boxwright';
/** Of who writes the project; see lock.ts. */
export const lockFileName = 'project.lock';

/**
 * Removes the files of a project that this program was just making in `folder`, and the folders from there up to `made`, the topmost
 * that it made for it, where nothing else is in them. Never fails: what made it necessary is what is said.
 */
export async function discardProject(folder: string, made: string | undefined): Promise<void> {
  for (const file of [projectFileName, lockFileName])
    for (const ending of ['', '-wal', '-shm', '-journal'])
      await fs.rm(path.join(folder, file + ending), { force: true }).catch(() => undefined);
  if (made === undefined) return;
  for (let one = folder; one.startsWith(made); one = path.dirname(one)) {
    const isGone = await fs.rmdir(one).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}
