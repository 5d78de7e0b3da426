// The dialogs that pick a path. Paths stay in main; the window only hears what came of it.
import { dialog, type BrowserWindow, type FileFilter } from 'electron';

export interface Dialogs {
  /** A folder, or undefined when cancelled. */
  folder(title: string, button: string): Promise<string | undefined>;
  file(title: string, filters: readonly FileFilter[]): Promise<string | undefined>;
  save(title: string, proposal: string, filters: readonly FileFilter[]): Promise<string | undefined>;
}

/** Dialogs that belong to the one window while it lives. */
export function windowDialogs(window: () => BrowserWindow | undefined): Dialogs {
  const parent = (): [BrowserWindow] | [] => {
    const current = window();
    return current === undefined ? [] : [current];
  };
  const open = async (options: Electron.OpenDialogOptions): Promise<string | undefined> => {
    const answer = await dialog.showOpenDialog(...(parent() as [BrowserWindow]), options);
    return answer.canceled ? undefined : answer.filePaths[0];
  };
  return {
    folder: (title, button) => open({ title, buttonLabel: button, properties: ['openDirectory'] }),
    file: (title, filters) => open({ title, properties: ['openFile'], filters: [...filters] }),
    save: async (title, proposal, filters) => {
      const answer = await dialog.showSaveDialog(...(parent() as [BrowserWindow]), {
        title,
        defaultPath: proposal,
        filters: [...filters],
      });
      return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
    },
  };
}
