// The dialog of a label import: its frame, and what stands in it at each stage. What a file holds is shown in Preview.tsx.
import { CircleAlert, FileText, Folder, FolderOpen, Undo2 } from 'lucide-react';
import { boxes, grouped } from '../../../common/messages/counts.ts';
import type { FormatId } from '../../../common/formats/format.ts';
import type { ChosenLabels, ImportPreview } from '../../../common/labelImport.ts';
import { t } from '../../../common/messages/t.ts';
import { assertNever, type Failure } from '../../../common/result.ts';
import { isRunning } from '../../state/jobs.ts';
import type { LabelStage } from '../../state/labelImport.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { boxesToTake } from './boxesToTake.ts';
import { formatNames } from './formatNames.ts';
import { FormatChoice, Preview, Problems } from './Preview.tsx';

export function LabelImportDialog() {
  const { labelImport } = useDesk();
  const { stage } = useFields(labelImport.store, 'stage');
  switch (stage.name) {
    case 'choosing':
      return <Choosing failure={stage.failure} />;
    case 'reading':
      return <Reading file={stage.file} what={stage.what} />;
    case 'refused':
      return <Refused stage={stage} />;
    case 'asking':
    case 'taking':
      return <Asking stage={stage} />;
    case 'done':
      return <Done stage={stage} />;
    default:
      return assertNever(stage);
  }
}

/** Where each format is usually found; either is looked at whole. */
const inFiles: readonly FormatId[] = ['coco', 'createml', 'csv', 'cvat', 'label-studio', 'via', 'vott'];
const inFolders: readonly FormatId[] = ['yolo', 'voc', 'labelme', 'kitti', 'open-images', 'supervisely', 'fiftyone'];

const namesOf = (formats: readonly FormatId[]): string => formats.map((format) => formatNames[format]).join(', ');

