// What people said of whole pictures: every verdict that stands, the newest of them on the picture's own row, and for SQL which
// pictures count (common/annotation/verdicts.ts says it for the window; a test holds the two together).
import type { ImageId, ImageSummary, Stamp, Verdict } from '../../common/annotation/types.ts';
import type { PictureChoice } from '../../common/annotation/verdicts.ts';
import type { Saying, StoredVerdict } from '../../common/records.ts';
import type { Database } from './driver.ts';
import { imageRecord, imageSummary } from './images.ts';
import { pinnedRows, type Moment } from './pinned.ts';

/** Conditions on rows of images. */
export const chosen: Readonly<Record<PictureChoice, string>> = {
  all: 'true',
  labelled: "(verdict IN ('done', 'reviewed') OR human > 0)",
  done: "verdict IN ('done', 'reviewed')",
  reviewed: "verdict = 'reviewed'",
};

/** The same over the pinned rows of a moment, which have no counts of boxes. */
export function chosenAt(pictures: PictureChoice, at: Moment): string {
  return at === 'now' || pictures !== 'labelled'
    ? chosen[pictures]
    : `(${chosen.done} OR id IN (SELECT image FROM ${pinnedRows('annotations', at)}))`;
}

/** Fails with not-found. What stands already is not said twice; taking back where nothing was said does nothing. */
export function sayOf(database: Database, image: ImageId, { verdict, note, ...stamp }: Saying): ImageSummary {
  return database.transaction(() => {
    const record = imageRecord(database, image);
    if (verdict === 'back') takeBack(database, image);
    else if (record.verdict !== verdict || verdict === 'returned') insertVerdict(database, image, verdict, stamp, note);
    return imageSummary(database, image);
  });
}

/** Of a file: it counts where nothing newer was said here. Inside of a transaction; says whether it was taken. */
export function takeVerdict(database: Database, image: ImageId, { verdict, by, at, note }: StoredVerdict): boolean {
  const own = database.get<{ verdict: Verdict | null; at: number | null }>(
    'SELECT verdict, verdict_at AS at FROM images WHERE id = :image',
    { image },
  );
  if (own === undefined) return false;
  if (own.verdict !== null && (own.at ?? 0) >= (at ?? 0)) return false;
  insertVerdict(database, image, verdict, { ...(by !== undefined && { by }), ...(at !== undefined && { at }) }, note);
  return true;
}

function insertVerdict(
  database: Database,
  image: ImageId,
  verdict: Verdict,
  { by, at }: Partial<Stamp>,
  note: string | undefined,
): void {
  database.run(
    'INSERT INTO verdicts (image, verdict, made_by, made_at, note) VALUES (:image, :verdict, :by, :at, :note)',
    { image, verdict, by: by ?? null, at: at ?? null, note: verdict === 'returned' ? (note ?? null) : null },
  );
  putNewest(database, image);
}

function takeBack(database: Database, image: ImageId): void {
  database.run('DELETE FROM verdicts WHERE id = (SELECT max(id) FROM verdicts WHERE image = :image)', { image });
  putNewest(database, image);
}

function putNewest(database: Database, image: ImageId): void {
  database.run(
    `UPDATE images SET (verdict, verdict_by, verdict_at, verdict_note) =
       (SELECT verdict, made_by, made_at, note FROM verdicts WHERE image = :image ORDER BY id DESC LIMIT 1)
     WHERE id = :image`,
    { image },
  );
}

/** All that stand, oldest first. Fails with not-found. */
export function verdictsOf(database: Database, image: ImageId): StoredVerdict[] {
  imageRecord(database, image);
  return database
    .rows<readonly [Verdict, string | null, number | null, string | null]>(
      'SELECT verdict, made_by, made_at, note FROM verdicts WHERE image = :image ORDER BY id',
      { image },
    )
    .map(([verdict, by, at, note]) => ({
      verdict,
      ...(by !== null && { by }),
      ...(at !== null && { at }),
      ...(note !== null && { note }),
    }));
}
