// Export: what for and what goes in, with what comes of it beside; then the report of what did and what did not and why.
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../common/messages/t.ts';
import { fieldsOf, type ExportForm as Form } from '../state/exporting.ts';
import { isRunning } from '../state/jobs.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ProgressBar } from '../ui/Parts.tsx';
import { AimChoice } from './export/AimChoice.tsx';
import { Before } from './export/Before.tsx';
import { ClassFields } from './export/ClassFields.tsx';
import { ExportDone } from './export/ExportDone.tsx';
import { FolderFields } from './export/FolderFields.tsx';
import { Line } from './export/Line.tsx';
import { HealthLine } from './insight/HealthLine.tsx';

export function ExportDialog() {
  const { exporting } = useDesk();
  const { stage } = useFields(exporting.store, 'stage');
  return stage.name === 'done' ? <ExportDone done={stage.done} /> : <ExportForm />;
}

function ExportForm() {
  const { exporting } = useDesk();
  const { stage } = useFields(exporting.store, 'stage');
  const { aim, classes, snapshot } = useFields(exporting.form, 'aim', 'classes', 'snapshot');
  const isWriting = stage.name === 'writing';
  const isFile = aim.kind === 'file';
  const stop = useRef<HTMLButtonElement>(null);
  const write = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A button that cannot be pressed any more loses the focus; whoever works by keys goes on at the other one.
    // The browser takes it away only with the next frame. Stop is Cancel again when the writing has ended: Enter tries once more.
    const focused = document.activeElement;
    const isLost = !focused || focused.closest('dialog') === null || focused.matches(':disabled');
    if (isLost || (!isWriting && focused === stop.current)) (isWriting ? stop : write).current?.focus();
  }, [isWriting]);
  return (
    <Dialog
      title={snapshot === undefined ? t('Export') : t('Export snapshot {id}', { id: snapshot })}
      wide
      className="export-dialog"
      beside={isWriting ? 'stays' : 'closes'}
      onClose={exporting.close}
      foot={
        <>
          {isWriting && <WritingLine />}
          {stage.name === 'failed' && (
            <p className="import-refusal grow selectable" role="alert">
              <CircleAlert size={16} strokeWidth={1.75} className="bad" aria-hidden />
              <span className="wrap">{stage.failure.message}</span>
            </p>
          )}
          <Button ref={stop} onClick={isWriting ? exporting.stop : exporting.close}>
            {isWriting ? t('Stop') : t('Cancel')}
          </Button>
          <Button
            ref={write}
            look="primary"
            data-focus-first
            disabled={isWriting || classes.length === 0}
            onClick={() => void exporting.write()}
          >
            {isWriting ? t('Writing…') : isFile ? t('Choose the file…') : t('Choose the folder…')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        {snapshot === undefined && <HealthLine />}
        <div className="export-columns">
          <fieldset className="export-form" disabled={isWriting}>
            <Fields />
          </fieldset>
          <Before />
        </div>
      </div>
    </Dialog>
  );
}

function Fields() {
  const desk = useDesk();
  const { counts } = useFields(desk.images.store, 'counts');
  const { counts: counted } = useFields(desk.exporting.store, 'counts');
  const store = desk.exporting.form;
  const { aim, pictures, snapshot } = useFields(store, 'aim', 'pictures', 'snapshot');
  // How many they are in a snapshot is counted beside.
  const isNow = snapshot === undefined;
  return (
    <>
      <AimChoice aim={aim} onChoose={(chosen) => store.setState({ aim: chosen })} />
      <Line name={t('Pictures')}>
        <select
          className="field"
          value={pictures}
          onChange={({ currentTarget }) => store.setState({ pictures: currentTarget.value as Form['pictures'] })}
        >
          <option value="all">
            {isNow
              ? t('All {count, plural, one {# picture} other {# pictures}}', { count: counts.all })
              : t('All pictures')}
          </option>
          <option value="done">
            {isNow
              ? t('Only the {count, number} that are labelled, reviewed or not', { count: counts.finished })
              : t('Only those that are labelled, reviewed or not')}
          </option>
          <option value="reviewed">
            {isNow
              ? t('Only the {count, number} that are reviewed', { count: counts.reviewed })
              : t('Only those that are reviewed')}
          </option>
        </select>
      </Line>
      <ClassFields store={store} byClass={counted?.byClass} />
      {aim.kind !== 'file' && <FolderFields store={store} turned={counted?.turned ?? 0} />}
      <CocoFields />
    </>
  );
}

/** What only COCO has a place for. */
function CocoFields() {
  const store = useDesk().exporting.form;
  const { aim, people, segmentation } = useFields(store, 'aim', 'people', 'segmentation');
  const fields = fieldsOf(aim);
  return (
    <>
      {fields.segmentation && (
        <Line name={t('Segmentation')}>
          <select
            className="field"
            value={segmentation}
            onChange={({ currentTarget }) =>
              store.setState({ segmentation: currentTarget.value as Form['segmentation'] })
            }
          >
            <option value="empty">{t('Empty: the file has boxes only')}</option>
            <option value="box-polygon">{t('The box as a polygon, for tools that insist on one')}</option>
          </select>
        </Line>
      )}
      {fields.people && (
        <label className="choice export-more">
          <input
            type="checkbox"
            checked={people === 'written'}
            onChange={(event) => store.setState({ people: event.currentTarget.checked ? 'written' : 'left-out' })}
          />
          {t('With who made, reviewed and returned, and when')}
        </label>
      )}
    </>
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
