// What the palette knows of commands besides their table: which were chosen last, and which it cannot run itself.
import { t } from '../../common/messages/t.ts';
import type { Command } from '../commands/command.ts';

const recentKept = 6;

/** The list with this command in front. */
export function recentWith(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, recentKept);
}

/** Why a command cannot be run out of the palette, whatever the moment. */
export function whyNotHere(command: Command): string | undefined {
  if (command.release !== undefined) return t('While its key is held');
  return command.id === 'view.palette' ? t('It is open') : undefined;
}
