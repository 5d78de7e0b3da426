// What is locked, hidden or looked at alone in the open project, as long as the program lives. The rules are common's.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { Change } from '../../common/annotation/change.ts';
import { admitting, noMarks, presence, withoutLocked, type Marks } from '../../common/annotation/marks.ts';
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import type { Notices } from './notices.ts';

export type MarksStore = StoreApi<Marks>;

export function createMarks(): MarksStore {
  return createStore<Marks>(() => noMarks);
}

/** What may be done of an edit by hand; locked boxes are spared and told of, new ones are made to be seen. */
export function guardEdit(marks: MarksStore, notices: Notices, edit: Change): Change {
  const { change, spared } = withoutLocked(edit, marks.getState().locked);
  if (spared > 0)
    notices.say(
      t('{count, plural, one {# locked box stays} other {# locked boxes stay}} as before. Alt+L unlocks.', {
        count: spared,
      }),
      { tone: 'warn' },
    );
  marks.setState(admitting(marks.getState(), change.added));
  return change;
}

/** Adds all of them, or takes all of them away when every one is in. */
export function toggled(set: ReadonlySet<AnnotationId>, ids: readonly AnnotationId[]): ReadonlySet<AnnotationId> {
  const next = new Set(set);
  if (ids.every((id) => set.has(id))) for (const id of ids) next.delete(id);
  else for (const id of ids) next.add(id);
  return next;
}

/** Brings one box back that is hidden by itself, by its class, or because others are looked at alone. */
export function bringBack(marks: MarksStore, annotation: Annotation): void {
  const { hidden, hiddenClasses, alone } = marks.getState();
  const without = <Id>(set: ReadonlySet<Id>, gone: Id) => new Set([...set].filter((one) => one !== gone));
  const next = {
    hidden: without(hidden, annotation.id),
    hiddenClasses: without(hiddenClasses, annotation.categoryId),
  };
  marks.setState(next);
  if (alone && presence(annotation, marks.getState()) !== 'shown') marks.setState({ alone: undefined });
}
