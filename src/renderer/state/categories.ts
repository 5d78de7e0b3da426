// The classes of the project as main keeps them, and edits of them, each of which can be taken back from a toast.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { CategoriesReply, CategoryEdit, WholeEdit } from '../../common/records.ts';
import type { Category, CategoryId } from '../../common/annotation/types.ts';
import type { Notices } from './notices.ts';

export interface CategoriesState {
  /** In the order of their positions. */
  readonly list: readonly Category[];
  readonly byId: ReadonlyMap<CategoryId, Category>;
  /** The last step on all pictures that can be taken back. */
  readonly lastEdit: WholeEdit | undefined;
}

export interface Categories {
  readonly store: StoreApi<CategoriesState>;
  setList(list: readonly Category[]): void;
  /** Sends an edit; undefined when it failed (which was told). */
  edit(edit: CategoryEdit): Promise<CategoriesReply | undefined>;
  /** Asks main for the last step, which may be from before the program was started. */
  loadLast(): Promise<void>;
  /** Takes it back; why it cannot be is told. */
  undoLast(): Promise<void>;
  /** The class that stands for this id now: itself, what it was merged into, or undefined when it was deleted. */
  standingFor(id: CategoryId): CategoryId | undefined;
  clear(): void;
}

const empty: CategoriesState = { list: [], byId: new Map(), lastEdit: undefined };

/** Steps that go over the boxes in the database, so what was edited last has to be in it. */
const overBoxes: ReadonlySet<CategoryEdit['kind']> = new Set(['merge', 'delete', 'accept-all', 'boxes', 'undo']);

export function createCategories(studio: StudioApi, notices: Notices, beforeEdit: () => Promise<boolean>): Categories {
  const store = createStore<CategoriesState>(() => empty);
  const mergedInto = new Map<CategoryId, CategoryId>();

  function setList(list: readonly Category[]): void {
    const sorted = list.toSorted((a, b) => a.position - b.position);
    // A long run tells them again and again; a list that says nothing new would have the whole picture painted.
    if (JSON.stringify(sorted) === JSON.stringify(store.getState().list)) return;
    store.setState({ list: sorted, byId: new Map(sorted.map((category) => [category.id, category])) });
  }

  async function send(edit: CategoryEdit): Promise<CategoriesReply | undefined> {
    if (overBoxes.has(edit.kind) && !(await beforeEdit())) return undefined;
    const result = await studio.ask('categories/edit', edit);
    if (!result.ok) {
      notices.report(result.failure);
      return undefined;
    }
    setList(result.value.categories);
    await loadLast();
    return result.value;
  }

  async function loadLast(): Promise<void> {
    const result = await studio.ask('categories/last-edit', {});
    if (result.ok) store.setState({ lastEdit: result.value ?? undefined });
    else notices.report(result.failure);
  }

  function tellAccepted(edit: CategoryEdit, reply: CategoriesReply): void {
    const said = store.getState().lastEdit?.said ?? t('Accepted proposals');
    offerUndo(
      edit,
      reply,
      t('{said} on {count, plural, one {# picture} other {# pictures}}.', { said, count: reply.images }),
    );
  }

  function offerUndo(edit: CategoryEdit, reply: CategoriesReply, said: string): void {
    notices.say(said, {
      action: {
        label: t('Undo'),
        run: () => {
          if (edit.kind === 'merge') mergedInto.delete(edit.from);
          void send({ kind: 'undo', edit: reply.edit });
        },
      },
    });
  }

  return {
    store,
    setList,
    loadLast,
    async undoLast() {
      const { lastEdit } = store.getState();
      if (lastEdit === undefined) return;
      const reply = await send({ kind: 'undo', edit: lastEdit.edit });
      if (reply)
        notices.say(touching(t('Taken back: {step}.', { step: lastEdit.said }), reply.images), { tone: 'good' });
    },
    async edit(edit) {
      const nameOf = (id: CategoryId) => store.getState().byId.get(id)?.name ?? t('class');
      const said = describe(edit, nameOf);
      const reply = await send(edit);
      if (reply === undefined) return undefined;
      if (edit.kind === 'merge') mergedInto.set(edit.from, edit.into);
      if (said) offerUndo(edit, reply, touching(said, reply.images));
      if (edit.kind === 'accept-all') tellAccepted(edit, reply);
      if (edit.kind === 'boxes' || edit.kind === 'split')
        offerUndo(edit, reply, t('{step}.', { step: store.getState().lastEdit?.said ?? t('Changed boxes') }));
      return reply;
    },
    standingFor(id) {
      const { byId } = store.getState();
      let now = id;
      // Merges may follow one another; a chain cannot be longer than the number of merges.
      for (let step = 0; step <= mergedInto.size && !byId.has(now); step++) {
        const next = mergedInto.get(now);
        if (next === undefined) return undefined;
        now = next;
      }
      return byId.has(now) ? now : undefined;
    },
    clear() {
      mergedInto.clear();
      store.setState(empty);
    },
  };
}

function describe(edit: CategoryEdit, nameOf: (id: CategoryId) => string): string | undefined {
  switch (edit.kind) {
    case 'merge':
      return t('Merged {from} into {into}.', { from: nameOf(edit.from), into: nameOf(edit.into) });
    case 'delete':
      return t('Deleted the class {name}.', { name: nameOf(edit.id) });
    case 'rename':
      return t('Renamed {before} to {name}.', { before: nameOf(edit.id), name: edit.name });
    default:
      return undefined;
  }
}

/** The sentence with another one on the boxes that changed by it. */
function touching(said: string, images: number): string {
  if (images === 0) return said;
  return t('{said} Boxes in {count, plural, one {# picture} other {# pictures}} changed.', { said, count: images });
}
