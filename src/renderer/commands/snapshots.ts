// Commands on snapshots and backups.
import { backToDifferences } from '../panels/snapshots/openDifference.ts';
import type { Desk } from '../state/desk.ts';
import { openDialog } from '../state/view.ts';
import { command, hasProject, type Command } from './command.ts';

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

async function compareNewest(desk: Desk): Promise<void> {
  if (desk.snapshots.store.getState().list === undefined) await desk.snapshots.load();
  const newest = desk.snapshots.store.getState().list?.[0];
  desk.view.setState({ page: 'data' });
  if (newest !== undefined) await desk.snapshots.compare(newest.id, 'now');
}

export const snapshotCommands: readonly Command[] = [
  command(
    'snapshot.make',
    'Make a snapshot…',
    'Project',
    ['Alt+Shift+n'],
    (desk) => openDialog(desk.view, { kind: 'new-snapshot' }),
    { when: writable },
  ),
  command('snapshot.compare', 'What changed since the newest snapshot…', 'Project', ['Alt+Shift+s'], compareNewest, {
    when: hasProject,
  }),
  command('snapshot.back', 'Back to the differences', 'Project', ['Alt+Shift+d'], backToDifferences, {
    when: (desk) => desk.view.getState().page === 'label' && desk.snapshots.store.getState().away,
  }),
  command('data.back-up', 'Back up the project…', 'Project', ['$mod+Alt+s'], (desk) => desk.snapshots.backUp(), {
    when: hasProject,
  }),
  command('project.from-backup', 'Restore a project from a backup…', 'Project', [], (desk) =>
    desk.flow.open('project/from-backup'),
  ),
];
