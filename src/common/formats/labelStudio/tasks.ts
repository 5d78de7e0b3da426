// A task of Label Studio in the one form that the reader goes on with, from its JSON and its JSON-MIN; and which of several
// people's annotations of one picture is taken.
import { isRow, type Row } from '../../dataset/rows.ts';
import { textOf } from '../numbers.ts';

export interface Task {
  readonly data: Row;
  readonly annotations: readonly Row[];
  /** Results of models. */
  readonly predictions: number;
}

export type TaskForm = 'json' | 'json-min' | 'bare';

/** What a value is as a task: bare has data and nothing else; undefined for what is none. */
export function formOf(value: unknown): TaskForm | undefined {
  if (!isRow(value)) return undefined;
  if (isRow(value['data'])) {
    return ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(value[key])) ? 'json' : 'bare';
  }
  const isMin = 'annotation_id' in value || ('annotator' in value && 'lead_time' in value);
  return isMin || Object.values(value).some((list) => itemsIn(list).some(isMinItem)) ? 'json-min' : undefined;
}

function itemsIn(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

function isMinItem(item: Row): boolean {
  return 'original_width' in item && Object.keys(item).some((key) => key.endsWith('labels') || key === 'points');
}

export function taskOf(value: Row): Task {
  const { data } = value;
  if (isRow(data)) {
    const annotations = itemsIn(value['annotations'] ?? value['completions']);
    const predictions = itemsIn(value['predictions']).reduce((sum, { result }) => sum + countOf(result), 0);
    return { data, annotations, predictions };
  }
  const result = Object.entries(value).flatMap(([name, list]) =>
    itemsIn(list).map((item) => ({ ...sizeOf(item), from_name: name, value: item })),
  );
  return { data: value, annotations: [{ result, created_at: value['created_at'] }], predictions: 0 };
}

function sizeOf({ original_width: width, original_height: height }: Row): Row {
  return { original_width: width, original_height: height };
}

function countOf(result: unknown): number {
  return Array.isArray(result) ? result.length : 0;
}

export interface Chosen {
  readonly annotation?: Row;
  readonly index: number;
  /** Of people's annotations that are not taken. */
  readonly others: number;
  readonly cancelled: number;
}

/** The one marked as ground truth, else the one changed last; what was cancelled is never taken. */
export function chooseAnnotation(annotations: readonly Row[]): Chosen {
  let chosen = -1;
  let cancelled = 0;
  annotations.forEach((annotation, index) => {
    if (annotation['was_cancelled'] === true || annotation['skipped'] === true) cancelled += 1;
    else if (chosen === -1 || rankOf(annotation) >= rankOf(annotations[chosen]!)) chosen = index;
  });
  if (chosen === -1) return { index: 0, others: 0, cancelled };
  return { annotation: annotations[chosen]!, index: chosen, others: annotations.length - cancelled - 1, cancelled };
}

/** Larger is better; a ground truth is later than any date. */
function rankOf(annotation: Row): number {
  const at = Date.parse(textOf(annotation['updated_at'] ?? annotation['created_at']));
  return (annotation['ground_truth'] === true ? 1e16 : 0) + (Number.isNaN(at) ? 0 : at);
}
