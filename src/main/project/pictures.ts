// Where the file of a picture is now, checked to lie in its picture folder. It opens nothing.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { PictureFormat } from '../../common/pictureFacts.ts';
import { fail } from '../../common/result.ts';
import { imageRecord } from '../database/images.ts';
import { isInside } from './folders.ts';
import { locateFolder, type Project } from './project.ts';

export interface LocatedPicture {
  readonly id: ImageId;
  /** Absolute path, links resolved. */
  readonly path: string;
  readonly format: PictureFormat | null;
  /** True when a Chromium window shows the file upright by itself. */
  readonly displayable: boolean;
  /** Size and time (milliseconds since 1970) of the file as it is now. */
  readonly bytes: number;
  readonly mtime: number;
}

/**
 * The file of a picture of the open project. Failures: not-found (id or file gone, or it became a link out of the
 * picture folder), unreadable (the last look could not read it).
 */
export async function locatePicture(project: Project, image: ImageId): Promise<LocatedPicture> {
  const record = imageRecord(project.database, image);
  if (record.width <= 0) return fail('unreadable', `${record.name}: ${record.problem ?? t('it was not read yet.')}`);
  const folder = locateFolder(project, record.folder);
  const gone = (): never =>
    fail(
      'not-found',
      t('{picture} is not in its folder any more. Look through the folder again.', { picture: record.name }),
    );
  if (folder === undefined) return gone();
  const root = await fs
    .realpath(folder)
    .catch(() =>
      fail(
        'not-found',
        t('Its folder is not there: {folder}. Connect it, or say where it is now under Data.', { folder }),
      ),
    );
  const real = await fs.realpath(path.join(folder, record.name)).catch(gone);
  if (!isInside(real, root)) return gone();
  const stats = await fs.stat(real).catch(gone);
  if (!stats.isFile()) return gone();
  const { format, displayable } = record;
  return { id: image, path: real, format, displayable, bytes: stats.size, mtime: stats.mtimeMs };
}
