// What a command is, and the scene that the commands of the label page look at. The table itself is commands.ts.
import type { Annotation, ImageSummary } from '../../common/annotation/types.ts';
import type { Annotations } from '../../common/annotation/change.ts';
import type { StrokeReach } from '../../common/keys/stroke.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { t, type Values } from '../../common/messages/t.ts';
import { groupBoxes, tabOrder, type BoxGroups } from '../state/boxes.ts';
import type { Desk } from '../state/desk.ts';
import { boundsOf } from '../state/threshold.ts';

/** In the order in which the palette and the sheet of keys show them; each is a message too. */
export const families = [
  'Pictures',
  'Boxes',
  'Review',
  'Detector',
  'Training',
  'Classes',
  'Grid',
  'View',
  'Project',
] as const;
export type Family = (typeof families)[number];

/**
 * When a command is possible at all, for the question whether two may have the same key. `after selection`: while labelling,
 * and a command on the selected boxes has the key before it. A pass has its keys before every other command, and before that
 * has `comparing`: while a comparison is shown, and before that `answer`: while the detector was asked.
 */
export type Situation =
  | 'any'
  | 'answer'
  | 'comparing'
  | 'labelling'
  | 'selection'
  | 'after selection'
  | 'training form'
  | 'grid'
  | PassSituation;
/** While a pass over all pictures goes on: any, one over proposals, or one to draw a class. */
export type PassSituation = 'pass' | 'check pass' | 'draw pass';

export interface Command {
  readonly id: string;
  /** In the language of the window. */
  readonly title: string;
  /** For the searches: annotators know what their peers elsewhere call it. */
  readonly english: string;
  readonly family: Family;
  /** Its keys at first, as strokes (common/keys/stroke.ts); the settings may say others. Tooltips show the first. */
  readonly keys: readonly string[];
  /**
   * Where its keys work at most: everywhere (also while typing), in the window (not while typing), or on the canvas alone,
   * because a focused button or list needs the key itself.
   */
  readonly scope: StrokeReach;
  readonly during: Situation;
  /** True when it can do something now. Two commands may share a key only if they are never possible together. */
  when(desk: Desk): boolean;
  run(desk: Desk): void | Promise<void>;
  /** For a key that is held: what its release does. */
  release?(desk: Desk): void;
}

/** A title with something in its place: "Class {place}: relabel, or draw with it". */
export interface FilledTitle {
  readonly message: Message;
  readonly values: Values;
}

export function command(
  id: string,
  title: Message | FilledTitle,
  family: Family,
  keys: readonly string[],
  run: Command['run'],
  rest: Partial<Pick<Command, 'scope' | 'during' | 'when' | 'release'>> = {},
): Command {
  return { id, ...said(title), family, keys, run, scope: 'window', during: 'any', when: () => true, ...rest };
}

function said(title: Message | FilledTitle): Pick<Command, 'title' | 'english'> {
  if (typeof title === 'string') return { title: t(title), english: title };
  const { message, values } = title;
  // Titles take plain values only, so the English needs no formatter of its own.
  return {
    title: t(message, values),
    english: message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
  };
}

/** What a search looks through besides the title: the family, and the English words where the window speaks others. */
export function searchedWords({ title, english, family }: Command): readonly string[] {
  return english === title ? [t(family)] : [t(family), english, family];
}

export const hasProject = (desk: Desk) => desk.project.getState().phase === 'open';

export const onLabelPage = (desk: Desk) => hasProject(desk) && desk.view.getState().page === 'label';

/** True on the label page with a picture whose boxes are there. */
export function onPicture(desk: Desk): boolean {
  return onLabelPage(desk) && desk.document.store.getState().phase === 'ready';
}

export function canEdit(desk: Desk): boolean {
  return onPicture(desk) && desk.project.getState().project?.readOnly === false;
}

export const hasSelection = (desk: Desk) => desk.document.store.getState().selection.size > 0;

/** True when there are ids enough for so many new boxes; says so otherwise. */
export function enoughIds(desk: Desk, wanted: number): boolean {
  if (desk.ids.left() >= wanted) return true;
  desk.notices.say(t('The program is still fetching ids for new boxes. Try again in a moment.'), { tone: 'warn' });
  return false;
}

export interface Scene {
  readonly image: ImageSummary;
  readonly annotations: Annotations;
  readonly groups: BoxGroups;
  readonly order: readonly Annotation[];
  readonly selected: readonly Annotation[];
}

/** The boxes of the picture on screen as the lists show them; undefined when there is none. */
export function sceneOf(desk: Desk): Scene | undefined {
  const { image: id, phase, annotations, selection } = desk.document.store.getState();
  const image = id === undefined ? undefined : desk.images.get(id);
  if (image === undefined || phase !== 'ready') return undefined;
  const groups = groupBoxes(annotations, boundsOf(desk), desk.view.getState().showRejected, desk.marks.getState());
  const selected = [...selection].flatMap((one) => annotations.get(one) ?? []);
  return { image, annotations, groups, order: tabOrder(groups), selected };
}

export const idsOf = (annotations: readonly Annotation[]) => annotations.map(({ id }) => id);
export const isProposal = (annotation: Annotation) => annotation.origin.kind === 'proposed';
