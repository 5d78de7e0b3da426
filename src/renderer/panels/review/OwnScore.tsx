// In the class list: the least score of a class that has one of its own. A click opens the panel where it is set.
import { t } from '../../../common/messages/t.ts';
import type { Category } from '../../../common/annotation/types.ts';
import { runCommand } from '../../commands.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Tip } from '../../ui/Button.tsx';
import { useBounds } from '../useBounds.ts';

export function OwnScore({ category }: { category: Category }) {
  const desk = useDesk();
  const own = useBounds().byCategory.get(category.id);
  if (own === undefined) return null;
  return (
    <Tip text={t('Proposals of {name} are shown from this score on', { name: category.name })}>
      <button
        type="button"
        className="own-score"
        aria-label={t('Least score of {name}: {score}', { name: category.name, score: own.toFixed(2) })}
        onClick={() => runCommand(desk, 'proposals.scores')}
      >
        {`≥ ${own.toFixed(2)}`}
      </button>
    </Tip>
  );
}
