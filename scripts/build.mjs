// Builds the program into out/ from electron.vite.config.ts. It builds aside and swaps the folders at the end, so that a failed
// build leaves the last good one, and a program that runs meanwhile never sees half of one.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildInputsHash, writeBuildStamp } from './setup/buildStamp.mjs';
import { root } from './setup/paths.mjs';
import { runScript, SetupError } from './setup/say.mjs';

const rooms = ['main', 'preload', 'renderer'];
// The oldest runtime that the program must run on decides what syntax may come out (Electron 33: Node 20, Chrome 130).
const oldestElectron = '33';

async function buildInto(folder) {
  process.env.BOXWRIGHT_BUILD_FOLDER = folder;
  process.env.ELECTRON_MAJOR_VER = oldestElectron;
  process.env.NODE_ENV = 'production';
  const { build } = await import('electron-vite');
  await build({ root, configFile: path.join(root, 'electron.vite.config.ts'), logLevel: 'warn' });
}

function putInPlace(folder) {
  const out = path.join(root, 'out');
  const old = `${folder}-old`;
  mkdirSync(out, { recursive: true });
  mkdirSync(old, { recursive: true });
  for (const room of rooms) {
    const target = path.join(out, room);
    if (existsSync(target)) renameSync(target, path.join(old, room));
    const built = path.join(folder, room);
    if (existsSync(built)) renameSync(built, target);
  }
  rmSync(old, { recursive: true, force: true });
}

await runScript(async () => {
  process.chdir(root);
  const folder = path.join(root, 'out', `.build-${process.pid}`);
  try {
    const inputsHash = buildInputsHash(root);
    await buildInto(folder);
    putInPlace(folder);
    writeBuildStamp(root, inputsHash);
  } catch (error) {
    throw new SetupError(`the build failed: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
