// The scores that proposals are shown with now, for what draws or lists them; the same object while nothing of it changes.
import { useMemo } from 'react';
import type { ScoreBounds } from '../../common/annotation/visible.ts';
import { boundsFrom } from '../state/threshold.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

export function useBounds(): ScoreBounds {
  const desk = useDesk();
  const { thresholds, highestScores, classThresholds } = useFields(
    desk.settings.store,
    'thresholds',
    'highestScores',
    'classThresholds',
  );
  const { models } = useFields(desk.models.store, 'models');
  const { list } = useFields(desk.categories.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const model = project?.model;
  return useMemo(
    () => boundsFrom({ thresholds, highestScores, classThresholds, models, model, categories: list }),
    [thresholds, highestScores, classThresholds, models, model, list],
  );
}
