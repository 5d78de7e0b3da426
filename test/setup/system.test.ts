// What the set-up asks of the system, and what it takes out of the package that carries the fallback Electron.
import { describe, expect, it } from 'vitest';
import { authorityFile, hasDisplay } from '../../scripts/setup/display.mjs';
import { fallbackFileName } from '../../scripts/setup/electronFallback.mjs';
import { cacheFolder } from '../../scripts/setup/paths.mjs';
import { aptPackages, isProgram, missingLibraries, usesTime64Names } from '../../scripts/setup/systemLibraries.mjs';
import {
  countPlaywright,
  countsLine,
  countVitest,
  failedInPlaywright,
  failedInVitest,
  sumCounts,
} from '../../scripts/testCounts.mjs';

describe('the system libraries', () => {
  it('are missing where ldd finds none', () => {
    const output = '\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibnss3.so => not found\n\tlibgtk-3.so.0 => not found\n';
    expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
  });

  it.each([
    ['ID=debian\nVERSION_ID="12"\n', false],
    ['ID=debian\nVERSION_ID="13"\n', true],
    ['NAME="Ubuntu"\nID=ubuntu\nVERSION_ID="22.04"\n', false],
    ['NAME="Ubuntu"\nID=ubuntu\nVERSION_ID="24.04"\n', true],
    ['ID=fedora\nVERSION_ID=42\n', false],
  ])('go by their new names on the systems that renamed them: %j', (release, expected) => {
    expect(usesTime64Names(release)).toBe(expected);
  });

  it('are asked of apt by the names of that system, Xvfb only where a display is needed', () => {
    expect(aptPackages({ libraries: true, xvfb: true, time64: false }).join(' ')).toBe(
      'libgtk-3-0 libnss3 libasound2 libgbm1 xvfb xauth',
    );
    expect(aptPackages({ libraries: true, xvfb: false, time64: true }).join(' ')).toBe(
      'libgtk-3-0t64 libnss3 libasound2t64 libgbm1',
    );
    expect(aptPackages({ libraries: false, xvfb: true, time64: true })).toEqual(['xvfb', 'xauth']);
  });

  it('include no program that is not on the path', () => {
    expect(isProgram('a-program-that-nobody-has')).toBe(false);
  });
});

describe('the fallback Electron', () => {
  it('takes the runtime and leaves the other program', () => {
    expect(fallbackFileName('Cypress/Cypress')).toBe('electron');
    expect(fallbackFileName('Cypress/locales/en-GB.pak')).toBe('locales/en-GB.pak');
    expect(fallbackFileName('Cypress/resources/app/index.js')).toBeUndefined();
    expect(fallbackFileName('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
    expect(fallbackFileName('Cypress/locales/')).toBeUndefined();
  });

  it('refuses names that lead out of its folder', () => {
    expect(() => fallbackFileName('Cypress/../../home')).toThrow('refused');
    expect(() => fallbackFileName('/etc/passwd')).toThrow('refused');
  });

  it('lies where the person keeps caches; a relative XDG_CACHE_HOME is not one', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/boxwright');
    expect(cacheFolder({ XDG_CACHE_HOME: 'here' })).toMatch(/\.cache.boxwright$/);
  });
});

describe('the display', () => {
  it.runIf(process.platform === 'linux')('is there when X11 or Wayland is', () => {
    expect(hasDisplay({})).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });

  it('is guarded by a cookie for any host and number', () => {
    const file = authorityFile(Buffer.from('0123456789abcdef'));
    expect(file.subarray(0, 6)).toEqual(Buffer.from([0xff, 0xff, 0, 0, 0, 0]));
    expect(file.subarray(6).toString('latin1')).toBe('\0\x12MIT-MAGIC-COOKIE-1\0\x100123456789abcdef');
  });
});

describe('the sum of a test run', () => {
  it('counts a file that could not be loaded as a failed test', () => {
    const report = {
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }, { status: 'todo' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it('counts flaky tests and errors outside tests as failures', () => {
    const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(countPlaywright(report)).toEqual({ passed: 3, failed: 3, skipped: 2 });
  });

  it('says what failed and why, in few lines without colours', () => {
    const long = ['\u001b[31mexpected 1\u001b[39m', ...Array.from({ length: 20 }, (_, line) => `at ${line}`)].join(
      '\n',
    );
    const [unread, failed, ...rest] = failedInVitest({
      testResults: [
        { name: 'a.test.ts', status: 'failed', message: 'no such import', assertionResults: [] },
        {
          name: 'b.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'it counts', failureMessages: [long] },
            { status: 'passed', fullName: 'it reads', failureMessages: [] },
          ],
        },
      ],
    });
    expect(rest).toEqual([]);
    expect(unread).toBe('a.test.ts\n    no such import');
    expect(failed?.split('\n').slice(0, 2)).toEqual(['b.test.ts › it counts', '    expected 1']);
    expect(failed?.split('\n')).toHaveLength(7);
    const spec = {
      file: 'c.spec.ts',
      title: 'opens',
      ok: false,
      tests: [{ results: [{ errors: [{ message: 'closed' }] }] }],
    };
    expect(failedInPlaywright({ suites: [{ suites: [{ specs: [spec, { ok: true }] }] }], errors: [] })).toEqual([
      'c.spec.ts › opens\n    closed',
    ]);
  });

  it('is one line', () => {
    const sum = sumCounts([
      { passed: 120, failed: 0, skipped: 4 },
      { passed: 3, failed: 0, skipped: 0 },
    ]);
    expect(countsLine(sum)).toBe('123 passed, 0 failed, 4 skipped');
  });
});
