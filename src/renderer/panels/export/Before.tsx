// What an export would take as the form stands, before anything is written.
import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ExportCounts } from '../../../common/exportWish.ts';
import { countWish } from '../../state/exporting.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Figure, NotInIt } from './Parts.tsx';

/** A number that is typed is counted when it stands. */
const patience = 200; // milliseconds

export function Before() {
  const { exporting } = useDesk();
  const { counts, counting, countFailure } = useFields(exporting.store, 'counts', 'counting', 'countFailure');
  const form = useFields(
    exporting.form,
    'aim',
    'snapshot',
    'pictures',
    'classes',
    'split',
    'shares',
    'seed',
    'stratify',
    'group',
  );
  const wish = JSON.stringify(countWish({ ...exporting.form.getState(), ...form }));
  useEffect(() => {
    const timer = setTimeout(() => void exporting.count(), patience);
    return () => clearTimeout(timer);
  }, [exporting, wish]);
  return (
    <section aria-label={t('What will be written')} aria-busy={counting} className="export-before stack">
      <h3>{t('What will be written')}</h3>
      {countFailure && (
        <p className="bad selectable" role="alert">
          {countFailure.message}
        </p>
      )}
      {countFailure && form.split === 'random' && form.group === 'twins' && <FindTwins />}
      {counts === undefined && countFailure === undefined && <p className="muted">{t('Counting…')}</p>}
      {counts && <Counts counts={counts} />}
      <p className="muted small export-rule">
        {t(
          'Boxes that you drew, accepted, edited or imported are exported. Proposals and rejected boxes are not; the report counts them.',
        )}
      </p>
    </section>
  );
}

/** Which pictures look the same is found out by looking at all of them once. */
function FindTwins() {
  const { insight, exporting } = useDesk();
  const { comparing } = useFields(insight.store, 'comparing');
  const compare = async () => {
    await insight.compare();
    await exporting.count();
  };
  return (
    <div>
      <Button disabled={comparing} onClick={() => void compare()}>
        {t('Compare the pictures')}
      </Button>
    </div>
  );
}

function Counts({ counts }: { counts: ExportCounts }) {
  const { images, annotations, categories, imagesWithoutBoxes, parts, away, leftOut, losses } = counts;
  return (
    <>
      <dl className="figures">
        <Figure name={t('pictures')} value={images} />
        <Figure name={t('boxes')} value={annotations} />
        <Figure name={t('classes')} value={categories} />
      </dl>
      {images === 0 && (
        <p className="warn export-warning">
          <TriangleAlert size={14} strokeWidth={2} aria-hidden />
          {t('No picture is chosen: the export would be empty.')}
        </p>
      )}
      {parts.length > 0 && <PartTable counts={counts} />}
      {imagesWithoutBoxes > 0 && (
        <p className="muted">
          {t(
            '{count, plural, one {# picture has no box; it goes in all the same.} other {# pictures have no box; they go in all the same.}}',
            {
              count: imagesWithoutBoxes,
            },
          )}
        </p>
      )}
      {away > 0 && (
        <p className="warn export-warning">
          <TriangleAlert size={14} strokeWidth={2} aria-hidden />
          {t(
            '{count, plural, one {The file of # picture is away; its boxes go in.} other {The files of # pictures are away; their boxes go in.}}',
            {
              count: away,
            },
          )}
        </p>
      )}
      <NotInIt leftOut={leftOut} losses={losses} />
    </>
  );
}

function PartTable({ counts: { parts } }: { counts: ExportCounts }) {
  return (
    <table className="export-parts">
      <thead>
        <tr className="muted">
          <th scope="col">{t('Split')}</th>
          <th scope="col">{t('pictures')}</th>
          <th scope="col">{t('boxes')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, images, annotations }) => (
          <tr key={part ?? ''}>
            <th scope="row" {...(part !== undefined && { lang: 'en' })}>
              {part ?? t('no split')}
            </th>
            <td className="number">{grouped(images)}</td>
            <td className="number">{grouped(annotations)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
