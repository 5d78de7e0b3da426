// The form of an import: what it begins with, what it still lacks, and what it asks for. Plain values; the conversation is modelImport.ts.
import { t } from '../../common/messages/t.ts';
import { cocoClasses } from '../../common/coco/cocoClasses.ts';
import type { ModelWays } from '../../common/fcos/checkpoint/ways.ts';
import { specOf, usualClasses } from '../../common/foreign/guess.ts';
import type { ForeignChoices } from '../../common/foreign/guess.ts';
import type { ForeignSpec } from '../../common/foreign/spec.ts';
import type { ModelInspection, OnnxInspection } from '../../common/modelImport.ts';
import type { ChosenModelFile, ModelImportWish } from '../../common/modelRecords.ts';

/** Where the names of the classes come from; `numbers` only where the file has none. `coco-ids`: on 91 places, by COCO's ids. */
export type Naming = 'file' | 'coco' | 'coco-ids' | 'own' | 'numbers';

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

/** What is known of a file beforehand, and fills the form. */
export type ImportPreset = Partial<Pick<ImportForm, 'name' | 'naming' | 'shortSide' | 'longSide' | 'ways'>>;

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
  if (!isWhole(inspection)) return t('The network would not be whole');
  if (form.name.trim() === '') return t('The model needs a name');
  if (form.naming === undefined) return t('Say what its classes are called');
  if (form.shortSide > form.longSide) return t('The short side is longer than the long side');
  if (form.naming !== 'own') return undefined;
  const names = listedNames(form.names);
  if (names.includes('')) return t('Line {line, number} of the names is empty', { line: names.indexOf('') + 1 });
  const { count, isOpen } = outputsOf(inspection, form);
  if (isOpen) return names.length > 0 ? undefined : t('No name is there');
  return names.length === count
    ? undefined
    : t('{names, number} of {count, number} names are there', { names: names.length, count });
}

/** Another reading can have other classes: names that do not fit them are asked for again. */
export function fitting(inspection: ModelInspection, form: ImportForm): ImportForm {
  if (form.naming === undefined || namingsOf(inspection, form).includes(form.naming)) return form;
  return { ...form, naming: inspection.kind === 'onnx' ? firstNaming(inspection, form.reading) : undefined };
}

export function firstForm(file: ChosenModelFile, inspection: ModelInspection, preset: ImportPreset): ImportForm {
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

function firstOnnxForm({ proposedName: name }: ChosenModelFile, inspection: OnnxInspection): ImportForm {
  const naming = firstNaming(inspection, 0);
  return { name, naming, names: '', shortSide: 0, longSide: 0, ways: {}, reading: 0, choices: {} };
}

function firstNaming(inspection: OnnxInspection, reading: number): 'file' | undefined {
  return namesThatFit(inspection, reading) === undefined ? undefined : 'file';
}

/** The names in an ONNX file, where they are as many as the reading has classes. */
function namesThatFit({ report: { names, likely } }: OnnxInspection, reading: number): readonly string[] | undefined {
  const classes = likely[reading]?.classes;
  return classes === undefined || classes === names?.length ? names : undefined;
}

export function namesInFile(inspection: ModelInspection): readonly string[] | undefined {
  return inspection.kind === 'onnx' ? inspection.report.names : inspection.classes;
}

/** The ways of naming that fit the classes as the form stands, the usual first. */
export function namingsOf(inspection: ModelInspection, form: ImportForm): readonly Naming[] {
  const isNamed =
    inspection.kind === 'onnx'
      ? namesThatFit(inspection, form.reading) !== undefined
      : inspection.classes !== undefined;
  const file: readonly Naming[] = isNamed ? ['file'] : [];
  const numbers: readonly Naming[] = isNamed ? [] : ['numbers'];
  return [...file, ...cocoNamings(inspection, form), ...numbers, 'own'];
}

function cocoNamings(inspection: ModelInspection, form: ImportForm): readonly Naming[] {
  const { count, isOpen } = outputsOf(inspection, { ...form, naming: undefined });
  if (!isOpen) return cocoClasses(count) === undefined ? [] : ['coco'];
  return count === cocoPlaces ? ['coco-ids', 'coco'] : ['coco', 'coco-ids'];
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
  const guess = report.likely[reading] ?? report.likely[0];
  if (guess?.classes !== undefined) return { count: guess.classes, isOpen: false };
  const usual = guess === undefined ? cocoCount : usualClasses(guess.reading);
  const counts: Readonly<Record<Naming, number | undefined>> = {
    own: listedNames(names).length,
    file: report.names?.length,
    coco: cocoCount,
    'coco-ids': cocoPlaces,
    numbers: usual,
  };
  return { count: (naming && counts[naming]) ?? usual, isOpen: true };
}

/** COCO's classes one after another, and on the places of their ids. */
const cocoCount = 80;
const cocoPlaces = 91;

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
  const inFile = namesInFile(inspection);
  if (form.naming === 'own') return listedNames(form.names);
  if (form.naming === 'file' && inFile !== undefined) return inFile;
  if (form.naming === 'coco' || form.naming === 'coco-ids') return cocoClasses(count) ?? [];
  return Array.from({ length: count }, (_, index) => String(index));
}

export function wishOf({ token }: ChosenModelFile, inspection: ModelInspection, form: ImportForm): ModelImportWish {
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
