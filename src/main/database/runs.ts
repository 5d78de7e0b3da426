// The pre-labelling runs of a project: which model, when, how much came of it.
import type { TileWish } from '../../common/tiles/choose.ts';
import type { Database } from './driver.ts';

export type RunState = 'running' | 'done' | 'cancelled' | 'failed';

export interface RunCounts {
  readonly pictures: number;
  readonly proposals: number;
  /** Detections that a human's box stood for already. */
  readonly covered: number;
  readonly failed: number;
}

export interface Run extends RunCounts {
  readonly id: number;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  /** A run that says `running` and has nobody running it was cut off. */
  readonly state: RunState;
  /** How large pictures were cut, as JSON; null where none was. */
  readonly tiles: string | null;
}

/** Returns the run's id. */
export function startRun(database: Database, model: string, tiles?: TileWish): number {
  return database.run("INSERT INTO runs (model, started, state, tiles) VALUES (:model, :now, 'running', :tiles)", {
    model,
    now: Date.now(),
    tiles: tiles === undefined ? null : JSON.stringify(tiles),
  }).lastId;
}

export function endRun(database: Database, id: number, state: RunState, counts: RunCounts): void {
  const { pictures, proposals, covered, failed } = counts;
  database.run(
    `UPDATE runs SET ended = :now, state = :state, pictures = :pictures, proposals = :proposals, covered = :covered,
       failed = :failed WHERE id = :id`,
    { id, state, now: Date.now(), pictures, proposals, covered, failed },
  );
}

/** Newest first. */
export function listRuns(database: Database): Run[] {
  return database
    .all<Run>(
      'SELECT id, model, started, ended, state, pictures, proposals, covered, failed, tiles FROM runs ORDER BY id DESC',
    )
    .map((run) => ({ ...run }));
}
