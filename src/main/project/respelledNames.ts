// Pictures whose name is on disk in another spelling than the project knows it by: composed or not, in other letter case.
import { composed, folded, pairByForm } from '../../common/dataset/nameForms.ts';
import type { KnownImage, SeenFile } from '../database/images.ts';

/**
 * Files whose name is that of a picture in another Unicode form, or, with as many bytes, in other letter case; by the file's name.
 * Two that are there at once are two pictures.
 */
export function respelledNames(
  files: readonly SeenFile[],
  known: ReadonlyMap<string, KnownImage>,
): ReadonlyMap<string, KnownImage> {
  const fresh = files.filter(({ name }) => !known.has(name));
  if (fresh.length === 0 || known.size + fresh.length === files.length) return new Map();
  const names = new Set(files.map(({ name }) => name));
  const lost = [...known.values()].filter(({ name }) => !names.has(name));
  const spelled = pairByForm(fresh, lost, composed);
  const paired = new Set(spelled.flatMap(([file, record]) => [file.name, record.name]));
  const left = <Named extends { readonly name: string }>(all: readonly Named[]): Named[] =>
    all.filter(({ name }) => !paired.has(name));
  const sameBytes = pairByForm(left(fresh), left(lost), folded).filter(([file, record]) => file.bytes === record.bytes);
  return new Map([...spelled, ...sameBytes].map(([file, record]) => [file.name, record]));
}
