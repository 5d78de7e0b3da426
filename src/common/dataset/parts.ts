// Which part of a data set a name means: files call their parts as they like ("valid", "val2017", "test-dev").
import type { Part } from './split.ts';

/** What is called neither like a part to measure on nor like one to test on is to learn from; so is a picture of no part. */
export function partNamed(name: string | null | undefined): Part {
  const plain = (name ?? '').trim().toLowerCase();
  if (/^(val|valid|validation|dev|minival)([^a-z]|$)/.test(plain)) return 'val';
  return /^(test|testing)([^a-z]|$)/.test(plain) ? 'test' : 'train';
}
