// The picture on screen: its boxes, selection and history, and the way of every edit into the save queue.
// Nothing here paints or asks for a key.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import { apply, isEmpty, noChange, type Annotations, type Change } from '../../common/annotation/change.ts';
import {
  goTo,
  mark,
  record,
  redo,
  redoable,
  undo,
  undoable,
  type History,
  type HistoryEntry,
  type HistoryStep,
} from '../../common/annotation/history.ts';
import { stamped } from '../../common/annotation/stamps.ts';
import type { AnnotationId, CategoryId, ImageId, ImageSummary, Stamp } from '../../common/annotation/types.ts';
import type { Saying } from '../../common/records.ts';
import type { Failure } from '../../common/result.ts';
import { withLivingClasses } from './boxes.ts';
import { createHistories } from './histories.ts';
import type { Notices } from './notices.ts';
import { SaveQueue, type SaveStatus } from './saveQueue.ts';
import type { Deed } from '../../common/annotation/deed.ts';
import { deedWords } from '../deedWords.ts';

export interface DocumentState {
  readonly image: ImageId | undefined;
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | undefined;
  readonly annotations: Annotations;
  readonly selection: ReadonlySet<AnnotationId>;
  /** What undo and redo would do here. */
  readonly undo: Deed | undefined;
  readonly redo: Deed | undefined;
  /** Everything that was done here, oldest first; those before `done` are done, the others undone. */
  readonly steps: readonly HistoryEntry[];
  readonly done: number;
  /** Steps of this picture were let go to save memory. */
  readonly stepsLetGo: boolean;
  readonly save: SaveStatus;
}

export interface Document {
  readonly store: StoreApi<DocumentState>;
  open(image: ImageId): Promise<void>;
  /** Reads the boxes again (main changed them), keeping what was edited here and not acknowledged yet. */
  reload(): Promise<void>;
  edit(change: Change, done: Deed): void;
  undo(): void;
  redo(): void;
  /** Undoes or redoes until so many steps are done. */
  goTo(done: number): void;
  /** A job changed the boxes of these pictures: their histories say so. It is not undone there, and nothing else is lost. */
  markJob(images: readonly ImageId[], done: Deed): void;
  /** A verdict on the picture, or the newest one taken back. It is no step of the history: the same key takes it back. */
  say(saying: Omit<Saying, keyof Stamp>): void;
  select(ids: Iterable<AnnotationId>): void;
  settled(): Promise<SaveStatus>;
  retrySave(): void;
  /** Gives up the edits that main refused; the boxes on screen are then as main has them. */
  dropRefused(): Promise<void>;
  close(): void;
}

export interface DocumentOptions {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly onSaved: (summary: ImageSummary) => void;
  readonly standingFor: (id: CategoryId) => CategoryId | undefined;
  /** Of a class; undefined when it is gone. */
  readonly nameOf: (id: CategoryId) => string | undefined;
  /** The part of an edit by hand that may be done. */
  readonly guard: (change: Change) => Change;
  /** The name of who works here; '' where there is none. */
  readonly annotator: () => string;
  readonly retryAfter?: (attempt: number) => number;
}

const empty: DocumentState = {
  image: undefined,
  phase: 'none',
  failure: undefined,
  annotations: new Map(),
  selection: new Set(),
  undo: undefined,
  redo: undefined,
  steps: [],
  done: 0,
  stepsLetGo: false,
  save: { pending: 0, failure: undefined },
};

