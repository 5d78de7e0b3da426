// Commands on which proposals are shown, how boxes are coloured, and whether the view goes to each: looking, before judging.
import { t } from '../../common/messages/t.ts';
import { boxColourWays, type BoxColours } from '../../common/records.ts';
import type { Desk } from '../state/desk.ts';
import { command, onLabelPage, type Command } from './command.ts';

export const boxColourWords: Readonly<Record<BoxColours, string>> = {
  class: t('By class'),
  confidence: t('By confidence'),
  origin: t('By origin: yours or proposed'),
};

const chosen: Readonly<Record<BoxColours, string>> = {
  class: t('Boxes are coloured: by class'),
  confidence: t('Boxes are coloured: by confidence'),
  origin: t('Boxes are coloured: by origin: yours or proposed'),
};

function nextColours(desk: Desk): void {
  const { boxColours } = desk.settings.store.getState();
  const next = boxColourWays[(boxColourWays.indexOf(boxColours) + 1) % boxColourWays.length] ?? 'class';
  desk.settings.set({ boxColours: next });
  desk.notices.announce(chosen[next]);
}

function toggleFollow(desk: Desk): void {
  const followBoxes = !desk.settings.store.getState().followBoxes;
  desk.settings.set({ followBoxes });
  desk.notices.announce(followBoxes ? t('The view goes to each box') : t('The view stays while the box is in sight'));
}

export const lookingCommands: readonly Command[] = [
  command('view.follow', 'Move the view to each box that keys select, or not', 'View', ['Shift+z'], toggleFollow, {
    when: onLabelPage,
  }),
  command('view.box-colours', 'Colour boxes by class, confidence or origin', 'View', ['c'], nextColours, {
    when: onLabelPage,
  }),
];
