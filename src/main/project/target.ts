// The place that a file is to be written to, looked at before the work: what must never be written over is refused here.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { hasPictureBytes } from './pictureNames.ts';

const databaseHead = 'SQLite format 3\0';

/** Failures: not-found (no such folder); invalid for a folder, a device, a picture, or a project (any SQLite database). */
export async function checkTarget(file: string): Promise<void> {
  const target = path.resolve(file);
  const folder = path.dirname(target);
  const place = await fs.stat(folder).catch(() => undefined);
  if (place?.isDirectory() !== true)
    fail('not-found', t('There is no folder {folder} to write {file} into.', { folder, file: path.basename(target) }));
  const present = await fs.stat(target).catch(() => undefined);
  if (present === undefined) return;
  if (present.isDirectory()) fail('invalid', t('{file} is a folder. Give the name of a file.', { file }));
  if (!present.isFile()) fail('invalid', t('{file} is a pipe or a device. Give the name of a file.', { file }));
  if (await isDatabase(target))
    fail('invalid', t('{file} is a project or another database. Choose another name.', { file }));
  if (await hasPictureBytes(target).catch(() => false)) {
    fail('invalid', t('{file} is a picture, and pictures are never written over. Choose another name.', { file }));
  }
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await fs.open(file, 'r').catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(databaseHead.length), 0, databaseHead.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === databaseHead;
  } finally {
    await handle.close();
  }
}
