// Builds the application menu from common/menu. A choice only tells the window which command to run.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { KeyMap } from '../common/keys/keyMap.ts';
import { acceleratorOf } from '../common/keys/stroke.ts';
import { t } from '../common/messages/t.ts';
import { menuGroups, type MenuEntry } from '../common/menu.ts';

export interface MenuWish {
  /** Gets the id of the window's command. */
  readonly choose: (command: string) => void;
  /** From the settings: commands whose keys are not their own. */
  readonly keys: KeyMap;
  readonly debug: 'with-tools' | 'plain';
}

/** Sets the application menu, in the place of the one before. */
export function buildMenu({ choose, keys, debug }: MenuWish): void {
  const groups = menuGroups.map(({ title, entries }): MenuItemConstructorOptions => ({
    label: t(title),
    submenu: entries.map((entry): MenuItemConstructorOptions => {
      if (entry === null) return { type: 'separator' };
      return {
        label: t(entry.title),
        ...shownKey(entry, keys),
        click: () => {
          choose(entry.command);
        },
      };
    }),
  }));
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const tools: MenuItemConstructorOptions[] =
    debug === 'with-tools' ? [{ label: 'Develop', submenu: [{ role: 'toggleDevTools' }, { role: 'reload' }] }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...mac, ...groups, { role: 'windowMenu' }, ...tools]));
}

/** The window listens to the keys itself: it knows when somebody types in a field. */
function shownKey({ command, key }: MenuEntry, keys: KeyMap): MenuItemConstructorOptions {
  const stroke = Object.hasOwn(keys, command) ? keys[command]?.[0] : key;
  const accelerator = stroke === undefined ? undefined : acceleratorOf(stroke);
  return accelerator === undefined ? {} : { accelerator, registerAccelerator: false };
}
