// A settings file is written by hand too: what of it does nothing is said when the program starts, and the rest counts.
import { t } from '../common/messages/t.ts';
import { commandIds } from './commands.ts';
import { unknownIn } from './commands/keys.ts';
import type { Desk } from './state/desk.ts';
import { openDialog } from './state/view.ts';

export function tellSettingsProblems({ notices, project, view }: Pick<Desk, 'notices' | 'project' | 'view'>): void {
  const { app } = project.getState();
  if (app === undefined) return;
  const problems = [...app.settingsProblems, ...unknownIn(app.settings.keys, commandIds, 'settings.keys')];
  if (problems.length === 0) return;
  const said = t(
    '{count, plural, one {# line} other {# lines}} of the settings file could not be taken. The rest of it counts.',
    { count: problems.length },
  );
  const show = () => openDialog(view, { kind: 'report', title: t('Settings file'), said, problems });
  notices.say(said, { tone: 'warn', stay: 0, action: { label: t('Show'), run: show } });
}
