// Runs npm: the one that started this program when there is one, else the one on the path. Its registry and settings are the person's own.
import { spawnSync } from 'node:child_process';

function npmCommand(environment) {
  const script = environment.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return { command: process.execPath, first: [script], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/** Runs npm with `args` in `folder`; everything it prints goes to stderr. → its exit status (1 when it could not be started). */
export function runNpm(args, folder, extraEnvironment = {}) {
  const { command, first, shell } = npmCommand(process.env);
  const result = spawnSync(command, [...first, ...args], {
    cwd: folder,
    env: { ...process.env, ...extraEnvironment },
    stdio: ['ignore', 2, 2],
    shell,
  });
  return result.status ?? 1;
}
