// Figures of progress in words.
import type { Pace } from '../../../common/progress/progress.ts';

/** "2 h 40 min", "12 min"; '' below a minute. */
export function durationWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 1) return 'under 1 min';
  const rest = minutes % 60;
  if (minutes < 60) return `${minutes} min`;
  return rest === 0 || minutes >= 600
    ? `${Math.round(minutes / 60).toLocaleString('en')} h`
    : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** "about 2 to 3 hours of work": rounded to what the range itself can tell. */
export function leftWords([least, most]: readonly [number, number]): string {
  if (most * 60 < 1) return 'less than a minute of work';
  if (most < 2) return between(Math.floor(least * 60), Math.ceil(most * 60), 'minute');
  return between(Math.floor(least), Math.ceil(most), 'hour');
}

function between(least: number, most: number, unit: string): string {
  const low = Math.max(1, least);
  const unitWords = most === 1 ? unit : `${unit}s`;
  return low >= most
    ? `about ${most.toLocaleString('en')} ${unitWords} of work`
    : `about ${low.toLocaleString('en')} to ${most.toLocaleString('en')} ${unitWords} of work`;
}

/** So many an hour at work; '–' where nobody was at work long enough to say. */
export function hourly(count: number, { hours }: Pace): string {
  return hours * 60 < 1 ? '–' : Math.round(count / hours).toLocaleString('en');
}

export function secondsWords(seconds: number | undefined): string {
  return seconds === undefined ? '–' : `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/** "64 %"; '–' of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}
