// What a model proposes for a picture, written over its earlier proposals. A human's boxes, rejected ones included, are
// never touched, and what they cover is not proposed again.
import type { Box } from '../../common/geometry/box.ts';
import { isCovered, type Standing } from '../../common/annotation/standing.ts';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { Detection } from '../../common/protocol.ts';
import type { IdBlock } from '../../common/records.ts';
import { reserveIds } from './annotationIds.ts';
import type { Database } from './driver.ts';
import { imageRecord } from './images.ts';
import { keepReplaced, readReplaced } from './replacedProposals.ts';

export interface ProposalCounts {
  readonly proposed: number;
  /** Not proposed, because a human's or a rejected box is there already. */
  readonly covered: number;
  /** Empty after clipping to the picture, not a number, or of a label without a category. */
  readonly unusable: number;
}

/**
 * Replaces the proposals of one picture by these detections (image pixels of the upright picture, clipped here).
 * `categoryByLabel` gives the project's category for each label of the model. What another model, or
 * another version of it, had proposed is kept until the next one comes. Fails with not-found.
 */
export function replaceProposals(
  database: Database,
  image: ImageId,
  model: string,
  detections: readonly Detection[],
  categoryByLabel: readonly (CategoryId | undefined)[],
  version?: string,
): ProposalCounts {
  return database.transaction(() => {
    const { width, height } = imageRecord(database, image);
    const replaced = readReplaced(database, image, { model, version });
    database.run("DELETE FROM annotations WHERE image = :image AND origin = 'proposed'", { image });
    const standing = standingBoxes(database, image);
    const wanted: (Standing & { readonly score: number })[] = [];
    let covered = 0;
    let unusable = 0;
    for (const { box, label, score } of detections) {
      const category = categoryByLabel[label];
      const inside = clip(box, width, height);
      if (category === undefined || inside === undefined || !(score >= 0 && score <= 1)) unusable += 1;
      else if (isCovered(standing, category, inside)) covered += 1;
      else wanted.push({ category, box: inside, score });
    }
    const ids = insertProposals(database, image, model, wanted);
    keepReplaced(database, image, replaced, ids);
    database.run('UPDATE images SET proposed_by = :model, proposed_version = :version WHERE id = :image', {
      image,
      model,
      version: version ?? null,
    });
    return { proposed: wanted.length, covered, unusable };
  });
}

function insertProposals(
  database: Database,
  image: ImageId,
  model: string,
  wanted: readonly (Standing & { readonly score: number })[],
): IdBlock {
  const now = Date.now();
  const ids = wanted.length === 0 ? { first: 1, last: 0 } : reserveIds(database, wanted.length);
  let id = ids.first;
  for (const { category, box, score } of wanted) {
    const { x1, y1, x2, y2 } = box;
    database.run(
      `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, crowd, created, changed)
       VALUES (:id, :image, :category, :x1, :y1, :x2, :y2, 'proposed', :model, :score, 0, :now, :now)`,
      { id, image, category, x1, y1, x2, y2, model, score, now },
    );
    id += 1;
  }
  return ids;
}

function standingBoxes(database: Database, image: ImageId): Standing[] {
  return database
    .rows<readonly [number, number, number, number, number]>(
      'SELECT category, x1, y1, x2, y2 FROM annotations WHERE image = :image',
      { image },
    )
    .map(([category, x1, y1, x2, y2]) => ({ category, box: { x1, y1, x2, y2 } }));
}

/** The part of a box inside the picture; undefined when there is none or a side is no number. */
function clip(box: Box, width: number, height: number): Box | undefined {
  const x1 = Math.max(0, box.x1);
  const y1 = Math.max(0, box.y1);
  const x2 = Math.min(width, box.x2);
  const y2 = Math.min(height, box.y2);
  return x2 > x1 && y2 > y1 ? { x1, y1, x2, y2 } : undefined;
}
