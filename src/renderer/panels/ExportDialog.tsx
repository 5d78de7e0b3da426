// Export: what for, what goes in, then the report of what did and what did not and why.
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportedFolder, ExportReport } from '../../common/records.ts';
import type { Failure } from '../../common/result.ts';
import { fieldsOf, folderWish } from '../state/exporting.ts';
import { isRunning } from '../state/jobs.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ProgressBar } from '../ui/Parts.tsx';
import { AimChoice } from './export/AimChoice.tsx';
import { FolderFields } from './export/FolderFields.tsx';
import { HealthLine } from './insight/HealthLine.tsx';
import { ProblemList } from './Problems.tsx';

type Stage =
  | { readonly name: 'choose' }
  | { readonly name: 'writing' }
  | { readonly name: 'failed'; readonly failure: Failure }
  | { readonly name: 'done'; readonly report: ExportReport };

export function ExportDialog() {
  const desk = useDesk();
  const { counts } = useFields(desk.images.store, 'counts');
  const store = desk.exportForm;
  const { aim, pictures, people, segmentation } = useFields(store, 'aim', 'pictures', 'people', 'segmentation');
  const fields = fieldsOf(aim);
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const close = () => openDialog(desk.view, undefined);

  async function write(): Promise<void> {
    setStage({ name: 'writing' });
    const { pending, failure } = await desk.document.settled();
    if (pending > 0 && failure) return setStage({ name: 'failed', failure });
    const wish = folderWish(store.getState());
    const result =
      wish === undefined
        ? await desk.studio.ask('export/coco', { pictures, segmentation, people })
        : await desk.studio.ask('export/folder', wish);
    if (!result.ok)
      setStage(result.failure.kind === 'cancelled' ? { name: 'choose' } : { name: 'failed', failure: result.failure });
    else setStage(result.value ? { name: 'done', report: result.value } : { name: 'choose' });
  }

  const isWriting = stage.name === 'writing';
  const stop = () => {
    for (const job of desk.jobs.store.getState().jobs)
      if (job.kind === 'export' && isRunning(job)) void desk.jobs.cancel(job.id);
  };

  if (stage.name === 'done') return <ExportDone report={stage.report} onClose={close} />;
  return (
    <Dialog
      title={aim.kind === 'file' ? t('Export COCO') : t('Export into a folder')}
      onClose={close}
      foot={
        <>
          {isWriting && <WritingLine />}
          <Button onClick={isWriting ? stop : close}>{isWriting ? t('Stop') : t('Cancel')}</Button>
          <Button look="primary" data-focus-first disabled={isWriting} onClick={() => void write()}>
            {isWriting ? t('Writing…') : aim.kind === 'file' ? t('Choose the file…') : t('Choose the folder…')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <HealthLine />
        <fieldset className="stack" disabled={isWriting}>
          <AimChoice aim={aim} onChoose={(chosen) => store.setState({ aim: chosen })} />
          {aim.kind !== 'file' && <FolderFields store={store} />}
        </fieldset>
        <fieldset disabled={isWriting}>
          <legend>{t('Pictures')}</legend>
          <Choice name="pictures" checked={pictures === 'all'} onChoose={() => store.setState({ pictures: 'all' })}>
            {t('All {count, plural, one {# picture} other {# pictures}}', { count: counts.all })}
          </Choice>
          <Choice name="pictures" checked={pictures === 'done'} onChoose={() => store.setState({ pictures: 'done' })}>
            {t('Only the {count, number} that are labelled, reviewed or not', { count: counts.finished })}
          </Choice>
          <Choice
            name="pictures"
            checked={pictures === 'reviewed'}
            onChoose={() => store.setState({ pictures: 'reviewed' })}
          >
            {t('Only the {count, number} that are reviewed', { count: counts.reviewed })}
          </Choice>
        </fieldset>
        {fields.segmentation && (
          <fieldset disabled={isWriting}>
            <legend>{t('Segmentation')}</legend>
            <Choice
              name="segmentation"
              checked={segmentation === 'empty'}
              onChoose={() => store.setState({ segmentation: 'empty' })}
            >
              {t('Empty: the file has boxes only')}
            </Choice>
            <Choice
              name="segmentation"
              checked={segmentation === 'box-polygon'}
              onChoose={() => store.setState({ segmentation: 'box-polygon' })}
            >
              {t('The box as a polygon, for tools that insist on one')}
            </Choice>
          </fieldset>
        )}
        {fields.people && (
          <label className="choice">
            <input
              type="checkbox"
              checked={people === 'written'}
              onChange={(event) => store.setState({ people: event.currentTarget.checked ? 'written' : 'left-out' })}
            />
            {t('With who made, reviewed and returned, and when')}
          </label>
        )}
        <p className="muted">
          {t(
            'Boxes that you drew, accepted, edited or imported are exported. Proposals and rejected boxes are not; the report counts them.',
          )}
        </p>
        {stage.name === 'failed' && (
          <p className="bad selectable" role="alert">
            {stage.failure.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly children: string;
}

export function Choice({ name, checked, onChoose, children }: ChoiceProps) {
  return (
    <label className="choice">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      {children}
    </label>
  );
}

function ExportDone({ report, onClose }: { report: ExportReport; onClose: () => void }) {
  const desk = useDesk();
  const show = async () => {
    const result = await desk.studio.ask('project/show-in-folder', { what: 'last-export' });
    if (!result.ok) desk.notices.report(result.failure);
  };
  return (
    <Dialog
      title={t('Exported, read back and checked')}
      onClose={onClose}
      foot={
        <>
          <Button icon={FolderOpen} onClick={() => void show()}>
            {t('Show in folder')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <p className="code selectable wrap">{report.location}</p>
        <dl className="figures">
          <Figure name={t('pictures')} value={report.images} />
          <Figure name={t('boxes')} value={report.annotations} />
          <Figure name={t('classes')} value={report.categories} />
        </dl>
        {report.folder && <FolderDone folder={report.folder} />}
        <section aria-label={t('Left out')}>
          <h3>{t('Left out')}</h3>
          {report.leftOut.length === 0 ? (
            <p className="muted">{t('Nothing.')}</p>
          ) : (
            <ul className="left-out">
              {report.leftOut.map(({ count: number, reason }) => (
                <li key={reason}>
                  <span className="number">{grouped(number)}</span>
                  <span className="muted">{reason}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {report.problems.length > 0 && <ProblemList problems={report.problems} label={t('Problems of the export')} />}
      </div>
    </Dialog>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dd>{grouped(value)}</dd>
      <dt className="muted">{name}</dt>
    </div>
  );
}

/** How far the export is that the dialog waits for. */
function WritingLine() {
  const { jobs } = useDesk();
  const { jobs: all } = useFields(jobs.store, 'jobs');
  const job = all.findLast((one) => one.kind === 'export' && isRunning(one));
  return (
    <div className="grow import-progress">
      <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={t('Exporting')} />
    </div>
  );
}

function FolderDone({ folder }: { folder: ExportedFolder }) {
  const { snippet } = folder;
  return (
    <>
      <dl className="figures">
        {folder.parts.map(({ part, images }) => (
          <Figure key={part} name={part} value={images} />
        ))}
        <Figure name={t('picture files copied')} value={folder.copied} />
        {folder.linked > 0 && <Figure name={t('picture files linked')} value={folder.linked} />}
      </dl>
      {snippet && (
        <section aria-label={snippet.fileName}>
          <p className="code">{snippet.fileName}</p>
          <pre className="code selectable import-detail">{snippet.text}</pre>
        </section>
      )}
    </>
  );
}
