// Which picture a label file means by a path, an address or a bare name: a name below the source's root that is safe to join, the
// one of the source's own files where one fits. Nothing is fetched, and nothing outside the root can come out.
import type { Source } from './format.ts';
import { isJsonFile } from './jsonHead.ts';

export interface PictureNames {
  /** `folder`: of the label file, below the root, "" or ending in "/". `path`: as the file has it, "/" or "\" between folders. */
  locate(path: string, folder: string): LocatedPicture;
}

export interface LocatedPicture {
  readonly name: string;
  /** Set when the path leads out of the chosen folder, so that only its last parts could be taken. */
  readonly ledOut?: true;
}

export function pictureNames({ files }: Source): PictureNames {
  const paths = new Set<string>();
  const byBase = new Map<string, string[]>();
  for (const { path } of files) {
    if (isJsonFile(path)) continue;
    paths.add(path);
    const base = baseOf(path);
    const list = byBase.get(base);
    if (list === undefined) byBase.set(base, [path]);
    else list.push(path);
  }
  return {
    locate(path, folder) {
      const { name, ledOut } = resolve(path, folder);
      if (paths.has(name)) return { name };
      const found = nearest(byBase.get(baseOf(name)) ?? [], name);
      return { name: found ?? name, ...(ledOut && { ledOut: true as const }) };
    },
  };
}

/** The folder of a file with "/" at its end, "" for one at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path from the root. What leads out of it keeps the parts behind, so that two pictures do not become one by a short name. */
function resolve(path: string, folder: string): { readonly name: string; readonly ledOut: boolean } {
  const slashed = path.replaceAll('\\', '/');
  const isAbsolute = /^(?:\/|[a-z]:)/i.test(slashed);
  const parts = isAbsolute ? [] : folder.split('/').slice(0, -1);
  let ledOut = isAbsolute;
  for (const part of slashed.replace(/^[a-z]:/i, '').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) ledOut = true;
  }
  return { name: parts.join('/'), ledOut };
}

/** Of files with the right base name the one that shares most folders with it; none when two share as many. */
function nearest(candidates: readonly string[], name: string): string | undefined {
  if (candidates.length < 2) return candidates[0];
  const wanted = name.split('/').reverse();
  let best: string | undefined;
  let most = -1;
  for (const candidate of candidates) {
    const parts = candidate.split('/').reverse();
    let shared = 0;
    while (shared < parts.length && parts[shared] === wanted[shared]) shared += 1;
    if (shared === most) best = undefined;
    else if (shared > most) {
      most = shared;
      best = candidate;
    }
  }
  return best;
}

/** The path that an address names: s3://bucket/a/b.jpg, https://host/a/b.jpg?x and file:///c:/a/b.jpg, with %20 read. */
export function pathOfAddress(address: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):\/{0,2}/i.exec(address);
  if (scheme === null) return address;
  const isWeb = /^https?$/i.test(scheme[1]!);
  const rest = address.slice(scheme[0].length);
  const path = isWeb ? rest.replace(/[?#].*$/s, '').replace(/^[^/]*\//, '') : rest;
  // "/" first: what was an address says nothing of the label file's own folder.
  return `/${isWeb || /^file$/i.test(scheme[1]!) ? decoded(path) : path}`;
}

/** Percent signs read where they are ones of an address; as it is where they are not. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
