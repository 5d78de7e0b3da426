// What pictures look like in 64 bits: which are still to be made, and which pictures are near-duplicates of each other.
import type { ImageId } from '../../common/annotation/types.ts';
import { nearGroups } from '../../common/insight/fingerprint.ts';
import type { Database } from './driver.ts';

const isFresh = 'fingerprint IS NOT NULL AND fingerprint_bytes = bytes AND fingerprint_mtime = mtime';
const canBeMade = 'problem IS NULL AND vanished = 0 AND width > 0';

export interface WithoutFingerprint {
  readonly id: ImageId;
  readonly folder: number;
  /** Path below its folder. */
  readonly name: string;
  /** Of the file at the last look. */
  readonly bytes: number;
  readonly mtime: number;
}

/** Readable pictures that have none, or one of another state of their file. */
export function withoutFingerprint(database: Database): WithoutFingerprint[] {
  return database
    .rows<readonly [number, number, string, number, number]>(
      `SELECT id, folder, name, bytes, mtime FROM images WHERE ${canBeMade} AND NOT (${isFresh}) ORDER BY folder, position, id`,
    )
    .map(([id, folder, name, bytes, mtime]) => ({ id, folder, name, bytes, mtime }));
}

export function putFingerprint(
  database: Database,
  { id, bytes, mtime }: WithoutFingerprint,
  fingerprint: string | null,
): void {
  database.run(
    `UPDATE images SET fingerprint = :fingerprint, fingerprint_bytes = :bytes, fingerprint_mtime = :mtime WHERE id = :id`,
    { id, fingerprint, bytes, mtime },
  );
}

/** For each picture that has near-duplicates, the number of their group, from 1 on; pictures of stale fingerprints are left out. */
export function nearDuplicateGroups(database: Database): ReadonlyMap<ImageId, number> {
  const rows = database.rows<readonly [number, string]>(
    `SELECT id, fingerprint FROM images WHERE ${isFresh} ORDER BY id`,
  );
  const groups = nearGroups(rows.map(([, fingerprint]) => fingerprint));
  return new Map(rows.flatMap(([id], place) => ((groups[place] ?? 0) > 0 ? [[id, groups[place] ?? 0] as const] : [])));
}
