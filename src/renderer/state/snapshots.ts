// The snapshots of the project: the list, what changed since one, and what is asked of main about them. The look of it is in
// panels/snapshots.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioApi } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import type { ProjectInfo } from '../../common/records.ts';
import type { Failure, Result } from '../../common/result.ts';
import type { Snapshot, SnapshotDifference } from '../../common/snapshots.ts';
import type { Notices } from './notices.ts';
import { openDialog, type ViewStore } from './view.ts';

/** What one snapshot is compared with. */
export interface ComparedWith {
  readonly from: number;
  readonly to: number | 'now';
  readonly difference?: SnapshotDifference;
  readonly failure?: Failure;
}

export interface SnapshotsState {
  /** Newest first; undefined: not read yet. */
  readonly list: readonly Snapshot[] | undefined;
  readonly failure: Failure | undefined;
  /** From a snapshot to now, as it was asked last; `gone`: that snapshot was forgotten. */
  readonly since: ReadonlyMap<number, SnapshotDifference | 'gone'>;
  /** What the dialog shows. */
  readonly compared: ComparedWith | undefined;
  readonly busy: 'no' | 'making' | 'restoring' | 'forgetting';
  /** A picture was opened out of the differences: there is a way back to them. */
  readonly away: boolean;
}

export interface Snapshots {
  readonly store: StoreApi<SnapshotsState>;
  /** Reads the list and what changed since the newest, then works out hashes that are missing. */
  load(): Promise<void>;
  /** An empty name is none. */
  make(name: string): Promise<void>;
  rename(id: number, name: string): Promise<void>;
  /** Opens the dialog on the differences. */
  compare(from: number, to: number | 'now'): Promise<void>;
  /** What changed since, for who shows it in a line. */
  lookSince(id: number): Promise<void>;
  restore(id: number): Promise<void>;
  forget(id: number): Promise<void>;
  backUp(): Promise<void>;
  setAway(away: boolean): void;
  clear(): void;
}

export interface SnapshotsParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  /** Saves what is on its way; false: it could not be saved. */
  readonly settle: () => Promise<boolean>;
  /** Main changed all of the project. */
  readonly readAnew: (project: ProjectInfo) => Promise<void>;
}

const empty: SnapshotsState = {
  list: undefined,
  failure: undefined,
  since: new Map(),
  compared: undefined,
  busy: 'no',
  away: false,
};

export function createSnapshots(parts: SnapshotsParts): Snapshots {
  const { studio, notices, view, settle } = parts;
  const store = createStore<SnapshotsState>(() => empty);
  let round = 0;

  /** One thing at a time; undefined when it failed (which was told), was cancelled, or something else goes on. */
  async function act<Value>(
    busy: SnapshotsState['busy'],
    ask: () => Promise<Result<Value>>,
  ): Promise<Value | undefined> {
    if (store.getState().busy !== 'no') return undefined;
    store.setState({ busy });
    try {
      if (!(await settle())) return undefined;
      const result = await ask();
      if (result.ok) return result.value;
      if (result.failure.kind !== 'cancelled') notices.report(result.failure);
      return undefined;
    } finally {
      store.setState({ busy: 'no' });
    }
  }

  async function lookSince(id: number): Promise<void> {
    const mine = round;
    const result = await studio.ask('snapshots/difference', { from: id, to: 'now' });
    if (mine !== round) return;
    const found = result.ok ? result.value : result.failure.kind === 'not-found' ? 'gone' : undefined;
    if (found !== undefined) store.setState(({ since }) => ({ since: new Map(since).set(id, found) }));
  }

  async function load(): Promise<void> {
    const mine = ++round;
    const result = await studio.ask('snapshots/list', {});
    if (mine !== round) return;
    if (!result.ok) return store.setState({ failure: result.failure });
    store.setState({ list: result.value, failure: undefined });
    const [newest] = result.value;
    if (newest !== undefined) await lookSince(newest.id);
    for (const { id, hash } of result.value) {
      if (hash !== undefined) continue;
      const found = await studio.ask('snapshots/hash', { id });
      // Cancelled, or forgotten meanwhile: the next look at the page tries again.
      if (mine !== round || !found.ok) return;
      const withHash = (one: Snapshot): Snapshot => (one.id === id ? { ...one, hash: found.value } : one);
      store.setState(({ list }) => ({ list: list?.map(withHash) }));
    }
  }

  async function restore(id: number): Promise<void> {
    const restored = await act('restoring', () => studio.ask('snapshots/restore', { id }));
    if (restored === undefined) return;
    // What was edited meanwhile waited for its turn, and is saved over what came back.
    if (!(await settle())) return;
    await parts.readAnew(restored.project);
    view.setState({ page: 'data' });
    await load();
    notices.say(
      t(
        'Snapshot {id} is back. What was there before is snapshot {before}.{proposals, plural, =0 {} one { # proposal went with its class.} other { # proposals went with their classes.}}',
        { id, before: restored.before.id, proposals: restored.proposalsGone },
      ),
      { tone: 'good', action: { label: t('Undo'), run: () => void restore(restored.before.id) } },
    );
  }

  return {
    store,
    load,
    lookSince,
    restore,
    async make(name) {
      const given = name.trim();
      const made = await act('making', () => studio.ask('snapshots/make', given === '' ? {} : { name: given }));
      if (made === undefined) return;
      openDialog(view, undefined);
      const { id } = made.snapshot;
      if (made.isNew) notices.say(t('Snapshot {id} was made.', { id }), { tone: 'good' });
      else notices.say(t('Nothing changed since snapshot {id}, so it stands for now.', { id }));
      await load();
    },
    async rename(id, name) {
      const result = await studio.ask('snapshots/rename', { id, name: name.trim() });
      if (result.ok) store.setState({ list: result.value });
      else notices.report(result.failure);
    },
    async compare(from, to) {
      const asked: ComparedWith = { from, to };
      store.setState({ compared: asked });
      openDialog(view, { kind: 'snapshot' });
      if (!(await settle())) return;
      const result = await studio.ask('snapshots/difference', { from, to });
      if (store.getState().compared !== asked) return;
      store.setState({
        compared: { ...asked, ...(result.ok ? { difference: result.value } : { failure: result.failure }) },
      });
    },
    async forget(id) {
      const list = await act('forgetting', () => studio.ask('snapshots/forget', { id }));
      if (list === undefined) return;
      openDialog(view, undefined);
      store.setState({ list, compared: undefined });
      notices.say(t('Snapshot {id} is forgotten.', { id }));
      await load();
    },
    async backUp() {
      if (!(await settle())) return;
      const result = await studio.ask('project/back-up', {});
      if (!result.ok && result.failure.kind !== 'cancelled') notices.report(result.failure);
      else if (result.ok && result.value)
        notices.say(
          t('The project was backed up to {location}. Pictures, training runs and models are not in it.', {
            location: result.value.location,
          }),
          { tone: 'good' },
        );
    },
    setAway: (away) => store.setState({ away }),
    clear() {
      round += 1;
      store.setState(empty);
    },
  };
}
