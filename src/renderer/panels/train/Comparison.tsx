// The model of a run against the model in use, on the pictures that the run held out.
import { TriangleAlert } from 'lucide-react';
import { t, tParts } from '../../../common/messages/t.ts';
import type { RunComparison, RunSummary } from '../../../common/training.ts';
import { classPairs } from '../../state/comparison.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { Confusion } from './Confusion.tsx';
import { Curves } from './Curves.tsx';
import { ClassTable, FigureTable } from './FigureTable.tsx';

export function Comparison({ run }: { run: RunSummary }) {
  const { training } = useDesk();
  const { comparisons } = useFields(training.store, 'comparisons');
  const question = comparisons.get(run.id);
  if (question === undefined || question.phase === 'none') return null;
  const count = run.validationPictures;
  return (
    <section aria-label={t('Comparison')} className="comparison">
      <header className="page-head">
        <h2>{t('Comparison')}</h2>
        <span className="muted small">
          {t('on {count, plural, one {# held-out picture} other {# held-out pictures}}', { count })}
        </span>
      </header>
      {question.phase === 'waiting' && (
        <div className="estimate-wait">
          <p className="muted">
            {t('Both models look at {count, plural, one {# held-out picture} other {# held-out pictures}}', { count })}
          </p>
          <ProgressBar done={0} total={0} label={t('Comparing the models')} />
        </div>
      )}
      {question.phase === 'failed' && (
        <div className="estimate-failed" role="alert">
          <p className="bad selectable">{question.failure?.message}</p>
          <Button dense onClick={() => void training.compare(run.id)}>
            {t('Compare again')}
          </Button>
        </div>
      )}
      {question.answer && <Compared run={run} comparison={question.answer} />}
    </section>
  );
}

interface ComparedProps {
  readonly run: RunSummary;
  readonly comparison: RunComparison;
}

function Compared({ run, comparison: { trained, current: inUse } }: ComparedProps) {
  const { models, project } = useDesk();
  const { models: all } = useFields(models.store, 'models');
  const { project: open } = useFields(project, 'project');
  // A model is not compared with itself.
  const isItself = inUse !== undefined && inUse.model === run.outcome?.model.id;
  const current = isItself ? undefined : inUse;
  const comparison: RunComparison = { trained, ...(current && { current }) };
  const currentName = current && (all.find(({ id }) => id === current.model)?.name ?? current.model);
  const pairs = classPairs(comparison);
  return (
    <>
      {currentName === undefined ? (
        <p className="muted">
          {isItself
            ? t('The model of this run is the one in use.')
            : t('The model in use knows none of these classes, so there is nothing to compare with.')}
        </p>
      ) : (
        <p className="muted">
          {tParts(current?.model === open?.model ? 'In use: {name}' : 'In use when this was measured: {name}', {
            name: (
              <span key="name" className="selectable compared-name">
                {currentName}
              </span>
            ),
          })}
        </p>
      )}
      <div className="tables">
        <FigureTable comparison={comparison} />
        <ClassTable pairs={pairs} compared={current !== undefined} />
      </div>
      <Curves pairs={pairs} compared={current !== undefined} />
      <div className="matrices">
        <Confusion title={t("What this run's model takes for what")} confusion={trained.confusion} />
        {current && (
          <Confusion title={t('What the model in use takes for what')} confusion={current.assessment.confusion} />
        )}
      </div>
      <Problems comparison={comparison} />
    </>
  );
}

function Problems({ comparison: { trained, current } }: { comparison: RunComparison }) {
  const problems = [...trained.problems, ...(current?.assessment.problems ?? [])];
  const once = [...new Map(problems.map((one) => [`${one.where} ${one.message}`, one])).values()];
  if (once.length === 0) return null;
  return (
    <ul className="warning-list" aria-label={t('What could not be measured')}>
      {once.map(({ where, message }) => (
        <li key={`${where} ${message}`}>
          <TriangleAlert size={14} strokeWidth={2} className="warn" aria-hidden />
          <span className="selectable">
            <span className="code">{where}</span> {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
