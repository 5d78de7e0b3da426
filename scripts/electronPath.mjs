// Prints which Electron runs the program, fetching it when it is not there. `--json` prints {binary, folder, version, isFallback}.
import { ensureElectron } from './setup/electron.mjs';
import { runScript } from './setup/say.mjs';

await runScript(async () => {
  const electron = await ensureElectron();
  console.log(process.argv.includes('--json') ? JSON.stringify(electron) : electron.binary);
});
