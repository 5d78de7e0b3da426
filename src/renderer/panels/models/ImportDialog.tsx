// The dialog of an import: its frame and what stands in it at each stage. What is particular to a kind of file stands in files of its own.
import { CircleAlert, CircleCheck, FileBox } from 'lucide-react';
import { useId } from 'react';
import { classes } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ChosenModelFile } from '../../../common/modelRecords.ts';
import { assertNever } from '../../../common/result.ts';
import type { Failure } from '../../../common/result.ts';
import { isRunning } from '../../state/jobs.ts';
import { isWhole, whatIsMissing } from '../../state/importForm.ts';
import type { ImportStage } from '../../state/modelImport.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { parameterWords } from '../../trainingWords.ts';
import { megabytes } from '../../words.ts';
import { bytesLine } from '../jobWords.ts';
import { CheckpointFacts } from './CheckpointFacts.tsx';
import { CheckpointForm } from './CheckpointForm.tsx';
import { OnnxFacts } from './OnnxFacts.tsx';
import { OnnxForm } from './OnnxForm.tsx';

export function ImportDialog() {
  const { modelImport } = useDesk();
  const { stage } = useFields(modelImport.store, 'stage');
  switch (stage.name) {
    case 'none':
      return null;
    case 'reading':
      return <Reading file={stage.file} />;
    case 'refused':
      return <Refused {...stage} />;
    case 'asking':
    case 'importing':
      return <Asking stage={stage} />;
    case 'done':
      return <Done stage={stage} />;
    default:
      return assertNever(stage);
  }
}

function FileLine({ file, children }: { file: ChosenModelFile; children?: string }) {
  return (
    <p className="import-file">
      <FileBox size={16} strokeWidth={1.75} aria-hidden />
      <span className="cut selectable" title={file.name}>
        {file.name}
      </span>
      <span className="muted import-size">{megabytes(file.bytes)}</span>
      {children !== undefined && <span className="muted cut">{children}</span>}
    </p>
  );
}

function Reading({ file }: { file: ChosenModelFile }) {
  const { modelImport } = useDesk();
  return (
    <Dialog
      title={t('Import a model')}
      onClose={modelImport.close}
      foot={<Button onClick={modelImport.close}>{t('Cancel')}</Button>}
    >
      <div className="dialog-body stack" aria-busy>
        <FileLine file={file} />
        <ProgressBar done={0} total={0} label={t('Looking at the file')} />
        <p className="muted" role="status">
          {/\.onnx$/i.test(file.name)
            ? t('Looking at the file, and running it once.')
            : t('Looking at the file. Nothing in it is run.')}
        </p>
      </div>
    </Dialog>
  );
}

function Refused({ file, failure }: { file: ChosenModelFile; failure: Failure }) {
  const { modelImport } = useDesk();
  return (
    <Dialog title={t('This file cannot be imported')} onClose={modelImport.close} foot={<OtherFile />}>
      <div className="dialog-body stack">
        <FileLine file={file} />
        <p className="import-refusal selectable" role="alert">
          <CircleAlert size={16} strokeWidth={1.75} className="bad" aria-hidden />
          <span>{failure.message}</span>
        </p>
        {failure.detail !== undefined && (
          <details>
            <summary className="muted">{t('Details')}</summary>
            <pre className="code selectable import-detail">{failure.detail}</pre>
          </details>
        )}
      </div>
    </Dialog>
  );
}

function OtherFile() {
  const { modelImport } = useDesk();
  return (
    <>
      <Button onClick={modelImport.close}>{t('Close')}</Button>
      <Button look="primary" onClick={() => void modelImport.choose()}>
        {t('Choose another file…')}
      </Button>
    </>
  );
}

const formats = {
  onnx: 'ONNX',
  pytorch: t('PyTorch checkpoint'),
  'pytorch-legacy': t('PyTorch checkpoint, older format'),
  safetensors: 'safetensors',
} as const;

type AskingStage = Extract<ImportStage, { name: 'asking' | 'importing' }>;

