// What the status bar and the pages say of a job: how far it is, how fast, how long it takes yet.
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { JobKind, JobProgress, JobState } from '../../common/records.ts';
import { clock, megabytes, rate } from '../words.ts';

/** How a job is now, or ended, where it says nothing itself. */
export const jobEnds: Readonly<Record<JobState, string>> = {
  running: t('running'),
  cancelling: t('stopping'),
  done: t('done'),
  cancelled: t('cancelled'),
  failed: t('failed'),
};

/** What the button says that cancels a job of this kind. */
export function cancelWords(kind: JobKind): string {
  return t(
    'Cancel: {kind, select, scan {reading pictures} prelabel {pre-labelling} import {importing} export {exporting} sample {drawing the sample} model {importing a model} download {downloading weights} fingerprint {comparing pictures} snapshot {the work on a snapshot} backup {the backup} other {training}}',
    { kind },
  );
}

/** "118/364 · 9.2/s · 0:27 left"; of a large picture also "tile 12 of 400". */
export function jobLine(job: JobProgress): string {
  if (job.kind === 'train' || job.kind === 'backup') return shareLine(job);
  if (job.kind === 'model' || job.kind === 'download') return bytesLine(job);
  const done = job.total > 0 ? `${grouped(job.done)}/${grouped(job.total)}` : job.done > 0 ? grouped(job.done) : '';
  const left = leftWords(job.secondsLeft);
  const within = job.tiles === undefined ? '' : t('tile {done, number} of {total, number}', job.tiles);
  return [done, within, rate(job.rate), left].filter(Boolean).join(' · ');
}

/** What counts in bytes: "62.0 MB of 260 MB · 0:02 left". */
export function bytesLine({ done, total, secondsLeft }: JobProgress): string {
  const part = total > 0 ? t('{done} of {total}', { done: megabytes(done), total: megabytes(total) }) : '';
  const left = leftWords(secondsLeft);
  return [part, left].filter(Boolean).join(' · ');
}

/** What training and a backup count is their own affair; in the line stand the share and the time left: "42 % · 5:48 left". */
function shareLine({ done, total, secondsLeft }: JobProgress): string {
  const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : '';
  const left = leftWords(secondsLeft);
  return [share, left].filter(Boolean).join(' · ');
}

function leftWords(seconds: number | undefined): string {
  return seconds === undefined ? '' : t('{time} left', { time: clock(seconds) });
}
