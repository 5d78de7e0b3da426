// Which proposals are shown by their score: what the annotator chose for the model in use, or else what the model itself calls a
// detection; and for classes that have one of their own, that. Scores of one model are not those of another.
import type { ScoreBounds } from '../../common/annotation/visible.ts';
import type { Category, CategoryId } from '../../common/annotation/types.ts';
import type { Settings } from '../../common/records.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import type { Desk } from './desk.ts';

/** Until the models are listed, and for a model that is gone. */
const usual = 0.3;

interface Known extends Pick<Settings, 'thresholds' | 'highestScores' | 'classThresholds'> {
  readonly models: readonly ModelSummary[];
  readonly model: string | undefined;
  readonly categories: readonly Category[];
}

export function boundsFrom(known: Known): ScoreBounds {
  const { thresholds, highestScores, classThresholds, models, model, categories } = known;
  if (model === undefined) return { from: usual, to: 1, byCategory: new Map() };
  const summary = models.find(({ id }) => id === model);
  const floor = summary?.scoreFloor ?? 0;
  const own = classThresholds[model] ?? {};
  const from = Math.max(floor, thresholds[model] ?? summary?.shownFrom ?? usual);
  const byCategory = new Map<CategoryId, number>();
  for (const { id, name } of categories) {
    const least = Object.hasOwn(own, name) ? own[name] : undefined;
    if (least !== undefined) byCategory.set(id, Math.max(floor, least));
  }
  return { from, to: Math.max(from, highestScores[model] ?? 1), byCategory };
}

export function boundsOf(desk: Pick<Desk, 'settings' | 'models' | 'project' | 'categories'>): ScoreBounds {
  return boundsFrom({
    ...desk.settings.store.getState(),
    models: desk.models.store.getState().models,
    model: desk.project.getState().project?.model,
    categories: desk.categories.store.getState().list,
  });
}

export function thresholdOf(desk: Desk): number {
  return boundsOf(desk).from;
}

/** For the model in use, and remembered for it; nothing without a project. The highest score gives way. */
export function setThreshold(desk: Desk, threshold: number): void {
  const model = desk.project.getState().project?.model;
  if (model === undefined) return;
  const { thresholds, highestScores } = desk.settings.store.getState();
  desk.settings.set({ thresholds: { ...thresholds, [model]: threshold } });
  if ((highestScores[model] ?? 1) < threshold) setHighest(desk, threshold);
}

/** The threshold gives way, as far as the model leaves anything behind. */
export function setHighest(desk: Desk, highest: number): void {
  const model = desk.project.getState().project?.model;
  if (model === undefined) return;
  const from = thresholdOf(desk);
  const { highestScores, thresholds } = desk.settings.store.getState();
  const { [model]: _, ...others } = highestScores;
  desk.settings.set({ highestScores: highest >= 1 ? others : { ...highestScores, [model]: highest } });
  if (highest < from) desk.settings.set({ thresholds: { ...thresholds, [model]: highest } });
}

/** undefined: the class has the threshold of the model again. By the class's name, for ids are another project's too. */
export function setClassThreshold(desk: Desk, category: Category, least: number | undefined): void {
  const model = desk.project.getState().project?.model;
  if (model === undefined) return;
  const { classThresholds } = desk.settings.store.getState();
  const { [category.name]: _, ...others } = classThresholds[model] ?? {};
  const own = least === undefined ? others : { ...others, [category.name]: least };
  desk.settings.set({ classThresholds: { ...classThresholds, [model]: own } });
}

/**
 * A class that gets another name keeps its score, by whatever way it was renamed; the old name keeps it too, for other projects may
 * have a class of that name. Returns the function that ends it.
 */
export function followRenames({ categories, settings }: Pick<Desk, 'categories' | 'settings'>): () => void {
  return categories.store.subscribe((now, before) => {
    const renamed = before.list.flatMap(({ id, name }) => {
      const next = now.byId.get(id)?.name;
      return next === undefined || next === name ? [] : [{ name, next }];
    });
    if (renamed.length === 0) return;
    const { classThresholds } = settings.store.getState();
    const followed = Object.entries(classThresholds).map(([model, own]) => {
      const more = renamed.flatMap(({ name, next }) => (Object.hasOwn(own, name) ? [[next, own[name]] as const] : []));
      return [model, { ...own, ...Object.fromEntries(more) }] as const;
    });
    settings.set({ classThresholds: Object.fromEntries(followed) as Settings['classThresholds'] });
  });
}

/** As the model itself has it: nothing chosen for it counts any more. */
export function forgetScores(desk: Desk): void {
  const model = desk.project.getState().project?.model;
  if (model === undefined) return;
  const { thresholds, highestScores, classThresholds } = desk.settings.store.getState();
  const without = <Value>({ [model]: _, ...rest }: Readonly<Record<string, Value>>) => rest;
  desk.settings.set({
    thresholds: without(thresholds),
    highestScores: without(highestScores),
    classThresholds: without(classThresholds),
  });
}

/** True when the annotator chose something for this model. */
export function isChosen(settings: Pick<Settings, 'thresholds' | 'highestScores' | 'classThresholds'>, model: string) {
  return (
    settings.thresholds[model] !== undefined ||
    settings.highestScores[model] !== undefined ||
    Object.keys(settings.classThresholds[model] ?? {}).length > 0
  );
}
