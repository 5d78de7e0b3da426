// How far an object is cut off or hidden, as KITTI's columns say it and as attributes.
import type { AttributeValue, Attributes } from '../../annotation/types.ts';
import { attributesOf } from '../attributeText.ts';

/** Flags as every project has them, and beside them how much, where it is more than yes or no. */
export function attributesOfObject(truncated: number, occluded: number): Attributes | undefined {
  const pairs: [string, AttributeValue][] = [
    ['truncated', truncated > 0],
    ['occluded', occluded === 1 || occluded === 2],
  ];
  if (truncated > 0 && truncated < 1) pairs.push(['truncation', truncated]);
  if (occluded === 2) pairs.push(['occlusion', 2]);
  if (occluded === 3) pairs.push(['occlusion', 3]);
  return attributesOf(pairs);
}
