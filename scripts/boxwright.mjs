// What bin/boxwright runs: the set-up, then the built command line.
import './setup/nodeVersion.mjs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup/paths.mjs';
import { prepareProgram } from './setup/prepare.mjs';
import { say, SetupError } from './setup/say.mjs';

try {
  await prepareProgram();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}
await import(pathToFileURL(path.join(root, 'out', 'main', 'cli.js')).href);