function Choosing({ failure }: { failure: Failure | undefined }) {
  const { labelImport } = useDesk();
  return (
    <Dialog
      title={t('Import labels')}
      onClose={labelImport.close}
      foot={
        <>
          <Button onClick={labelImport.close}>{t('Cancel')}</Button>
          <Button icon={FolderOpen} onClick={() => void labelImport.choose('folder')}>
            {t('Choose a folder…')}
          </Button>
          <Button look="primary" icon={FileText} data-focus-first onClick={() => void labelImport.choose('file')}>
            {t('Choose a file…')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <p>
          {t(
            'The format is recognised by what is in it. It is read and shown first; nothing is imported before you say so.',
          )}
        </p>
        <dl className="pairs">
          <dt className="muted">{t('One file')}</dt>
          <dd>{namesOf(inFiles)}</dd>
          <dt className="muted">{t('A folder')}</dt>
          <dd>{namesOf(inFolders)}</dd>
        </dl>
        {failure && <FailureLine failure={failure} />}
      </div>
    </Dialog>
  );
}

function FailureLine({ failure }: { failure: Failure }) {
  return (
    <p className="import-refusal selectable" role="alert">
      <CircleAlert size={16} strokeWidth={1.75} className="bad" aria-hidden />
      <span>{failure.message}</span>
    </p>
  );
}

function FileLine({ file: { name, what } }: { file: ChosenLabels }) {
  const Icon = what === 'folder' ? Folder : FileText;
  return (
    <p className="import-file">
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="cut selectable" title={name}>
        {name}
      </span>
    </p>
  );
}

/** How far the job is that the dialog waits for. */
function JobLine({ label }: { label: string }) {
  const { jobs } = useDesk();
  const { jobs: all } = useFields(jobs.store, 'jobs');
  const job = all.findLast((one) => (one.kind === 'import' || one.kind === 'scan') && isRunning(one));
  return (
    <>
      <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={label} />
      <p className="muted" role="status">
        {job?.state === 'cancelling' ? t('Stopping') : label}
      </p>
    </>
  );
}

function Reading({ file, what }: { file: ChosenLabels; what: 'labels' | 'pictures' }) {
  const { labelImport } = useDesk();
  return (
    <Dialog
      title={t('Import labels')}
      beside="stays"
      onClose={labelImport.close}
      foot={<Button onClick={labelImport.close}>{t('Cancel')}</Button>}
    >
      <div className="dialog-body stack" aria-busy>
        <FileLine file={file} />
        <JobLine label={what === 'labels' ? t('Reading the labels') : t('Looking through its pictures')} />
      </div>
    </Dialog>
  );
}

function Refused({ stage }: { stage: Extract<LabelStage, { name: 'refused' }> }) {
  const { labelImport } = useDesk();
  const { file, failure } = stage;
  return (
    <Dialog
      title={t('These labels cannot be read')}
      onClose={labelImport.close}
      foot={
        <>
          <Button onClick={labelImport.close}>{t('Close')}</Button>
          <Button icon={FolderOpen} onClick={() => void labelImport.choose('folder')}>
            {t('Choose a folder…')}
          </Button>
          <Button look="primary" icon={FileText} data-focus-first onClick={() => void labelImport.choose('file')}>
            {t('Choose a file…')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <FileLine file={file} />
        <FailureLine failure={failure} />
        {failure.detail !== undefined && (
          <details>
            <summary className="muted">{t('Details')}</summary>
            <pre className="code selectable import-detail">{failure.detail}</pre>
          </details>
        )}
        <FormatChoice format={undefined} others={undefined} />
      </div>
    </Dialog>
  );
}

function Asking({ stage }: { stage: Extract<LabelStage, { name: 'asking' | 'taking' }> }) {
  const { labelImport } = useDesk();
  const { file, preview, choices, failure } = stage;
  const isTaking = stage.name === 'taking';
  const count = boxesToTake(preview, choices);
  const hasParts = preview.splits.length > 0 && preview.pictures.matched > 0;
  const isNothing = count === 0 && !hasParts;
  // Where nothing of it is on a picture of the project, the pictures of its folder come first.
  const picturesFirst = isNothing && preview.newPictures > 0;
  return (
    <Dialog
      title={t('Import labels')}
      wide
      beside="stays"
      className="label-import"
      onClose={labelImport.close}
      foot={
        <>
          {isTaking ? (
            <div className="grow import-progress">
              <JobLine label={t('Importing')} />
            </div>
          ) : (
            <span className="muted grow" role="status">
              {isNothing ? whyNothing(preview) : t('One step, which can be undone.')}
            </span>
          )}
          <Button onClick={isTaking ? labelImport.cancel : labelImport.close}>
            {isTaking ? t('Stop') : t('Cancel')}
          </Button>
          <Button
            look="primary"
            data-focus-first={!picturesFirst || undefined}
            disabled={isTaking || isNothing}
            onClick={() => void labelImport.take()}
          >
            {count === 0 && hasParts ? t('Import the parts alone') : t('Import {boxes}', { boxes: boxes(count) })}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <FileLine file={file} />
        <fieldset disabled={isTaking} className="stack label-import-body">
          <Preview preview={preview} choices={choices} picturesFirst={picturesFirst} />
        </fieldset>
        {failure && <FailureLine failure={failure} />}
      </div>
    </Dialog>
  );
}

const whyNothing = ({ pictures }: ImportPreview): string =>
  pictures.inFile > 0 && pictures.matched === 0
    ? t('No picture of it is in this project.')
    : t('There is nothing in it to take.');

function Done({ stage }: { stage: Extract<LabelStage, { name: 'done' }> }) {
  const { labelImport } = useDesk();
  const { outcome, file } = stage;
  const figures = [
    [t('boxes'), outcome.annotations],
    [t('pictures'), outcome.images],
    [t('there already'), outcome.known],
    [t('gave way'), outcome.replaced],
    [t('left out'), outcome.leftOut],
  ] as const;
  return (
    <Dialog
      title={t('Labels imported')}
      wide={outcome.problems.length > 0}
      onClose={labelImport.close}
      foot={
        <>
          {outcome.edit !== undefined && (
            <Button icon={Undo2} onClick={() => void labelImport.undo()}>
              {t('Take it back')}
            </Button>
          )}
          <Button look="primary" data-focus-first onClick={labelImport.close}>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <FileLine file={file} />
        <dl className="figures">
          {figures
            .filter(([, value], index) => index < 2 || value > 0)
            .map(([name, value]) => (
              <div key={name}>
                <dd>{grouped(value)}</dd>
                <dt className="muted">{name}</dt>
              </div>
            ))}
        </dl>
        <Problems of={t('Problems of the import')} problems={outcome.problems} count={outcome.problems.length} />
      </div>
    </Dialog>
  );
}
