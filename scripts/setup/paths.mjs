// The folders that the set-up works in. Node builtins alone, as everything in scripts/setup: it runs before npm ci.
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

/** The folder for what outlives a checkout (the Electron runtime). Follows the XDG rule; nothing in it is precious. */
export function cacheFolder(environment = process.env) {
  const base = environment.XDG_CACHE_HOME;
  return path.join(base && path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache'), 'boxwright');
}
