// What the status bar and the pages say of a job: how far it is, how fast, how long it takes yet.
import type { JobProgress } from '../../common/records.ts';
import { tileWords } from '../../common/words.ts';
import { clock, megabytes, rate } from '../words.ts';

/** "118/364 · 9.2/s · 0:27 left"; of a large picture also "tile 12 of 400". */
export function jobLine(job: JobProgress): string {
  if (job.kind === 'train') return trainLine(job);
  if (job.kind === 'model' || job.kind === 'download') return bytesLine(job);
  const done =
    job.total > 0
      ? `${job.done.toLocaleString('en')}/${job.total.toLocaleString('en')}`
      : job.done > 0
        ? job.done.toLocaleString('en')
        : '';
  const left = job.secondsLeft === undefined ? '' : `${clock(job.secondsLeft)} left`;
  const within = job.tiles === undefined ? '' : tileWords(job.tiles.done, job.tiles.total);
  return [done, within, rate(job.rate), left].filter(Boolean).join(' · ');
}

/** What counts in bytes: "62.0 MB of 260 MB · 0:02 left". */
export function bytesLine({ done, total, secondsLeft }: JobProgress): string {
  const part = total > 0 ? `${megabytes(done)} of ${megabytes(total)}` : '';
  const left = secondsLeft === undefined ? '' : `${clock(secondsLeft)} left`;
  return [part, left].filter(Boolean).join(' · ');
}

/** What training counts is its own affair; in the line stand the share and the time left: "42 % · 5:48 left". */
function trainLine({ done, total, secondsLeft }: JobProgress): string {
  const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : '';
  const left = secondsLeft === undefined ? '' : `${clock(secondsLeft)} left`;
  return [share, left].filter(Boolean).join(' · ');
}
