// When the set-up does something, and when it leaves things alone.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInputsHash, isBuildCurrent, writeBuildStamp } from '../../scripts/setup/buildStamp.mjs';
import { arePackagesCurrent, missingPackages } from '../../scripts/setup/packages.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boxwright-stale-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text = ''): void {
  const full = join(root, file);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

function writeBuild(): void {
  write('src/main/index.ts', 'one');
  for (const file of ['main/index.js', 'main/detector.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html']) {
    write(join('out', file));
  }
  writeBuildStamp(root, buildInputsHash(root));
}

describe('the build', () => {
  it('is current right after it was made', () => {
    writeBuild();
    expect(isBuildCurrent(root)).toBe(true);
  });

  it('is stale when there is none', () => {
    write('src/main/index.ts');
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is stale when a source changes and keeps its size', () => {
    writeBuild();
    write('src/main/index.ts', 'two');
    utimesSync(join(root, 'src/main/index.ts'), 1, 1);
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is stale when a source is added or goes', () => {
    writeBuild();
    write('src/main/window.ts');
    expect(isBuildCurrent(root)).toBe(false);
    rmSync(join(root, 'src/main/window.ts'));
    expect(isBuildCurrent(root)).toBe(true);
    rmSync(join(root, 'src/main/index.ts'));
    expect(isBuildCurrent(root)).toBe(false);
  });

  it('is stale when one of the five programs is gone', () => {
    writeBuild();
    rmSync(join(root, 'out/main/detector.js'));
    expect(isBuildCurrent(root)).toBe(false);
  });
});

describe('the packages', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  };

  it('are current when every one is there in its version; those for other systems may be absent', () => {
    expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toEqual([]);
  });

  it('are stale when one is absent or has another version', () => {
    expect(missingPackages(lock, { packages: {} })).toEqual(['node_modules/a']);
    expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toEqual(['node_modules/a']);
  });

  it('are stale when an install was interrupted before npm wrote its list', () => {
    write('package-lock.json', JSON.stringify(lock));
    write('node_modules/a/package.json', '{}');
    expect(arePackagesCurrent(root)).toBe(false);
    write('node_modules/.package-lock.json', JSON.stringify(lock));
    expect(arePackagesCurrent(root)).toBe(true);
  });
});
