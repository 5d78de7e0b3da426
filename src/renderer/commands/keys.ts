// Commands on the keys as a whole: to their page, out into a file, in from one, back to what they were at first.
import type { KeyMap } from '../../common/keys/keyMap.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { Desk } from '../state/desk.ts';
import { openDialog } from '../state/view.ts';
import { command, type Command } from './command.ts';

/** Puts a map in force and offers the one before. */
export function putKeys(desk: Desk, keys: KeyMap, said: string): void {
  const before = desk.settings.store.getState().keys;
  desk.settings.set({ keys });
  desk.notices.say(said, {
    tone: 'good',
    action: { label: t('Undo'), run: () => desk.settings.set({ keys: before }) },
  });
}

/** Names in the map that are no command of this program. They are kept: a newer one may know them. */
export function unknownIn(keys: KeyMap, known: ReadonlySet<string>, place: string): readonly ProblemEntry[] {
  return Object.keys(keys)
    .filter((id) => !known.has(id))
    .map((id) => ({
      where: `${place}."${id}"`,
      message: t('There is no command of this name in this version; the line does nothing.'),
      severity: 'warning',
    }));
}

async function exportKeys(desk: Desk): Promise<void> {
  // The file is written from what main keeps, so what rests here goes there first.
  await desk.settings.flush();
  const result = await desk.studio.ask('keys/export', {});
  if (!result.ok) desk.notices.report(result.failure);
  else if (result.value)
    desk.notices.say(t('The keys were written to {location}.', { location: result.value.location }), { tone: 'good' });
}

async function importKeys(desk: Desk, known: ReadonlySet<string>): Promise<void> {
  const result = await desk.studio.ask('keys/import', {});
  if (!result.ok) desk.notices.report(result.failure);
  if (!result.ok || result.value === null) return;
  const { keys, problems } = result.value;
  const wrong = problems.map((problem): ProblemEntry => ({ ...problem, severity: 'warning' }));
  const left = [...wrong, ...unknownIn(keys, known, 'keys')];
  const said = t(
    'Imported the keys of {count, plural, one {# command} other {# commands}}; all others have their own.',
    { count: Object.keys(keys).length },
  );
  putKeys(desk, keys, said);
  if (left.length > 0) openDialog(desk.view, { kind: 'report', title: t('Import keys'), said, problems: left });
}

/** `known` gives the ids of the whole table, which this list is a part of. */
export function keyCommands(known: () => ReadonlySet<string>): readonly Command[] {
  return [
    command('keys.change', 'Change keys…', 'View', [], (desk) => {
      desk.view.setState({ page: 'settings' });
      requestAnimationFrame(() => {
        const search = document.querySelector<HTMLElement>('[data-keys-search]');
        search?.closest('section')?.scrollIntoView({ block: 'start' });
        search?.focus();
      });
    }),
    command('keys.export', 'Export keys…', 'View', [], exportKeys),
    command('keys.import', 'Import keys…', 'View', [], (desk) => importKeys(desk, known())),
    command(
      'keys.reset',
      'All keys as at first',
      'View',
      [],
      (desk) => putKeys(desk, {}, t('All keys are as they were at first.')),
      { when: (desk) => Object.keys(desk.settings.store.getState().keys).length > 0 },
    ),
  ];
}
