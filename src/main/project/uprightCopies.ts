// Upright copies of the pictures that EXIF turns, for an export: PNG, drawn by the pictures lane beside the export's place, so that
// they only have to be renamed into it.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { PictureChoice } from '../../common/annotation/verdicts.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { failureOf } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { chosen } from '../database/verdicts.ts';
import { mapLimited } from './concurrency.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import type { UprightCopies } from './exportPictures.ts';
import { hiddenBeside, sweepBeside } from './hiddenName.ts';
import { locatePicture } from './pictures.ts';
import type { Project } from './project.ts';

export interface UprightOptions {
  readonly pictures: PictureChoice;
  /** The folder that the export will be. */
  readonly target: string;
  readonly pixelLimit: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Drawn at once. */
const together = 2;

/** Those that EXIF turns and whose file is there. */
export function turnedPictures(
  database: Database,
  pictures: PictureChoice,
): readonly (readonly [id: number, name: string])[] {
  return database.rows(
    `SELECT id, name FROM images WHERE ${chosen[pictures]} AND orientation > 1 AND width > 0 AND vanished = 0 ORDER BY id`,
  );
}

/**
 * Draws the copies, gives them to `work`, and removes what it did not use. A picture that cannot be turned is listed; then its
 * copy is missing. Failures: those of `work`; cancelled; not-found, read-only and disk for the place.
 */
export async function withUprightCopies<Value>(
  project: Project,
  lane: DetectorCaller,
  { pictures, target, pixelLimit, signal, onProgress }: UprightOptions,
  work: (copies: UprightCopies, problems: readonly ProblemEntry[]) => Promise<Value>,
): Promise<Value> {
  const rows = turnedPictures(project.database, pictures);
  const copies = new Map<number, string>();
  const problems: ProblemEntry[] = [];
  if (rows.length === 0) return work(copies, problems);
  const place = hiddenBeside(target, 'upright');
  try {
    await sweepBeside(target);
    await fs.mkdir(place);
    await mapLimited(rows, together, async ([id, where]) => {
      const output = path.join(place, `${id}.png`);
      try {
        const { path: source } = await locatePicture(project, id);
        await ask(lane, 'upright', { path: source, output, pixelLimit }, { ...(signal !== undefined && { signal }) });
        copies.set(id, output);
      } catch (caught) {
        const { kind, message } = failureOf(caught);
        if (!['unreadable', 'unsupported', 'too-large', 'not-found', 'invalid'].includes(kind)) throw caught;
        problems.push({
          where,
          message: t('The picture could not be turned upright: {reason}', { reason: message }),
          severity: 'warning',
        });
      }
      onProgress?.(copies.size + problems.length, rows.length);
    });
    return await work(copies, problems);
  } finally {
    await fs.rm(place, { recursive: true, force: true });
  }
}
