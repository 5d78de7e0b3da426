// Which picture a label file means by a path, an address or a bare name: a name below the source's root that is safe to join, the
// one of the source's own files where one fits. Nothing is fetched, and nothing outside the root can come out.
import type { Source } from './format.ts';
import { nameOf, picturesOf } from './paths.ts';

export interface PictureNames {
  /** `folder`: of the label file, below the root, "" for the root. `path`: as the file has it, "/" or "\" between folders. */
  locate(path: string, folder: string): LocatedPicture;
  /** True when the source has one picture with this base name. */
  knows(path: string): boolean;
}

export interface LocatedPicture {
  readonly name: string;
  /** Set when the path leads out of the chosen folder, so that only its last parts could be taken. */
  readonly ledOut?: true;
}

export function pictureNames(source: Source): PictureNames {
  const pictures = picturesOf(source);
  return {
    knows: (path) => pictures.byEnding(nameOf(path)) !== undefined,
    locate(path, folder) {
      const { name, ledOut } = resolve(path, folder);
      if (pictures.has(name)) return { name };
      const parts = name.split('/');
      let found: string | undefined;
      for (let from = Math.max(0, parts.length - mostParts); from < parts.length && found === undefined; from += 1) {
        found = pictures.byEnding(parts.slice(from).join('/'));
      }
      return { name: found ?? name, ...(ledOut && { ledOut: true as const }) };
    },
  };
}

/** Folders of a path that are compared with the source's. */
const mostParts = 20;

/** The path from the root. What leads out of it keeps the parts behind, so that two pictures do not become one by a short name. */
function resolve(path: string, folder: string): { readonly name: string; readonly ledOut: boolean } {
  const slashed = path.replaceAll('\\', '/');
  const isAbsolute = /^(?:\/|[a-z]:)/i.test(slashed);
  const parts = isAbsolute || folder === '' ? [] : folder.split('/');
  let ledOut = isAbsolute;
  for (const part of slashed.replace(/^\/?[a-z]:/i, '').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) ledOut = true;
  }
  return { name: parts.join('/'), ledOut };
}

/**
 * The path that an address names, from "/" on: s3://bucket/a/b.jpg, https://host/a/b.jpg?x=1 and file:c:/a/b.jpg, with %20 read
 * where addresses of that kind have it. What is no address comes back as it is.
 */
export function pathOfAddress(address: string): string {
  const file = /^file:\/{0,3}/i.exec(address);
  if (file !== null) return `/${decoded(address.slice(file[0].length))}`;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(address);
  if (scheme === null) return address;
  const rest = address.slice(scheme[0].length);
  if (!/^https?$/i.test(scheme[1]!)) return `/${rest}`;
  return `/${decoded(rest.replace(/[?#].*$/s, '').replace(/^[^/]*\/?/, ''))}`;
}

/** Percent signs read where they are ones of an address; as it is where they are not. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
