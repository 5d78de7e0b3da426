// The conversation of an import: a file is chosen and looked at, what it does not say is asked for, then it becomes a model. The look
// of it is in panels/models.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { cocoClasses } from '../../common/coco/cocoClasses.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { ModelWays } from '../../common/fcos/checkpoint/ways.ts';
import { specOf } from '../../common/foreign/guess.ts';
import type { ForeignChoices } from '../../common/foreign/guess.ts';
import type { ForeignSpec } from '../../common/foreign/spec.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { ModelImportReport, ModelInspection, OnnxInspection } from '../../common/protocol.ts';
import type { ChosenModelFile, ModelImportWish } from '../../common/records.ts';
import type { Failure } from '../../common/result.ts';
import type { Jobs } from './jobs.ts';
import { isRunning } from './jobs.ts';
import type { Notices } from './notices.ts';
import { openDialog, type ViewStore } from './view.ts';

/** Where the names of the classes come from; `numbers` only where the file has none. */
export type Naming = 'file' | 'coco' | 'own' | 'numbers';

export interface ImportForm {
  readonly name: string;
  /** undefined: not answered yet. */
  readonly naming: Naming | undefined;
  /** One name a line; for `own`. */
  readonly names: string;
  readonly shortSide: number;
  readonly longSide: number;
  readonly ways: ModelWays;
  /** For an ONNX file: which of its likely readings, and what is different from it. */
  readonly reading: number;
  readonly choices: ForeignChoices;
}

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

/** What is known of a file beforehand, and fills the form. */
export type ImportPreset = Partial<Pick<ImportForm, 'name' | 'naming' | 'shortSide' | 'longSide' | 'ways'>>;

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

/** Names as they are given, without the empty lines at the end. */
export function listedNames(text: string): string[] {
  const lines = text.trimEnd().split(/\r?\n/);
  return text.trim() === '' ? [] : lines.map((line) => line.trim());
}

/** True when every weight of the network is in the file. */
export function isWhole(inspection: ModelInspection): boolean {
  return inspection.kind === 'onnx' || inspection.missing.length + inspection.wrongShape.length === 0;
}

/** What keeps the import from starting, in words; undefined: nothing. */
export function whatIsMissing(inspection: ModelInspection, form: ImportForm): string | undefined {
  if (!isWhole(inspection)) return 'The network would not be whole';
  if (form.name.trim() === '') return 'The model needs a name';
  if (form.naming === undefined) return 'Say what its classes are called';
  if (form.shortSide > form.longSide) return 'The short side is longer than the long side';
  if (form.naming !== 'own') return undefined;
  const names = listedNames(form.names);
  if (names.includes('')) return `Line ${names.indexOf('') + 1} of the names is empty`;
  const { count, isOpen } = outputsOf(inspection, form);
  if (isOpen) return names.length > 0 ? undefined : 'No name is there';
  return names.length === count ? undefined : `${names.length} of ${count} names are there`;
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
      const use = { label: 'Use it', run: () => parts.onUse(report.model.id) };
      notices.say(`${form.name} was imported.`, { tone: 'good', action: use });
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
      if (stage.name === 'asking') show({ ...stage, form: { ...stage.form, ...part } });
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

function firstForm(file: ChosenModelFile, inspection: ModelInspection, preset: ImportPreset): ImportForm {
  if (inspection.kind === 'onnx') return firstOnnxForm(file, inspection);
  const { classes, outputs, input } = inspection;
  const coco = preset.naming === 'coco' && cocoClasses(outputs) !== undefined;
  return {
    reading: 0,
    choices: {},
    name: preset.name ?? file.proposedName,
    naming: coco ? 'coco' : classes !== undefined ? 'file' : undefined,
    names: '',
    shortSide: preset.shortSide ?? input.shortSide,
    longSide: preset.longSide ?? input.longSide,
    ways: preset.ways ?? {},
  };
}

function firstOnnxForm(file: ChosenModelFile, { report }: OnnxInspection): ImportForm {
  const fits = report.names !== undefined && (report.likely[0]?.classes ?? report.names.length) === report.names.length;
  const naming = fits ? 'file' : undefined;
  const { proposedName: name } = file;
  return { name, naming, names: '', shortSide: 0, longSide: 0, ways: {}, reading: 0, choices: {} };
}

export interface Outputs {
  readonly count: number;
  /** The file does not say how many classes there are; so many names, so many classes. */
  readonly isOpen: boolean;
}

/** Number of classes as the form stands. */
export function outputsOf(inspection: ModelInspection, { reading, naming, names }: ImportForm): Outputs {
  if (inspection.kind === 'checkpoint') return { count: inspection.outputs, isOpen: false };
  const { report } = inspection;
  const guess = report.likely[reading];
  if (guess?.classes !== undefined) return { count: guess.classes, isOpen: false };
  const own = naming === 'own' ? listedNames(names).length : undefined;
  // torchvision's lists count from the background and leave gaps, as COCO's ids do.
  const usual = guess?.reading.kind === 'listed' && report.facts.others === undefined ? 91 : 80;
  return { count: own ?? (naming === 'file' ? report.names?.length : undefined) ?? usual, isOpen: true };
}

/** How an ONNX file is fed and read as the form stands; undefined for a checkpoint. */
export function foreignOf(inspection: ModelInspection, form: ImportForm): ForeignSpec | undefined {
  if (inspection.kind !== 'onnx') return undefined;
  const { facts, likely } = inspection.report;
  const guess = likely[form.reading] ?? likely[0];
  return guess && specOf(facts, guess, form.choices, Math.max(1, outputsOf(inspection, form).count));
}

/** The names that the classes have as the form stands. */
export function namesOf(inspection: ModelInspection, form: ImportForm): readonly string[] {
  const { count } = outputsOf(inspection, form);
  const inFile = inspection.kind === 'onnx' ? inspection.report.names : inspection.classes;
  if (form.naming === 'own') return listedNames(form.names);
  if (form.naming === 'file' && inFile !== undefined) return inFile;
  if (form.naming === 'coco') return cocoClasses(count) ?? [];
  return Array.from({ length: count }, (_, index) => String(index));
}

function wishOf({ token }: ChosenModelFile, inspection: ModelInspection, form: ImportForm): ModelImportWish {
  const { name, naming, names, shortSide, longSide, ways } = form;
  const foreign = foreignOf(inspection, form);
  if (foreign !== undefined) {
    const classes = naming === 'numbers' ? undefined : namesOf(inspection, form);
    return { token, name: name.trim(), foreign, ...(classes && { classes }) };
  }
  return {
    token,
    name: name.trim(),
    ...(naming === 'coco' && { classes: 'coco' as const }),
    ...(naming === 'own' && { classes: listedNames(names) }),
    shortSide,
    longSide,
    ways,
  };
}
