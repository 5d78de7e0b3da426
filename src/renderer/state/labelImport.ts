// The conversation of a label import: a file or folder is chosen and read, what it holds is shown, the annotator decides, and it is
// taken in one step. The look of it is in panels/importing.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import { boxes } from '../../common/messages/counts.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { FormatId } from '../../common/formats/format.ts';
import type {
  ChosenLabels,
  ClassChoice,
  ImportChoices,
  ImportMerge,
  ImportOutcome,
  ImportPreview,
} from '../../common/labelImport.ts';
import type { Failure } from '../../common/result.ts';
import { isRunning, type Jobs } from './jobs.ts';
import type { Notices } from './notices.ts';
import { openDialog, type ViewStore } from './view.ts';

export type LabelStage =
  | { readonly name: 'choosing'; readonly failure?: Failure }
  | { readonly name: 'reading'; readonly file: ChosenLabels; readonly what: 'labels' | 'pictures' }
  | { readonly name: 'refused'; readonly file: ChosenLabels; readonly failure: Failure }
  | {
      readonly name: 'asking' | 'taking';
      readonly file: ChosenLabels;
      readonly stage: string;
      readonly preview: ImportPreview;
      readonly choices: ImportChoices;
      /** Of the last try. */
      readonly failure?: Failure;
    }
  | { readonly name: 'done'; readonly file: ChosenLabels; readonly outcome: ImportOutcome };

export interface LabelImport {
  readonly store: StoreApi<{ readonly stage: LabelStage }>;
  /** Opens the dialog; one that is under way is shown again. */
  open(): void;
  choose(what: 'file' | 'folder'): Promise<void>;
  /** Reads the chosen one as another format. */
  readAs(format: FormatId): Promise<void>;
  /** Takes the pictures of the chosen folder into the project, then reads again. */
  addPictures(): Promise<void>;
  setClass(id: number, to: ClassChoice['to']): void;
  setMerge(merge: ImportMerge): void;
  take(): Promise<void>;
  undo(): Promise<void>;
  /** Asks what runs to stop. */
  cancel(): void;
  /** Closes the dialog. What is being taken goes on as a job; what was only read is forgotten. */
  close(): void;
}

export interface LabelImportParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  readonly jobs: Jobs;
  /** Saves what is on its way; false: it could not be saved. */
  readonly settle: () => Promise<boolean>;
  readonly undo: (edit: number) => Promise<boolean>;
  /** The import is now the last step on all pictures. */
  readonly onTaken: () => Promise<void>;
}

/** The same name is the same class; any other is new. Where there are boxes already, the annotator's stay. */
export function firstChoices(preview: ImportPreview): ImportChoices {
  return {
    classes: preview.classes.map(({ id, category }) => ({ id, to: category ?? 'new' })),
    merge: preview.boxes.mine > 0 ? 'keep-mine' : 'keep-both',
  };
}

export function createLabelImport(parts: LabelImportParts): LabelImport {
  const { studio, notices, view, jobs } = parts;
  const store = createStore<{ readonly stage: LabelStage }>(() => ({ stage: { name: 'choosing' } }));
  const show = (stage: LabelStage) => store.setState({ stage });
  const stageNow = () => store.getState().stage;
  const isOpen = () => view.getState().dialog?.kind === 'label-import';

  async function read(file: ChosenLabels, format?: FormatId): Promise<void> {
    const reading: LabelStage = { name: 'reading', file, what: 'labels' };
    show(reading);
    const result = await studio.ask('labels/read', { token: file.token, ...(format !== undefined && { format }) });
    if (stageNow() !== reading) return;
    if (result.ok) {
      const { stage, preview } = result.value;
      show({ name: 'asking', file, stage, preview, choices: firstChoices(preview) });
    } else if (result.failure.kind === 'cancelled') show({ name: 'choosing' });
    else show({ name: 'refused', file, failure: result.failure });
  }

  async function take(): Promise<void> {
    const stage = stageNow();
    if (stage.name !== 'asking' || !(await parts.settle())) return;
    const { file, preview, choices } = stage;
    const read = { file, stage: stage.stage, preview, choices };
    show({ name: 'taking', ...read });
    const result = await studio.ask('labels/take', { stage: stage.stage, choices });
    if (!result.ok) {
      const failure = result.failure.kind === 'cancelled' ? undefined : result.failure;
      show({ name: 'asking', ...read, ...(failure && { failure }) });
      if (failure && !isOpen()) notices.report(failure);
      return;
    }
    await parts.onTaken();
    if (isOpen()) return show({ name: 'done', file, outcome: result.value });
    show({ name: 'choosing' });
    notices.say(t('{boxes} imported from {file}.', { boxes: boxes(result.value.annotations), file: file.name }), {
      tone: 'good',
    });
  }

  function change(part: Partial<ImportChoices>): void {
    const stage = stageNow();
    if (stage.name === 'asking') show({ ...stage, choices: { ...stage.choices, ...part } });
  }

  /** Only what the dialog waits for: a look through the project's own folders goes on. */
  function cancel(): void {
    const stage = stageNow();
    const kind = stage.name === 'reading' && stage.what === 'pictures' ? 'scan' : 'import';
    const running = jobs.store.getState().jobs.findLast((job) => job.kind === kind && isRunning(job));
    if (running) void jobs.cancel(running.id);
  }

  return {
    store,
    take,
    cancel,
    open: () => openDialog(view, { kind: 'label-import' }),
    async choose(what) {
      const result = await studio.ask('labels/choose', { what });
      if (!result.ok) show({ name: 'choosing', failure: result.failure });
      else if (result.value) await read(result.value);
    },
    async readAs(format) {
      const stage = stageNow();
      if (stage.name === 'asking' || stage.name === 'refused') await read(stage.file, format);
    },
    async addPictures() {
      const stage = stageNow();
      if (stage.name !== 'asking') return;
      const { file } = stage;
      const reading: LabelStage = { name: 'reading', file, what: 'pictures' };
      show(reading);
      const result = await studio.ask('labels/add-pictures', { token: file.token });
      if (stageNow() !== reading) return;
      if (result.ok) await read(file);
      else if (result.failure.kind === 'cancelled') show(stage);
      else show({ ...stage, failure: result.failure });
    },
    setClass(id, to) {
      const stage = stageNow();
      if (stage.name !== 'asking') return;
      change({ classes: stage.choices.classes.map((choice) => (choice.id === id ? { id, to } : choice)) });
    },
    setMerge: (merge) => change({ merge }),
    async undo() {
      const stage = stageNow();
      if (stage.name !== 'done' || stage.outcome.edit === undefined) return;
      if (!(await parts.undo(stage.outcome.edit))) return;
      openDialog(view, undefined);
      show({ name: 'choosing' });
    },
    close() {
      openDialog(view, undefined);
      const stage = stageNow();
      if (stage.name === 'taking') return;
      if (stage.name === 'reading') cancel();
      if (stage.name === 'asking') void studio.ask('labels/drop', { stage: stage.stage });
      show({ name: 'choosing' });
    },
  };
}
