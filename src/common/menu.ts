// The application menu as data: which of the window's commands stand where. main builds the menu; a test holds the
// ids against the window's table of commands.

import type { Message } from './messages/catalogue.ts';

export interface MenuEntry {
  /** Id of a command of the window. */
  readonly command: string;
  readonly title: Message;
  /**
   * Its key at first, as a stroke (keys/stroke.ts); a test holds it against the table. Shown only: the window listens to
   * the key itself.
   */
  readonly key?: string;
}

export interface MenuGroup {
  readonly title: Message;
  /** null draws a separator. */
  readonly entries: readonly (MenuEntry | null)[];
}

export const menuGroups: readonly MenuGroup[] = [
  {
    title: 'File',
    entries: [
      { command: 'project.open-pictures', title: 'Open folder of pictures…', key: '$mod+o' },
      { command: 'project.open', title: 'Open project…', key: '$mod+Shift+o' },
      { command: 'project.sample', title: 'Try the drawn sample' },
      null,
      { command: 'data.import', title: 'Import labels…', key: '$mod+i' },
      { command: 'data.export-coco', title: 'Export…', key: '$mod+e' },
      null,
      { command: 'page.settings', title: 'Settings', key: '$mod+,' },
    ],
  },
  {
    title: 'Edit',
    entries: [
      { command: 'edit.undo', title: 'Undo', key: '$mod+z' },
      { command: 'edit.redo', title: 'Redo', key: '$mod+Shift+z' },
      null,
      { command: 'edit.copy', title: 'Copy boxes', key: '$mod+c' },
      { command: 'edit.cut', title: 'Cut boxes', key: '$mod+x' },
      { command: 'edit.paste', title: 'Paste boxes', key: '$mod+v' },
      { command: 'edit.duplicate', title: 'Duplicate', key: '$mod+d' },
      { command: 'edit.delete', title: 'Delete', key: 'Delete' },
    ],
  },
  {
    title: 'View',
    entries: [
      { command: 'view.fit', title: 'Fit picture', key: 'f' },
      { command: 'view.one-to-one', title: '100 %', key: 'Shift+Digit1' },
      { command: 'view.palette', title: 'Command palette', key: '$mod+k' },
      { command: 'view.keys', title: 'Keys', key: '?' },
    ],
  },
  {
    title: 'Detector',
    entries: [
      { command: 'prelabel.this', title: 'Pre-label this picture', key: 'p' },
      { command: 'prelabel.all', title: 'Pre-label all pictures', key: 'Shift+p' },
      { command: 'proposals.accept-shown', title: 'Accept all shown proposals', key: 'Shift+Enter' },
      null,
      { command: 'train.new', title: 'New training run' },
      { command: 'train.pause', title: 'Pause training, or continue', key: 'Alt+t' },
      { command: 'train.stop', title: 'Stop training and keep the best', key: 'Alt+Shift+t' },
      null,
      { command: 'page.models', title: 'Models', key: '$mod+Digit4' },
    ],
  },
];
