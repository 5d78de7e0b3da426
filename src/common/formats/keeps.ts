// What formats keep of a project, for their writers to say: only boxes and what many have in common.
import type { Attributes, AttributeValue } from '../annotation/types.ts';
import { saysNothing } from '../annotation/attributes.ts';
import type { Keeps } from '../dataset/exportLosses.ts';
import { usualSplit } from './splits.ts';

/** Classes, boxes and any part: the least that a format keeps. */
export const boxesOnly: Keeps = {
  holds: new Set(),
  attributesOf: () => ({}),
  hasOneKind: () => false,
  partOf: (part) => part,
  pictureKey: () => false,
  classKey: () => false,
  className: (name) => name,
};

/** For formats that say parts by folders: of another folder nobody knows that it is one. */
export function partByFolder(part: string): string | undefined {
  return usualSplit(part);
}

/** Attributes from pairs, as readers take them. */
export function attributesFrom(pairs: readonly (readonly [string, AttributeValue | undefined])[]): Attributes {
  return Object.fromEntries(pairs.filter(([, value]) => !saysNothing(value))) as Attributes;
}
