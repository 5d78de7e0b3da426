// Whether node_modules holds what package-lock.json says, and npm ci when not.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { say, SetupError } from './say.mjs';

/**
 * The packages of a lock file that an installed tree (npm's own node_modules/.package-lock.json) lacks or has in another version.
 * Optional ones may be absent: they are for other systems.
 */
export function missingPackages(lock, installed) {
  const missing = [];
  for (const [place, wanted] of Object.entries(lock.packages)) {
    if (place === '') continue;
    const there = installed.packages[place];
    if (there ? there.version !== wanted.version : !wanted.optional && !wanted.devOptional) missing.push(place);
  }
  return missing;
}

export function arePackagesCurrent(root) {
  try {
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
    // npm writes this file last, so an install that was interrupted has none.
    const installed = JSON.parse(readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8'));
    return missingPackages(lock, installed).length === 0;
  } catch {
    return false;
  }
}

export function installPackages(root) {
  say('installing the packages (npm ci)');
  // No package needs its install script here, and onnxruntime-node's would fetch CUDA from outside the registry.
  const status = runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root, {
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  });
  if (status !== 0) throw new SetupError('npm ci failed (see above): is the package registry reachable?');
}
