// Official weights in the real window, from a server of this machine behind a real proxy: offline, stopped, gone on with, imported.
import { expect, type Page } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { certificate, key } from '../main/project/download/certificate.ts';
import { listening, serveProxy, type TestProxy } from '../main/project/download/server.ts';
import { smallSpec, torchvisionFile } from '../support/checkpointFile.ts';
import { launch, temporaryFolder, test, type Studio } from './launch.ts';
import { shownPage, shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
let proxy: TestProxy;
const folder = temporaryFolder('weights');
const content = torchvisionFile(smallSpec(80));
/** How the server sends. */
let pace: 'slow' | 'quick' = 'slow';

const server = https.createServer({ key, cert: certificate }, (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    ETag: '"one"',
    'Content-Length': body.length,
    ...(from > 0 && { 'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  });
  if (pace === 'quick') response.end(body);
  else {
    // A part, and then a byte a second, so that it neither ends nor counts as broken before it is stopped.
    let at = 100_000;
    response.write(body.subarray(0, at));
    const timer = setInterval(() => response.write(body.subarray(at, ++at)), 1000);
    response.once('close', () => clearInterval(timer));
  }
});

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  proxy = await serveProxy({ to: await listening(server) });
  writeFileSync(join(folder, 'certificate.pem'), certificate);
  process.env['NODE_EXTRA_CA_CERTS'] = join(folder, 'certificate.pem');
  studio = await launch();
  page = studio.page;
});

test.afterAll(async () => {
  await studio.close();
  await proxy.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const weights = () => page.getByRole('listitem', { name: 'FCOS_R_50_FPN_1x' });

async function setProxy(address: string): Promise<void> {
  await page.getByRole('button', { name: /^Settings/ }).click();
  await page.getByRole('radio', { name: 'This one' }).check();
  await page.getByRole('textbox', { name: 'Address of the proxy' }).fill(address);
  await page.getByRole('textbox', { name: 'Address of the proxy' }).press('Enter');
  await expect
    .poll(async () => {
      const info = await page.evaluate(() => window.studio.ask('app/info', {}));
      return info.ok ? info.value.settings.proxy : '';
    })
    .toBe(address);
}

const shot = (name: string) => shoot(studio, `weights-${name}`, shownPage);

test('offline, the row says so and leads to the proxy', async () => {
  await setProxy('http://127.0.0.1:9');
  await page.getByRole('button', { name: /^Models/ }).click();
  await page.getByRole('heading', { name: 'Official weights' }).scrollIntoViewIfNeeded();
  await weights().getByRole('button', { name: 'Download FCOS_R_50_FPN_1x' }).click();
  await expect(weights().getByRole('alert')).toContainText('huggingface.co could not be reached through the proxy');
  await weights().locator('summary').click();
  await expect(weights()).toContainText('None is published');
  await shot('offline');
  await weights().locator('summary').click();
  await weights().getByRole('button', { name: 'Proxy settings' }).click();
  await expect(page.getByRole('radio', { name: 'This one' })).toBeChecked();
  await shot('settings');
});

test('a download shows how far it is, is stopped, goes on, and leads into an import that is filled in', async () => {
  await setProxy(proxy.address);
  await page.getByRole('button', { name: /^Models/ }).click();
  await weights().getByRole('button', { name: 'Download FCOS_R_50_FPN_1x' }).click();
  await expect(weights().getByRole('status')).toContainText('0.1 MB of');
  await shot('running');
  await weights().getByRole('button', { name: 'Stop' }).click();
  await expect(weights().getByRole('button', { name: 'Go on with FCOS_R_50_FPN_1x' })).toBeVisible();
  await shot('stopped');
  pace = 'quick';
  await weights().getByRole('button', { name: 'Go on with FCOS_R_50_FPN_1x' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(
    'FCOS_R_50_FPN_1x (tianzhi0549/FCOS)',
  );
  await expect(dialog.getByRole('radio', { name: "COCO's 80" })).toBeChecked();
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT huggingface.co:443']));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toContainText('was imported with 80 classes');
  await dialog.getByRole('button', { name: 'Done' }).click();
  // What was downloaded is gone again, and can be fetched anew.
  await expect(weights().getByRole('button', { name: 'Download FCOS_R_50_FPN_1x' })).toBeVisible();
});
