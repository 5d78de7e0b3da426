// Starts the real program for an end-to-end test, in an empty home of its own, and gives its dialogs their answers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, test as plain, type ElectronApplication, type Page } from '@playwright/test';
import { reportOf } from './report.ts';

export const root = resolve(import.meta.dirname, '../..');

/** Where the screenshots of a run go, to be looked at by a person. */
export const screenshots = join(root, 'test-results', 'screenshots');

export interface Studio {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** BOXWRIGHT_HOME of this run. */
  readonly home: string;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly home?: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly args?: readonly string[];
}

/**
 * Points Playwright at the Electron that scripts/electronPath.mjs finds. Through this variable and not by `executablePath`: only so
 * does Playwright hold the program back until it is attached; else a busy machine opens the window first and the launch hangs.
 */
export function chooseElectron(): void {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined) return;
  const script = join(root, 'scripts/electronPath.mjs');
  const answer = execFileSync(process.execPath, [script, '--json'], { encoding: 'utf8' });
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = (JSON.parse(answer) as { folder: string }).folder;
}

/** Software compositing: with a software GL under it a frame of ten thousand boxes takes twenty times as long. */
export const softwareFlags = ['--disable-gpu', '--log-level=3'];

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `boxwright-${name}-`));
}

/** Opens the program and waits for its window to be usable. */
export async function launch(options: LaunchOptions = {}): Promise<Studio> {
  const home = options.home ?? temporaryFolder('home');
  const size = options.size ?? { width: 1280, height: 800 };
  const isRoot = process.getuid?.() === 0;
  chooseElectron();
  const app = await _electron.launch({
    args: [...softwareFlags, ...(isRoot ? ['--no-sandbox'] : []), root, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), BOXWRIGHT_HOME: home, BOXWRIGHT_PROVIDERS: 'cpu' },
    chromiumSandbox: !isRoot,
    timeout: 120_000,
  });
  const page = await app.firstWindow({ timeout: 120_000 });
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await page.waitForLoadState('domcontentloaded');
  const studio: Studio = {
    app,
    page,
    home,
    close: async () => {
      const closed = await Promise.race([app.close().then(() => true), delay(closingLimit, false, { ref: false })]);
      open.delete(studio);
      if (!closed) {
        const report = await reportOf(studio);
        app.process().kill('SIGKILL');
        throw new Error(`The program did not close within ${closingLimit / 1000} s.\n${report}`);
      }
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
  open.add(studio);
  app.once('close', () => open.delete(studio));
  return studio;
}

/** Of the program; it gives itself 5 s. Milliseconds. */
const closingLimit = 60_000;

const open = new Set<Studio>();

/** Playwright's test; one that fails says how its program stood, and ends it, so that a hang leaves its reason behind. */
export const test = plain.extend<{ programs: undefined }>({
  programs: [
    async ({}, use, info) => {
      await use(undefined);
      if (info.status === info.expectedStatus) return;
      for (const studio of [...open]) {
        console.log(await reportOf(studio));
        studio.app.process().kill('SIGKILL');
      }
    },
    { auto: true, timeout: 60_000 },
  ],
});

/** The next open dialog answers with these paths; with none it is cancelled. */
export async function answerOpenDialog(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
  }, paths);
}

/** The next save dialog answers with this path. */
export async function answerSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** The score from which on the window shows proposals of the model in use. */
export async function shownFrom(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const [info, models] = await Promise.all([window.studio.ask('app/info', {}), window.studio.ask('models/list', {})]);
    if (!info.ok || !models.ok) throw new Error('The program does not say what it shows.');
    const model = info.value.project?.model ?? '';
    const own = models.value.models.find(({ id }) => id === model);
    return info.value.settings.thresholds[model] ?? own?.shownFrom ?? 0;
  });
}
