// `npm test`: sets up what is missing, then the checks of the sources, Vitest, and Playwright against the real program under Xvfb.
// Arguments narrow it to the tests whose path holds one of them (the checks are then left out). `npm run nightly` is the same with the
// long tests at their full length. What failed is said once more at the end, and the last line is the sum of all.
import './setup/nodeVersion.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runSourceChecks } from './checks.mjs';
import { startDisplay } from './setup/display.mjs';
import { describeElectron } from './setup/electron.mjs';
import { root } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { runProgram } from './setup/program.mjs';
import { runScript, say } from './setup/say.mjs';
import {
  countPlaywright,
  countsLine,
  countVitest,
  failedInPlaywright,
  failedInVitest,
  sumCounts,
} from './testCounts.mjs';

const patterns = process.argv.slice(2).filter((argument) => argument !== '--nightly');
const isNightly = process.argv.includes('--nightly');

/** Every test that failed, with the beginning of its reason. */
const failures = [];

/** Runs one runner and reads its report. A runner that ends badly without a failed test, or leaves no report, counts as one failure. */
async function runTests({ name, args, environment, report, count, failed }) {
  console.log(`\n== ${name}`);
  const status = await runProgram(process.execPath, [...args, ...patterns], environment);
  let counts;
  try {
    const told = JSON.parse(readFileSync(report, 'utf8'));
    counts = count(told);
    failures.push(...failed(told));
  } catch {
    // With a pattern, a runner that finds nothing may leave no report.
    counts = { passed: 0, failed: 0, skipped: 0 };
  }
  const ran = counts.passed + counts.failed;
  const isEmpty = ran === 0 && patterns.length === 0;
  if (isEmpty) console.log(`${name} ran no test.`);
  if (counts.failed === 0 && (status !== 0 || isEmpty)) counts.failed = 1;
  return counts;
}

function vitest(folder, environment) {
  const report = path.join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const script = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [script, 'run', '--root', root, '--passWithNoTests', ...reporters];
  return { name: 'Vitest', args, environment, report, count: countVitest, failed: failedInVitest };
}

function playwright(folder, environment) {
  const report = path.join(folder, 'playwright.json');
  const script = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = ['--config', path.join(root, 'playwright.config.ts')];
  return {
    name: 'Playwright',
    args: [script, 'test', ...config, '--pass-with-no-tests', '--reporter=list,json'],
    environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    report,
    count: countPlaywright,
    failed: failedInPlaywright,
  };
}

await runScript(async () => {
  const linux = process.platform === 'linux';
  const electron = await prepareWindow(linux ? 'own' : 'given');
  say(describeElectron(electron));
  process.chdir(root);
  const all = patterns.length === 0 ? [await runSourceChecks()] : [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'boxwright-test-'));
  const display = linux ? await startDisplay() : undefined;
  const environment = { ...display?.environment, ...(isNightly && { BOXWRIGHT_NIGHTLY: '1' }) };
  try {
    all.push(await runTests(vitest(folder, environment)));
    all.push(await runTests(playwright(folder, environment)));
  } finally {
    display?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = sumCounts(all);
  if (sum.passed + sum.failed === 0) {
    say(`no test's path holds ${patterns.join(' or ')}`);
    sum.failed = 1;
  }
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
  console.log(`\n${countsLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
});
