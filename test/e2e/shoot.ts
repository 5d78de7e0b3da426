// Screenshots in both themes and at two sizes, to be looked at; what does not fit into the window or its own frame fails.
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { screenshots, type Studio } from './launch.ts';
import { amount } from '../support/nightly.ts';

/** By night both themes at both sizes; else each size once, and each theme. */
const shots = (
  [
    ['dark', 1280, 800],
    ['light', 1920, 1080],
    ['dark', 1920, 1080],
    ['light', 1280, 800],
  ] as const
).slice(0, amount(2, 4));

/** `within`: what has to stand inside of the window, and what of it must not be wider than it has room for. */
export async function shoot(
  { app, page }: Pick<Studio, 'app' | 'page'>,
  name: string,
  within: { readonly frame: string; readonly body: string },
): Promise<void> {
  for (const [theme, width, height] of shots) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(async () => Math.abs((await page.evaluate(() => window.innerWidth)) - width)).toBeLessThan(3);
    // The window's parts follow its size a frame later, and those on the canvas a paint after that.
    const isCut = () =>
      page.evaluate(({ frame, body }) => {
        const outer = document.querySelector(frame)?.getBoundingClientRect();
        const inner = document.querySelector(body);
        if (outer === undefined || inner === null) return 'not there';
        const { left, right, top, bottom } = outer;
        const outside = left < 0 || top < 0 || right > window.innerWidth || bottom > window.innerHeight;
        return outside || inner.scrollWidth > inner.clientWidth + 1;
      }, within);
    await expect.poll(async () => [name, await isCut()], { timeout: 15_000 }).toEqual([name, false]);
    await page.screenshot({ path: join(screenshots, `${name}-${theme}-${width}.png`) });
  }
}

/** The dialog that is open. */
export const openDialog = { frame: 'dialog[open]', body: 'dialog[open] .dialog-body' };
/** The page that is shown. */
export const shownPage = { frame: 'main', body: 'main' };
