// Which Electron runs the program: the current one where its binary is there or can be fetched, else the fallback.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureFallback, fallbackFolder, fallbackVersion, isFallbackPossible } from './electronFallback.mjs';
import { cacheFolder, root } from './paths.mjs';
import { say, SetupError } from './say.mjs';

const retryAfterHours = 24;
const fetchLimitMinutes = 10;
const packageFolder = path.join(root, 'node_modules', 'electron');

function currentVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
}

function findCurrent() {
  try {
    const version = currentVersion();
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(packageFolder, 'dist');
    const binary = path.join(folder, readFileSync(path.join(packageFolder, 'path.txt'), 'utf8'));
    const there = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    return there === version && existsSync(binary) ? { binary, folder, version, isFallback: false } : undefined;
  } catch {
    return undefined;
  }
}

function findFallback() {
  const folder = fallbackFolder();
  const binary = path.join(folder, 'electron');
  return existsSync(binary) ? { binary, folder, version: fallbackVersion, isFallback: true } : undefined;
}

/** The Electron that is ready to run, without fetching anything: {binary, folder, version, isFallback}, or undefined. */
export function findElectron() {
  return process.env.BOXWRIGHT_ELECTRON === 'fallback' ? findFallback() : (findCurrent() ?? findFallback());
}

const failureFile = () => path.join(cacheFolder(), `electron-${currentVersion()}-not-fetched`);

function hasFailedLately() {
  if (process.env.BOXWRIGHT_ELECTRON === 'fetch') return false;
  const stat = statSync(failureFile(), { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < retryAfterHours * 3_600_000;
}

function fetchCurrent() {
  say(`fetching Electron ${currentVersion()}`);
  const result = spawnSync(process.execPath, [path.join(packageFolder, 'install.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 2, 'pipe'],
    timeout: fetchLimitMinutes * 60_000,
  });
  const found = findCurrent();
  mkdirSync(cacheFolder(), { recursive: true });
  if (found) rmSync(failureFile(), { force: true });
  else writeFileSync(failureFile(), `${result.error?.message ?? ''}${result.stderr ?? ''}`);
  return found;
}

/** True when the next start would have nothing to fetch. */
export function isElectronReady() {
  if (process.env.BOXWRIGHT_ELECTRON === 'fallback') return findFallback() !== undefined;
  if (findCurrent()) return true;
  return findFallback() !== undefined && hasFailedLately();
}

/**
 * The Electron to run, fetched when needed (needs node_modules). BOXWRIGHT_ELECTRON=fallback takes the fallback without trying the
 * current one; =fetch tries the current one again although it could not be fetched within the last day.
 */
export async function ensureElectron() {
  if (process.env.BOXWRIGHT_ELECTRON !== 'fallback') {
    const current = findCurrent() ?? (hasFailedLately() ? undefined : fetchCurrent());
    if (current) return current;
  }
  if (!isFallbackPossible()) {
    throw new SetupError(
      `Electron ${currentVersion()} could not be fetched, and there is no fallback for ${process.platform}-${process.arch}: ` +
        'allow the download (or set ELECTRON_MIRROR) and start again',
    );
  }
  if (!findFallback()) await ensureFallback();
  return findFallback();
}

/** The one line that says which Electron runs. */
export function describeElectron({ version, isFallback }) {
  if (!isFallback) return `Electron ${version}`;
  return process.env.BOXWRIGHT_ELECTRON === 'fallback'
    ? `Electron ${version} (the fallback, as asked for), for development and tests only`
    : `Electron ${version} (the fallback: the binary of Electron ${currentVersion()} could not be fetched), for development and tests only`;
}
