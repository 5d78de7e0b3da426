// `npm run bench [-- NAME]`: sets up as `npm test` does, then runs the benches. They print ratios and assert no time.
import '../scripts/setup/nodeVersion.mjs';
import path from 'node:path';
import { startDisplay } from '../scripts/setup/display.mjs';
import { describeElectron } from '../scripts/setup/electron.mjs';
import { root } from '../scripts/setup/paths.mjs';
import { prepareWindow } from '../scripts/setup/prepare.mjs';
import { runProgram } from '../scripts/setup/program.mjs';
import { runScript, say } from '../scripts/setup/say.mjs';

await runScript(async () => {
  const linux = process.platform === 'linux';
  say(describeElectron(await prepareWindow(linux ? 'own' : 'given')));
  const display = linux ? await startDisplay() : undefined;
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = path.join(root, 'bench', 'vitest.config.ts');
  const args = [
    vitest,
    'run',
    '--root',
    root,
    '--config',
    config,
    '--disable-console-intercept=true',
    ...process.argv.slice(2),
  ];
  try {
    return await runProgram(process.execPath, args, display?.environment);
  } finally {
    display?.stop();
  }
});
