// The rules of the import table bite: each forbidden import, also of a type alone, is found by the rule that forbids it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'boxwright-imports-'));

const files: Readonly<Record<string, string>> = {
  'src/common/geometry/box.ts': "import type { A } from '../annotation/types.ts';\nexport type Box = A;",
  'src/common/annotation/types.ts': 'export type A = 1;',
  'src/common/dataset/ids.ts': "import { spec } from '../fcos/spec.ts';\nexport const ids = spec;",
  'src/common/fcos/spec.ts': "import type { H } from '../coco/half.ts';\nexport const spec: H = 1;",
  'src/common/coco/half.ts': 'export type H = 1;',
  'src/common/random.ts': "import { readFileSync } from 'node:fs';\nexport const random = readFileSync;",
  'src/detector/index.ts': "import type { M } from '../main/window.ts';\nexport const a: M = 1;",
  'src/main/window.ts': "import { a } from '../detector/index.ts';\nexport type M = 1;\nexport const b = a;",
  'src/main/project/scan.ts': "import type { app } from 'electron';\nexport type App = typeof app;",
  'src/cli/index.ts': "import { b } from '../main/window.ts';\nexport const c = b;",
  'src/renderer/App.ts': "import type { M } from '../main/window.ts';\nexport type N = M;",
  'src/renderer/studio.ts': "import sharp from 'sharp';\nexport const d = sharp;",
  'src/preload/index.ts': "import { random } from '../common/random.ts';\nexport const e = random;",
};

let found: readonly string[] = [];

beforeAll(() => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const script = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { stdout } = spawnSync(process.execPath, [script, 'src', '--output-type', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  found = report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import table', () => {
  it.each([
    'geometry-alone: src/common/geometry/box.ts',
    'formats-on-annotation: src/common/dataset/ids.ts',
    'fcos-on-graph: src/common/fcos/spec.ts',
    'common-is-pure: src/common/random.ts',
    'detector-on-common: src/detector/index.ts',
    'main-on-common: src/main/window.ts',
    'services-without-electron: src/main/project/scan.ts',
    'cli-on-services: src/cli/index.ts',
    'renderer-on-common: src/renderer/App.ts',
    'renderer-on-common: src/renderer/studio.ts',
    'preload-on-contract: src/preload/index.ts',
  ])('finds %s', (violation) => {
    expect(found).toContain(violation);
  });

  it('leaves alone what is allowed', () => {
    expect(found.filter((violation) => /half\.ts|types\.ts/.test(violation))).toEqual([]);
  });
});
