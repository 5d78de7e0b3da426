// The line at the bottom: where the pointer is, the running job, how many warnings there are.
import { ChevronUp, GraduationCap, TriangleAlert, X } from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import { runCommand } from '../commands.ts';
import { cancellable, isRunning, jobNames } from '../state/jobs.ts';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { IconButton } from '../ui/Button.tsx';
import { Live } from '../ui/Live.tsx';
import { ProgressBar } from '../ui/Parts.tsx';
import { paintSwatch, writePixel, writePointer, writeScale } from './handWords.ts';
import { cancelWords, jobEnds, jobLine } from './jobWords.ts';

export function StatusBar() {
  return (
    <footer className="status-bar" data-region="status" aria-label={t('Status')}>
      <Hand />
      <Running />
      <Warnings />
    </footer>
  );
}

function Hand() {
  const desk = useDesk();
  const { page } = useFields(desk.view, 'page');
  const { selection } = useFields(desk.document.store, 'selection');
  const image = useCurrentImage();
  if (page !== 'label' || image === undefined) return <div className="status-hand" />;
  return (
    <div className="status-hand">
      <Live store={desk.hand} write={writePointer} className="code status-pointer" />
      <span className="status-pixel">
        <Live store={desk.hand} write={paintSwatch} className="swatch" />
        <Live store={desk.hand} write={writePixel} className="code" />
      </span>
      {image.problem === undefined && (
        <>
          <span>{t('{width} × {height} px', { width: String(image.width), height: String(image.height) })}</span>
          <Live store={desk.hand} write={writeScale} />
        </>
      )}
      {selection.size > 0 && <span>{t('{count, number} selected', { count: selection.size })}</span>}
    </div>
  );
}

function Running() {
  const desk = useDesk();
  const { jobs } = useFields(desk.jobs.store, 'jobs');
  const { jobsOpen } = useFields(desk.view, 'jobsOpen');
  const running = jobs.filter(isRunning);
  const job = running.at(-1) ?? jobs.at(-1);
  if (job === undefined) return <div className="status-job" />;
  // One job of training is all there is to see: its page shows it better than the list of jobs.
  const opensPage = job.kind === 'train' && running.length <= 1;
  const open = () => (opensPage ? runCommand(desk, 'page.train') : desk.view.setState({ jobsOpen: !jobsOpen }));
  return (
    <div className="status-job">
      <button type="button" className="status-button" {...(!opensPage && { 'aria-expanded': jobsOpen })} onClick={open}>
        {opensPage ? (
          <GraduationCap size={14} strokeWidth={1.75} aria-hidden />
        ) : (
          <ChevronUp size={14} strokeWidth={1.75} aria-hidden />
        )}
        <span className="sr-only">{t('Jobs:')} </span>
        <span className="cut">
          {isRunning(job)
            ? `${job.state === 'cancelling' ? t('{job}, stopping', { job: jobNames[job.kind] }) : jobNames[job.kind]} ${jobLine(job)}`
            : (job.message ?? t('{job}: {end}', { job: jobNames[job.kind], end: jobEnds[job.state] }))}
        </span>
        {running.length > 1 && <span className="muted">+{running.length - 1}</span>}
      </button>
      {isRunning(job) && (
        <>
          <div className="status-progress">
            <ProgressBar done={job.done} total={job.total} label={jobNames[job.kind]} />
          </div>
          {cancellable(job) && (
            <IconButton
              small
              icon={X}
              label={cancelWords(job.kind)}
              keys="$mod+."
              disabled={job.state === 'cancelling'}
              onClick={() => void desk.jobs.cancel(job.id)}
            />
          )}
        </>
      )}
    </div>
  );
}

function Warnings() {
  const desk = useDesk();
  const { problems } = useFields(desk.project, 'problems');
  if (problems === 0) return <div className="status-warnings" />;
  return (
    <div className="status-warnings">
      <button type="button" className="status-button" onClick={() => runCommand(desk, 'view.problems')}>
        <TriangleAlert size={13} strokeWidth={2} className="warn" aria-hidden />
        {t('{count, plural, one {# warning} other {# warnings}}', { count: problems })}
      </button>
    </div>
  );
}

/** All jobs with their details, above the status bar. */
export function JobDetails() {
  const desk = useDesk();
  const { jobs } = useFields(desk.jobs.store, 'jobs');
  const { jobsOpen } = useFields(desk.view, 'jobsOpen');
  if (!jobsOpen || jobs.length === 0) return null;
  return (
    <section className="job-details" aria-label={t('Job details')}>
      <header className="part-head">
        <h2>{t('Jobs')}</h2>
        <span className="grow" />
        <IconButton
          small
          icon={X}
          label={t('Close the jobs')}
          onClick={() => desk.view.setState({ jobsOpen: false })}
        />
      </header>
      <ul>
        {jobs.toReversed().map((job) => (
          <li key={job.id}>
            <div className="job-words">
              <span>{jobNames[job.kind]}</span>
              <span className={job.state === 'failed' ? 'bad grow' : 'muted grow'}>
                {isRunning(job) ? jobLine(job) : (job.message ?? jobEnds[job.state])}
              </span>
              {job.problems > 0 && (
                <button
                  type="button"
                  className="link"
                  onClick={() => openDialog(desk.view, { kind: 'job-problems', job: job.id })}
                >
                  {t('{count, plural, one {# problem} other {# problems}}', { count: job.problems })}
                </button>
              )}
              {cancellable(job) && (
                <button type="button" className="link" onClick={() => void desk.jobs.cancel(job.id)}>
                  {t('Cancel')}
                </button>
              )}
              {job.kind === 'train' && (
                <button type="button" className="link" onClick={() => runCommand(desk, 'page.train')}>
                  {t('Show')}
                </button>
              )}
            </div>
            {isRunning(job) && <ProgressBar done={job.done} total={job.total} label={jobNames[job.kind]} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
