// Whether out/ is what the sources say now. The stamp is a hash over name, size and time of every file that goes into a build;
// it is computed before the build and written after it, so a file changed meanwhile makes the next start build again.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const inputs = ['src', 'electron.vite.config.ts', 'tsconfig.base.json', 'package.json', 'scripts/build.mjs'];
const programs = ['main/index.js', 'main/detector.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'];

const stampFile = (root) => path.join(root, 'out', '.stamp');

function* filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(full);
    else yield full;
  }
}

/** Hash over all build inputs under `root` (hex). Missing inputs count as absent, not as errors. */
export function buildInputsHash(root) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const full = path.join(root, input);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (!stat) continue;
    for (const file of stat.isDirectory() ? filesUnder(full) : [full]) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

export function writeBuildStamp(root, inputsHash) {
  writeFileSync(stampFile(root), inputsHash);
}

/** True when a build is there, complete, and made from these very sources. */
export function isBuildCurrent(root) {
  try {
    if (readFileSync(stampFile(root), 'utf8') !== buildInputsHash(root)) return false;
  } catch {
    return false;
  }
  return programs.every((program) => statSync(path.join(root, 'out', program), { throwIfNoEntry: false }));
}
