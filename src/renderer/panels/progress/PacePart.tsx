// How fast the work goes, over this sitting and the last seven days, and how long the rest takes.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Pace, Progress } from '../../../common/progress/progress.ts';
import { timeWords } from '../people/words.ts';
import { durationWords, hourly, leftWords, secondsWords } from './words.ts';

/** A sitting that ended longer ago than this is not this one. */
const stillGoing = 30 * 60_000; // milliseconds

export function PacePart({ progress }: { progress: Progress }) {
  const { sitting, week } = progress;
  return (
    <section aria-label={t('Pace')}>
      <header className="page-head">
        <h2>{t('Pace')}</h2>
      </header>
      {sitting === undefined ? (
        <p className="muted">
          {t(
            'Nothing was labelled in the last seven days. Draw or accept a box, or mark a picture labelled, and the pace stands here.',
          )}
        </p>
      ) : (
        <table className="progress-table">
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">{t('At work')}</th>
              <th scope="col">{t('Labelled')}</th>
              <th scope="col">{t('Reviewed')}</th>
              <th scope="col">{t('Boxes')}</th>
              <th scope="col">{t('Pictures an hour')}</th>
              <th scope="col">{t('Boxes an hour')}</th>
              <th scope="col">{t('One box')}</th>
            </tr>
          </thead>
          <tbody>
            <PaceRow name={sittingName(sitting)} pace={sitting} />
            <PaceRow name={t('Last 7 days')} pace={week} />
          </tbody>
        </table>
      )}
      <p>{restWords(progress)}</p>
      {sitting !== undefined && (
        <p className="small muted">
          {t(
            'Pauses over 5 minutes are not counted as work. “One box” is the median time from the act before to the box, pauses over 60 s and boxes accepted on many pictures at once left out.',
          )}
        </p>
      )}
    </section>
  );
}

function sittingName({ from, to }: Pace): string {
  return Date.now() - to < stillGoing ? t('This sitting') : t('Last sitting, {time}', { time: timeWords(from) });
}

export function PaceRow({ name, pace }: { name: string; pace: Pace }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{durationWords(pace.hours)}</td>
      <td>{grouped(pace.labelled)}</td>
      <td>{grouped(pace.reviewed)}</td>
      <td>{grouped(pace.boxes)}</td>
      <td>{hourly(pace.labelled, pace)}</td>
      <td>{hourly(pace.boxes, pace)}</td>
      <td>{secondsWords(pace.secondsPerBox)}</td>
    </tr>
  );
}

function restWords({ left, hoursLeft, states }: Progress): string {
  if (left === 0)
    return states.done > 0
      ? t('No picture is left to label; {count, plural, one {# picture waits} other {# pictures wait}} for a review.', {
          count: states.done,
        })
      : t('No picture is left to label.');
  if (hoursLeft === undefined)
    return t(
      '{count, plural, one {# picture is} other {# pictures are}} left to label. How long that takes can be said after five labelled pictures.',
      { count: left },
    );
  return t(
    '{count, plural, one {# picture is} other {# pictures are}} left to label: {time} of work at the pace of the last 7 days.',
    { count: left, time: leftWords(hoursLeft) },
  );
}
