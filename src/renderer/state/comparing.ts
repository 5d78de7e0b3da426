// The comparison that is shown over the picture: of what, which kinds of differences, where the walk through them stands. What differs is
// worked out in comparisonView.ts.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { seenOf, type DifferenceKind } from '../../common/annotation/comparison.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { ReplacedBoxes } from '../../common/askedBoxes.ts';
import type { Failure } from '../../common/result.ts';
import { comparisonViews, type ComparisonKind, type ComparisonView, type Known } from './comparisonView.ts';
import type { Desk } from './desk.ts';
import type { SideName } from './differences.ts';
import { createFoundBoxes, type FoundBoxes } from './foundBoxes.ts';

export interface ComparingState {
  /** undefined: nothing is compared. */
  readonly kind: ComparisonKind | undefined;
  /** Of two models the second; the first is the one in use. */
  readonly other: string | undefined;
  /** What was replaced on a picture, once it was asked for; without boxes nothing was. */
  readonly replaced:
    { readonly image: ImageId; readonly boxes?: ReplacedBoxes | undefined; readonly failure?: Failure } | undefined;
  readonly shown: ReadonlySet<DifferenceKind>;
  /** Scores that stand in the place of the window's own. */
  readonly least: Readonly<Partial<Record<SideName, number>>>;
  /** The box where the walk stands. */
  readonly at: Box | undefined;
}

export interface Comparing {
  readonly store: StoreApi<ComparingState>;
  readonly looks: FoundBoxes['store'];
  start(kind: ComparisonKind): void;
  /** Another second model. */
  choose(model: string): void;
  toggle(kind: DifferenceKind): void;
  setLeast(side: SideName, score: number): void;
  step(direction: 1 | -1): void;
  /** What failed is asked for again. */
  retry(): void;
  end(): void;
  /** undefined: nothing is compared. The same object as long as nothing of it changes. */
  view(): ComparisonView | undefined;
  /** Hears of everything that `view` and `changes` hang on; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
  /** What the proposals of the picture on screen differ in from those that they replaced; undefined where there are too many
   * boxes to count. */
  changes(): ComparisonView | undefined;
  /** Main changed the boxes of these pictures. */
  changed(images: readonly ImageId[]): void;
  /** Follows the picture on screen, the project and its model; returns the function that ends it. */
  follow(): () => void;
}

type Parts = Pick<Desk, 'studio' | 'document' | 'categories' | 'settings' | 'models' | 'project' | 'view'>;

const noLooks: Known['looks'] = new Map();
const usual: ReadonlySet<DifferenceKind> = new Set(['class', 'before', 'now']);
const first: ComparingState = {
  kind: undefined,
  other: undefined,
  replaced: undefined,
  shown: usual,
  least: {},
  at: undefined,
};

/** A picture that only passes by is not looked at. Milliseconds. */
const restsFrom = 200;

/** On a picture with more boxes they are not compared anew after each edit, only to be counted. */
const mostCounted = 2000;

