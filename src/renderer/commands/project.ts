// Commands on the project as a whole: open, folders, import, export.
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { command, hasProject, type Command } from './command.ts';

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

async function exportProgress({ studio, document, notices }: Desk): Promise<void> {
  await document.settled();
  const result = await studio.ask('progress/export', {});
  if (!result.ok) notices.report(result.failure);
  else if (result.value)
    notices.say(t('Progress was written to {location}.', { location: result.value.location }), { tone: 'good' });
}

export const projectCommands: readonly Command[] = [
  command('data.export-progress', 'Export progress as CSV…', 'Project', [], exportProgress, { when: hasProject }),
  command(
    'project.open-pictures',
    'Open a folder of pictures…',
    'Project',
    ['$mod+o'],
    (desk) => desk.flow.open('project/open-pictures'),
    { scope: 'everywhere' },
  ),
  command('project.open', 'Open project…', 'Project', ['$mod+Shift+o'], (desk) => desk.flow.open('project/open'), {
    scope: 'everywhere',
  }),
  command('project.sample', 'Try the drawn sample', 'Project', [], (desk) => desk.flow.open('project/sample')),
  command('project.close', 'Close project', 'Project', [], (desk) => desk.flow.close(), { when: hasProject }),
  command('data.import', 'Import labels…', 'Project', ['$mod+i'], (desk) => desk.labelImport.open(), {
    scope: 'everywhere',
    when: writable,
  }),
  command('data.export-coco', 'Export…', 'Project', ['$mod+e'], (desk) => desk.exporting.open(), {
    scope: 'everywhere',
    when: hasProject,
  }),
  command('project.add-folder', 'Add a folder of pictures…', 'Project', [], (desk) => desk.flow.addFolder(), {
    when: writable,
  }),
  command('project.rescan', 'Look for new pictures', 'Project', ['F5'], (desk) => desk.flow.rescan(), {
    when: writable,
  }),
  command(
    'project.show',
    'Show the project on disk',
    'Project',
    [],
    async (desk) => {
      const result = await desk.studio.ask('project/show-in-folder', {});
      if (!result.ok) desk.notices.report(result.failure);
    },
    { when: hasProject },
  ),
];
