// Commands on all pictures at once: accept what is proposed, and take the last such step back.
import type { Desk } from '../state/desk.ts';
import { openDialog } from '../state/view.ts';
import { command, hasProject, type Command } from './command.ts';

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

export const everywhereCommands: readonly Command[] = [
  command(
    'proposals.accept-everywhere',
    'Accept proposals on all pictures…',
    'Boxes',
    [],
    (desk) => openDialog(desk.view, { kind: 'accept-all' }),
    { when: (desk) => writable(desk) && desk.images.store.getState().images.some(({ proposals }) => proposals > 0) },
  ),
  command(
    'edit.undo-everywhere',
    'Undo the last step on all pictures',
    'Boxes',
    ['$mod+Alt+z'],
    (desk) => desk.categories.undoLast(),
    { when: (desk) => writable(desk) && desk.categories.store.getState().lastEdit !== undefined },
  ),
];
