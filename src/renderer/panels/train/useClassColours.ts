// The colours of a run's classes: those of the project's classes of the same name, a default for one that is gone.
import { useMemo } from 'react';
import { defaultColour } from '../../../common/annotation/colours.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';

/** In the order of `classes`, "#rrggbb". */
export function useClassColours(classes: readonly string[]): readonly string[] {
  const { categories } = useDesk();
  const { list } = useFields(categories.store, 'list');
  return useMemo(() => {
    const byName = new Map(list.map(({ name, colour }) => [name, colour]));
    return classes.map((name, index) => byName.get(name) ?? defaultColour(index));
  }, [list, classes]);
}
