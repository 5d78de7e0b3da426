// A main process in memory that keeps the contract: boxes are applied as the database applies them, jobs and events are
// sent by the test, and any request can be made to fail or to wait.
import { usualAttributes } from '../../../src/common/annotation/attributes.ts';
import { apply, type Annotations, type Change } from '../../../src/common/annotation/change.ts';
import * as boxEdits from '../../../src/common/annotation/edits.ts';
import type { BoxDeed, BoxFilter } from '../../../src/common/grid.ts';
import {
  isHuman,
  stateOf,
  type Annotation,
  type Category,
  type ImageId,
  type ImageSummary,
} from '../../../src/common/annotation/types.ts';
import type { EventName, Events, RequestName, Requests, StudioApi } from '../../../src/common/contract.ts';
import type { AppInfo, CategoriesReply, ProjectInfo, Settings, StoredVerdict } from '../../../src/common/records.ts';
import type { AskedBox, AskedBoxes, ReplacedBoxes } from '../../../src/common/askedBoxes.ts';
import type { ModelSummary } from '../../../src/common/modelRecords.ts';
import type { ReviewList, ReviewOrder } from '../../../src/common/review.ts';
import type { RunSummary } from '../../../src/common/training.ts';
import { fail, failure, failureOf, success, type Failure, type Result } from '../../../src/common/result.ts';
import { comparison, detailOf, estimate, runSummary } from './fakeTraining.ts';

export interface Asked {
  readonly name: RequestName;
  readonly request: unknown;
}

export interface FakeStudio extends StudioApi {
  readonly asked: Asked[];
  readonly boxes: Map<ImageId, Annotations>;
  readonly verdicts: Map<ImageId, StoredVerdict[]>;
  /** What models find on every picture, and what the proposals of a picture replaced. */
  readonly found: Map<string, readonly AskedBox[]>;
  readonly replaced: Map<ImageId, ReplacedBoxes>;
  /** What the detector says about any place. */
  answers: AskedBoxes;
  /** Newest first. */
  readonly runs: RunSummary[];
  /** The next requests of this name fail, once for each failure. */
  failNext(name: RequestName, ...failures: Failure[]): void;
  /** Requests of this name wait until the returned function is called. */
  hold(name: RequestName): () => void;
  send<Name extends EventName>(name: Name, event: Events[Name]): void;
  summary(image: ImageId): ImageSummary;
  put(image: ImageId, ...boxes: Annotation[]): void;
}

export const settings: Settings = {
  language: 'en',
  theme: 'dark',
  crosshair: true,
  drawing: 'drag',
  snapToBoxes: false,
  clickAsks: true,
  keepAtOnce: false,
  snapToDetector: true,
  duplicatesFrom: 0.7,
  filmstrip: false,
  keepAdjustments: false,
  keepZoom: false,
  minimap: false,
  rulers: false,
  magnification: 4,
  listWidth: 260,
  inspectorWidth: 300,
  gridSide: 128,
  gridContext: 20,
  gridDecided: 'leave',
  thresholds: { embedded: 0.45 },
  highestScores: {},
  classThresholds: {},
  followBoxes: false,
  boxColours: 'class',
  tiles: 'auto',
  pixelLimit: 268_435_456,
  watchFolders: true,
  proxy: 'system',
  keys: {},
  annotator: null,
  recentCommands: [],
};

const projectInfo: ProjectInfo = {
  id: 'project-1',
  name: 'smears',
  location: '/pictures/smears.boxwright',
  folders: [{ id: 1, location: '/pictures', missing: false }],
  readOnly: false,
  model: 'embedded',
  problems: 0,
  ids: { first: 1000, last: 20_000 },
};

export const diskFull: Failure = {
  kind: 'disk',
  message: 'The disk is full. Free some space; the program tries again by itself.',
};

export function box(id: number, extra: Partial<Annotation> = {}): Annotation {
  return {
    id,
    categoryId: 1,
    box: { x1: id, y1: 10, x2: id + 20, y2: 30 },
    origin: { kind: 'drawn' },
    crowd: false,
    ...extra,
  };
}

export function proposal(id: number, score: number, extra: Partial<Annotation> = {}): Annotation {
  return box(id, { origin: { kind: 'proposed', model: 'embedded', score }, ...extra });
}

export function modelSummary(id: string, extra: Partial<ModelSummary> = {}): ModelSummary {
  return {
    id,
    name: `Model ${id}`,
    classes: ['platelet', 'rbc', 'wbc'],
    parameters: 1,
    origin: 'embedded',
    trainable: true,
    input: '',
    shownFrom: 0.4,
    scoreFloor: 0.2,
    ...extra,
  };
}

interface FakeOptions {
  readonly pictures?: number;
  readonly models?: readonly ModelSummary[];
  readonly project?: Partial<ProjectInfo> | null;
}

