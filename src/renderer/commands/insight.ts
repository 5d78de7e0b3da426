// Commands of the page that looks at the data.
import { backToList } from '../panels/insight/openRow.ts';
import { command, type Command } from './command.ts';

export const insightCommands: readonly Command[] = [
  command('insight.back', 'Back to the list of findings', 'Pictures', ['Shift+l'], backToList, {
    when: (desk) => desk.view.getState().page === 'label' && desk.insight.store.getState().away,
  }),
];
