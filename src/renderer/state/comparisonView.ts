// A comparison as the bar, the canvas and the commands see it, worked out of the stores. Each step is kept as long as what it hangs on
// stays, so that asking again costs nothing and gives the same object.
import type { Annotations } from '../../common/annotation/change.ts';
import { countDifferences, seenOf, type Difference, type DifferenceKind } from '../../common/annotation/comparison.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { Settings } from '../../common/records.ts';
import type { ReplacedBoxes } from '../../common/askedBoxes.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import type { Failure } from '../../common/result.ts';
import { t } from '../../common/messages/t.ts';
import type { ComparingState } from './comparing.ts';
import {
  changedSides,
  inClassesOfNow,
  shownDifferences,
  type Classes,
  type ComparedBox,
  type SideName,
  type Sides,
} from './differences.ts';
import type { Look } from './foundBoxes.ts';
import { boundsFrom } from './threshold.ts';

/** What was replaced on the picture, or two models on it. */
export type ComparisonKind = 'changes' | 'models';

export interface SideView {
  readonly model: string;
  readonly name: string;
  /** Its boxes are compared from this score on, and could be from `floor` on. */
  readonly from: number;
  readonly floor: number;
}

export interface ComparisonView {
  readonly kind: ComparisonKind;
  readonly sides: Readonly<Record<SideName, SideView>>;
  /** nothing: no other model proposed on the picture before. */
  readonly is: 'ready' | 'nothing' | 'loading' | 'failed';
  /** The side that loads or failed. */
  readonly on: SideName;
  /** Why it failed. */
  readonly failure: Failure | undefined;
  /** All, of both sides; none before it is ready. */
  readonly differences: readonly Difference<ComparedBox>[];
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** Kinds that are painted, and the differences of these kinds. */
  readonly shown: ReadonlySet<DifferenceKind>;
  readonly painted: readonly Difference<ComparedBox>[];
  /** Those of `painted` that Tab goes through. */
  readonly walk: readonly Difference<ComparedBox>[];
  /** The place in `walk`; −1: the walk did not begin. */
  readonly place: number;
}

/** What a comparison is worked out of. */
export interface Known extends Pick<Settings, 'thresholds' | 'highestScores' | 'classThresholds'> {
  readonly comparing: ComparingState;
  readonly looks: ReadonlyMap<string, Look>;
  readonly image: number | undefined;
  readonly annotations: Annotations;
  readonly classes: Classes;
  readonly models: readonly ModelSummary[];
  /** The model in use. */
  readonly model: string | undefined;
}

/** The value of the last call, as long as its arguments are the same. */
function kept<Args extends readonly unknown[], Value>(make: (...args: Args) => Value): (...args: Args) => Value {
  let last: { readonly args: Args; readonly value: Value } | undefined;
  return (...args) => {
    if (!last?.args.every((one, at) => one === args[at])) last = { args, value: make(...args) };
    return last.value;
  };
}

export const isWalked = ({ kind }: Difference) => kind !== 'same';

/** Works comparisons out; each keeps its own last ones. */
export function comparisonViews() {
  const changed = kept((replaced: ReplacedBoxes, annotations: Annotations, ...classes: ClassParts) =>
    changedSides(replaced, annotations, classesOf(classes)),
  );
  const found = {
    before: kept((look: Look, ...classes: ClassParts) => boxesOf(look, classesOf(classes))),
    now: kept((look: Look, ...classes: ClassParts) => boxesOf(look, classesOf(classes))),
  };
  const both = kept((before: Sides['before'], now: Sides['now']): Sides => ({ before, now }));
  const bounds = { before: kept(boundsOfSide), now: kept(boundsOfSide) };
  const compared = kept((sides: Sides, before: Bounds, now: Bounds) => shownDifferences(sides, { before, now }));
  const told = kept(viewOf);
  const names = kept(sideModels);

  function sidesOf(known: Known): Sides {
    const { comparing, classes, annotations, looks } = known;
    const parts = [classes.list, classes.byId, classes.standingFor] as const;
    if (comparing.kind === 'models') {
      const { before, now } = modelsOf(known);
      const look = (model: string) => looks.get(model) ?? waiting;
      return both(found.before(look(before), ...parts), found.now(look(now), ...parts));
    }
    const replaced = replacedOn(known);
    return replaced ? changed(replaced, annotations, ...parts) : none;
  }

  return function view(known: Known): ComparisonView | undefined {
    const { comparing, models, classes, thresholds, highestScores, classThresholds } = known;
    const { kind, least, shown, at } = comparing;
    if (kind === undefined) return undefined;
    const sides = modelsOf(known);
    const of = (side: SideName) =>
      bounds[side](thresholds, highestScores, classThresholds, models, classes.list, sides[side], least[side]);
    const replaced = replacedOn(known);
    const differences = compared(sidesOf(known), of('before'), of('now'));
    const named = names(kind, sides.before, sides.now, models, replaced, of('before').from, of('now').from);
    const { is, on, failure } = stateOf(known);
    return told(kind, named, is, on, failure, differences, shown, at);
  };
}

