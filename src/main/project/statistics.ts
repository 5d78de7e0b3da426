// Adds up what the pictures and boxes of a project are like: one pass over the boxes, with the event loop let in between.
import { t } from '../../common/messages/t.ts';
import { tallyOf, type Statistics, type StatisticsFilter } from '../../common/insight/statistics.ts';
import { fail } from '../../common/result.ts';
import { boxPages, pictureRows } from '../database/boxRows.ts';
import type { Database } from '../database/driver.ts';
import { breathe } from './concurrency.ts';

export interface PassOptions {
  readonly signal?: AbortSignal;
  /** Boxes gone through, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Fails with `cancelled`. */
export async function readStatistics(
  database: Database,
  filter: StatisticsFilter,
  { signal, onProgress }: PassOptions = {},
): Promise<Statistics> {
  const { split, category } = filter;
  const all = pictureRows(database);
  const pictures = all.filter((picture) => split === undefined || picture.split === split);
  const places = new Map(pictures.map(({ id }, place) => [id, place]));
  const tally = tallyOf(pictures);
  const total = all.reduce((sum, picture) => sum + picture.human + picture.proposed + picture.rejected, 0);
  let done = 0;
  for (const page of boxPages(database, all, filter.boxes)) {
    for (const [image, id, own, x1, y1, x2, y2] of page) {
      const place = places.get(image);
      if (place !== undefined && (category === undefined || own === category))
        tally.add(place, [id, own, x1, y1, x2, y2]);
    }
    done += page.length;
    onProgress?.(Math.min(done, total), total);
    await breathe();
    if (signal?.aborted === true) fail('cancelled', t('It was cancelled.'));
  }
  return tally.finish();
}
