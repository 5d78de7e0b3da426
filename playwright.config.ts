// The tests that drive the real program. `npm test -- e2e` sets up display and Electron and runs them.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/playwright',
  // Each file drives programs of its own; two files at once take two thirds of the time of one after the other on two cores.
  workers: 2,
  timeout: 240_000,
  // A machine that does other things too takes its time.
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
});
