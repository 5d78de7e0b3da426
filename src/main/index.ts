// Starts the program: schemes, places, workspace, handlers, window, menu. Wiring only.
import type { BrowserWindow } from 'electron';
import { app, nativeTheme, protocol } from 'electron';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../common/records.ts';
import { appScheme, imageScheme, serveWindowFile } from './appProtocol.ts';
import { windowDialogs } from './handlers/dialogs.ts';
import { handlersOf } from './handlers/index.ts';
import { openLocation } from './handlers/projects.ts';
import { isCropAddress, serveCrop } from './cropProtocol.ts';
import { servePicture } from './imageProtocol.ts';
import { languageOf, type LanguageChoice } from '../common/messages/languages.ts';
import { speak, spoken } from '../common/messages/t.ts';
import { connectIpc, tell, tellLanguage } from './ipc.ts';
import { log, logTo } from './log.ts';
import { buildMenu } from './menu.ts';
import { pictureFiles } from './pictureFiles.ts';
import { choosePlaces } from './places.ts';
import { modelStore } from './project/models.ts';
import { smokeRequest, smoke } from './smoke.ts';
import { lockSession, openWindow } from './window.ts';
import { Workspace } from './workspace.ts';

const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges },
  { scheme: imageScheme, privileges: { ...privileges, corsEnabled: true } },
]);
app.setName('Boxwright');
const places = choosePlaces();

let window: BrowserWindow | undefined;
const contents = () => (window === undefined || window.isDestroyed() ? undefined : window.webContents);

function start(): void {
  logTo(places.log);
  const models = modelStore(places.embeddedModels);
  const workspace = new Workspace({
    places,
    models,
    tell: (name, event) => {
      tell(contents(), name, event);
    },
    onLanguage: chooseLanguage,
    onSettings: showSettings,
  });
  const image = smokeRequest(process.argv);
  if (image !== undefined) {
    void smoke(workspace, image);
    return;
  }
  lockSession();
  protocol.handle(appScheme, ({ url }) => serveWindowFile(places.window, url));
  protocol.handle(imageScheme, ({ url }) =>
    isCropAddress(url)
      ? serveCrop(url, (...crop) => workspace.crops.crop(...crop))
      : servePicture(url, pictureFiles(workspace)),
  );
  connectIpc(
    handlersOf(
      workspace,
      windowDialogs(() => window),
    ),
    contents,
  );
  tellLanguage(() => ({ spoken: spoken(), choice: workspace.settings.language }));
  showSettings(workspace.settings);
  showWindow(workspace);
  void workspace.detector.start();
  openFromOutside(workspace);
  quitCleanly(workspace);
}

function chooseLanguage(choice: LanguageChoice): void {
  speak(languageOf(choice, app.getPreferredSystemLanguages()));
}

/** What of the settings main itself shows: the language, the theme, and the keys in the menu. */
function showSettings({ language, theme, keys }: Settings): void {
  chooseLanguage(language);
  nativeTheme.themeSource = theme;
  buildMenu({
    choose: (command) => {
      tell(contents(), 'command', { id: command });
    },
    keys,
    debug: app.isPackaged ? 'plain' : 'with-tools',
  });
}

function showWindow(workspace: Workspace): void {
  const { theme } = workspace.settings;
  const dark = theme === 'dark' || (theme === 'system' && nativeTheme.shouldUseDarkColors);
  window = openWindow(workspace.remembered.place, dark ? '#16181d' : '#f4f5f7');
  const current = window;
  current.on('close', () => {
    workspace.remember({ place: { bounds: current.getNormalBounds(), maximized: current.isMaximized() } });
  });
  current.on('focus', () => {
    workspace.following?.focused();
  });
  current.on('closed', () => {
    window = undefined;
  });
  app.on('activate', () => {
    if (window === undefined) showWindow(workspace);
  });
}

/** A project file or a folder given on the command line, by a double click, or to a second start of the program. */
function openFromOutside(workspace: Workspace): void {
  const open = (location: string | undefined): void => {
    if (location === undefined) return;
    const letWindowAsk = (): void => {
      workspace.given = location;
      workspace.tell('project/given', {});
    };
    // With nothing open there are no edits to save first. What fails is tried again by the window, which says why.
    if (workspace.hasProject) letWindowAsk();
    else void openLocation(workspace, location).catch(letWindowAsk);
  };
  open(locationIn(process.argv, process.cwd()));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, argv, folder) => {
    window?.show();
    window?.focus();
    open(locationIn(argv, folder));
  });
}

/** The argument that names a project or a folder, absolute: the last one that is no flag and not the program itself. */
function locationIn(argv: readonly string[], folder: string): string | undefined {
  const given = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  const locations = given.map((argument) => resolve(folder, argument));
  return locations.filter((location) => location !== app.getAppPath()).at(-1);
}

const closingLimit = 5000; // milliseconds

function quitCleanly(workspace: Workspace): void {
  // After the window is gone: until then it may still be sending edits.
  app.on('will-quit', (event) => {
    event.preventDefault();
    // Edits are durable already; what hangs must not keep the program from ending.
    void Promise.race([workspace.close(), delay(closingLimit)]).finally(() => {
      app.exit(0);
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

process.on('uncaughtException', (error) => {
  log('error', `unexpected: ${error.stack ?? error.message}`);
});
process.on('unhandledRejection', (reason) => {
  log('error', `unexpected: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
});

if (smokeRequest(process.argv) !== undefined || app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
} else {
  app.quit();
}
