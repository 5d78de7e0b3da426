// Before a project is open: the one next step, the sample, and the projects of before.
import { FolderOpen, Sparkles, X } from 'lucide-react';
import { pictures } from '../../common/messages/counts.ts';
import { locale, t } from '../../common/messages/t.ts';
import type { RecentProject } from '../../common/records.ts';
import { runCommand } from '../commands.ts';
import { jobLine } from '../panels/jobWords.ts';
import { isRunning, jobNames } from '../state/jobs.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';
import { CommandKeys } from '../ui/Keys.tsx';
import { ProgressBar } from '../ui/Parts.tsx';
import { roveRow, roving } from '../ui/rove.ts';

export function WelcomePage() {
  const desk = useDesk();
  const { phase, recent, app } = useFields(desk.project, 'phase', 'recent', 'app');
  const opening = phase === 'opening';
  return (
    <main className="welcome" data-region="welcome" aria-label={t('Welcome')}>
      <div className="welcome-inside">
        <h2>{t('Label pictures with a detector that learns from you.')}</h2>
        <p className="muted">
          {t(
            'Open a folder of pictures. Boxwright proposes boxes, you fix them, and a COCO file comes out. Pictures are never changed, and nothing leaves this computer.',
          )}
        </p>
        <div className="welcome-actions">
          <Button
            look="primary"
            icon={FolderOpen}
            disabled={opening}
            onClick={() => runCommand(desk, 'project.open-pictures')}
          >
            {t('Open a folder of pictures')}
          </Button>
          <CommandKeys command="project.open-pictures" />
          <Button icon={Sparkles} disabled={opening} onClick={() => runCommand(desk, 'project.sample')}>
            {t('Try the drawn sample')}
          </Button>
        </div>
        {opening && <Opening />}
        <section aria-label={t('Recent projects')}>
          <h3>{t('Recent projects')}</h3>
          {recent.length === 0 ? (
            <p className="muted">{t('Projects that you open are listed here.')}</p>
          ) : (
            <RecentList recent={recent} disabled={opening} />
          )}
        </section>
        <footer className="small muted">
          <button type="button" className="link" onClick={() => runCommand(desk, 'project.open')}>
            {t('Open a project file')}
          </button>
          <span>{app && `Boxwright ${app.version}`}</span>
        </footer>
      </div>
    </main>
  );
}

function Opening() {
  const desk = useDesk();
  const { jobs } = useFields(desk.jobs.store, 'jobs');
  const job = jobs.findLast(isRunning);
  const words = job ? jobNames[job.kind] : t('Opening the project');
  return (
    <div className="welcome-wait" role="status">
      <span className="muted">{job ? `${words} ${jobLine(job)}` : words}</span>
      <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={words} />
    </div>
  );
}

function RecentList({ recent, disabled }: { recent: readonly RecentProject[]; disabled: boolean }) {
  const desk = useDesk();
  return (
    <ul className="recent" {...roving}>
      {recent.map((project) => (
        <li key={project.id} {...roveRow}>
          <button
            type="button"
            className="recent-open"
            disabled={disabled || project.missing}
            onClick={() => void desk.flow.openRecent(project.id)}
          >
            <span className="recent-name">{project.name}</span>
            <span className="muted small cut">
              {project.missing ? t('{location} is not there', { location: project.location }) : project.location}
            </span>
            <span className="muted small recent-facts">{`${pictures(project.pictures)} · ${day(project.openedAt)}`}</span>
          </button>
          <button
            type="button"
            className="icon-button small-button"
            aria-label={t('Forget {name}', { name: project.name })}
            title={t('Take it off this list; nothing is deleted')}
            onClick={() => void desk.flow.forgetRecent(project.id)}
          >
            <X size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function day(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleDateString(locale(), { year: 'numeric', month: 'short', day: 'numeric' });
}
