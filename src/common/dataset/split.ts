// Shares pictures out to train, val and test: seeded, by class as evenly as can be (iterative stratification, Sechidis et al.
// 2011), and by groups that never straddle two parts. What training itself holds out is trainingSplit.ts.
import { drawOrder } from './draw.ts';

export const parts = ['train', 'val', 'test'] as const;
export type Part = (typeof parts)[number];

export interface SharedPicture {
  readonly id: number;
  readonly name: string;
  /** Labels of the classes that it has boxes of, each once. */
  readonly labels: readonly number[];
  /** Pictures of one group come into one part; absent: it stands for itself. */
  readonly group?: string;
}

/** Not negative, in any unit; their sum is the whole. */
export type Shares = Readonly<Record<Part, number>>;

interface Unit {
  readonly id: number;
  readonly name: string;
  readonly pictures: SharedPicture[];
  /** How many of its pictures have a label. */
  readonly labels: Map<number, number>;
}

interface Wanted {
  readonly pictures: Record<Part, number>;
  readonly labels: Map<number, Record<Part, number>>;
}

/**
 * The part of each picture by its id. A part gets its share of pictures to within the largest group; each class is in train where
 * train has a share at all, if need be beyond it. Throws RangeError for shares that are no shares.
 */
export function splitDataset(
  pictures: readonly SharedPicture[],
  wish: { readonly shares: Shares; readonly seed: number; readonly stratify: 'by-class' | 'no' },
): ReadonlyMap<number, Part> {
  const whole = parts.reduce((sum, part) => sum + wish.shares[part], 0);
  if (!(whole > 0) || parts.some((part) => !(wish.shares[part] >= 0)) || !Number.isFinite(whole))
    throw new RangeError('the shares of a split are numbers from 0 with a sum over 0');
  const share = (part: Part): number => wish.shares[part] / whole;
  const units = drawOrder(unitsOf(pictures), wish.seed);
  const wanted: Wanted = { pictures: sharesOf(pictures.length, share), labels: new Map() };
  const given = new Map<Unit, Part>();
  const give = (unit: Unit, part: Part): void => {
    given.set(unit, part);
    wanted.pictures[part] -= unit.pictures.length;
    for (const [label, count] of unit.labels) {
      const left = wanted.labels.get(label);
      if (left !== undefined) left[part] -= count;
    }
  };
  if (wish.stratify === 'by-class') {
    for (const [label, count] of countLabels(units)) wanted.labels.set(label, sharesOf(count, share));
    giveByClass(units, wanted, given, give);
  }
  for (const unit of units) if (!given.has(unit)) give(unit, neediest(wanted));
  if (share('train') > 0) keepClassesInTrain(units, given);
  return new Map(units.flatMap((unit) => unit.pictures.map(({ id }) => [id, given.get(unit) ?? 'train'] as const)));
}

function unitsOf(pictures: readonly SharedPicture[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const picture of pictures) {
    const { id, name, group } = picture;
    const key = group === undefined ? `picture ${id}` : `group ${group}`;
    const unit = units.get(key) ?? { id, name: group ?? name, pictures: [], labels: new Map<number, number>() };
    units.set(key, unit);
    unit.pictures.push(picture);
    for (const label of picture.labels) unit.labels.set(label, (unit.labels.get(label) ?? 0) + 1);
  }
  return [...units.values()];
}

function sharesOf(count: number, share: (part: Part) => number): Record<Part, number> {
  return { train: count * share('train'), val: count * share('val'), test: count * share('test') };
}

function countLabels(units: readonly Unit[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { labels } of units)
    for (const [label, count] of labels) counts.set(label, (counts.get(label) ?? 0) + count);
  return counts;
}

/** The rarest class first, because it leaves the least choice; then the next of those that still have pictures to give. */
function giveByClass(
  units: readonly Unit[],
  wanted: Wanted,
  given: ReadonlyMap<Unit, Part>,
  give: (unit: Unit, part: Part) => void,
): void {
  const waiting = new Map<number, Set<Unit>>();
  for (const unit of units) {
    for (const label of unit.labels.keys()) {
      const set = waiting.get(label);
      if (set === undefined) waiting.set(label, new Set([unit]));
      else set.add(unit);
    }
  }
  while (waiting.size > 0) {
    let rarest: number | undefined;
    for (const [label, { size }] of waiting)
      if (rarest === undefined || size < (waiting.get(rarest)?.size ?? 0)) rarest = label;
    const label = rarest ?? 0;
    const turn = [...(waiting.get(label) ?? [])];
    waiting.delete(label);
    for (const unit of turn) {
      if (given.has(unit)) continue;
      give(unit, neediest(wanted, label));
      for (const other of unit.labels.keys()) waiting.get(other)?.delete(unit);
    }
  }
}

/** The part that lacks most of a class, or else of pictures; never one that is full while another is not. */
function neediest({ pictures, labels }: Wanted, label?: number): Part {
  const open = parts.filter((part) => pictures[part] > 0);
  const lacks = label === undefined ? undefined : labels.get(label);
  const [first = 'train', ...others] = open.length > 0 ? open : parts;
  let best: Part = first;
  for (const part of others) {
    const more = (lacks?.[part] ?? 0) - (lacks?.[best] ?? 0);
    if (more > 0 || (more === 0 && pictures[part] > pictures[best])) best = part;
  }
  return best;
}

function keepClassesInTrain(units: readonly Unit[], given: Map<Unit, Part>): void {
  const trained = new Set<number>();
  const take = (unit: Unit): void => {
    given.set(unit, 'train');
    for (const label of unit.labels.keys()) trained.add(label);
  };
  for (const unit of units) if (given.get(unit) === 'train') take(unit);
  const bySize = [...units].sort((a, b) => a.pictures.length - b.pictures.length);
  for (const unit of bySize) {
    if ([...unit.labels.keys()].some((label) => !trained.has(label))) take(unit);
  }
}
