// Brings the pictures of an export beside their labels: copied, linked, or turned upright. Where each lies is the format's.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ExportImage } from '../../common/dataset/exported.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { FailureError } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { pinnedRows, type Moment } from '../database/pinned.ts';
import { isInside } from './folders.ts';
import type { PictureFolder } from './project.ts';
import type { FolderWriter } from './wholeFolder.ts';

/** Upright copies by the picture's id in the project, on the disk that the export goes to. */
export type UprightCopies = ReadonlyMap<number, string>;

interface PictureFile {
  readonly id: number;
  readonly folder: number;
  readonly name: string;
  /** EXIF, 1 to 8. */
  readonly orientation: number;
}

export interface PictureFiles {
  of(cocoId: number): PictureFile | undefined;
}

/** By the numbers that the pictures had at a moment; where a file lies and how it is turned is told by how it is now. */
export function pictureFilesOf(database: Database, at: Moment = 'now'): PictureFiles {
  const files = new Map(
    database
      .rows<readonly [number, number, number, string, number]>(
        `SELECT i.coco_id, i.id, coalesce(live.folder, i.folder), coalesce(live.name, i.name), coalesce(live.orientation, 1)
         FROM ${pinnedRows('images', at)} i LEFT JOIN images live ON live.id = i.id`,
      )
      .map(([cocoId, id, folder, name, orientation]) => [cocoId, { id, folder, name, orientation }]),
  );
  return { of: (cocoId) => files.get(cocoId) };
}

/** An upright copy is a PNG, whatever the picture was: the images under the names that they then have. */
export function withUprightNames(
  images: readonly ExportImage[],
  files: PictureFiles,
  copies: UprightCopies,
): readonly ExportImage[] {
  if (copies.size === 0) return images;
  const taken = new Set(images.map(({ fileName }) => fileName.toLowerCase()));
  return images.map((image) => {
    const file = files.of(image.id);
    if (file === undefined || !copies.has(file.id)) return image;
    const stem = image.fileName.replace(/\.[^./]*$/, '');
    let fileName = /\.png$/i.test(image.fileName) ? image.fileName : `${stem}.png`;
    for (let turn = 1; taken.has(fileName.toLowerCase()) && fileName !== image.fileName; turn += 1)
      fileName = turn === 1 ? `${image.fileName}.png` : `${stem}-${turn}.png`;
    taken.add(fileName.toLowerCase());
    return { ...image, fileName };
  });
}

export interface BroughtPictures {
  readonly copied: number;
  readonly linked: number;
  readonly turned: number;
}

interface Bringing {
  readonly way: 'copy' | 'link';
  readonly folders: readonly PictureFolder[];
  readonly files: PictureFiles;
  readonly copies: UprightCopies;
  readonly problems: ProblemEntry[];
  readonly onBrought: () => void;
}

/** Pictures that are away or cannot be read are listed and passed over; a full disk and the like end it. Failures: as of writeFolder. */
export async function bringPictures(
  folder: FolderWriter,
  pictures: Iterable<{ readonly image: ExportImage; readonly path: string }>,
  { way, folders, files, copies, problems, onBrought }: Bringing,
): Promise<BroughtPictures> {
  const roots = new Map<number, string>();
  for (const { id, location } of folders) roots.set(id, await fs.realpath(location).catch(() => location));
  const counts = { copied: 0, linked: 0, turned: 0 };
  let insteadOfLinks = 0;
  for (const { image, path: place } of pictures) {
    const file = files.of(image.id);
    const copy = file === undefined ? undefined : copies.get(file.id);
    if (copy !== undefined) {
      await folder.move(copy, place);
      counts.turned += 1;
    } else {
      const source = file === undefined ? undefined : await sourceOf(file, roots.get(file.folder));
      const brought = source === undefined ? undefined : await bringOne(folder, source, place, way);
      if (brought === undefined)
        problems.push({
          where: image.fileName,
          message: t('The picture could not be read, so only its labels were exported.'),
          severity: 'warning',
        });
      else if (brought === 'copied') counts.copied += 1;
      else counts.linked += 1;
      if (brought === 'copied' && way === 'link') insteadOfLinks += 1;
    }
    onBrought();
  }
  if (insteadOfLinks > 0)
    problems.push({
      where: folder.location,
      message: t(
        '{count, plural, one {# picture was} other {# pictures were}} copied, because this disk takes no links.',
        {
          count: insteadOfLinks,
        },
      ),
      severity: 'warning',
    });
  return { ...counts, copied: counts.copied + counts.turned };
}

/** Links resolved; undefined where it is away or leads out of the picture folder. */
async function sourceOf({ name }: PictureFile, root: string | undefined): Promise<string | undefined> {
  if (root === undefined) return undefined;
  const real = await fs.realpath(path.join(root, name)).catch(() => undefined);
  return real !== undefined && isInside(real, root) ? real : undefined;
}

async function bringOne(
  folder: FolderWriter,
  source: string,
  place: string,
  way: 'copy' | 'link',
): Promise<Awaited<ReturnType<FolderWriter['bring']>> | undefined> {
  try {
    // A picture that is away between two looks, or closed to us, is no failure of the target.
    await fs.access(source, fs.constants.R_OK);
  } catch {
    return undefined;
  }
  try {
    return await folder.bring(source, place, way);
  } catch (caught) {
    if (caught instanceof FailureError) throw caught;
    if (['EIO', 'ENOENT'].includes(String((caught as NodeJS.ErrnoException).code))) return undefined;
    throw caught;
  }
}
