// The boxes of the picture on screen, grouped as lists show them; worked out once for each change of what it hangs on.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { groupBoxes, type BoxGroups } from '../state/boxes.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { useBounds } from './useBounds.ts';

export function useGroups(): BoxGroups {
  const desk = useDesk();
  const { annotations } = useFields(desk.document.store, 'annotations');
  const scores = useBounds();
  const { showRejected } = useFields(desk.view, 'showRejected');
  const marks = useStore(desk.marks);
  return useMemo(
    () => groupBoxes(annotations, scores, showRejected, marks),
    [annotations, scores, showRejected, marks],
  );
}
