// The application menu as data: which of the window's commands stand where. main builds the menu; a test holds the
// ids against the window's table of commands.

export interface MenuEntry {
  /** Id of a command of the window. */
  readonly command: string;
  readonly title: string;
  /** Shown only; the window listens to the key itself. Electron's notation. */
  readonly key?: string;
}

export interface MenuGroup {
  readonly title: string;
  /** null draws a separator. */
  readonly entries: readonly (MenuEntry | null)[];
}

export const menuGroups: readonly MenuGroup[] = [
  {
    title: 'File',
    entries: [
      { command: 'project.open-pictures', title: 'Open folder of pictures…', key: 'CmdOrCtrl+O' },
      { command: 'project.open', title: 'Open project…', key: 'CmdOrCtrl+Shift+O' },
      { command: 'project.sample', title: 'Try the drawn sample' },
      null,
      { command: 'data.import-coco', title: 'Import COCO…', key: 'CmdOrCtrl+I' },
      { command: 'data.export-coco', title: 'Export COCO…', key: 'CmdOrCtrl+E' },
      null,
      { command: 'page.settings', title: 'Settings', key: 'CmdOrCtrl+,' },
    ],
  },
  {
    title: 'Edit',
    entries: [
      { command: 'edit.undo', title: 'Undo', key: 'CmdOrCtrl+Z' },
      { command: 'edit.redo', title: 'Redo', key: 'CmdOrCtrl+Shift+Z' },
      null,
      { command: 'edit.copy', title: 'Copy boxes', key: 'CmdOrCtrl+C' },
      { command: 'edit.cut', title: 'Cut boxes', key: 'CmdOrCtrl+X' },
      { command: 'edit.paste', title: 'Paste boxes', key: 'CmdOrCtrl+V' },
      { command: 'edit.duplicate', title: 'Duplicate', key: 'CmdOrCtrl+D' },
      { command: 'edit.delete', title: 'Delete', key: 'Delete' },
    ],
  },
  {
    title: 'View',
    entries: [
      { command: 'view.fit', title: 'Fit picture', key: 'F' },
      { command: 'view.one-to-one', title: '100 %', key: 'Shift+1' },
      { command: 'view.palette', title: 'Command palette', key: 'CmdOrCtrl+K' },
      { command: 'view.keys', title: 'Keys', key: '?' },
    ],
  },
  {
    title: 'Detector',
    entries: [
      { command: 'prelabel.this', title: 'Pre-label this picture', key: 'P' },
      { command: 'prelabel.all', title: 'Pre-label all pictures', key: 'Shift+P' },
      { command: 'proposals.accept-shown', title: 'Accept all shown proposals', key: 'Shift+Enter' },
      null,
      { command: 'train.new', title: 'New training run' },
      { command: 'train.pause', title: 'Pause training, or continue', key: 'Alt+T' },
      { command: 'train.stop', title: 'Stop training and keep the best', key: 'Alt+Shift+T' },
      null,
      { command: 'page.models', title: 'Models' },
    ],
  },
];