export function fakeStudio({ pictures = 3, project = {}, models = [] }: FakeOptions = {}): FakeStudio {
  const asked: Asked[] = [];
  const boxes = new Map<ImageId, Annotations>();
  const verdicts = new Map<ImageId, StoredVerdict[]>();
  const runs: RunSummary[] = [];
  const found = new Map<string, readonly AskedBox[]>();
  const replaced = new Map<ImageId, ReplacedBoxes>();
  const failures = new Map<RequestName, Failure[]>();
  const gates = new Map<RequestName, Promise<void>>();
  const listeners = new Map<EventName, Set<(event: never) => void>>();
  let categories: readonly Category[] = ['platelet', 'rbc', 'wbc'].map((name, position) => ({
    id: position + 1,
    name,
    colour: '#0072b2',
    position,
  }));
  const edits: (readonly Category[])[] = [];
  /** The boxes before each step over boxes, by its number. */
  const boxesBefore = new Map<number, ReadonlyMap<ImageId, Annotations>>();
  let job = 0;
  const info: ProjectInfo = { ...projectInfo, ...project };
  const ids = Array.from({ length: pictures }, (_, index) => index + 1);

  function summary(image: ImageId): ImageSummary {
    const all = [...(boxes.get(image)?.values() ?? [])];
    const verdict = verdicts.get(image)?.at(-1);
    return {
      id: image,
      name: `smear ${image}.png`,
      width: 320,
      height: 240,
      state: stateOf(all, verdict?.verdict),
      ...(verdict && { verdict: { ...verdict } }),
      boxes: all.filter(isHuman).length,
      proposals: all.filter(({ origin }) => origin.kind === 'proposed').length,
    };
  }

  function editBoxes(deed: BoxDeed, ids: readonly number[]): CategoriesReply {
    edits.push(categories);
    boxesBefore.set(edits.length, new Map(boxes));
    let changed = 0;
    for (const [image, before] of boxes) {
      const change: Change =
        deed.kind === 'accept'
          ? boxEdits.accept(before, ids)
          : deed.kind === 'discard'
            ? boxEdits.discard(before, ids)
            : boxEdits.relabel(before, ids, deed.to);
      changed += change.updated.length + change.removed.length;
      boxes.set(image, apply(before, change));
    }
    if (changed === 0) fail('invalid', 'Nothing was changed.');
    return { categories, edit: edits.length, images: 1, boxes: changed };
  }

  function listed({ sources }: BoxFilter): readonly number[] {
    const all = [...boxes.values()].flatMap((map) => [...map.values()]);
    const sourceOf = (one: Annotation) =>
      isHuman(one) ? 'human' : one.origin.kind === 'proposed' ? 'proposed' : 'rejected';
    return all.filter((one) => sources.includes(sourceOf(one))).map(({ id }) => id);
  }

  function editCategories(edit: Requests['categories/edit']['request']): CategoriesReply {
    if (edit.kind === 'boxes') return editBoxes(edit.deed, edit.boxes);
    const before = edit.kind === 'undo' ? boxesBefore.get(edit.edit) : undefined;
    for (const [image, own] of before ?? []) boxes.set(image, own);
    if (edit.kind === 'undo') boxesBefore.delete(edit.edit);
    if (edit.kind === 'undo') categories = edits[edit.edit - 1] ?? categories;
    else {
      edits.push(categories);
      if (edit.kind === 'add') {
        const position = categories.length;
        categories = [
          ...categories,
          {
            id: Math.max(0, ...categories.map(({ id }) => id)) + 1,
            name: edit.name,
            colour: edit.colour ?? '#777777',
            position,
          },
        ];
      } else if (edit.kind === 'rename')
        categories = categories.map((one) => (one.id === edit.id ? { ...one, name: edit.name } : one));
      else if (edit.kind === 'merge') categories = categories.filter(({ id }) => id !== edit.from);
      else if (edit.kind === 'delete') categories = categories.filter(({ id }) => id !== edit.id);
    }
    return { categories, edit: edits.length, images: 0 };
  }

  /** As the database does it, without scores of single classes. */
  function listForReview(category: number | 'all', order: ReviewOrder, from: number, to: number): ReviewList {
    const found = ids.flatMap((image) =>
      [...(boxes.get(image)?.values() ?? [])].flatMap((one) => {
        const { origin } = one;
        const isWanted = origin.kind === 'proposed' && origin.score >= from && origin.score <= to;
        if (!isWanted || (category !== 'all' && one.categoryId !== category)) return [];
        return [{ id: one.id, image, score: origin.score, category: one.categoryId }];
      }),
    );
    const sign = order === 'unsure' ? 1 : -1;
    const first = (one: (typeof found)[number]) => (order === 'picture' ? one.image : one.category);
    found.sort((a, b) => first(a) - first(b) || sign * (a.score - b.score));
    return { items: found.map(({ id, image }) => ({ id, image })), total: found.length };
  }

  function runOf(id: string): RunSummary {
    return runs.find((run) => run.id === id) ?? fail('not-found', `There is no run ${id}.`);
  }

  function steer(id: string, action: Requests['training/steer']['request']['action']): RunSummary {
    const state = { pause: 'paused', continue: 'running', stop: 'stopping' } as const;
    const next: RunSummary = { ...runOf(id), state: state[action] };
    runs[runs.indexOf(runOf(id))] = next;
    return next;
  }

  const appInfo: AppInfo = {
    version: '0.1.0',
    electron: '33',
    platform: 'linux',
    systemUser: 'ada',
    settings,
    settingsProblems: [],
    recent: [],
    ...(project && { project: info }),
  };
  let nextBlock = info.ids.last + 1;

  const handlers: { readonly [Name in RequestName]?: (request: Requests[Name]['request']) => Requests[Name]['reply'] } =
    {
      'app/info': () => appInfo,
      'settings/set': (part) => ({ ...settings, ...part }),
      'project/sample': () => info,
      'project/open-pictures': () => null,
      'project/close': () => ({}),
      'project/problems': () => [],
      'images/list': () => ids.map(summary),
      'image/annotations': ({ image }) => [...(boxes.get(image)?.values() ?? [])],
      'image/apply': ({ image, change }) => {
        boxes.set(image, apply(boxes.get(image) ?? new Map(), change));
        return summary(image);
      },
      'image/say': ({ image, verdict, ...rest }) => {
        const said = verdicts.get(image) ?? [];
        verdicts.set(image, verdict === 'back' ? said.slice(0, -1) : [...said, { verdict, ...rest }]);
        return summary(image);
      },
      'image/verdicts': ({ image }) => verdicts.get(image) ?? [],
      'image/opened': () => ({}),
      'image/replaced': ({ image }) => replaced.get(image) ?? null,
      'compare/find': ({ model }) => ({ model, boxes: found.get(model) ?? [] }),
      'compare/stop': () => ({}),
      'ids/reserve': () => ({ first: nextBlock, last: (nextBlock += 1000) - 1 }),
      'categories/list': () => categories,
      'attributes/list': () => usualAttributes,
      'categories/edit': editCategories,
      'categories/last-edit': () => {
        const edit = [...boxesBefore.keys()].at(-1);
        return edit === undefined ? null : { edit, said: `Step ${edit}` };
      },
      'boxes/list': ({ filter }) => ({ ids: listed(filter), total: listed(filter).length, asOf: 1 }),
      'boxes/facts': ({ boxes: wanted }) =>
        [...boxes].flatMap(([image, map]) =>
          wanted.flatMap((id) => (map.has(id) ? { image, annotation: map.get(id) as Annotation } : [])),
        ),
      'crops/want': () => ({}),
      'images/with-class': () => [],
      'proposals/count': () => ({ boxes: 0, images: 0 }),
      'review/list': ({ category, order, scores }) => listForReview(category, order, scores.from, scores.to),
      'models/list': () => ({ models, broken: [] }),
      'detector/status': () => ({ state: 'ready' }),
      'detector/at': () => studio.answers,
      'prelabel/start': () => ({ job: ++job }),
      'job/cancel': () => ({}),
      'jobs/list': () => [],
      'job/problems': () => [],
      'models/use': ({ model }) => ({ ...info, model }),
      'training/estimate': () => estimate,
      'training/start': (asked) => {
        runs.unshift(runSummary(`run-${runs.length + 1}`, { wish: asked }));
        return runs[0]!;
      },
      'training/steer': ({ run, action }) => steer(run, action),
      'training/runs': () => runs,
      'training/run': ({ run }) => detailOf(runOf(run)),
      'training/compare': () => comparison,
      'training/forget': ({ run }) => {
        runs.splice(runs.indexOf(runOf(run)), 1);
        return runs;
      },
    };

  async function ask<Name extends RequestName>(
    name: Name,
    request: Requests[Name]['request'],
  ): Promise<Result<Requests[Name]['reply']>> {
    asked.push({ name, request: structuredClone(request) });
    await (gates.get(name) ?? Promise.resolve());
    const fails = failures.get(name)?.shift();
    if (fails) return { ok: false, failure: fails };
    const handler = handlers[name] as ((request: Requests[Name]['request']) => Requests[Name]['reply']) | undefined;
    if (handler === undefined) return failure('unsupported', `The fake does not know ${name}.`);
    try {
      return success(structuredClone(handler(request)));
    } catch (caught) {
      return { ok: false, failure: failureOf(caught) };
    }
  }

  const studio: FakeStudio = {
    ask,
    asked,
    answers: { model: 'embedded', boxes: [], knows: 'everywhere', from: 'kept' },
    boxes,
    verdicts,
    runs,
    found,
    replaced,
    summary,
    put: (image, ...list) => void boxes.set(image, new Map(list.map((one) => [one.id, one]))),
    failNext: (name, ...list) => void failures.set(name, [...(failures.get(name) ?? []), ...list]),
    hold(name) {
      let open = () => {};
      gates.set(name, new Promise<void>((resolve) => (open = resolve)));
      return () => {
        gates.delete(name);
        open();
      };
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener as (event: never) => void);
      return () => set.delete(listener as (event: never) => void);
    },
    send(name, event) {
      for (const listener of listeners.get(name) ?? []) listener(event as never);
    },
  };
  return studio;
}
