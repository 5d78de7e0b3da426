// The system libraries that Electron needs on Linux, and Xvfb where there is no display: found out by what is really missing,
// installed by apt-get when root, otherwise the exact line is said. Other systems bring everything.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { say, SetupError } from './say.mjs';

/** True when `name` is a program on the path. */
export function isProgram(name, searchPath = process.env.PATH ?? '') {
  return searchPath.split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The names in `ldd`'s output that the system does not have. */
export function missingLibraries(lddOutput) {
  return lddOutput.split('\n').flatMap((line) => (line.includes('=> not found') ? [line.trim().split(' ')[0]] : []));
}

/** Debian 13, Ubuntu 24.04 and later call some libraries by a new name (64-bit time). `release` is the text of /etc/os-release. */
export function usesTime64Names(release) {
  const id = /^ID="?([\w.-]+)/m.exec(release)?.[1];
  const version = Number(/^VERSION_ID="?([\d.]+)/m.exec(release)?.[1] ?? NaN);
  return (id === 'debian' && version >= 13) || (id === 'ubuntu' && version >= 24);
}

/** The packages to install, as apt calls them. */
export function aptPackages({ libraries, xvfb, time64 }) {
  const suffix = time64 ? 't64' : '';
  return [
    ...(libraries ? [`libgtk-3-0${suffix}`, 'libnss3', `libasound2${suffix}`, 'libgbm1'] : []),
    ...(xvfb ? ['xvfb', 'xauth'] : []),
  ];
}

// ldd reads a hundred files. Its good answer holds until the binary or the system's list of libraries changes.
const checkedFile = () => path.join(cacheFolder(), 'libraries-checked');

function checkedState(binary) {
  const list = statSync('/etc/ld.so.cache', { throwIfNoEntry: false });
  return `${binary} ${statSync(binary).mtimeMs} ${list?.mtimeMs} ${process.env.LD_LIBRARY_PATH ?? ''}`;
}

function isKnownComplete(binary) {
  try {
    return readFileSync(checkedFile(), 'utf8') === checkedState(binary);
  } catch {
    return false;
  }
}

/** What is missing to run `binary`: {libraries: names, xvfb: boolean}. `display` is 'own' where Xvfb will be started. */
export function findMissing({ binary, display }) {
  if (process.platform !== 'linux') return { libraries: [], xvfb: false };
  const xvfb = display === 'own' && !isProgram('Xvfb');
  if (isKnownComplete(binary)) return { libraries: [], xvfb };
  const libraries = missingLibraries(spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout ?? '');
  if (libraries.length === 0) {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(checkedFile(), checkedState(binary));
  }
  return { libraries, xvfb };
}

export const isNothing = ({ libraries, xvfb }) => libraries.length === 0 && !xvfb;

function knowsTime64Names() {
  if (spawnSync('apt-cache', ['show', 'libgtk-3-0t64'], { stdio: 'ignore' }).status === 0) return true;
  return existsSync('/etc/os-release') && usesTime64Names(readFileSync('/etc/os-release', 'utf8'));
}

function nameMissing({ libraries, xvfb }) {
  return [...libraries, ...(xvfb ? ['the program Xvfb'] : [])].join(', ');
}

function apt(args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: environment,
  }).status;
}

/** Installs what is missing, or throws a SetupError that says what the person must do. */
export function installMissing(missing, wanted) {
  const names = nameMissing(missing);
  if (!isProgram('apt-get')) throw new SetupError(`missing on this system: ${names}. Install them and start again.`);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) apt(['update']);
  const packages = aptPackages({
    libraries: missing.libraries.length > 0,
    xvfb: missing.xvfb,
    time64: knowsTime64Names(),
  });
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!isRoot) throw new SetupError(`missing on this system: ${names}. As root, run: ${line}`);
  say(`installing system packages: ${packages.join(' ')}`);
  const status = apt(['install', '-y', '--no-install-recommends', ...packages]);
  const left = findMissing(wanted);
  if (status !== 0 || !isNothing(left))
    throw new SetupError(`still missing: ${nameMissing(left)}. This was tried: ${line}`);
}
