// What is looked for in the pictures themselves: whether they can be read, what they are called, and how alike they are.
import { readFileName } from '../dataset/fileName.ts';
import type { ImageState } from '../annotation/types.ts';
import type { Findings } from './findings.ts';

export interface CheckedPicture {
  readonly id: number;
  /** As an export names it: with the folder's own name before it where there are several. */
  readonly name: string;
  readonly unreadable: boolean;
  /** EXIF, 1 … 8. */
  readonly orientation: number;
  readonly state: ImageState;
  readonly split: string | null;
  /** Boxes that a human stands behind. */
  readonly human: number;
}

/** `groups`: near-duplicates, the number of its group for each picture that has others like it. */
export function checkPictures(
  pictures: readonly CheckedPicture[],
  groups: ReadonlyMap<number, number>,
  findings: Findings,
): void {
  for (const picture of pictures) checkPicture(picture, findings);
  checkBaseNames(pictures, findings);
  checkTwins(pictures, groups, findings);
}

function checkPicture({ id, name, unreadable, orientation, state, human }: CheckedPicture, findings: Findings): void {
  if (unreadable) findings.add('unreadable', id);
  const reading = readFileName(name);
  if (!reading.ok || reading.name !== name) findings.add('bad-file-names', id);
  if (orientation > 1) findings.add('turned', id);
  if (human > 0) return;
  if (state === 'done' || state === 'reviewed') findings.add('empty-pictures', id);
  else if (!unreadable) findings.add('unlabelled', id);
}

/** Without folder and ending, as layouts have it that lie flat or name a text after each picture. */
function checkBaseNames(pictures: readonly CheckedPicture[], findings: Findings): void {
  const named = new Map<string, number[]>();
  for (const { id, name } of pictures) {
    const base = name
      .slice(name.lastIndexOf('/') + 1)
      .replace(/\.[^.]+$/, '')
      .toLowerCase();
    const same = named.get(base);
    if (same === undefined) named.set(base, [id]);
    else same.push(id);
  }
  let group = 0;
  for (const same of named.values()) {
    if (same.length < 2) continue;
    group += 1;
    for (const id of same) findings.add('same-base-names', group, id);
  }
}

function checkTwins(
  pictures: readonly CheckedPicture[],
  groups: ReadonlyMap<number, number>,
  findings: Findings,
): void {
  const members = new Map<number, CheckedPicture[]>();
  for (const picture of pictures) {
    const group = groups.get(picture.id);
    if (group === undefined) continue;
    const own = members.get(group);
    if (own === undefined) members.set(group, [picture]);
    else own.push(picture);
  }
  for (const [group, own] of members) {
    const splits = new Set(own.flatMap(({ split }) => (split === null ? [] : [split])));
    for (const { id } of own) {
      findings.add('near-duplicates', group, id);
      if (splits.size > 1) findings.add('twins-across-splits', group, id);
    }
  }
}
