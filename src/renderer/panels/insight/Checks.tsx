// What should be looked at before an export or a training: the findings at the left, the list of the chosen one beside them.
import { CircleAlert, CircleCheck, Info, RefreshCw, TriangleAlert, type LucideIcon } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { ruleOf, stages, type Finding, type Level } from '../../../common/health/findings.ts';
import { findingAdvice, findingWords, levelWords, stageWords } from '../../../common/health/words.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Parts.tsx';
import { FoundRows } from './FoundRows.tsx';

export const levelLooks: Readonly<Record<Level, { readonly icon: LucideIcon; readonly tone: string }>> = {
  error: { icon: CircleAlert, tone: 'bad' },
  warning: { icon: TriangleAlert, tone: 'warn' },
  note: { icon: Info, tone: 'muted' },
};

export function Checks() {
  const { insight } = useDesk();
  const { findings, checkFailure, list } = useFields(insight.store, 'findings', 'checkFailure', 'list');
  if (checkFailure !== undefined)
    return (
      <EmptyState
        icon={CircleAlert}
        title={t('The data could not be checked')}
        actions={
          <Button icon={RefreshCw} onClick={() => void insight.check()}>
            {t('Try again')}
          </Button>
        }
      >
        <p className="selectable">{checkFailure.message}</p>
      </EmptyState>
    );
  if (findings === undefined) return <EmptyState title={t('Checking')} />;
  if (findings.length === 0)
    return (
      <EmptyState icon={CircleCheck} title={t('Nothing was found')}>
        <p>{t('Structure, quality, distribution and what readers of an export want: all is as it should be.')}</p>
      </EmptyState>
    );
  return (
    <div className="checks">
      <nav className="checks-list" aria-label={t('Findings')}>
        {stages.map((stage) => {
          const own = findings.filter(({ name }) => ruleOf(name).stage === stage);
          return (
            own.length > 0 && (
              <section key={stage}>
                <h2 className="muted small">{stageWords(stage)}</h2>
                <ul>
                  {own.map((finding) => (
                    <li key={finding.name}>
                      <FindingButton finding={finding} chosen={list?.name === finding.name} />
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </nav>
      {list === undefined ? (
        <EmptyState title={t('Choose a finding')}>
          <p>{t('Its pictures, boxes or classes are listed here; each opens in its picture.')}</p>
        </EmptyState>
      ) : (
        <Found finding={{ name: list.name, count: list.count }} listed={list.rows.length} />
      )}
    </div>
  );
}

function FindingButton({ finding, chosen }: { finding: Finding; chosen: boolean }) {
  const { insight } = useDesk();
  const { level } = ruleOf(finding.name);
  const { icon: Icon, tone } = levelLooks[level];
  return (
    <button
      type="button"
      className="finding"
      aria-current={chosen ? 'true' : undefined}
      onClick={() => void insight.openList(finding.name)}
    >
      <span className={`state ${tone}`}>
        <Icon size={14} strokeWidth={2} role="img" aria-label={levelWords(level)} />
      </span>
      <span className="grow">{findingWords(finding)}</span>
    </button>
  );
}

function Found({ finding, listed }: { finding: Finding; listed: number }) {
  const { profiles = [], kind } = ruleOf(finding.name);
  return (
    <section className="found" aria-label={findingWords(finding)}>
      <header>
        <p>{findingAdvice(finding.name)}</p>
        {profiles.length > 0 && (
          <p className="muted small" lang="en">
            {profiles.join(' · ')}
          </p>
        )}
        {kind !== 'groups' && listed < finding.count && (
          <p className="muted small">{t('The first {count} are listed.', { count: grouped(listed) })}</p>
        )}
      </header>
      {finding.count === 0 ? (
        <EmptyState icon={CircleCheck} title={t('Nothing is left of it')} />
      ) : (
        <FoundRows key={finding.name} />
      )}
    </section>
  );
}
