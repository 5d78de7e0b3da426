// What is looked for in a data set before it is exported or trained on: each finding with its place in the order, how bad it is,
// whom it concerns, and what its list holds. The rules themselves are boxRules.ts, pictureRules.ts and classRules.ts.

/** In the order in which they are looked at: what is broken first. */
export const stages = ['structure', 'quality', 'distribution', 'compatibility'] as const;
export type Stage = (typeof stages)[number];

/** error: something will be lost or go wrong · warning: it most likely should be put right · note: to be known. */
export type Level = 'error' | 'warning' | 'note';

/** Readers of an export. Their names are never translated. */
export type Profile = 'COCO' | 'torchvision' | 'Detectron2' | 'MMDetection' | 'Ultralytics' | 'CVAT' | 'Label Studio';

/**
 * What a list's numbers are, one entry after the other. pictures: image · boxes: image, box · pairs: image, box, box ·
 * classes: category · groups: number of the group, image; those of a group come together.
 */
export type ListKind = 'pictures' | 'boxes' | 'pairs' | 'classes' | 'groups';
export const listWidths: Readonly<Record<ListKind, number>> = {
  pictures: 1,
  boxes: 2,
  pairs: 3,
  classes: 1,
  groups: 2,
};

interface Rule {
  readonly stage: Stage;
  readonly level: Level;
  readonly kind: ListKind;
  readonly profiles?: readonly Profile[];
}

const everyone: readonly Profile[] = [
  'COCO',
  'torchvision',
  'Detectron2',
  'MMDetection',
  'Ultralytics',
  'CVAT',
  'Label Studio',
];

export const findingRules = {
  unreadable: { stage: 'structure', level: 'error', kind: 'pictures' },
  flat: { stage: 'structure', level: 'error', kind: 'boxes' },
  outside: { stage: 'structure', level: 'warning', kind: 'boxes' },
  'class-clash': { stage: 'structure', level: 'warning', kind: 'classes' },
  duplicates: { stage: 'quality', level: 'warning', kind: 'pairs' },
  overlaps: { stage: 'quality', level: 'note', kind: 'pairs' },
  tiny: { stage: 'quality', level: 'note', kind: 'boxes' },
  huge: { stage: 'quality', level: 'note', kind: 'boxes' },
  'near-duplicates': { stage: 'quality', level: 'note', kind: 'groups' },
  'twins-across-splits': { stage: 'distribution', level: 'error', kind: 'groups' },
  'held-out-classes': { stage: 'distribution', level: 'warning', kind: 'classes' },
  'rare-classes': { stage: 'distribution', level: 'warning', kind: 'classes' },
  'unused-classes': { stage: 'distribution', level: 'note', kind: 'classes' },
  unlabelled: { stage: 'distribution', level: 'note', kind: 'pictures' },
  'bad-file-names': { stage: 'compatibility', level: 'error', kind: 'pictures', profiles: everyone },
  'same-base-names': {
    stage: 'compatibility',
    level: 'warning',
    kind: 'groups',
    profiles: ['Ultralytics', 'Label Studio'],
  },
  'class-name-signs': {
    stage: 'compatibility',
    level: 'note',
    kind: 'classes',
    profiles: ['MMDetection', 'Ultralytics'],
  },
  'class-name-paths': { stage: 'compatibility', level: 'warning', kind: 'classes', profiles: ['Ultralytics'] },
  'class-name-long': { stage: 'compatibility', level: 'warning', kind: 'classes', profiles: ['CVAT'] },
  'class-background': { stage: 'compatibility', level: 'warning', kind: 'classes', profiles: ['torchvision'] },
  turned: { stage: 'compatibility', level: 'warning', kind: 'pictures', profiles: ['torchvision'] },
  'pixel-boxes': { stage: 'compatibility', level: 'warning', kind: 'boxes', profiles: ['torchvision'] },
  'empty-pictures': {
    stage: 'compatibility',
    level: 'note',
    kind: 'pictures',
    profiles: ['torchvision', 'Detectron2', 'MMDetection'],
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type FindingName = keyof typeof findingRules;
export const findingNames = Object.keys(findingRules) as readonly FindingName[];

export const ruleOf = (name: FindingName): Rule => findingRules[name];

export interface Finding {
  readonly name: FindingName;
  /** Entries of its list. */
  readonly count: number;
}

/** `items` as `ListKind` says; at most `mostListed` entries of `count`. */
export interface FoundList {
  readonly count: number;
  readonly items: readonly number[];
}

export type FoundLists = Readonly<Record<FindingName, FoundList>>;

/** Nobody looks through more, and it crosses to the window in one piece. */
export const mostListed = 50_000;

/** Lists in the making. */
export interface Findings {
  add(name: FindingName, ...entry: readonly number[]): void;
  lists(): FoundLists;
}

export function createFindings(): Findings {
  const made = Object.fromEntries(findingNames.map((name) => [name, { count: 0, items: [] as number[] }])) as Record<
    FindingName,
    { count: number; items: number[] }
  >;
  return {
    add(name, ...entry) {
      const list = made[name];
      list.count += 1;
      if (list.count <= mostListed) list.items.push(...entry);
    },
    lists: () => made,
  };
}

const levels: readonly Level[] = ['error', 'warning', 'note'];

/** What was found, in the order of stages, the worst of a stage first. */
export function findingsOf(lists: FoundLists): readonly Finding[] {
  const place = (name: FindingName) => {
    const { stage, level } = ruleOf(name);
    return stages.indexOf(stage) * levels.length + levels.indexOf(level);
  };
  return findingNames
    .map((name) => ({ name, count: lists[name].count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => place(a.name) - place(b.name));
}

/** What should be looked at before an export or a training: no notes, errors first. */
export function worstOf(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .filter(({ name }) => ruleOf(name).level !== 'note')
    .sort((a, b) => levels.indexOf(ruleOf(a.name).level) - levels.indexOf(ruleOf(b.name).level));
}
