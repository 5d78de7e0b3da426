// What the fallback Electron runs when it is given a folder: loads that folder's program as the stock loader does.
// Awaited at the top level, so that the program's first lines still run before Electron is ready.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function readCommandLine(argv) {
  const modules = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '-r' || argument === '--require') modules.push(path.resolve(argv[++i] ?? ''));
    else if (argument === '--version' || argument === '-v') return { modules, version: true };
    else if (!argument.startsWith('-')) return { modules, folder: path.resolve(argument) };
  }
  return { modules };
}

function describe(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return folder;
  const description = JSON.parse(readFileSync(file, 'utf8'));
  if (description.version) app.setVersion(description.version);
  const name = description.productName ?? description.name;
  if (name) app.setName(name);
  if (process.platform === 'linux') app.setDesktopName(description.desktopName ?? `${app.name}.desktop`);
  return folder;
}

const { modules, folder, version } = readCommandLine(process.argv.slice(1));
const require = createRequire(import.meta.url);
for (const module of modules) require(module);

if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
} else if (folder === undefined) {
  console.error('Name the folder of the program to run.');
  process.exit(1);
} else {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  try {
    const described = describe(folder);
    const file = Module._resolveFilename(folder, null, true);
    app.setAppPath(existsSync(path.join(described, 'package.json')) ? described : path.dirname(file));
    await import(pathToFileURL(file).href);
  } catch (error) {
    console.error('The program threw an error while it was loaded:', error);
    process.exit(1);
  }
}
