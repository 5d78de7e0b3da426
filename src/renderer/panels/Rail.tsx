// The narrow rail at the left: one button for each page that exists.
import {
  Boxes,
  ChartNoAxesColumn,
  ChartScatter,
  FolderOpen,
  GraduationCap,
  Grid3x3,
  Keyboard,
  Settings,
  SquareDashedMousePointer,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import { commandOf, runCommand } from '../commands.ts';
import { activeRun } from '../state/trainingWish.ts';
import { useDesk, useEnabled, useFields, useKeys } from '../state/useDesk.ts';
import type { Page } from '../state/view.ts';
import { CommandButton, Tip } from '../ui/Button.tsx';

const pages: readonly (readonly [Page, LucideIcon])[] = [
  ['label', SquareDashedMousePointer],
  ['grid', Grid3x3],
  ['train', GraduationCap],
  ['data', FolderOpen],
  ['insight', ChartScatter],
  ['progress', ChartNoAxesColumn],
  ['models', Boxes],
  ['settings', Settings],
];

export function Rail() {
  return (
    <nav className="rail" aria-label={t('Pages')} data-region="rail">
      {pages.map(([page, icon]) => (
        <PageButton key={page} page={page} icon={icon} />
      ))}
      <span className="grow" />
      <CommandButton command="view.keys" icon={Keyboard} />
    </nav>
  );
}

function PageButton({ page, icon: Icon }: { page: Page; icon: LucideIcon }) {
  const desk = useDesk();
  const current = useFields(desk.view, 'page').page === page;
  const enabled = useEnabled(`page.${page}`);
  const { title } = commandOf(`page.${page}`);
  const [key] = useKeys(`page.${page}`);
  return (
    <Tip text={title} keys={key}>
      <button
        type="button"
        className="rail-button"
        aria-label={title}
        aria-current={current && enabled ? 'page' : undefined}
        disabled={!enabled}
        onClick={() => runCommand(desk, `page.${page}`)}
      >
        <Icon size={18} strokeWidth={1.6} aria-hidden />
        {page === 'train' && <RunningDot />}
      </button>
    </Tip>
  );
}

/** On the page of training while a run goes on. */
function RunningDot() {
  const { runs } = useFields(useDesk().training.store, 'runs');
  return activeRun(runs) && <span className="rail-dot" role="img" aria-label={t('a run is going on')} />;
}
