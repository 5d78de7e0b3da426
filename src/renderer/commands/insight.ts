// Commands of the page that looks at the data.
import { backToList } from '../panels/insight/openRow.ts';
import type { Desk } from '../state/desk.ts';
import { command, hasProject, type Command } from './command.ts';

const canCompare = (desk: Desk) =>
  hasProject(desk) && desk.project.getState().project?.readOnly === false && !desk.insight.store.getState().comparing;

export const insightCommands: readonly Command[] = [
  command('insight.compare', 'Find near-duplicate pictures', 'Pictures', [], (desk) => desk.insight.compare(), {
    when: canCompare,
  }),
  command('insight.back', 'Back to the list of findings', 'Pictures', ['Shift+l'], backToList, {
    when: (desk) => desk.view.getState().page === 'label' && desk.insight.store.getState().away,
  }),
];
