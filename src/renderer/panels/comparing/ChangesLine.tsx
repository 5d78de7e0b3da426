// Above the list of boxes: in how many boxes the picture's proposals differ from those of the model before. A click shows them.
import { GitCompareArrows } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { t } from '../../../common/messages/t.ts';
import { runCommand } from '../../commands.ts';
import { useDesk, useKeys } from '../../state/useDesk.ts';
import { Tip } from '../../ui/Button.tsx';

export function ChangesLine() {
  const desk = useDesk();
  const changes = useSyncExternalStore(desk.comparing.subscribe, desk.comparing.changes);
  const [key] = useKeys('compare.changes');
  if (changes?.is !== 'ready') return null;
  const { counts, sides } = changes;
  const differing = counts.class + counts.before + counts.now;
  return (
    <Tip text={t('Show what changed since the last model')} keys={key}>
      <button
        type="button"
        className="changes-line"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => runCommand(desk, 'compare.changes')}
      >
        <GitCompareArrows size={14} strokeWidth={1.75} aria-hidden />
        <span className="cut">
          {t(
            '{count, plural, =0 {Nothing differs from {model}} one {# box differs from {model}} other {# boxes differ from {model}}}',
            { count: differing, model: sides.before.name },
          )}
        </span>
      </button>
    </Tip>
  );
}
