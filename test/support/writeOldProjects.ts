// Does the work of scripts/make-old-project.mjs while it is loaded.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { migrations } from '../../src/main/database/migrate.ts';
import { makeOldProject } from './oldProject.ts';

const fixtures = path.resolve('test/main/database/fixtures');
const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-old-'));
for (let version = 1; version <= migrations.length; version += 1) {
  const target = path.join(fixtures, `v${version}.boxwright.gz`);
  if (existsSync(target)) continue;
  const file = path.join(folder, `v${version}.boxwright`);
  await makeOldProject(file, version, { pictures: 24, boxes: 7 });
  writeFileSync(target, gzipSync(readFileSync(file), { level: 9 }));
  console.log(`${target}: ${readFileSync(target).length} bytes`);
}
rmSync(folder, { recursive: true });
