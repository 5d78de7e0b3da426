// The model of a run against the model in use, on the pictures that the run held out.
import { TriangleAlert } from 'lucide-react';
import type { RunComparison, RunSummary } from '../../../common/training.ts';
import { counted } from '../../../common/words.ts';
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
  const pictures = counted(run.validationPictures, 'held-out picture');
  return (
    <section aria-label="Comparison" className="comparison">
      <header className="page-head">
        <h2>Comparison</h2>
        <span className="muted small">{`on ${pictures}`}</span>
      </header>
      {question.phase === 'waiting' && (
        <div className="estimate-wait">
          <p className="muted">{`Both models look at ${pictures}`}</p>
          <ProgressBar done={0} total={0} label="Comparing the models" />
        </div>
      )}
      {question.phase === 'failed' && (
        <div className="estimate-failed" role="alert">
          <p className="bad selectable">{question.failure?.message}</p>
          <Button dense onClick={() => void training.compare(run.id)}>
            Compare again
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
            ? 'The model of this run is the one in use.'
            : 'The model in use knows none of these classes, so there is nothing to compare with.'}
        </p>
      ) : (
        <p className="muted">
          {current?.model === open?.model ? 'In use: ' : 'In use when this was measured: '}
          <span className="selectable compared-name">{currentName}</span>
        </p>
      )}
      <div className="tables">
        <FigureTable comparison={comparison} />
        <ClassTable pairs={pairs} compared={current !== undefined} />
      </div>
      <Curves pairs={pairs} compared={current !== undefined} />
      <div className="matrices">
        <Confusion title="What this run's model takes for what" confusion={trained.confusion} />
        {current && <Confusion title="What the model in use takes for what" confusion={current.assessment.confusion} />}
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
    <ul className="warning-list" aria-label="What could not be measured">
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
