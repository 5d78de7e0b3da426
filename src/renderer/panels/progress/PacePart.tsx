// How fast the work goes, over this sitting and the last seven days, and how long the rest takes.
import type { Pace, Progress } from '../../../common/progress/progress.ts';
import { counted } from '../../../common/words.ts';
import { timeWords } from '../people/words.ts';
import { durationWords, hourly, leftWords, secondsWords } from './words.ts';

/** A sitting that ended longer ago than this is not this one. */
const stillGoing = 30 * 60_000; // milliseconds

export function PacePart({ progress }: { progress: Progress }) {
  const { sitting, week } = progress;
  return (
    <section aria-label="Pace">
      <header className="page-head">
        <h2>Pace</h2>
      </header>
      {sitting === undefined ? (
        <p className="muted">
          Nothing was labelled in the last seven days. Draw or accept a box, or mark a picture labelled, and the pace
          stands here.
        </p>
      ) : (
        <table className="progress-table">
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">At work</th>
              <th scope="col">Labelled</th>
              <th scope="col">Reviewed</th>
              <th scope="col">Boxes</th>
              <th scope="col">Pictures an hour</th>
              <th scope="col">Boxes an hour</th>
              <th scope="col">One box</th>
            </tr>
          </thead>
          <tbody>
            <PaceRow name={sittingName(sitting)} pace={sitting} />
            <PaceRow name="Last 7 days" pace={week} />
          </tbody>
        </table>
      )}
      <p>{restWords(progress)}</p>
      {sitting !== undefined && (
        <p className="small muted">
          Pauses over 5 minutes are not counted as work. “One box” is the median time from the act before to the box,
          pauses over 60 s and boxes accepted on many pictures at once left out.
        </p>
      )}
    </section>
  );
}

function sittingName({ from, to }: Pace): string {
  return Date.now() - to < stillGoing ? 'This sitting' : `Last sitting, ${timeWords(from)}`;
}

export function PaceRow({ name, pace }: { name: string; pace: Pace }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{durationWords(pace.hours)}</td>
      <td>{pace.labelled.toLocaleString('en')}</td>
      <td>{pace.reviewed.toLocaleString('en')}</td>
      <td>{pace.boxes.toLocaleString('en')}</td>
      <td>{hourly(pace.labelled, pace)}</td>
      <td>{hourly(pace.boxes, pace)}</td>
      <td>{secondsWords(pace.secondsPerBox)}</td>
    </tr>
  );
}

function restWords({ left, hoursLeft, states }: Progress): string {
  if (left === 0)
    return states.done > 0
      ? `No picture is left to label; ${counted(states.done, 'picture')} wait for a review.`
      : 'No picture is left to label.';
  const pictures = `${counted(left, 'picture')} ${left === 1 ? 'is' : 'are'} left to label`;
  return hoursLeft === undefined
    ? `${pictures}. How long that takes can be said after five labelled pictures.`
    : `${pictures}: ${leftWords(hoursLeft)} at the pace of the last 7 days.`;
}
