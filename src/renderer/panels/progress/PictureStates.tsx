// The pictures by state, each a way to the list of them.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Progress } from '../../../common/progress/progress.ts';
import { useDesk } from '../../state/useDesk.ts';
import { openState } from './openList.ts';
import { stateNames } from './stateNames.ts';
import { BarKey, StackedBar, type BarPart } from './StackedBar.tsx';

const looks = [
  ['reviewed', 'good', undefined],
  ['done', 'good', true],
  ['returned', 'warn', true],
  ['in-work', 'warn', undefined],
  ['proposed', 'accent', true],
  ['new', 'muted', undefined],
] as const;

export function PictureStates({ progress: { states, unreadable } }: { progress: Progress }) {
  const desk = useDesk();
  const parts = looks.map(([state, tone, striped]): BarPart => ({
    name: stateNames[state],
    value: states[state],
    tone,
    ...(striped && { striped }),
    onOpen: () => openState(desk, state),
  }));
  const all = parts.reduce((sum, { value }) => sum + value, 0);
  const bad: BarPart = {
    name: stateNames.problem,
    value: unreadable,
    tone: 'line-strong',
    onOpen: () => openState(desk, 'problem'),
  };
  return (
    <section aria-label={t('Pictures by state')}>
      <header className="page-head">
        <h2>
          {t('Pictures')} <span className="muted">{grouped(all)}</span>
        </h2>
      </header>
      {all === 0 ? (
        <p className="muted">{t('There are no pictures yet. Add a folder on the page Data.')}</p>
      ) : (
        <>
          <StackedBar label={t('Pictures by state')} parts={parts} />
          <BarKey parts={unreadable > 0 ? [...parts, bad] : parts} numbers="shown" />
        </>
      )}
    </section>
  );
}
