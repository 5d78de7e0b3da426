// Which picture a label file means by a name or path: one of the source where there is one, else the name as it stands.
import { readFileName } from '../dataset/fileName.ts';
import { isPicture, nameOf, type Pictures } from './paths.ts';

export type PictureName =
  | {
      readonly ok: true;
      readonly fileName: string;
      readonly ending?: 'unsaid';
      /** Why the name could not be taken as it stands: only its last part was. */
      readonly repaired?: string;
    }
  | { readonly ok: false; readonly why: string };

/** A path that leads anywhere else (absolute, "..", an address) counts by its last folders that the source has, else by its last part. */
export function pictureName(written: unknown, pictures: Pictures): PictureName {
  const reading = readFileName(written);
  if (reading.ok) {
    const own = pictures.has(reading.name)
      ? reading.name
      : (pictures.byStem(reading.name) ?? pictures.byEnding(reading.name));
    return own === undefined ? named(reading.name) : { ok: true, fileName: own };
  }
  if (typeof written !== 'string') return reading;
  const parts = written
    .slice(-4096)
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const last = readFileName(nameOf(parts.join('/')));
  if (!last.ok) return reading;
  for (let from = Math.max(0, parts.length - 20); from < parts.length; from += 1) {
    const own = pictures.byEnding(parts.slice(from).join('/'));
    if (own !== undefined) return { ok: true, fileName: own };
  }
  return { ...named(last.name), repaired: reading.why };
}

function named(fileName: string): Extract<PictureName, { ok: true }> {
  return isPicture(fileName) ? { ok: true, fileName } : { ok: true, fileName, ending: 'unsaid' };
}
