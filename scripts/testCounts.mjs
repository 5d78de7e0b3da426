// Reads the runners' own JSON reports into {passed, failed, skipped}. A file that could not even be loaded counts as one failed test.

/** Vitest's JSON report. */
export function countVitest(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) counts.failed++;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else counts.skipped++;
    }
  }
  return counts;
}

/** Playwright Test's JSON report. A test that passed only when repeated (flaky) counts as failed. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** The first lines of what a runner says about a failure, without colours. */
const reason = (message) =>
  (message ?? 'no reason was given')
    .replaceAll(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .slice(0, 6)
    .map((line) => `    ${line}`)
    .join('\n');

/** From Vitest's JSON report: "file › test" and why, for each test that failed and each file that could not be loaded. */
export function failedInVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [`${file.name}\n${reason(file.message)}`];
    return failed.map((test) => `${file.name} › ${test.fullName}\n${reason(test.failureMessages[0])}`);
  });
}

/** The same from Playwright's. */
export function failedInPlaywright(report) {
  const failed = [];
  const look = (suite) => {
    for (const spec of suite.specs ?? []) {
      if (spec.ok) continue;
      const results = spec.tests.flatMap((test) => test.results);
      const error = results.flatMap((result) => result.errors ?? [])[0];
      failed.push(`${spec.file} › ${spec.title}\n${reason(error?.message)}`);
    }
    for (const inner of suite.suites ?? []) look(inner);
  };
  for (const suite of report.suites) look(suite);
  return [...failed, ...report.errors.map((error) => `Playwright\n${reason(error.message)}`)];
}

export function sumCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const key of Object.keys(sum)) sum[key] += counts[key];
  return sum;
}

/** The last line of a test run. */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
