// One line before an export or a training: how much should be looked at first, the worst of it, and the way there. It never blocks.
import { ArrowRight } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../../common/messages/t.ts';
import { ruleOf, worstOf } from '../../../common/health/findings.ts';
import { findingWords } from '../../../common/health/words.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { levelLooks } from './Checks.tsx';

/** Named in the line; the others are counted. */
const named = 2;

export function HealthLine() {
  const { insight, view } = useDesk();
  const { findings } = useFields(insight.store, 'findings');
  useEffect(() => void insight.check(), [insight]);
  const worst = findings === undefined ? [] : worstOf(findings);
  const [first] = worst;
  if (first === undefined) return null;
  const { icon: Icon, tone } = levelLooks[ruleOf(first.name).level];
  const open = () => {
    insight.setTab('checks');
    void insight.openList(first.name);
    openDialog(view, undefined);
    view.setState({ page: 'insight' });
  };
  return (
    <div className="health-line">
      <span className={`state ${tone}`}>
        <Icon size={14} strokeWidth={2} aria-hidden />
      </span>
      <span className="grow">
        {t('{count, plural, one {# thing} other {# things}} to look at first: {what}', {
          count: worst.length,
          what: worst.slice(0, named).map(findingWords).join('; ') + (worst.length > named ? '; …' : ''),
        })}
      </span>
      <Button dense icon={ArrowRight} onClick={open}>
        {t('Look at them')}
      </Button>
    </div>
  );
}
