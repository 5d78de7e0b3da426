// Who gets which annotation id. Ids are never given out twice. A window's boxes and what comes after them get ids over a
// million, so that a file imported while a window is open keeps its own (mostly small) ids.
import type { AnnotationId } from '../../common/annotation/types.ts';
import type { IdBlock } from '../../common/records.ts';
import { largestId } from './changeCheck.ts';
import type { Database } from './driver.ts';

const firstWindowId = 1_000_001;
const idsForWindow = 10_000;

interface Counters {
  /** The first id never given out below and from `firstWindowId` on. */
  readonly low: number;
  readonly high: number;
  readonly next: number;
}

function readCounters(database: Database): Counters {
  const row = database.get<{ next: number; low: number }>(
    'SELECT next_annotation AS next, next_low_annotation AS low FROM project',
  );
  const { next, low } = row ?? { next: 1, low: 1 };
  return next < firstWindowId ? { low: next, high: firstWindowId, next } : { low, high: next, next };
}

function writeCounters(database: Database, low: number, next: number): void {
  database.run('UPDATE project SET next_annotation = :next, next_low_annotation = :low', { low, next });
}

/** Gives `count` annotation ids out, first … last. */
export function reserveIds(database: Database, count: number): IdBlock {
  return database.transaction(() => {
    const { low, next } = readCounters(database);
    const after = next + count;
    writeCounters(database, next < firstWindowId ? Math.min(after, firstWindowId) : low, after);
    return { first: next, last: after - 1 };
  });
}

/** Gives a window its next 10,000 ids. */
export function reserveWindowIds(database: Database): IdBlock {
  return database.transaction(() => {
    const { low, high } = readCounters(database);
    writeCounters(database, low, high);
    return reserveIds(database, idsForWindow);
  });
}

/**
 * Ids for the boxes of an imported file: each keeps its own when that was never given out, the others get new ones behind
 * all of them. Asks for each id of `wanted` once, in order; the project's counters are moved on at once.
 */
export function claimIds(database: Database, wanted: readonly AnnotationId[]): AnnotationId[] {
  return database.transaction(() => {
    const start = readCounters(database);
    const taken = new Set<AnnotationId>();
    const kept = wanted.map((id) => {
      const isFree =
        id >= 1 && id <= largestId && !taken.has(id) && id >= (id < firstWindowId ? start.low : start.high);
      if (isFree) taken.add(id);
      return isFree ? id : undefined;
    });
    let { low, high } = start;
    for (const id of taken) {
      if (id < firstWindowId) low = Math.max(low, id + 1);
      else high = Math.max(high, id + 1);
    }
    const isLow = start.next < firstWindowId && high === firstWindowId;
    let next = isLow ? low : high;
    const claimed = kept.map((id) => id ?? next++);
    writeCounters(database, isLow ? Math.min(next, firstWindowId) : low, next);
    return claimed;
  });
}
