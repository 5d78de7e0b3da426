// The boxes of each class, as bars against the largest class; a name opens its pictures.
import type { CSSProperties } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ClassProgress } from '../../../common/progress/progress.ts';
import { useDesk } from '../../state/useDesk.ts';
import { openClass } from './openList.ts';
import { BarKey, StackedBar, type BarPart } from './StackedBar.tsx';

function partsOf({ drawn, imported, accepted, edited, proposed }: Omit<ClassProgress, 'category' | 'name' | 'colour'>) {
  return [
    { name: t('accepted as proposed'), value: accepted, tone: 'good' },
    { name: t('edited'), value: edited, tone: 'warn' },
    { name: t('drawn'), value: drawn, tone: 'accent' },
    { name: t('imported'), value: imported, tone: 'line-strong' },
    { name: t('proposed, not decided'), value: proposed, tone: 'muted', striped: true },
  ] as const satisfies readonly BarPart[];
}

const total = (one: ClassProgress): number => partsOf(one).reduce((sum, { value }) => sum + value, 0);

export function ClassBars({ classes }: { classes: readonly ClassProgress[] }) {
  const desk = useDesk();
  const sorted = [...classes].sort((a, b) => total(b) - total(a));
  const most = Math.max(1, ...classes.map(total));
  const none = { drawn: 0, imported: 0, accepted: 0, edited: 0, proposed: 0 };
  return (
    <section aria-label={t('Boxes by class')}>
      <header className="page-head">
        <h2>
          {t('Boxes by class')} <span className="muted">{grouped(classes.length)}</span>
        </h2>
      </header>
      {classes.length === 0 ? (
        <p className="muted">{t('There are no classes yet. The first box that you draw asks for one.')}</p>
      ) : (
        <>
          <BarKey parts={partsOf(none)} />
          <ul className="class-bars">
            {sorted.map((one) => (
              <li key={one.category}>
                <span className="swatch" style={{ background: one.colour } as CSSProperties} aria-hidden />
                {total(one) === 0 ? (
                  <span className="cut muted bar-name">{one.name}</span>
                ) : (
                  <button
                    type="button"
                    className="bar-open cut bar-name"
                    title={t('Show the pictures with {name}', { name: one.name })}
                    onClick={() => void openClass(desk, one.category, one.name)}
                  >
                    {one.name}
                  </button>
                )}
                <StackedBar label={one.name} parts={partsOf(one)} of={most} />
                <span className="number">{grouped(total(one))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
