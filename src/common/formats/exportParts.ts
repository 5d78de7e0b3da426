// The parts of an export as folders of their own, for formats that have no other way to say which picture is in which.
import type { ExportImage, ExportInput } from '../dataset/exported.ts';
import type { ExportTally } from '../dataset/exportTally.ts';
import { splitFolder } from './exportNames.ts';

export interface ExportPart {
  /** undefined where there are no parts. */
  readonly folder: string | undefined;
  readonly part: ExportInput;
}

/** What lies in each part, in the order in which the parts are met; one without a folder where there are no pictures. */
export function partsOf(input: ExportInput): readonly ExportPart[] {
  const parts = new Map<string | undefined, ExportImage[]>();
  for (const image of input.images) {
    const folder = splitFolder(image);
    const list = parts.get(folder);
    if (list === undefined) parts.set(folder, [image]);
    else list.push(image);
  }
  if (parts.size === 0) parts.set(undefined, []);
  return [...parts].map(([folder, images]) => ({ folder, part: { ...input, images } }));
}

/** Each part's file lists all classes; they are counted once. */
export function withoutClasses(tally: ExportTally): ExportTally {
  return { ...tally, count: (what) => void (what !== 'categories' && tally.count(what)) };
}
