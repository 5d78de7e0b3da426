// The check of a written file line by line says what the check of the whole document says, and that the lines are one JSON text.
import { describe, expect, it } from 'vitest';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import { lineChecker } from '../../../src/common/coco/checkLines.ts';
import { cocoChunks } from '../../../src/common/coco/export.ts';
import type { ExportInput } from '../../../src/common/dataset/exported.ts';
import { readExtra } from '../../../src/common/dataset/storedExtra.ts';

const polygons = [
  [1, 2, 30.5, 2, 30.5, 40.25],
  [5, 5, 6, 5, 6, 6],
];
const stored = JSON.stringify({
  bbox: [1, 2, 29.5, 38.25],
  area: 512.125,
  segmentation: polygons,
  keys: { note: '"segmentation":[[1]]' },
});
const input: ExportInput = {
  info: { note: 'two\nlines' },
  extra: { made_by: { tool: 'x' } },
  categories: [{ id: 5, name: 'cell' }],
  images: [
    { id: 1, fileName: 'a.jpg', width: 100, height: 80 },
    { id: 2, fileName: 'b.jpg', width: 100, height: 80 },
  ],
  annotationsOf: (id) =>
    id === 1
      ? [
          {
            id: 7,
            categoryId: 5,
            box: { x1: 1, y1: 2, x2: 30.5, y2: 40.25 },
            origin: { kind: 'imported' },
            crowd: false,
            extra: readExtra(stored),
          },
          { id: 8, categoryId: 5, box: { x1: 1, y1: 2, x2: 30, y2: 40 }, origin: { kind: 'drawn' }, crowd: true },
        ]
      : [],
};
const written = (given: ExportInput = input): string => [...cocoChunks(given)].join('');
function check(text: string): string[] {
  const checker = lineChecker();
  for (const line of text.replace(/\n$/, '').split('\n')) checker.line(line);
  return checker.problems().map(({ place, message }) => `${place}: ${message}`);
}

describe('the check line by line', () => {
  it('finds nothing in what the export writes, with and without rows and unknown keys', () => {
    expect(check(written())).toEqual([]);
    const { extra: _, ...plain } = input;
    expect(check(written(plain))).toEqual([]);
    expect(check(written({ ...plain, images: [], categories: [] }))).toEqual([]);
  });

  it('says a broken rule at its place, as the check of the whole document does', () => {
    const broken = written()
      .replace('"bbox":[1,2,29,38]', '"bbox":[1,2,200,38]')
      .replace('"category_id":5', '"category_id":6');
    const whole = checkCocoDocument(JSON.parse(broken)).map(({ place, message }) => `${place}: ${message}`);
    expect(whole.length).toBeGreaterThan(1);
    expect(check(broken)).toEqual(whole);
  });

  it.each([
    ['a torn row', (text: string) => text.replace('"iscrowd":1', '"iscrowd":'), /line \d+/],
    ['a missing comma', (text: string) => text.replace('},\n{"id":2', '}\n{"id":2'), /comma/],
    ['a comma too many', (text: string) => text.replace('}\n],\n"ann', '},\n],\n"ann'), /row is missing/],
    ['an end too early', (text: string) => text.slice(0, text.indexOf('"categories"')), /too early/],
    ['a file cut in a list', (text: string) => text.slice(0, text.indexOf('{"id":8')), /too early/],
    ['more after the end', (text: string) => `${text}{}\n`, /more after/],
    [
      'a list that is away',
      (text: string) => text.replace('"categories":[', '"classes":['),
      /categories: is missing|line \d+/,
    ],
  ])('tells %s', (_, spoil, expected) => {
    const text = spoil(written());
    expect(text).not.toBe(written());
    expect(check(text).join('\n')).toMatch(expected);
  });
});

describe('polygons that are kept as text', () => {
  it('go out digit by digit, and read as what they are', () => {
    const rows = (JSON.parse(written()) as { annotations: Record<string, unknown>[] }).annotations;
    expect(rows[0]).toMatchObject({ id: 7, area: 512.125, segmentation: polygons, note: '"segmentation":[[1]]' });
    expect(readExtra(stored)).toMatchObject(JSON.parse(stored) as object);
    expect(readExtra(stored).segmentation).toEqual(polygons);
  });

  it.each([
    { bbox: [1, 2, 3, 4], area: 5, segmentation: { size: [2, 2], counts: 'abc]]' } },
    { bbox: [1, 2, 3, 4], area: 5, segmentation: [] },
    { bbox: [1, 2, 3, 4], area: 5, segmentation: [[]] },
    { bbox: [1, 2, 3, 4], area: 5, segmentation: [['a]]', 1]] },
    { area: 5, segmentation: [[1, 2, 3, 4, 5, 6]] },
    { bbox: [1, 2, 3, 4], area: 5, keys: { segmentation: [[1, 2]] } },
    { keys: { a: '"bbox":[1],"area":2,"segmentation":[[3]]' } },
    {},
  ])('and nothing else is taken for them: %j', (extra) => {
    const read = readExtra(JSON.stringify(extra));
    expect(read).toMatchObject(extra);
    expect(read.segmentation).toEqual((extra as { segmentation?: unknown }).segmentation);
  });
});
