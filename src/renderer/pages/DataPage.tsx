// Where the pictures come from, what could not be read, and labels in and out.
import { Download, FolderPlus, RefreshCw, TriangleAlert, Upload } from 'lucide-react';
import { useEffect } from 'react';
import { ProblemsOrWords } from '../panels/Problems.tsx';
import { lookOfState } from '../panels/imageStates.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';

export function DataPage() {
  const desk = useDesk();
  const { project, problemList, problems } = useFields(desk.project, 'project', 'problemList', 'problems');
  useEffect(() => {
    if (problemList === undefined) void desk.flow.loadProblems();
  }, [desk, problemList]);
  if (project === undefined) return null;
  return (
    <main className="page" aria-label="Data" data-region="page">
      <div className="page-inside">
        <section aria-label="Picture folders">
          <header className="page-head">
            <h2>Picture folders</h2>
            <span className="grow" />
            <CommandButton command="project.rescan" icon={RefreshCw} words="Look for new pictures" look="plain" />
            <CommandButton command="project.add-folder" icon={FolderPlus} words="Add a folder…" look="plain" />
          </header>
          <ul className="rows">
            {project.folders.map((folder) => (
              <li key={folder.id}>
                <span className="code selectable cut grow">{folder.location}</span>
                {folder.missing && <span className="bad">is not there; connect it, then look again</span>}
              </li>
            ))}
          </ul>
          <p className="muted">
            Pictures stay where they are and are never changed. The project lies in{' '}
            <span className="code selectable">{project.location}</span>.
          </p>
        </section>
        <Counts />
        <section aria-label="Labels">
          <header className="page-head">
            <h2>Labels</h2>
            <span className="grow" />
            <CommandButton command="data.import-coco" icon={Upload} words="Import COCO…" look="plain" />
            <CommandButton command="data.export-coco" icon={Download} words="Export COCO…" look="primary" />
          </header>
          <p className="muted">
            An import adds boxes to the pictures that the file names. An export is written beside, checked, and then put
            in place.
          </p>
        </section>
        <section aria-label="Problems" className="page-problems">
          <header className="page-head">
            <h2>
              Problems <span className="muted">{problems.toLocaleString('en')}</span>
            </h2>
          </header>
          <ProblemsOrWords problems={problemList} none="Every picture of the project can be read." />
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
    <section aria-label="Pictures by state">
      <dl className="figures">
        <div>
          <dd>{counts.all.toLocaleString('en')}</dd>
          <dt className="muted">pictures</dt>
        </div>
        {counts.problem > 0 && (
          <div>
            <dd>{counts.problem.toLocaleString('en')}</dd>
            <dt className="state bad">
              <TriangleAlert size={12} strokeWidth={2} aria-hidden />
              unreadable
            </dt>
          </div>
        )}
        {states.map((state) => {
          const { word, tone, icon: Icon } = lookOfState(state);
          return (
            <div key={state}>
              <dd>{counts[state].toLocaleString('en')}</dd>
              <dt className={`state ${tone}`}>
                <Icon size={12} strokeWidth={2} aria-hidden />
                {word.toLowerCase()}
              </dt>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
