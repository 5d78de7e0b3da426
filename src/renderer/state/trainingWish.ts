// What the form for a new run starts with, its limits, and what keeps a run from starting. Pure.
import type { ImageSummary } from '../../common/annotation/types.ts';
import { isChosen } from '../../common/annotation/verdicts.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import type { RunState, RunSummary, TrainingWish } from '../../common/training.ts';

export const limits = {
  validationShare: { least: 0, most: 0.5, step: 0.01 },
  pixels: { least: 256, most: 1024, step: 32 },
  minutes: { least: 1, most: 1440 },
  seed: { least: 0, most: 2 ** 31 - 1 },
} as const;

export const minutesToChoose = [5, 10, 30, 60] as const;

/** `from` is `usualStart` until something is chosen. */
export const firstWish: Omit<TrainingWish, 'from'> = {
  pictures: 'done',
  validationShare: 0.15,
  size: 'small',
  pixels: 320,
  minutes: 10,
  seed: 1,
};

/** Why no run can start now; undefined when one can. */
export type Block = 'read-only' | 'running' | 'no-pictures' | 'none-done' | 'none-labelled' | 'none-reviewed';

interface Situation {
  readonly readOnly: boolean;
  readonly runs: readonly RunSummary[];
  readonly images: readonly ImageSummary[];
  readonly pictures: TrainingWish['pictures'];
}

const blockedBy = { done: 'none-done', labelled: 'none-labelled', reviewed: 'none-reviewed' } as const;

export function blockOf({ readOnly, runs, images, pictures }: Situation): Block | undefined {
  if (readOnly) return 'read-only';
  if (activeRun(runs)) return 'running';
  if (images.length === 0) return 'no-pictures';
  if (picturesFor(images, pictures) > 0) return undefined;
  return blockedBy[pictures];
}

/** How many pictures a run would have. */
export function picturesFor(images: readonly ImageSummary[], pictures: TrainingWish['pictures']): number {
  let count = 0;
  for (const { state, boxes, problem } of images) {
    if (problem !== undefined) continue;
    if (isChosen({ state, boxes }, pictures)) count += 1;
  }
  return count;
}

/** The one run that goes on now: it learns, waits, or comes to its end. */
export function activeRun(runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.find(({ state }) => isActive(state));
}

export function isActive(state: RunState): boolean {
  return state === 'running' || state === 'paused' || state === 'stopping';
}

/** What can be started from: what comes with the program first, then the others as they are listed; weights on a server cannot. */
export function startersOf(models: readonly ModelSummary[]): readonly ModelSummary[] {
  const here = models.filter(({ remote, trainable }) => trainable && remote === undefined);
  const embedded = here.filter(({ origin }) => origin === 'embedded');
  return [...embedded, ...here.filter(({ origin }) => origin !== 'embedded')];
}

/** The embedded model that was made to be started from. */
const starter = 'starter';

/** What a run starts from unless another is chosen: the model in use when it was trained here, else the starter. null: nothing. */
export function usualStart(models: readonly ModelSummary[], inUse: string | undefined): string | null {
  const here = startersOf(models);
  const isUnfit = models.some(({ id, remote, trainable }) => id === inUse && (remote !== undefined || !trainable));
  const own = isUnfit ? undefined : inUse;
  const isTrained = here.some(({ id, origin }) => id === own && origin === 'trained');
  if (own !== undefined && isTrained) return own;
  return here.some(({ id }) => id === starter) ? starter : (own ?? null);
}
