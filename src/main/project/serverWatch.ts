// Ends a run whose model server has gone: without it every picture left would fail, each after its own patience, and be listed.
import type { ModelFiles, PictureDetections } from '../../common/protocol.ts';
import { FailureError } from '../../common/result.ts';

/** So many pictures in a row that the server did not take; one alone may be the picture's fault. */
const lostInARow = 3;

export interface ServerWatch {
  readonly signal: AbortSignal;
  /** Told of each item. */
  see(item: PictureDetections): void;
  /** Throws what the server was lost with, if it was. */
  check(): void;
}

/** Never ends a run of a model on this machine. `signal`: the run's own, if it has one. */
export function watchServer({ access }: ModelFiles, signal: AbortSignal | undefined): ServerWatch {
  const stop = new AbortController();
  let inARow = 0;
  let lost: FailureError | undefined;
  return {
    signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    see({ result }) {
      if (access === undefined) return;
      inARow = result.ok || result.failure.kind !== 'detector' ? 0 : inARow + 1;
      if (inARow < lostInARow || result.ok || lost !== undefined) return;
      lost = new FailureError(result.failure);
      stop.abort();
    },
    check() {
      if (lost !== undefined && signal?.aborted !== true) throw lost;
    },
  };
}