function Asking({ stage }: { stage: AskingStage }) {
  const { modelImport } = useDesk();
  const form = useId();
  const { file, inspection, failure } = stage;
  return (
    <Dialog
      title={isWhole(inspection) ? t('Import a model') : t('This file cannot be imported')}
      wide={isWhole(inspection)}
      className={inspection.kind === 'onnx' ? 'import-dialog with-preview' : 'import-dialog'}
      beside="stays"
      onClose={modelImport.close}
      foot={stage.name === 'importing' ? <Importing /> : <Deeds form={form} stage={stage} />}
    >
      <form
        id={form}
        className="dialog-body import-body"
        onSubmit={(event) => {
          event.preventDefault();
          void modelImport.start();
        }}
        onKeyDown={(event) => {
          // In the list of names Enter begins a line.
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void modelImport.start();
        }}
      >
        <FileLine file={file}>{formats[inspection.kind === 'onnx' ? 'onnx' : inspection.format]}</FileLine>
        {inspection.kind === 'checkpoint' && !isWhole(inspection) ? (
          <CheckpointFacts inspection={inspection} />
        ) : (
          <div className="import-columns">
            {inspection.kind === 'onnx' ? (
              <OnnxFacts inspection={inspection} token={file.token} form={stage.form} />
            ) : (
              <CheckpointFacts inspection={inspection} />
            )}
            <fieldset disabled={stage.name === 'importing'} className="import-form">
              {inspection.kind === 'onnx' ? (
                <OnnxForm inspection={inspection} form={stage.form} />
              ) : (
                <CheckpointForm inspection={inspection} form={stage.form} />
              )}
            </fieldset>
          </div>
        )}
        {failure && (
          <p className="import-refusal selectable" role="alert">
            <CircleAlert size={16} strokeWidth={1.75} className="bad" aria-hidden />
            <span>{failure.message}</span>
          </p>
        )}
      </form>
    </Dialog>
  );
}

function Deeds({ form, stage }: { form: string; stage: AskingStage }) {
  const { modelImport } = useDesk();
  const missing = whatIsMissing(stage.inspection, stage.form);
  if (!isWhole(stage.inspection)) return <OtherFile />;
  return (
    <>
      <span className="muted grow" role="status">
        {missing}
      </span>
      <Button onClick={modelImport.close}>{t('Cancel')}</Button>
      <Button look="primary" type="submit" form={form} disabled={missing !== undefined}>
        {t('Import')}
      </Button>
    </>
  );
}

function Importing() {
  const { modelImport, jobs } = useDesk();
  const { jobs: all } = useFields(jobs.store, 'jobs');
  const job = all.findLast((one) => one.kind === 'model' && isRunning(one));
  const stopping = job?.state === 'cancelling';
  return (
    <>
      <div className="grow import-progress">
        <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={t('Importing')} />
        <span className="muted" role="status">
          {stopping ? t('Stopping') : job ? bytesLine(job) : t('Starting')}
        </span>
      </div>
      <Button onClick={modelImport.cancel} disabled={job === undefined || stopping}>
        {t('Stop')}
      </Button>
    </>
  );
}

function Done({ stage }: { stage: Extract<ImportStage, { name: 'done' }> }) {
  const desk = useDesk();
  const { project } = useFields(desk.project, 'project');
  const { close } = desk.modelImport;
  const { report, form } = stage;
  const usable = project !== undefined && !project.readOnly;
  const use = () => {
    close();
    void desk.flow.useModel(report.model.id);
  };
  return (
    <Dialog
      title={t('The model is here')}
      onClose={close}
      foot={
        <>
          <Button {...(!usable && { look: 'primary', 'data-focus-first': true })} onClick={close}>
            {usable ? t('Keep the one in use') : t('Done')}
          </Button>
          {usable && (
            <Button look="primary" data-focus-first onClick={use}>
              {t('Use it')}
            </Button>
          )}
        </>
      }
    >
      <div className="dialog-body stack">
        <p className="import-refusal">
          <CircleCheck size={16} strokeWidth={1.75} className="good" aria-hidden />
          <span>
            {t('{name} was imported with {classes} and {parameters} parameters.', {
              name: form.name,
              classes: classes(report.classes.length),
              parameters: parameterWords(report.parameters),
            })}
          </span>
        </p>
        <p className="muted">
          {usable
            ? t('In use, it pre-labels the pictures of this project from now on. Boxes that are there stay.')
            : t('Open a project to pre-label with it.')}
        </p>
      </div>
    </Dialog>
  );
}
