// The conversation of an import: a file is chosen and looked at, what it does not say is asked for, then it becomes a model. The look
// of it is in panels/models.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { ModelImportReport, ModelInspection } from '../../common/modelImport.ts';
import type { ChosenModelFile } from '../../common/modelRecords.ts';
import type { Failure } from '../../common/result.ts';
import { firstForm, fitting, whatIsMissing, wishOf, type ImportForm, type ImportPreset } from './importForm.ts';
import type { Jobs } from './jobs.ts';
import { isRunning } from './jobs.ts';
import type { Notices } from './notices.ts';
import { openDialog, type ViewStore } from './view.ts';

export type ImportStage =
  | { readonly name: 'none' }
  | { readonly name: 'reading'; readonly file: ChosenModelFile }
  | { readonly name: 'refused'; readonly file: ChosenModelFile; readonly failure: Failure }
  | {
      readonly name: 'asking' | 'importing';
      readonly file: ChosenModelFile;
      readonly inspection: ModelInspection;
      readonly form: ImportForm;
      /** Of the last try. */
      readonly failure?: Failure;
    }
  | {
      readonly name: 'done';
      readonly file: ChosenModelFile;
      readonly form: ImportForm;
      readonly report: ModelImportReport;
    };

export interface ImportState {
  readonly stage: ImportStage;
}

export interface ModelImport {
  readonly store: StoreApi<ImportState>;
  /** Asks for a file, then looks at it. */
  choose(): Promise<void>;
  /** Looks at a file that is there already, such as one that was downloaded. */
  begin(file: ChosenModelFile, preset?: ImportPreset): Promise<void>;
  change(part: Partial<ImportForm>): void;
  /** Fills the names from a text file. */
  namesFromFile(): Promise<void>;
  start(): Promise<void>;
  /** Asks the running import to stop; the form is back when it has. */
  cancel(): void;
  /** Closes the dialog. An import that runs goes on as a job. */
  close(): void;
}

export interface ModelImportParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  readonly jobs: Jobs;
  /** A model came. */
  readonly onModel: () => Promise<void>;
  readonly onUse: (model: string) => void;
  /** The picture on screen, for an ONNX file to be tried on. */
  readonly openImage: () => ImageId | undefined;
}

export function createModelImport(parts: ModelImportParts): ModelImport {
  const { studio, notices, view, jobs } = parts;
  const store = createStore<ImportState>(() => ({ stage: { name: 'none' } }));
  const show = (stage: ImportStage) => store.setState({ stage });
  const isOpen = () => view.getState().dialog?.kind === 'model-import';

  async function begin(file: ChosenModelFile, preset: ImportPreset = {}): Promise<void> {
    const reading: ImportStage = { name: 'reading', file };
    show(reading);
    openDialog(view, { kind: 'model-import' });
    const image = parts.openImage();
    const result = await studio.ask('models/inspect', { token: file.token, ...(image !== undefined && { image }) });
    if (store.getState().stage !== reading) return;
    if (!result.ok) show({ name: 'refused', file, failure: result.failure });
    else show({ name: 'asking', file, inspection: result.value, form: firstForm(file, result.value, preset) });
  }

  async function start(): Promise<void> {
    const { stage } = store.getState();
    if (stage.name !== 'asking' || whatIsMissing(stage.inspection, stage.form) !== undefined) return;
    const { file, inspection, form } = stage;
    show({ name: 'importing', file, inspection, form });
    const result = await studio.ask('models/import', wishOf(file, inspection, form));
    if (!result.ok) {
      const failure = result.failure.kind === 'cancelled' ? undefined : result.failure;
      show({ name: 'asking', file, inspection, form, ...(failure && { failure }) });
      if (failure && !isOpen()) notices.report(failure);
      return;
    }
    const { value: report } = result;
    await parts.onModel();
    if (isOpen()) show({ name: 'done', file, form, report });
    else {
      show({ name: 'none' });
      const use = { label: t('Use it'), run: () => parts.onUse(report.model.id) };
      notices.say(t('{name} was imported.', { name: form.name }), { tone: 'good', action: use });
    }
  }

  return {
    store,
    begin,
    start,
    async choose() {
      // One that runs is shown rather than replaced.
      if (store.getState().stage.name === 'importing') return openDialog(view, { kind: 'model-import' });
      const result = await studio.ask('models/choose-file', {});
      if (!result.ok) notices.report(result.failure);
      else if (result.value) await begin(result.value);
    },
    change(part) {
      const { stage } = store.getState();
      if (stage.name === 'asking') show({ ...stage, form: fitting(stage.inspection, { ...stage.form, ...part }) });
    },
    async namesFromFile() {
      const result = await studio.ask('models/class-names', {});
      const { stage } = store.getState();
      if (stage.name !== 'asking') return;
      if (!result.ok) show({ ...stage, failure: result.failure });
      else if (result.value) {
        const { failure: _, ...rest } = stage;
        show({ ...rest, form: { ...stage.form, naming: 'own', names: result.value.join('\n') } });
      }
    },
    cancel() {
      const running = jobs.store.getState().jobs.findLast((job) => job.kind === 'model' && isRunning(job));
      if (running) void jobs.cancel(running.id);
    },
    close() {
      openDialog(view, undefined);
      if (store.getState().stage.name !== 'importing') show({ name: 'none' });
    },
  };
}
