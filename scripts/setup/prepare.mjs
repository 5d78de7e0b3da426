// The set-up that every command runs first: only what is missing or stale is done, and when nothing is, it costs a few file reads.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isBuildCurrent } from './buildStamp.mjs';
import { ensureElectron, findElectron, isElectronReady } from './electron.mjs';
import { withLock } from './lock.mjs';
import { arePackagesCurrent, installPackages } from './packages.mjs';
import { root } from './paths.mjs';
import { say, SetupError } from './say.mjs';
import { findMissing, installMissing, isNothing } from './systemLibraries.mjs';

function build() {
  say('building');
  const result = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });
  if (result.status !== 0) throw new SetupError('the program could not be built (see above)');
}

function isLibraryCurrent(display) {
  const electron = findElectron();
  return electron !== undefined && isNothing(findMissing({ binary: electron.binary, display }));
}

function installLibraries(display) {
  const wanted = { binary: findElectron().binary, display };
  const missing = findMissing(wanted);
  if (!isNothing(missing)) installMissing(missing, wanted);
}

const packages = { isDone: () => arePackagesCurrent(root), run: () => installPackages(root) };
const program = { isDone: () => isBuildCurrent(root), run: build };
const electron = { isDone: isElectronReady, run: ensureElectron };
const libraries = (display) => ({ isDone: () => isLibraryCurrent(display), run: () => installLibraries(display) });

async function runSteps(steps) {
  if (steps.every((step) => step.isDone())) return;
  await withLock(path.join(root, 'out', '.setup.lock'), async () => {
    for (const step of steps) if (!step.isDone()) await step.run();
  });
}

/** Packages alone: for checks that read sources. */
export const preparePackages = () => runSteps([packages]);

/** Packages and the build: for the command line, which needs neither Electron nor a display. */
export const prepareProgram = () => runSteps([packages, program]);

/** Everything to open a window. `display`: 'own' where Xvfb will be started, 'given' where there is one. → the Electron to run. */
export async function prepareWindow(display) {
  await runSteps([packages, program, electron, libraries(display)]);
  return findElectron();
}
