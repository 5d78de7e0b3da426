// The score from which on proposals are shown now, for what draws or lists them.
import { shownFrom } from '../state/threshold.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

export function useThreshold(): number {
  const desk = useDesk();
  const { thresholds } = useFields(desk.settings.store, 'thresholds');
  const { models } = useFields(desk.models.store, 'models');
  const { project } = useFields(desk.project, 'project');
  return shownFrom({ thresholds, models, model: project?.model });
}
