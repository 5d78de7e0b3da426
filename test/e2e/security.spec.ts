// Tries to break out of the window: Node, IPC, other pages, other files, the network, permissions.
import { expect } from '@playwright/test';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bridge } from '../../src/common/contract.ts';
import { answerOpenDialog, launch, root, temporaryFolder, test, type Studio } from './launch.ts';

declare global {
  interface Window {
    readonly studio: Bridge;
    pwned?: unknown;
  }
}

let studio: Studio;
let pictures: string;

test.beforeAll(async () => {
  pictures = temporaryFolder('pictures');
  mkdirSync(join(pictures, 'inside'));
  copyFileSync(join(root, 'resources/icon.png'), join(pictures, 'inside', 'picture.png'));
  copyFileSync(join(root, 'resources/icon.png'), join(pictures, 'picture.png'));
  studio = await launch();
  await answerOpenDialog(studio.app, [pictures]);
  const opened = await studio.page.evaluate(() => window.studio.ask('project/open-pictures', {}));
  expect(opened.ok).toBe(true);
  await expect
    .poll(async () => {
      const list = await studio.page.evaluate(() => window.studio.ask('images/list', {}));
      return list.ok ? list.value.filter(({ width }) => width > 0).length : -1;
    })
    .toBe(2);
});

test.afterAll(async () => {
  await studio.close();
  rmSync(pictures, { recursive: true, force: true });
});

/** Fetches in the page; the status, or 'blocked' when the page may not even ask. */
function fetchInPage(address: string): Promise<number | 'blocked'> {
  return studio.page.evaluate(async (url) => {
    try {
      return (await fetch(url)).status;
    } catch {
      return 'blocked' as const;
    }
  }, address);
}

test('the window has no Node and is sandboxed and isolated', async () => {
  const reach = await studio.page.evaluate(() => {
    const outer = globalThis as Record<string, unknown>;
    return ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => outer[name] !== undefined,
    );
  });
  expect(reach).toEqual([]);
  const preferences = await studio.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(preferences.webSecurity).not.toBe(false);
  expect(preferences.webviewTag).not.toBe(true);
});

test('a request that is not in the contract, or malformed, is refused', async () => {
  const asText = await studio.page.evaluate(() =>
    window.studio.askText('project/close', {}).catch((error: unknown) => String(error)),
  );
  expect(asText).toContain('"project/close" is not asked for as text');
  const inText = await studio.page.evaluate(() => window.studio.askText('image/annotations', { image: 'all' }));
  expect(JSON.parse(inText)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  const unknown = await studio.page.evaluate(async () => {
    const ask = window.studio.ask as unknown as (name: string, request: unknown) => Promise<unknown>;
    return ask('project/delete-everything', {}).catch((error: unknown) => String(error));
  });
  expect(unknown).toContain('There is no request');
  const malformed = await studio.page.evaluate(async () => {
    const ask = window.studio.ask as unknown as (
      name: string,
      request: unknown,
    ) => Promise<{ ok: boolean; failure?: { kind: string } }>;
    const answers = await Promise.all([
      ask('image/annotations', { image: '1; DROP TABLE images' }),
      ask('image/annotations', { image: 1, path: '/etc/passwd' }),
      ask('image/annotations', undefined),
      ask('settings/set', { theme: 'pink' }),
      ask('image/apply', { image: 1, change: { added: [{ id: 1 }], removed: [], updated: [] } }),
      ask('prelabel/start', { images: ['../../x'] }),
      ask('settings/set', JSON.parse('{"__proto__": {"polluted": 1}}') as object),
    ]);
    return answers.map(({ ok, failure }) => (ok ? 'taken' : failure?.kind));
  });
  expect(malformed.slice(0, 6)).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'invalid']);
  // Asked by name: a value that every object inherits would not show in a copy of an empty one.
  expect(await studio.app.evaluate(() => (({}) as { polluted?: unknown }).polluted ?? 'clean')).toBe('clean');
  expect(await studio.page.evaluate(() => (({}) as { polluted?: unknown }).polluted ?? 'clean')).toBe('clean');
});

test('a page that is not ours is not answered, even with our preload', async () => {
  const answer = await studio.app.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('about:blank').catch(() => undefined);
    const said: unknown = await stranger.webContents.executeJavaScript(
      "window.studio === undefined ? 'no studio' : window.studio.ask('app/info', {})",
    );
    stranger.destroy();
    return said;
  });
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
});

test('the image protocol serves pictures of the open project and nothing else', async () => {
  const list = await studio.page.evaluate(() => window.studio.ask('images/list', {}));
  const id = list.ok ? (list.value[0]?.id ?? 0) : 0;
  expect(await fetchInPage(`boxwright-image://picture/${id}/full`)).toBe(200);
  expect(await fetchInPage(`boxwright-image://picture/${id}/thumb`)).toBe(200);
  const refused = [
    'boxwright-image://picture/999999/full',
    'boxwright-image://picture/0/full',
    'boxwright-image://picture/-1/full',
    `boxwright-image://picture/${id}/raw`,
    `boxwright-image://picture/${id}/full/../../../../etc/passwd`,
    `boxwright-image://picture/${id}%2f..%2f..%2fetc%2fpasswd/full`,
    `boxwright-image://elsewhere/${id}/full`,
    'boxwright-image://picture//etc/passwd',
    'boxwright-app://window/../../package.json',
    'boxwright-app://window/%2e%2e/%2e%2e/package.json',
    'boxwright-app://window/..%2f..%2fpackage.json',
    'boxwright-app://window/..%2fmain%2findex.js',
  ];
  const statuses = await Promise.all(refused.map(async (address) => [address, await fetchInPage(address)] as const));
  expect(statuses.filter(([, status]) => status === 200)).toEqual([]);
});

test('neither the network nor other files can be reached', async () => {
  for (const address of ['http://127.0.0.1:9/', 'https://example.com/', 'file:///etc/passwd', 'ws://127.0.0.1:9/']) {
    expect(await fetchInPage(address)).toBe('blocked');
  }
  const image = await studio.page.evaluate(
    () =>
      new Promise((resolve) => {
        const element = new Image();
        element.onload = () => {
          resolve('loaded');
        };
        element.onerror = () => {
          resolve('blocked');
        };
        element.src = 'http://127.0.0.1:9/pixel.png';
      }),
  );
  expect(image).toBe('blocked');
});

test('no script runs from text, and no inline script', async () => {
  // In timers, because Playwright's own evaluation is allowed to evaluate text.
  await studio.page.evaluate(() => {
    setTimeout(() => {
      try {
        new Function('window.pwned = "function"')();
      } catch {
        // Refused, as it should be.
      }
      const script = document.createElement('script');
      script.textContent = 'window.pwned = "inline"';
      document.body.append(script);
      const handler = document.createElement('img');
      handler.setAttribute('onerror', 'window.pwned = "handler"');
      handler.src = 'data:image/png;base64,AAAA';
      document.body.append(handler);
    }, 10);
  });
  await studio.page.waitForTimeout(500);
  expect(await studio.page.evaluate(() => window.pwned)).toBeUndefined();
});

test('the window neither navigates away nor opens another', async () => {
  await studio.page.evaluate(() => {
    setTimeout(() => {
      window.location.href = 'https://example.com/';
    }, 10);
  });
  await studio.page.waitForTimeout(500);
  expect(studio.page.url()).toMatch(/^boxwright-app:\/\/window\//);
  expect(await studio.page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  expect(studio.app.windows()).toHaveLength(1);
});

test('every permission is denied', async () => {
  const states = await studio.page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});
