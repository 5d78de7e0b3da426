// The comparison that is shown, for the bar and the canvas; and what the canvas shows while there is one.
import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Annotations } from '../../../common/annotation/change.ts';
import { isHuman, type AnnotationId } from '../../../common/annotation/types.ts';
import type { AnnotationCanvasProps } from '../../canvas/props.ts';
import type { ComparisonView } from '../../state/comparisonView.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';

export function useComparison(): ComparisonView | undefined {
  const { comparing } = useDesk();
  return useSyncExternalStore(comparing.subscribe, comparing.view);
}

const noIds: ReadonlySet<AnnotationId> = new Set();

/** Over the picture only what is compared counts: a human's boxes stay faint below, and the hand edits nothing. */
export function useComparedCanvas(annotations: Annotations): Partial<AnnotationCanvasProps> {
  const desk = useDesk();
  const view = useComparison();
  const marks = useStore(desk.marks);
  const { hidden } = useFields(desk.view, 'hidden');
  const isOn = view !== undefined;
  const below = useMemo(
    () => (isOn ? new Map([...annotations].filter(([, one]) => isHuman(one))) : annotations),
    [annotations, isOn],
  );
  const setAside = useMemo(() => ({ ...marks, alone: { kind: 'boxes', ids: noIds } as const }), [marks]);
  const comparison = useMemo(() => view && { differences: view.painted, at: view.walk[view.place] }, [view]);
  if (!isOn) return {};
  return {
    annotations: below,
    marks: setAside,
    access: 'read',
    tool: 'select',
    comparison: hidden === 'all' ? undefined : comparison,
  };
}
