// An export from the dialog to its report: what it would take, the job, and the exports that were. It goes on when the dialog is closed.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { boxes } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { ShownExport } from '../../common/exportLog.ts';
import type { ExportCounts } from '../../common/exportWish.ts';
import type { Failure } from '../../common/result.ts';
import { countWish, createExportForm, fileWish, folderWish, usualForm, type ExportFormStore } from './exporting.ts';
import { isRunning, type Jobs } from './jobs.ts';
import type { Notices } from './notices.ts';
import { openDialog, type ViewStore } from './view.ts';

export type ExportStage =
  | { readonly name: 'choose' }
  | { readonly name: 'writing' }
  | { readonly name: 'failed'; readonly failure: Failure }
  | { readonly name: 'done'; readonly done: ShownExport };

export interface ExportState {
  readonly stage: ExportStage;
  /** Of the form as it was when it was counted last. */
  readonly counts: ExportCounts | undefined;
  readonly counting: boolean;
  readonly countFailure: Failure | undefined;
  /** Newest first; undefined: not asked for yet. */
  readonly past: readonly ShownExport[] | undefined;
}

export interface Exporting {
  readonly form: ExportFormStore;
  readonly store: StoreApi<ExportState>;
  /** Opens the dialog, of the project as it is or of a snapshot. */
  open(snapshot?: number): void;
  /** Counts what the form comes to. */
  count(): Promise<void>;
  write(): Promise<void>;
  /** Stops the job that `write` waits for. */
  stop(): void;
  close(): void;
  loadPast(): Promise<void>;
  /** The report of a past export, in the dialog. */
  showReport(done: ShownExport): void;
  showInFolder(id: number): Promise<void>;
  copySnippet(id: number): Promise<void>;
  /** Another project: classes and figures are those of the last one. */
  clear(): void;
}

export interface ExportParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  readonly jobs: Jobs;
  readonly settled: () => Promise<{ readonly pending: number; readonly failure: Failure | undefined }>;
}

const nothing: ExportState = {
  stage: { name: 'choose' },
  counts: undefined,
  counting: false,
  countFailure: undefined,
  past: undefined,
};

export function createExporting({ studio, notices, view, jobs, settled }: ExportParts): Exporting {
  const form = createExportForm();
  const store = createStore<ExportState>(() => nothing);
  const show = (stage: ExportStage) => store.setState({ stage });
  const isOpen = () => view.getState().dialog?.kind === 'export';
  let counted = 0;

  async function loadPast(): Promise<void> {
    const result = await studio.ask('exports/list', {});
    if (result.ok) store.setState({ past: result.value });
    else notices.report(result.failure);
  }

  function fail(failure: Failure): void {
    if (failure.kind === 'cancelled') return show({ name: 'choose' });
    show({ name: 'failed', failure });
    if (!isOpen()) notices.report(failure);
  }

  function end(done: ShownExport): void {
    void loadPast();
    if (isOpen()) return show({ name: 'done', done });
    show({ name: 'choose' });
    const { annotations, location } = done.report;
    notices.say(t('{boxes} exported to {location}.', { boxes: boxes(annotations), location }), {
      tone: 'good',
      action: { label: t('Report'), run: () => showReport(done) },
    });
  }

  function showReport(done: ShownExport): void {
    // An export that runs keeps its dialog.
    if (store.getState().stage.name !== 'writing') show({ name: 'done', done });
    openDialog(view, { kind: 'export' });
  }

  return {
    form,
    store,
    open(snapshot) {
      // An export that runs keeps its dialog, and what was counted of another state is none of this one's.
      if (store.getState().stage.name !== 'writing' && form.getState().snapshot !== snapshot) {
        form.setState({ snapshot, classes: 'all' });
        store.setState({ stage: { name: 'choose' }, counts: undefined, countFailure: undefined });
      }
      openDialog(view, { kind: 'export' });
    },
    async count() {
      const mine = ++counted;
      store.setState({ counting: true });
      await settled();
      if (mine !== counted) return;
      const result = await studio.ask('export/count', countWish(form.getState()));
      if (mine !== counted) return;
      if (result.ok) store.setState({ counts: result.value, counting: false, countFailure: undefined });
      else if (result.failure.kind === 'cancelled') store.setState({ counting: false });
      else store.setState({ counts: undefined, counting: false, countFailure: result.failure });
    },
    async write() {
      if (store.getState().stage.name === 'writing') return;
      show({ name: 'writing' });
      const { pending, failure } = await settled();
      if (pending > 0 && failure) return fail(failure);
      const wish = folderWish(form.getState());
      const result =
        wish === undefined
          ? await studio.ask('export/coco', fileWish(form.getState()))
          : await studio.ask('export/folder', wish);
      if (!result.ok) fail(result.failure);
      else if (result.value === null) show({ name: 'choose' });
      else end(result.value);
    },
    stop() {
      for (const job of jobs.store.getState().jobs)
        if (job.kind === 'export' && isRunning(job)) void jobs.cancel(job.id);
    },
    close() {
      openDialog(view, undefined);
      if (store.getState().stage.name !== 'writing') show({ name: 'choose' });
    },
    loadPast,
    showReport,
    async showInFolder(id) {
      const result = await studio.ask('exports/show', { id });
      if (result.ok) return;
      notices.report(result.failure);
      await loadPast();
    },
    async copySnippet(id) {
      const result = await studio.ask('exports/copy-snippet', { id });
      if (result.ok) notices.say(t('Copied'), { tone: 'good' });
      else notices.report(result.failure);
    },
    clear() {
      counted += 1;
      form.setState(usualForm);
      store.setState(nothing);
    },
  };
}
