// Who did how much, when more than one person worked on the project.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { PersonProgress } from '../../../common/progress/progress.ts';
import { hourly, secondsWords } from './words.ts';

export function People({ people }: { people: readonly PersonProgress[] }) {
  if (people.length < 2) return null;
  return (
    <section aria-label={t('By person')}>
      <header className="page-head">
        <h2>{t('By person')}</h2>
      </header>
      <table className="progress-table">
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">{t('Labelled')}</th>
            <th scope="col">{t('Reviewed')}</th>
            <th scope="col">{t('Returned')}</th>
            <th scope="col">{t('Boxes')}</th>
            <th scope="col">{t('Boxes an hour, last 7 days')}</th>
            <th scope="col">{t('One box')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ by, week, ...counts }) => (
            <tr key={by}>
              <th scope="row" className="cut">
                {by === '' ? t('Without a name') : by}
              </th>
              <td>{grouped(counts.labelled)}</td>
              <td>{grouped(counts.reviewed)}</td>
              <td>{grouped(counts.returned)}</td>
              <td>{grouped(counts.boxes)}</td>
              <td>{hourly(week.boxes, week)}</td>
              <td>{secondsWords(week.secondsPerBox)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
