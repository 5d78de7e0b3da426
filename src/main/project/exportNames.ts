// The names of pictures in a label file: relative to the picture folder, or, with several, to the folder that holds them all.
import path from 'node:path';
import type { PictureFolder } from './project.ts';

/** For each folder id, what comes before a picture's own name; "" for a project with one folder. */
export function namePrefixes(folders: readonly PictureFolder[]): ReadonlyMap<number, string> {
  const parts = folders.map(({ location }) => location.split(path.sep));
  let shared = parts.length > 1 ? Math.min(...parts.map((list) => list.length)) : (parts[0]?.length ?? 0);
  for (let depth = 0; depth < shared; depth += 1) {
    if (parts.some((list) => list[depth] !== parts[0]?.[depth])) shared = depth;
  }
  return new Map(
    folders.map(({ id }, index) => {
      const own = (parts[index] ?? []).slice(shared).filter((part) => part !== '');
      // A drive is no folder name.
      return [id, own.map((part) => `${part.replace(/:$/, '')}/`).join('')];
    }),
  );
}