export function createDocument(options: DocumentOptions): Document {
  const { studio, notices } = options;
  const store = createStore<DocumentState>(() => empty);
  const histories = createHistories();
  /** Changes made while the boxes are on their way from main, which main's answer may not have yet. */
  let sinceAsked: Change[] | undefined;
  let asked = 0;
  let queue = newQueue();

  function newQueue(): SaveQueue {
    const own: SaveQueue = new SaveQueue({
      send: async (image, edit) => {
        const result =
          edit.kind === 'change'
            ? await studio.ask('image/apply', { image, change: edit.change })
            : await studio.ask('image/say', { image, ...edit.saying });
        if (result.ok && own === queue) options.onSaved(result.value);
        return result;
      },
      onStatus: (save) => {
        if (own === queue) store.setState({ save });
      },
      ...(options.retryAfter && { retryAfter: options.retryAfter }),
    });
    return own;
  }

  function keepHistory(image: ImageId, history: History): void {
    histories.keep(image, history);
    if (image === store.getState().image) store.setState(shown(image));
  }

  /** What the store says of a picture's history. */
  function shown(image: ImageId): Pick<DocumentState, 'undo' | 'redo' | 'steps' | 'done' | 'stepsLetGo'> {
    const history = histories.of(image);
    return {
      undo: undoable(history),
      redo: redoable(history),
      steps: history.entries,
      done: history.cursor,
      stepsLetGo: histories.wasLetGo(image),
    };
  }

  function put(image: ImageId, change: Change): void {
    store.setState(({ annotations, selection }) => {
      const next = apply(annotations, change);
      return { annotations: next, selection: only(selection, next) };
    });
    sinceAsked?.push(change);
    queue.push(image, { kind: 'change', change });
  }

  async function read(image: ImageId): Promise<void> {
    const mine = ++asked;
    const over: Change[] = [...queue.pendingChanges(image)];
    sinceAsked = over;
    const result = await studio.ask('image/annotations', { image });
    if (mine !== asked || store.getState().image !== image) return;
    sinceAsked = undefined;
    if (!result.ok) {
      store.setState({ phase: 'failed', failure: result.failure });
      return;
    }
    // Applying a change that main has already is harmless, so everything that may be missing goes over its answer.
    const base: Annotations = new Map(result.value.map((annotation) => [annotation.id, annotation]));
    const annotations = over.reduce(apply, base);
    store.setState(({ selection }) => ({
      phase: 'ready',
      failure: undefined,
      annotations,
      selection: only(selection, annotations),
    }));
  }

  function travel(step: HistoryStep | undefined, way: 'back' | 'forth'): void {
    const { image, phase } = store.getState();
    if (step === undefined || image === undefined || phase !== 'ready') return;
    const { change, dropped } = withLivingClasses(step.change, options.standingFor);
    keepHistory(image, step.history);
    if (!isEmpty(change)) put(image, change);
    const touched = [...change.added, ...change.updated.map(([, to]) => to)].map(({ id }) => id);
    if (touched.length > 0) store.setState({ selection: new Set(touched) });
    const words = deedWords(step.deed, step.change, options.nameOf);
    notices.announce(way === 'back' ? t('Undone: {step}', { step: words }) : t('Done again: {step}', { step: words }));
    tellAcross(step.across);
    if (dropped > 0)
      notices.say(
        t('{count, plural, one {# box} other {# boxes}} of a deleted class did not come back.', { count: dropped }),
        { tone: 'warn' },
      );
  }

  /** Said once for each job and picture would be too often; the notice of the same words is one notice. */
  function tellAcross([first]: readonly Deed[]): void {
    if (first === undefined) return;
    const job = deedWords(first, noChange, options.nameOf);
    notices.say(
      t('This step lies beyond “{job}”. What that brought stays; only your own steps go back and forth.', { job }),
    );
  }

  function stamp(): Stamp {
    const by = options.annotator();
    return { ...(by !== '' && { by }), at: Date.now() };
  }

  const history = (): History => histories.of(store.getState().image ?? 0);

  return {
    store,
    async open(image) {
      const { save } = store.getState();
      store.setState({ ...empty, save, image, phase: 'loading', ...shown(image) });
      await read(image);
    },
    async reload() {
      const { image } = store.getState();
      if (image !== undefined) await read(image);
    },
    edit(change, done) {
      const { image, phase } = store.getState();
      if (image === undefined || phase !== 'ready' || isEmpty(change)) return;
      // A class may go while the hand still drags; the database would refuse its box for ever.
      const living = withLivingClasses(options.guard(change), options.standingFor);
      if (living.dropped > 0)
        notices.say(
          t('{count, plural, one {# box} other {# boxes}} of a deleted class could not be changed.', {
            count: living.dropped,
          }),
          { tone: 'warn' },
        );
      if (isEmpty(living.change)) return;
      const own = stamped(living.change, stamp());
      keepHistory(image, record(history(), own, done, Date.now()));
      put(image, own);
    },
    undo: () => travel(undo(history()), 'back'),
    redo: () => travel(redo(history()), 'forth'),
    goTo(done) {
      travel(goTo(history(), done), done < history().cursor ? 'back' : 'forth');
    },
    markJob(images, done) {
      const { image } = store.getState();
      for (const one of images) {
        const before = histories.of(one);
        // A picture that nobody touched has no history to explain; for the one on screen the panel says what happened.
        if (one !== image && before.entries.length === 0) continue;
        const after = mark(before, done, Date.now());
        if (after !== before) keepHistory(one, after);
      }
    },
    say(saying) {
      const { image } = store.getState();
      if (image !== undefined) queue.push(image, { kind: 'say', saying: { ...saying, ...stamp() } });
    },
    select(ids) {
      store.setState({ selection: new Set(ids) });
    },
    settled: () => queue.settled(),
    retrySave: () => queue.retryNow(),
    async dropRefused() {
      const dropped = queue.dropRefused();
      for (const image of dropped) histories.forget(image);
      const { image } = store.getState();
      if (image === undefined || !dropped.includes(image)) return;
      store.setState(shown(image));
      await read(image);
    },
    close() {
      queue.close();
      queue = newQueue();
      histories.clear();
      sinceAsked = undefined;
      asked += 1;
      store.setState(empty);
    },
  };
}

function only(selection: ReadonlySet<AnnotationId>, annotations: Annotations): ReadonlySet<AnnotationId> {
  for (const id of selection) {
    if (!annotations.has(id)) return new Set([...selection].filter((one) => annotations.has(one)));
  }
  return selection;
}