const none: Sides = { before: [], now: [] };
const waiting: Look = { state: 'loading' };

type ClassParts = readonly [Classes['list'], Classes['byId'], Classes['standingFor']];
const classesOf = ([list, byId, standingFor]: ClassParts): Classes => ({ list, byId, standingFor });

type Bounds = ReturnType<typeof boundsFrom>;

function boxesOf(look: Look, classes: Classes): Sides['now'] {
  return look.state === 'ready' ? inClassesOfNow(look.boxes, classes) : none.now;
}

function replacedOn({ comparing, image }: Known): ReplacedBoxes | undefined {
  const { replaced } = comparing;
  return replaced !== undefined && replaced.image === image ? replaced.boxes : undefined;
}

function modelsOf(known: Known): Readonly<Record<SideName, string>> {
  const { comparing, model = '' } = known;
  if (comparing.kind === 'models') return { before: model, now: comparing.other ?? '' };
  const replaced = replacedOn(known);
  return { before: replaced?.before.model ?? '', now: replaced?.now.model ?? model };
}

function boundsOfSide(
  thresholds: Known['thresholds'],
  highestScores: Known['highestScores'],
  classThresholds: Known['classThresholds'],
  models: Known['models'],
  categories: Classes['list'],
  model: string,
  least: number | undefined,
): Bounds {
  const own = boundsFrom({ thresholds, highestScores, classThresholds, models, model, categories });
  return least === undefined ? own : { from: least, to: Math.max(least, own.to), byCategory: new Map() };
}

function sideModels(
  kind: ComparisonKind,
  before: string,
  now: string,
  models: Known['models'],
  replaced: ReplacedBoxes | undefined,
  fromBefore: number,
  fromNow: number,
): ComparisonView['sides'] {
  const nameOf = (model: string, then: string | undefined) =>
    then ?? models.find(({ id }) => id === model)?.name ?? model;
  const side = (model: string, name: string, from: number): SideView => {
    return { model, name, from, floor: models.find(({ id }) => id === model)?.scoreFloor ?? 0 };
  };
  const then = nameOf(before, replaced?.before.name);
  const isOtherVersion = kind === 'changes' && before === now && replaced !== undefined;
  return {
    before: side(before, isOtherVersion ? t('{name}, earlier version', { name: then }) : then, fromBefore),
    now: side(now, nameOf(now, replaced?.now.name), fromNow),
  };
}

function stateOf(known: Known): Pick<ComparisonView, 'is' | 'on' | 'failure'> {
  const { comparing, looks, image } = known;
  const stated = (is: ComparisonView['is'], on: SideName = 'before', failure?: Failure) => ({ is, on, failure });
  if (comparing.kind === 'changes') {
    const { replaced } = comparing;
    if (replaced?.image !== image) return stated('loading');
    if (replaced?.failure) return stated('failed', 'before', replaced.failure);
    return stated(replaced?.boxes === undefined ? 'nothing' : 'ready');
  }
  const models = modelsOf(known);
  const sides = (['before', 'now'] as const).map((side) => ({ side, look: looks.get(models[side]) ?? waiting }));
  for (const { side, look } of sides) if (look.state === 'failed') return stated('failed', side, look.failure);
  const slow = sides.find(({ look }) => look.state === 'loading');
  return slow ? stated('loading', slow.side) : stated('ready');
}

function viewOf(
  kind: ComparisonKind,
  sides: ComparisonView['sides'],
  is: ComparisonView['is'],
  on: SideName,
  failure: Failure | undefined,
  all: readonly Difference<ComparedBox>[],
  shown: ReadonlySet<DifferenceKind>,
  at: Box | undefined,
): ComparisonView {
  const differences = is === 'ready' ? all : [];
  const painted = differences.filter((one) => shown.has(one.kind));
  const walk = painted.filter(isWalked);
  const place = at === undefined ? -1 : walk.findIndex((one) => seenOf(one).box === at);
  const counts = countDifferences(differences);
  return { kind, sides, is, on, failure, differences, counts, shown, painted, walk, place };
}
