// The checks of the sources: types of every room, eslint, the import table, dead code, formatting. Run by `npm run check` and `npm test`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './setup/paths.mjs';

const bin = (...parts) => path.join(root, 'node_modules', ...parts);

function rooms() {
  const inside = readdirSync(path.join(root, 'src')).map((name) => path.join('src', name));
  return [...inside, 'test', 'bench'].filter((room) => existsSync(path.join(root, room, 'tsconfig.json')));
}

/** [{name, args for Node}]; the longest first, so that they do not run alone at the end. */
export function sourceChecks() {
  const types = rooms().map((room) => ({
    name: `types of ${room}`,
    args: [bin('typescript', 'bin', 'tsc'), '-p', room],
  }));
  return [
    { name: 'eslint', args: [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0'] },
    { name: 'import table', args: [bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'src', 'test', 'bench'] },
    { name: 'dead code', args: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
    { name: 'formatting', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'] },
    ...types,
  ];
}

function runCheck({ name, args }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (status) => resolve({ name, passed: status === 0, output }));
  });
}

/** Runs the checks, as many at once as there are cores (at most four), printing each as it ends. → {passed, failed, skipped} */
export async function runSourceChecks() {
  const waiting = sourceChecks();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name, passed, output } = await runCheck(check);
      counts[passed ? 'passed' : 'failed']++;
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
      if (!passed) console.log(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, os.availableParallelism()) }, work));
  return counts;
}
