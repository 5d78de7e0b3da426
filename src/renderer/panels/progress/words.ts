// Figures of progress in words.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Pace } from '../../../common/progress/progress.ts';

/** "2 h 40 min", "12 min"; '' below a minute. */
export function durationWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 1) return t('under 1 min');
  const rest = minutes % 60;
  if (minutes < 60) return t('{minutes} min', { minutes });
  return rest === 0 || minutes >= 600
    ? t('{hours, number} h', { hours: Math.round(minutes / 60) })
    : t('{hours} h {minutes} min', { hours: Math.floor(minutes / 60), minutes: rest });
}

/** "about 2 to 3 hours": rounded to what the range itself can tell. */
export function leftWords([least, most]: readonly [number, number]): string {
  if (most * 60 < 1) return t('less than a minute');
  const unit = most < 2 ? 60 : 1;
  const low = Math.max(1, Math.floor(least * unit));
  const high = Math.ceil(most * unit);
  if (unit === 60)
    return low >= high
      ? t('about {high, plural, one {# minute} other {# minutes}}', { high })
      : t('about {low, number} to {high, plural, one {# minute} other {# minutes}}', { low, high });
  return low >= high
    ? t('about {high, plural, one {# hour} other {# hours}}', { high })
    : t('about {low, number} to {high, plural, one {# hour} other {# hours}}', { low, high });
}

/** So many an hour at work; '–' where nobody was at work long enough to say. */
export function hourly(count: number, { hours }: Pace): string {
  return hours * 60 < 1 ? '–' : grouped(Math.round(count / hours));
}

export function secondsWords(seconds: number | undefined): string {
  return seconds === undefined ? '–' : t('{seconds} s', { seconds: seconds.toFixed(seconds < 10 ? 1 : 0) });
}

/** "64 %"; '–' of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}
