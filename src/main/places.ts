// Where the program keeps things: settings, log, models, projects that it makes by itself. BOXWRIGHT_HOME moves all of it.
import { app } from 'electron';
import { join } from 'node:path';

export interface Places {
  readonly settings: string;
  readonly log: string;
  /** New projects go here, a folder each. */
  readonly projects: string;
  /** Models that come with the program; read-only. */
  readonly embeddedModels: string;
  /** The window's built files. */
  readonly window: string;
}

/** Call it before `ready`: it may move Electron's own data. */
export function choosePlaces(): Places {
  const home = process.env['BOXWRIGHT_HOME'];
  if (home !== undefined && home !== '') app.setPath('userData', join(home, 'electron'));
  const data = home !== undefined && home !== '' ? home : app.getPath('userData');
  const documents = home !== undefined && home !== '' ? home : app.getPath('documents');
  return {
    settings: join(data, 'settings.json'),
    log: join(data, 'boxwright.log'),
    projects: join(documents, 'Boxwright'),
    embeddedModels: app.isPackaged ? join(process.resourcesPath, 'models') : join(import.meta.dirname, '../../models'),
    window: join(import.meta.dirname, '../renderer'),
  };
}
