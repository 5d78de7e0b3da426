// `npm run package [-- --target dir|deb|AppImage|nsis|dmg] [-- --electron 33]`: packages the program for the system that it runs on,
// by default as a folder under dist/. Releases take the current Electron; the fallback is taken only when asked for by name.
import './setup/nodeVersion.mjs';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeElectron, ensureElectron } from './setup/electron.mjs';
import { fallbackVersion } from './setup/electronFallback.mjs';
import { root } from './setup/paths.mjs';
import { prepareProgram } from './setup/prepare.mjs';
import { runScript, say, SetupError } from './setup/say.mjs';

const fallbackMajor = fallbackVersion.split('.')[0];

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { target: { type: 'string', default: 'dir' }, electron: { type: 'string' }, output: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new SetupError(error.message);
  }
}

async function chooseElectron(wanted) {
  if (wanted === fallbackMajor || wanted === fallbackVersion) process.env.BOXWRIGHT_ELECTRON = 'fallback';
  else if (wanted !== undefined) throw new SetupError(`--electron takes ${fallbackMajor} or nothing, not ${wanted}`);
  const electron = await ensureElectron();
  if (electron.isFallback && wanted === undefined) {
    throw new SetupError(
      `only Electron ${electron.version}, the fallback for development and tests, is here; it no longer gets security fixes, so it is ` +
        `not packaged unless asked for by name: npm run package -- --electron ${fallbackMajor}`,
    );
  }
  return electron;
}

// electron-builder clears these away only out of an Electron that it fetched itself.
function removeLoader({ appOutDir, packager }) {
  rmSync(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  rmSync(path.join(appOutDir, 'version'), { force: true });
}

await runScript(async () => {
  const { target, electron: wanted, output } = readOptions();
  process.chdir(root);
  await prepareProgram();
  const electron = await chooseElectron(wanted);
  say(`packaging with ${describeElectron(electron)}`);
  const { build, Platform } = await import('electron-builder');
  const files = await build({
    targets: Platform.current().createTarget(target),
    publish: 'never',
    config: {
      extends: path.join(root, 'electron-builder.yml'),
      electronVersion: electron.version,
      electronDist: electron.folder,
      afterPack: removeLoader,
      ...(output !== undefined && { directories: { output: path.resolve(output), buildResources: 'resources' } }),
    },
  });
  for (const file of files) console.log(file);
});
