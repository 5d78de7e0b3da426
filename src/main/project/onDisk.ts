// Whether a file or folder is there; whatever keeps it from being looked at counts as absent.
import { statSync, type Stats } from 'node:fs';

function look(location: string): Stats | undefined {
  try {
    return statSync(location, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

export function isFile(location: string): boolean {
  return look(location)?.isFile() ?? false;
}

export function isFolder(location: string): boolean {
  return look(location)?.isDirectory() ?? false;
}
