// Pictures that are found under another name: the row goes with the file, so its boxes, verdicts and number do too.
import type { ImageId } from '../../common/annotation/types.ts';
import type { Database } from './driver.ts';

/** A picture whose file is gone, or one that nobody has worked on, with what is in its file. */
export interface ContentRow {
  readonly id: ImageId;
  /** Below its folder. */
  readonly name: string;
  readonly content: string;
  /** Boxes of a human. */
  readonly human: number;
}

/** Nobody did anything with it yet, so that its row can give way without a loss. */
const untouched = `human = 0 AND proposed = 0 AND rejected = 0 AND verdict IS NULL AND note IS NULL AND extra IS NULL
  AND split IS NULL AND coco_imported = 0 AND proposed_by IS NULL
  AND NOT EXISTS (SELECT 1 FROM removed_annotations r WHERE r.image = images.id)
  AND NOT EXISTS (SELECT 1 FROM category_edit_boxes b WHERE b.image = images.id)
  AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.image = images.id)`;

/**
 * Pictures of these folders whose file is gone and whose bytes lie in another file, and pictures with such bytes that nobody has
 * touched. Both in list order.
 */
export function goneAndTwins(
  database: Database,
  folders: readonly number[],
): { readonly gone: readonly ContentRow[]; readonly twins: readonly ContentRow[] } {
  const list = JSON.stringify(folders);
  const gone = database.all<ContentRow>(
    `SELECT id, name, content, human FROM images
     WHERE vanished = 1 AND content IS NOT NULL AND folder IN (SELECT value FROM json_each(:list))
       AND content IN (SELECT content FROM images WHERE vanished = 0 AND content IS NOT NULL)
     ORDER BY folder, position, id`,
    { list },
  );
  if (gone.length === 0) return { gone, twins: [] };
  const twins = database.all<ContentRow>(
    `SELECT id, name, content, human FROM images
     WHERE vanished = 0 AND problem IS NULL AND content IN (SELECT value FROM json_each(:contents)) AND ${untouched}
     ORDER BY folder, position, id`,
    { contents: JSON.stringify([...new Set(gone.map(({ content }) => content))]) },
  );
  return { gone, twins };
}

/** Gives a picture the file of an untouched one with the same bytes, whose row goes. False when that was touched meanwhile. */
export function takePlace(database: Database, gone: ImageId, twin: ImageId): boolean {
  return database.transaction(() => {
    const place = database.get<Record<string, number | string | null>>(
      `SELECT folder, name, position, bytes, mtime, width, height, format, orientation, displayable, warning
       FROM images WHERE id = :twin AND ${untouched}`,
      { twin },
    );
    if (place === undefined) return false;
    database.run('UPDATE project SET last_image = :gone WHERE last_image = :twin', { gone, twin });
    database.run('DELETE FROM images WHERE id = :twin', { twin });
    database.run(
      `UPDATE images SET folder = :folder, name = :name, position = :position, bytes = :bytes, mtime = :mtime,
         width = :width, height = :height, format = :format, orientation = :orientation, displayable = :displayable,
         warning = :warning, problem = NULL, vanished = 0
       WHERE id = :gone`,
      { ...place, gone },
    );
    return true;
  });
}

/** The same picture under another spelling of its name, in its folder. */
export function renameImage(database: Database, image: ImageId, name: string): void {
  database.run('UPDATE images SET name = :name WHERE id = :image', { image, name });
}

/** Readable pictures of these folders whose bytes were never read, oldest first. */
export function withoutContent(
  database: Database,
  folders: readonly number[],
  wanted: { readonly after: ImageId; readonly most: number; readonly largest: number },
): { readonly id: ImageId; readonly folder: number; readonly name: string }[] {
  return database.all(
    `SELECT id, folder, name FROM images
     WHERE content IS NULL AND vanished = 0 AND problem IS NULL AND width > 0 AND bytes <= :largest AND id > :after
       AND folder IN (SELECT value FROM json_each(:list))
     ORDER BY id LIMIT :most`,
    { ...wanted, list: JSON.stringify(folders) },
  );
}

export function setContent(database: Database, image: ImageId, content: string): void {
  database.run('UPDATE images SET content = :content WHERE id = :image', { image, content });
}
