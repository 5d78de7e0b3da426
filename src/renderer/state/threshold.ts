// From which score on proposals are shown: what the annotator chose for the model in use, or else what the model itself calls a
// detection. Scores of one model are not those of another.
import type { Settings, ModelSummary } from '../../common/records.ts';
import type { Desk } from './desk.ts';

/** Until the models are listed, and for a model that is gone. */
const usual = 0.3;

interface Known {
  readonly thresholds: Settings['thresholds'];
  readonly models: readonly ModelSummary[];
  readonly model: string | undefined;
}

export function shownFrom({ thresholds, models, model }: Known): number {
  if (model === undefined) return usual;
  const own = models.find(({ id }) => id === model);
  return Math.max(own?.scoreFloor ?? 0, thresholds[model] ?? own?.shownFrom ?? usual);
}

export function thresholdOf(desk: Desk): number {
  const { thresholds } = desk.settings.store.getState();
  const { models } = desk.models.store.getState();
  return shownFrom({ thresholds, models, model: desk.project.getState().project?.model });
}

/** For the model in use, and remembered for it; nothing without a project. */
export function setThreshold(desk: Desk, threshold: number): void {
  const model = desk.project.getState().project?.model;
  if (model === undefined) return;
  const { thresholds } = desk.settings.store.getState();
  desk.settings.set({ thresholds: { ...thresholds, [model]: threshold } });
}
