// axe-core in the real window: what it finds against WCAG 2.2 A and AA, each as one line with the element.
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

interface WithAxe {
  readonly axe?: { run(where: Document, options: RunOptions): Promise<AxeResults> };
}

/** Empty when axe has nothing to say: "color-contrast: .muted (needs 4.5:1 …)". */
export async function barriers(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => (window as WithAxe).axe !== undefined))) await page.evaluate(source);
  const results = await page.evaluate(async (wanted) => (window as WithAxe).axe?.run(document, wanted), options);
  if (results === undefined) throw new Error('axe-core did not start in the window');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id}: ${target.join(' ')} (${why})`;
    }),
  );
}