export function createComparing(parts: Parts): Comparing {
  const { studio, document, models, project } = parts;
  const store = createStore<ComparingState>(() => first);
  const found = createFoundBoxes(studio);
  const views = { shown: comparisonViews(), changes: comparisonViews() };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const picture = () => document.store.getState().image;

  function known(comparing: ComparingState): Known {
    const { thresholds, highestScores, classThresholds } = parts.settings.store.getState();
    const { image, annotations } = document.store.getState();
    const { list, byId } = parts.categories.store.getState();
    return {
      ...{ comparing, image, annotations, thresholds, highestScores, classThresholds },
      looks: found.store.getState().image === image ? found.store.getState().looks : noLooks,
      classes: { list, byId, standingFor: parts.categories.standingFor },
      models: models.store.getState().models,
      model: project.getState().project?.model,
    };
  }

  const view = () => views.shown(known(store.getState()));

  async function readReplaced(image: ImageId): Promise<void> {
    const result = await studio.ask('image/replaced', { image });
    if (picture() !== image) return;
    const replaced = result.ok ? { image, boxes: result.value ?? undefined } : { image, failure: result.failure };
    store.setState({ replaced });
  }

  /** What the picture on screen needs that is not there yet. */
  function look(): void {
    clearTimeout(timer);
    const { kind, other, replaced } = store.getState();
    const image = picture();
    const { project: open } = project.getState();
    if (image === undefined || open === undefined) return;
    if (replaced?.image !== image || replaced.failure !== undefined) void readReplaced(image);
    if (kind === 'models' && other !== undefined) found.want(image, [open.model, other]);
  }

  function lookWhenItRests(): void {
    clearTimeout(timer);
    const { kind, other } = store.getState();
    const image = picture();
    const pair = [project.getState().project?.model ?? '', other ?? ''];
    if (kind === 'models' && image !== undefined && found.has(image, pair)) look();
    else timer = setTimeout(look, restsFrom);
  }

  function end(): void {
    found.stop();
    store.setState({ kind: undefined, least: {}, at: undefined });
  }

  return {
    store,
    looks: found.store,
    view,
    end,
    retry: look,
    subscribe(listener) {
      const { settings, categories } = parts;
      const stores = [store, found.store, document.store, settings.store, categories.store, models.store, project];
      const ends = (stores as readonly { subscribe(listener: () => void): () => void }[]).map((one) =>
        one.subscribe(listener),
      );
      return () => ends.forEach((stop) => stop());
    },
    changes: () =>
      document.store.getState().annotations.size > mostCounted
        ? undefined
        : views.changes(known({ ...store.getState(), ...asChanges })),
    start(kind) {
      const { other } = store.getState();
      const inUse = project.getState().project?.model;
      const choices = models.store.getState().models.filter(({ id }) => id !== inUse);
      const second = choices.find(({ id }) => id === other) ?? choices[0];
      store.setState({ kind, other: second?.id, shown: usual, least: {}, at: undefined });
      if (kind === 'changes') found.stop();
      look();
    },
    choose(model) {
      store.setState(({ least: { now: _, ...least } }) => ({ other: model, least, at: undefined }));
      look();
    },
    toggle: (kind) =>
      store.setState(({ shown }) => {
        const next = new Set(shown);
        if (!next.delete(kind)) next.add(kind);
        return { shown: next };
      }),
    setLeast: (side, score) => store.setState(({ least }) => ({ least: { ...least, [side]: score } })),
    step(direction) {
      const { walk, place } = view() ?? { walk: [], place: -1 };
      const next = place < 0 ? (direction > 0 ? 0 : -1) : (place + direction) % walk.length;
      const difference = walk.at(next);
      if (difference !== undefined) store.setState({ at: seenOf(difference).box });
    },
    changed(images) {
      const image = picture();
      if (image !== undefined && images.includes(image)) void readReplaced(image);
    },
    follow: () => followers({ parts, store, found, look, lookWhenItRests, end }),
  };
}

const asChanges = { kind: 'changes', least: {}, shown: new Set<DifferenceKind>(), at: undefined } as const;

interface Follower {
  readonly parts: Parts;
  readonly store: StoreApi<ComparingState>;
  readonly found: FoundBoxes;
  look(): void;
  lookWhenItRests(): void;
  end(): void;
}

function followers({ parts, store, found, look, lookWhenItRests, end }: Follower): () => void {
  const ends = [
    parts.document.store.subscribe((now, before) => {
      if (now.image === before.image) return;
      found.stop();
      store.setState({ at: undefined });
      lookWhenItRests();
    }),
    parts.project.subscribe(({ project: now }, { project: before }) => {
      if (now?.id !== before?.id) {
        end();
        found.clear();
        store.setState(first);
      } else if (now?.model !== before?.model && store.getState().kind === 'models') {
        if (now?.model === store.getState().other) store.setState({ other: before?.model });
        look();
      }
    }),
    // What becomes of a model's classes is part of what was kept.
    parts.view.subscribe((now, before) => {
      if (before.dialog?.kind !== 'model-classes' || now.dialog !== undefined) return;
      found.clear();
      look();
    }),
  ];
  return () => ends.forEach((stop) => stop());
}
