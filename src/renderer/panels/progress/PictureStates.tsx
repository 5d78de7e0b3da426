// The pictures by state, each a way to the list of them.
import type { Progress } from '../../../common/progress/progress.ts';
import { useDesk } from '../../state/useDesk.ts';
import { lookOfState } from '../imageStates.tsx';
import { openState } from './openList.ts';
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
    name: lookOfState(state).word.toLowerCase(),
    value: states[state],
    tone,
    ...(striped && { striped }),
    onOpen: () => openState(desk, state),
  }));
  const all = parts.reduce((sum, { value }) => sum + value, 0);
  const bad: BarPart = {
    name: 'unreadable',
    value: unreadable,
    tone: 'line-strong',
    onOpen: () => openState(desk, 'problem'),
  };
  return (
    <section aria-label="Pictures by state">
      <header className="page-head">
        <h2>
          Pictures <span className="muted">{all.toLocaleString('en')}</span>
        </h2>
      </header>
      {all === 0 ? (
        <p className="muted">There are no pictures yet. Add a folder on the page Data.</p>
      ) : (
        <>
          <StackedBar label="Pictures by state" parts={parts} />
          <BarKey parts={unreadable > 0 ? [...parts, bad] : parts} numbers="shown" />
        </>
      )}
    </section>
  );
}
