// The one window: sandboxed, isolated, without navigation, new windows or permissions. It remembers its place.
import { BrowserWindow, screen, session, type Rectangle } from 'electron';
import { join } from 'node:path';
import { log } from './log.ts';
import { windowAddress } from './appProtocol.ts';

export interface WindowPlace {
  readonly bounds?: Rectangle | undefined;
  readonly maximized?: boolean | undefined;
}

const smallest = { width: 960, height: 640 };
const usual = { width: 1440, height: 900 };

/** Denies every permission and every request that leaves the program. */
export function lockSession(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !/^(boxwright-app|boxwright-image|blob|data|devtools):/.test(details.url) });
  });
}

/** Opens the window; it shows itself when its first frame is ready, so that it never flashes white. */
export function openWindow(place: WindowPlace, background: string): BrowserWindow {
  const window = new BrowserWindow({
    ...usual,
    ...visiblePlace(place.bounds),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: background,
    title: 'Boxwright',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
    },
  });
  guard(window);
  window.once('ready-to-show', () => {
    if (place.maximized === true) window.maximize();
    window.show();
  });
  void window.loadURL(`${windowAddress}index.html`);
  return window;
}

function guard(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event, url) => {
    if (url.startsWith(windowAddress)) return;
    log('warning', `refused to navigate to ${url}`);
    event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('render-process-gone', (_event, details) => {
    log('error', `the window's process ended: ${details.reason}`);
    if (details.reason !== 'clean-exit') webContents.reload();
  });
}

/** The remembered place, unless the screen that it was on is gone. */
function visiblePlace(bounds: Rectangle | undefined): Partial<Rectangle> {
  if (bounds === undefined) return {};
  const area = screen.getDisplayMatching(bounds).workArea;
  const inside =
    bounds.x < area.x + area.width - 80 &&
    bounds.x + bounds.width > area.x + 80 &&
    bounds.y >= area.y - 20 &&
    bounds.y < area.y + area.height - 80;
  return inside ? bounds : { width: bounds.width, height: bounds.height };
}
