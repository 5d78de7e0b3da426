import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cocoClasses } from '../../../src/common/coco/cocoClasses.ts';
import { describeWithShared } from '../../support/shared.ts';

describe("COCO's classes", () => {
  it('are eighty in a row, or by id', () => {
    const row = cocoClasses(80) ?? [];
    const byId = cocoClasses(91) ?? [];
    expect([row[0], row[1], row[79], new Set(row).size]).toEqual(['person', 'bicycle', 'toothbrush', 80]);
    expect([byId[0], byId[1], byId[12], byId[13], byId[90]]).toEqual([
      '__background__',
      'person',
      'unused 12',
      'stop sign',
      'toothbrush',
    ]);
    expect(new Set(byId).size).toBe(91);
    expect([cocoClasses(3), cocoClasses(90)]).toEqual([undefined, undefined]);
  });
});

describeWithShared("COCO's own file", (shared) => {
  it('has the same names under the same ids', () => {
    const file = join(shared, 'data/coco-mini/annotations/instances_train2017.json');
    const { categories } = JSON.parse(readFileSync(file, 'utf8')) as { categories: { id: number; name: string }[] };
    expect(categories).toHaveLength(80);
    expect(categories.map(({ id }) => cocoClasses(91)?.[id])).toEqual(categories.map(({ name }) => name));
  });
});
