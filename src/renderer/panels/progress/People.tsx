// Who did how much, when more than one person worked on the project.
import type { PersonProgress } from '../../../common/progress/progress.ts';
import { hourly, secondsWords } from './words.ts';

export function People({ people }: { people: readonly PersonProgress[] }) {
  if (people.length < 2) return null;
  return (
    <section aria-label="By person">
      <header className="page-head">
        <h2>By person</h2>
      </header>
      <table className="progress-table">
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">Labelled</th>
            <th scope="col">Reviewed</th>
            <th scope="col">Returned</th>
            <th scope="col">Boxes</th>
            <th scope="col">Boxes an hour, last 7 days</th>
            <th scope="col">One box</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ by, week, ...counts }) => (
            <tr key={by}>
              <th scope="row" className="cut">
                {by === '' ? 'Without a name' : by}
              </th>
              <td>{counts.labelled.toLocaleString('en')}</td>
              <td>{counts.reviewed.toLocaleString('en')}</td>
              <td>{counts.returned.toLocaleString('en')}</td>
              <td>{counts.boxes.toLocaleString('en')}</td>
              <td>{hourly(week.boxes, week)}</td>
              <td>{secondsWords(week.secondsPerBox)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
