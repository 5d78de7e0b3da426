// Builds the application menu from common/menu. A choice only tells the window which command to run.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menuGroups } from '../common/menu.ts';

/** Sets the application menu; `choose` gets the id of the window's command. */
export function buildMenu(choose: (command: string) => void, debug: 'with-tools' | 'plain'): void {
  const groups = menuGroups.map(({ title, entries }): MenuItemConstructorOptions => ({
    label: title,
    submenu: entries.map((entry): MenuItemConstructorOptions => {
      if (entry === null) return { type: 'separator' };
      return {
        label: entry.title,
        // The window listens to the keys itself: it knows when somebody types in a field.
        ...(entry.key === undefined ? {} : { accelerator: entry.key, registerAccelerator: false }),
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
