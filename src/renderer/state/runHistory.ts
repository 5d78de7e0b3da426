// The course of one run as the charts draw it: losses update by update, validations, warnings. Pure; it asks nobody.
import type { Losses, TrainingEvent } from '../../common/training.ts';

export type Progress = Extract<TrainingEvent, { kind: 'progress' }>;
export type Validation = Extract<TrainingEvent, { kind: 'validation' }>;

export interface RunHistory {
  /** Steps rise. */
  readonly progress: readonly Progress[];
  /** Steps rise. */
  readonly validations: readonly Validation[];
  /** Each sentence once, in the order in which they were said. */
  readonly warnings: readonly string[];
}

type Course = { -readonly [Name in keyof RunHistory]: RunHistory[Name][number][] };

export const emptyHistory: RunHistory = { progress: [], validations: [], warnings: [] };

/** Progress points that are kept: more than a wide screen has columns for. */
export const mostPoints = 4000;

export function historyOf(events: readonly TrainingEvent[]): RunHistory {
  const course: Course = { progress: [], validations: [], warnings: [] };
  for (const event of events) take(course, event);
  return { ...course, progress: thinned(course.progress, mostPoints) };
}

/** The history with one more event; the given one stays as it is. */
export function withEvent(history: RunHistory, event: TrainingEvent): RunHistory {
  if (event.kind === 'phase') return history;
  const course: Course = {
    progress: [...history.progress],
    validations: [...history.validations],
    warnings: [...history.warnings],
  };
  take(course, event);
  return { ...course, progress: thinned(course.progress, mostPoints) };
}

/** A run that was taken up again at a checkpoint says its last steps anew; what was said of them before was lost work. */
function take(course: Course, event: TrainingEvent): void {
  if (event.kind === 'progress') {
    dropFrom(course.progress, event.step);
    dropFrom(course.validations, event.step + 1);
    course.progress.push(event);
  } else if (event.kind === 'validation') {
    dropFrom(course.validations, event.step);
    course.validations.push(event);
  } else if (event.kind === 'warning' && !course.warnings.includes(event.message)) {
    course.warnings.push(event.message);
  }
}

function dropFrom(list: { readonly step: number }[], step: number): void {
  while ((list.at(-1)?.step ?? -1) >= step) list.pop();
}

/** At most `most` points: neighbours become one, at the place of the later, with the mean of their losses. */
export function thinned(points: readonly Progress[], most: number): readonly Progress[] {
  let rest = points;
  while (rest.length > most) {
    const pairs: Progress[] = [];
    for (let index = 0; index < rest.length; index += 2) {
      const [one, two] = [rest[index]!, rest[index + 1]];
      pairs.push(two === undefined ? one : { ...two, losses: meanOf(one.losses, two.losses) });
    }
    rest = pairs;
  }
  return rest;
}

function meanOf(a: Losses, b: Losses): Losses {
  return {
    classification: (a.classification + b.classification) / 2,
    box: (a.box + b.box) / 2,
    centreness: (a.centreness + b.centreness) / 2,
  };
}

export function totalLoss({ classification, box, centreness }: Losses): number {
  return classification + box + centreness;
}

/** Running means of `values` in which each step back counts `past` (0 … 1) as much; the first values are not pulled to 0. */
export function smoothed(values: readonly number[], past: number): number[] {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    sum = past * sum + value;
    weight = past * weight + 1;
    return sum / weight;
  });
}

/** The validation whose weights were kept. */
export function bestOf(validations: readonly Validation[]): Validation | undefined {
  return validations.findLast(({ isBest }) => isBest);
}
