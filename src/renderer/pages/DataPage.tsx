// Where the pictures come from, what could not be read, and labels in and out.
import { Download, FolderPlus, RefreshCw, TriangleAlert, Upload } from 'lucide-react';
import { useEffect } from 'react';
import { grouped } from '../../common/messages/counts.ts';
import { t, tParts } from '../../common/messages/t.ts';
import { FolderActions } from '../panels/FolderActions.tsx';
import { PastExports } from '../panels/export/PastExports.tsx';
import { ProblemsOrWords } from '../panels/Problems.tsx';
import { lookOfState } from '../panels/imageStates.tsx';
import { SnapshotSection } from '../panels/snapshots/SnapshotSection.tsx';
import { stateNames } from '../panels/progress/stateNames.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';
import { Said } from '../ui/Said.tsx';

export function DataPage() {
  const desk = useDesk();
  const { project, problemList, problems } = useFields(desk.project, 'project', 'problemList', 'problems');
  useEffect(() => {
    if (problemList === undefined) void desk.flow.loadProblems();
  }, [desk, problemList]);
  if (project === undefined) return null;
  return (
    <main className="page" aria-label={t('Data')} data-region="page">
      <div className="page-inside">
        <section aria-label={t('Picture folders')}>
          <header className="page-head">
            <h2>{t('Picture folders')}</h2>
            <span className="grow" />
            <CommandButton command="project.rescan" icon={RefreshCw} words={t('Look for new pictures')} look="plain" />
            <CommandButton command="project.add-folder" icon={FolderPlus} words={t('Add a folder…')} look="plain" />
          </header>
          <ul className="rows">
            {project.folders.map((folder) => (
              <li key={folder.id}>
                <span className="code selectable cut grow">{folder.location}</span>
                <FolderActions folder={folder} />
              </li>
            ))}
          </ul>
          <p className="muted">
            <Said
              parts={tParts('Pictures stay where they are and are never changed. The project lies in {place}.', {
                place: <span className="code selectable">{project.location}</span>,
              })}
            />
          </p>
        </section>
        <Counts />
        <section aria-label={t('Labels')}>
          <header className="page-head">
            <h2>{t('Labels')}</h2>
            <span className="grow" />
            <CommandButton command="data.import" icon={Upload} words={t('Import labels…')} look="plain" />
            <CommandButton command="data.export-coco" icon={Download} words={t('Export…')} look="primary" />
          </header>
          <p className="muted">
            {t(
              'An import adds boxes to the pictures that the file names. An export is written beside, checked, and then put in place.',
            )}
          </p>
          <PastExports />
        </section>
        <SnapshotSection />
        <section aria-label={t('Problems')} className="page-problems">
          <header className="page-head">
            <h2>
              {t('Problems')} <span className="muted">{grouped(problems)}</span>
            </h2>
          </header>
          <ProblemsOrWords problems={problemList} none={t('Every picture of the project can be read.')} />
        </section>
      </div>
    </main>
  );
}

function Counts() {
  const { images } = useDesk();
  const { counts } = useFields(images.store, 'counts');
  const states = ['new', 'proposed', 'in-work', 'returned', 'done', 'reviewed'] as const;
  return (
    <section aria-label={t('Pictures by state')}>
      <dl className="figures">
        <div>
          <dd>{grouped(counts.all)}</dd>
          <dt className="muted">{t('pictures')}</dt>
        </div>
        {counts.problem > 0 && (
          <div>
            <dd>{grouped(counts.problem)}</dd>
            <dt className="state bad">
              <TriangleAlert size={12} strokeWidth={2} aria-hidden />
              {stateNames.problem}
            </dt>
          </div>
        )}
        {states.map((state) => {
          const { tone, icon: Icon } = lookOfState(state);
          return (
            <div key={state}>
              <dd>{grouped(counts[state])}</dd>
              <dt className={`state ${tone}`}>
                <Icon size={12} strokeWidth={2} aria-hidden />
                {stateNames[state]}
              </dt>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
