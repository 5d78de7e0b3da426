// Export COCO: what goes into the file, then the report of what did and what did not and why.
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport } from '../../common/records.ts';
import type { Failure } from '../../common/result.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
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
  const [pictures, setPictures] = useState<'all' | 'done' | 'reviewed'>('all');
  const [people, setPeople] = useState<'written' | 'left-out'>('left-out');
  const [segmentation, setSegmentation] = useState<'empty' | 'box-polygon'>('empty');
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const close = () => openDialog(desk.view, undefined);

  async function write(): Promise<void> {
    setStage({ name: 'writing' });
    const { pending, failure } = await desk.document.settled();
    if (pending > 0 && failure) return setStage({ name: 'failed', failure });
    const result = await desk.studio.ask('export/coco', { pictures, segmentation, people });
    if (!result.ok)
      setStage(result.failure.kind === 'cancelled' ? { name: 'choose' } : { name: 'failed', failure: result.failure });
    else setStage(result.value ? { name: 'done', report: result.value } : { name: 'choose' });
  }

  if (stage.name === 'done') return <ExportDone report={stage.report} onClose={close} />;
  return (
    <Dialog
      title={t('Export COCO')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={stage.name === 'writing'} onClick={() => void write()}>
            {stage.name === 'writing' ? t('Writing…') : t('Choose the file…')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <HealthLine />
        <fieldset>
          <legend>{t('Pictures')}</legend>
          <Choice name="pictures" checked={pictures === 'all'} onChoose={() => setPictures('all')}>
            {t('All {count, plural, one {# picture} other {# pictures}}', { count: counts.all })}
          </Choice>
          <Choice name="pictures" checked={pictures === 'done'} onChoose={() => setPictures('done')}>
            {t('Only the {count, number} that are labelled, reviewed or not', { count: counts.finished })}
          </Choice>
          <Choice name="pictures" checked={pictures === 'reviewed'} onChoose={() => setPictures('reviewed')}>
            {t('Only the {count, number} that are reviewed', { count: counts.reviewed })}
          </Choice>
        </fieldset>
        <fieldset>
          <legend>{t('Segmentation')}</legend>
          <Choice name="segmentation" checked={segmentation === 'empty'} onChoose={() => setSegmentation('empty')}>
            {t('Empty: the file has boxes only')}
          </Choice>
          <Choice
            name="segmentation"
            checked={segmentation === 'box-polygon'}
            onChoose={() => setSegmentation('box-polygon')}
          >
            {t('The box as a polygon, for tools that insist on one')}
          </Choice>
        </fieldset>
        <label className="choice">
          <input
            type="checkbox"
            checked={people === 'written'}
            onChange={(event) => setPeople(event.currentTarget.checked ? 'written' : 'left-out')}
          />
          {t('With who made, reviewed and returned, and when')}
        </label>
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
