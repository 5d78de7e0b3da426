// Which part of a data set a name means: files call their parts as they like ("valid", "val2017", "test-dev").
import { parts, type Part } from './split.ts';

/** Characters that the name of a split may have. */
export const longestSplitName = 1000;

/** For lists: train, val and test first, then others by name, none (null) last. */
export function compareSplits(a: string | null, b: string | null): number {
  const place = (name: string | null) =>
    name === null ? parts.length + 1 : (parts as readonly string[]).indexOf(name);
  const [first, second] = [a, b].map((name) => (place(name) < 0 ? parts.length : place(name))) as [number, number];
  return first - second || (a ?? '').localeCompare(b ?? '', 'en');
}

/** What is called neither like a part to measure on nor like one to test on is to learn from; so is a picture of no part. */
export function partNamed(name: string | null | undefined): Part {
  const plain = (name ?? '').trim().toLowerCase();
  if (/^(val|valid|validation|dev|minival)([^a-z]|$)/.test(plain)) return 'val';
  return /^(test|testing)([^a-z]|$)/.test(plain) ? 'test' : 'train';
}
