// The tests that drive the real program. `npm test -- e2e` sets up display and Electron and runs them.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  // A program and its detector fill two cores; two files at once save a fifth of the time and make every wait longer.
  workers: 1,
  timeout: 240_000,
  // A machine that does other things too takes its time.
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
});
