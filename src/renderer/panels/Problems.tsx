// Lists of what was found and not taken as it is: of the project, of one job, of an import. And the question before
// the window closes with edits that are not saved.
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Any number of problems; `label` names the list for the screen reader. */
export function ProblemList({ problems, label }: { problems: readonly ProblemEntry[]; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 46,
    overscan: 10,
  });
  return (
    <div
      className="problems"
      ref={scroller}
      tabIndex={0}
      role="list"
      aria-label={label}
      style={{ '--rows': `${rows.getTotalSize()}px` } as CSSProperties}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const problem = problems[row.index];
          if (problem === undefined) return null;
          const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
          return (
            <div
              key={row.key}
              role="listitem"
              data-index={row.index}
              ref={rows.measureElement}
              className="problem"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <Icon
                size={14}
                strokeWidth={2}
                className={problem.severity === 'error' ? 'bad' : 'warn'}
                aria-label={problem.severity === 'error' ? t('error') : t('warning')}
              />
              <div className="selectable">
                <div className="code">{problem.where}</div>
                <div className="muted">{problem.message}</div>
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

export function ProjectProblems() {
  const desk = useDesk();
  const { problemList } = useFields(desk.project, 'problemList');
  useEffect(() => {
    if (problemList === undefined) void desk.flow.loadProblems();
  }, [desk, problemList]);
  return (
    <Dialog title={t('What could not be taken as it is')} wide onClose={() => openDialog(desk.view, undefined)}>
      <div className="dialog-body">
        <ProblemsOrWords problems={problemList} none={t('Every picture of the project can be read.')} />
      </div>
    </Dialog>
  );
}

export function ProblemsOrWords({ problems, none }: { problems: readonly ProblemEntry[] | undefined; none: string }) {
  if (problems === undefined) return <p className="muted">{t('Reading the list')}</p>;
  if (problems.length === 0) return <p className="muted">{none}</p>;
  return <ProblemList problems={problems} label={t('Problems')} />;
}

export function JobProblems({ job }: { job: number }) {
  const desk = useDesk();
  const [problems, setProblems] = useState<readonly ProblemEntry[]>();
  useEffect(() => {
    let wanted = true;
    void desk.studio.ask('job/problems', { job }).then((result) => {
      if (!wanted) return;
      if (result.ok) setProblems(result.value);
      else {
        setProblems([]);
        desk.notices.report(result.failure);
      }
    });
    return () => {
      wanted = false;
    };
  }, [desk, job]);
  return (
    <Dialog title={t('What the job could not do')} wide onClose={() => openDialog(desk.view, undefined)}>
      <div className="dialog-body">
        <ProblemsOrWords problems={problems} none={t('The job had no problems.')} />
      </div>
    </Dialog>
  );
}

interface ReportProps {
  readonly title: string;
  readonly said: string;
  readonly problems: readonly ProblemEntry[];
}

export function Report({ title, said, problems }: ReportProps) {
  const { view } = useDesk();
  return (
    <Dialog title={title} wide onClose={() => openDialog(view, undefined)}>
      <div className="dialog-body stack">
        <p>{said}</p>
        <p className="muted">
          {t('{count, plural, one {# entry} other {# entries}} of the file could not be taken as it is:', {
            count: problems.length,
          })}
        </p>
        <ProblemList problems={problems} label={t('Problems')} />
      </div>
    </Dialog>
  );
}

/** Asked when the window is closed while edits could not be saved. */
export function LeaveQuestion({ edits, onLeave }: { edits: number; onLeave: () => void }) {
  const desk = useDesk();
  const { save } = useFields(desk.document.store, 'save');
  const close = () => openDialog(desk.view, undefined);
  return (
    <Dialog
      title={t('{count, plural, one {# edit} other {# edits}} could not be saved', { count: edits })}
      onClose={close}
      foot={
        <>
          <Button onClick={onLeave}>
            {t('Close and lose {count, plural, one {# edit} other {# edits}}', { count: edits })}
          </Button>
          <Button
            look="primary"
            onClick={() => {
              desk.document.retrySave();
              close();
            }}
          >
            {t('Try again')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <p>{save.failure?.message ?? t('They are on their way.')}</p>
        <p className="muted">{t('The edits are kept in this window until they are saved or you close it.')}</p>
      </div>
    </Dialog>
  );
}
