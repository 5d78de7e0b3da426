// Finds what a label file points to ("../train/images", "/home/me/coco/train.txt") among the files of the source. Only names
// that the source has can come out, so nothing outside the chosen folder is ever read.

export interface Resolved {
  readonly path: string;
  /** as-written: the path leads there · by-ending: only its last folders do, as for a data set that was moved. */
  readonly how: 'as-written' | 'by-ending';
}

/** `bases`: folders from which relative paths count, the likeliest first. `exists` says whether the source has a path. */
export function resolvePath(
  written: string,
  bases: readonly string[],
  exists: (path: string) => boolean,
): Resolved | undefined {
  const slashed = written.trim().replaceAll('\\', '/');
  const isAbsolute = /^(?:\/|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(slashed);
  if (!isAbsolute) {
    for (const base of bases) {
      const path = joined(base, slashed);
      if (path !== undefined && exists(path)) return { path, how: 'as-written' };
    }
  }
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  // What somebody's disk has in front of the data set is cut away folder by folder.
  for (let from = 0; from < Math.min(parts.length, 64); from += 1) {
    const ending = parts.slice(from).join('/');
    for (const base of bases) {
      const path = joined(base, ending);
      if (path !== undefined && exists(path)) return { path, how: 'by-ending' };
    }
  }
  return undefined;
}

/** Both as one path without "." and ".."; undefined where it leads out of the source. */
export function joined(base: string, relative: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${base}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
