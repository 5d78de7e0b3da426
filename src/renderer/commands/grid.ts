// Commands of the grid of crops: what is done with the selected boxes, what is selected, and how large they are shown.
import { t } from '../../common/messages/t.ts';
import { openImage, whenRead } from '../state/openImage.ts';
import type { Desk } from '../state/desk.ts';
import { thresholdOf } from '../state/threshold.ts';
import { command, hasProject, type Command } from './command.ts';

export const onGrid = (desk: Desk) => hasProject(desk) && desk.view.getState().page === 'grid';
const writable = (desk: Desk) => onGrid(desk) && desk.project.getState().project?.readOnly === false;
const hasPicked = (desk: Desk) => desk.grid.store.getState().picked.selected.size > 0;
const canAct = (desk: Desk) => writable(desk) && hasPicked(desk);
const hasCursor = (desk: Desk) => onGrid(desk) && desk.grid.store.getState().picked.cursor >= 0;

export const gridSides = { least: 64, most: 256, step: 16 } as const;

export function setSide(desk: Desk, side: number): void {
  desk.settings.set({ gridSide: Math.round(Math.min(gridSides.most, Math.max(gridSides.least, side))) });
}

const bySteps = (steps: number) => (desk: Desk) =>
  setSide(desk, desk.settings.store.getState().gridSide + steps * gridSides.step);

/** Goes to the box of the cursor on the canvas, and shows it there whatever it is. */
async function openOnCanvas(desk: Desk): Promise<void> {
  const { ids, picked, facts } = desk.grid.store.getState();
  const found = facts.get(ids[picked.cursor] ?? 0);
  if (found === undefined || found === 'gone') return;
  const { image, annotation } = found;
  const { origin, id } = annotation;
  desk.view.setState({ page: 'label', ...(origin.kind === 'rejected' && { showRejected: 'shown' }) });
  openImage(desk, image);
  if (!(await whenRead(desk.document, image))) return;
  desk.document.select([id]);
  if (origin.kind !== 'proposed' && origin.kind !== 'rejected') return;
  const threshold = thresholdOf(desk);
  if (origin.score >= threshold) return;
  const [score, from] = [origin.score.toFixed(2), threshold.toFixed(2)];
  desk.notices.say(
    t('This box has the score {score}; the canvas shows those from {from} on. [ lowers that.', { score, from }),
  );
}

const order = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

const digits = order.map((digit, place) =>
  command(
    `grid.class-${digit}`,
    { message: 'Relabel the selected crops: class {place}', values: { place: place + 1 } },
    'Grid',
    [`Digit${digit}`, `Numpad${digit}`],
    (desk) => {
      const category = desk.categories.store.getState().list[place];
      if (category) return desk.grid.act({ kind: 'relabel', to: category.id });
      return undefined;
    },
    { during: 'grid', when: (desk) => canAct(desk) && desk.categories.store.getState().list.length > place },
  ),
);

export const gridCommands: readonly Command[] = [
  command('grid.accept', 'Accept the selected crops', 'Grid', ['Enter'], (desk) => desk.grid.act({ kind: 'accept' }), {
    during: 'grid',
    scope: 'canvas',
    when: canAct,
  }),
  command(
    'grid.discard',
    'Reject the selected crops, delete human boxes',
    'Grid',
    ['Backspace', 'Delete'],
    (desk) => desk.grid.act({ kind: 'discard' }),
    { during: 'grid', when: canAct },
  ),
  ...digits,
  command('grid.undo', 'Undo the last step of the grid', 'Grid', ['$mod+z'], (desk) => desk.grid.undo(), {
    during: 'grid',
    when: (desk) => writable(desk) && desk.categories.store.getState().lastEdit !== undefined,
  }),
  command('grid.select-all', 'Select all crops that match', 'Grid', ['$mod+a'], (desk) => desk.grid.selectAll(), {
    during: 'grid',
    when: (desk) => onGrid(desk) && desk.grid.store.getState().ids.length > 0,
  }),
  command(
    'grid.leave',
    'Close the large view, or select no crop',
    'Grid',
    ['Escape'],
    (desk) => {
      if (desk.grid.store.getState().looking) desk.grid.setLooking(false);
      else desk.grid.selectNone();
    },
    {
      during: 'grid',
      scope: 'canvas',
      when: (desk) => onGrid(desk) && (hasPicked(desk) || desk.grid.store.getState().looking),
    },
  ),
  command(
    'grid.look',
    'Show the crop in its whole picture',
    'Grid',
    ['Space'],
    (desk) => desk.grid.setLooking(!desk.grid.store.getState().looking),
    { during: 'grid', scope: 'canvas', when: hasCursor },
  ),
  command('grid.open', 'Open the picture of the crop', 'Grid', ['o'], openOnCanvas, {
    during: 'grid',
    when: hasCursor,
  }),
  command('grid.larger', 'Larger crops', 'Grid', ['+', '=', 'NumpadAdd'], bySteps(1), { during: 'grid', when: onGrid }),
  command('grid.smaller', 'Smaller crops', 'Grid', ['-', 'NumpadSubtract'], bySteps(-1), {
    during: 'grid',
    when: onGrid,
  }),
  command('grid.refresh', 'Read the grid anew', 'Grid', ['u'], (desk) => desk.grid.refresh(), {
    during: 'grid',
    when: onGrid,
  }),
];
