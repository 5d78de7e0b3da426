import { describe, expect, it } from 'vitest';
import { decodeJson, parseJson } from '../../../src/common/dataset/decodeJson.ts';
import { decodeText, mostTextBytes } from '../../../src/common/dataset/decodeText.ts';
import { readFileName } from '../../../src/common/dataset/fileName.ts';
import { readCoco } from '../../../src/common/coco/import.ts';
import { formatProblem } from '../../../src/common/dataset/problems.ts';
import type { ReadDataset } from '../../../src/common/dataset/entries.ts';
import { readSegmentation, rleOf } from '../../../src/common/dataset/segmentation.ts';

function file(annotation: Record<string, unknown>, image: Record<string, unknown> = {}): unknown {
  return {
    images: [{ id: 1, file_name: 'a.jpg', width: 100, height: 80, ...image }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 10, 20, 20], area: 400, iscrowd: 0, ...annotation }],
    categories: [{ id: 1, name: 'c' }],
  };
}

function taken(json: unknown): ReadDataset {
  const result = readCoco(json);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function problemsOf(json: unknown): string[] {
  return taken(json).problems.map((problem) => `${problem.severity} ${formatProblem(problem)}`);
}

describe('reading an annotation', () => {
  it('takes a good one without a word', () => {
    const dataset = taken(file({}));
    expect(dataset.problems).toEqual([]);
    expect(dataset.annotations).toEqual([
      {
        id: 1,
        imageId: 1,
        categoryId: 1,
        box: { x1: 10, y1: 10, x2: 30, y2: 30 },
        crowd: false,
        extra: { bbox: [10, 10, 20, 20], area: 400 },
      },
    ]);
  });

  it.each([
    [{ bbox: [1, 2, -3, 4] }, 'skipped annotations[0].bbox: width is −3; the box was skipped'],
    [{ bbox: [1, 2, 3, 0] }, 'skipped annotations[0].bbox: height is 0; the box was skipped'],
    [{ bbox: [1, null, 3, 4] }, 'skipped annotations[0].bbox: y is null, not a number; the box was skipped'],
    [{ bbox: ['1', 'x', '3', '4'] }, 'skipped annotations[0].bbox: y is "x", not a number; the box was skipped'],
    [{ bbox: [1, 2, 3] }, 'skipped annotations[0].bbox: has 3 entries, not four; the box was skipped'],
    [{ bbox: undefined }, 'skipped annotations[0].bbox: is missing; the annotation was skipped'],
    [
      { bbox: [100, 0, 5, 5] },
      'skipped annotations[0].bbox: [100, 0, 5, 5] is outside the picture of 100 × 80; the box was skipped',
    ],
    [
      { bbox: [90, -2, 20, 12] },
      'repaired annotations[0].bbox: [90, −2, 20, 12] goes over the edge of the picture (100 × 80); it was cut to [90, 0, 10, 10]',
    ],
    [{ image_id: 2 }, 'skipped annotations[0].image_id: 2 is not listed in images; the box was skipped'],
    [{ image_id: {} }, 'skipped annotations[0].image_id: an object is no id; the box was skipped'],
    [{ category_id: null }, 'skipped annotations[0].category_id: null is no id; the box was skipped'],
    [{ id: undefined }, 'repaired annotations[0].id: is missing; the box has id 1 here'],
    [{ id: 0 }, 'repaired annotations[0].id: 0 is no whole number from 1; the box has id 1 here'],
    [{ area: -1 }, 'repaired annotations[0].area: is −1; width × height is taken'],
    [{ area: undefined }, 'noted annotations[0].area: is missing; width × height is taken'],
    [{ iscrowd: true }, 'repaired annotations[0].iscrowd: is true; it is taken as 1'],
    [{ iscrowd: undefined }, 'noted annotations[0].iscrowd: is missing; it is taken as 0'],
    [
      { segmentation: [[1, 2, 3, 4]] },
      'repaired annotations[0].segmentation: has a polygon of 4 numbers; at least 6 are needed; the mask was dropped and the box kept',
    ],
  ])('says what is wrong with %j', (annotation, message) => {
    expect(problemsOf(file(annotation))).toEqual([message]);
  });

  it('takes a missing box from the polygons around it', () => {
    const [annotation] = taken(
      file({
        bbox: undefined,
        segmentation: [
          [5, 6, 30, 6, 30, 40],
          [50, 7, 60, 7, 60, 20],
        ],
      }),
    ).annotations;
    expect(annotation!.box).toEqual({ x1: 5, y1: 6, x2: 60, y2: 40 });
  });

  it('drops the area of a box that was cut, unless it is that of a mask', () => {
    const cut = { bbox: [90, 0, 20, 10], area: 200 };
    expect(taken(file(cut)).annotations[0]!.extra).toEqual({ bbox: [90, 0, 10, 10] });
    const mask = [[90, 0, 100, 0, 100, 10]];
    expect(taken(file({ ...cut, area: 50, segmentation: mask })).annotations[0]!.extra).toEqual({
      bbox: [90, 0, 10, 10],
      area: 50,
      segmentation: mask,
    });
  });

  it('leaves a box whole when the file does not say how large the picture is', () => {
    const dataset = taken(file({ bbox: [90, 0, 200, 10] }, { width: undefined, height: undefined }));
    expect(dataset.images[0]).toMatchObject({ width: 0, height: 0 });
    expect(dataset.annotations[0]!.box.x2).toBe(290);
  });

  it('caps the list of problems, never their count', () => {
    const json = file({}) as { annotations: unknown[] };
    for (let index = 0; index < 2500; index += 1) json.annotations.push(null);
    const { problems, counts } = taken(json);
    expect(counts.skipped).toBe(2500);
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)!.message).toBe('1500 more of the same kind (2500 in all)');
  });

  it('finds free ids between those of the file when the highest is the largest there is', () => {
    const json = file({ id: Number.MAX_SAFE_INTEGER }) as { annotations: Record<string, unknown>[] };
    json.annotations.push(
      { ...json.annotations[0], id: 1 },
      { ...json.annotations[0], id: 'x' },
      { ...json.annotations[0], id: 2 },
    );
    expect(taken(json).annotations.map(({ id }) => id)).toEqual([Number.MAX_SAFE_INTEGER, 1, 3, 2]);
  });

  it('tells two whole numbers over 2^53 apart when they are texts, and refuses them as numbers', () => {
    const images = ['9007199254740993', '9007199254740992'].map((id) => ({
      id,
      file_name: `${id}.jpg`,
      width: 100,
      height: 80,
    }));
    const annotations = [
      { id: 1, image_id: '9007199254740992', category_id: 1, bbox: [1, 1, 5, 5], area: 25, iscrowd: 0 },
    ];
    const dataset = taken({ images, annotations, categories: [{ id: 1, name: 'c' }] });
    expect(dataset.images.find(({ id }) => id === dataset.annotations[0]!.imageId)!.fileName).toBe(
      '9007199254740992.jpg',
    );
  });
});

describe('file names', () => {
  it.each([
    ['a.jpg', 'a.jpg'],
    ['a/b/c.jpg', 'a/b/c.jpg'],
    ['./a//b.jpg', 'a/b.jpg'],
    ['a\\b.jpg', 'a/b.jpg'],
    ['..a/b..jpg', '..a/b..jpg'],
    ['a b#%20.jpg', 'a b#%20.jpg'],
  ])('take %j as %j', (value, name) => {
    expect(readFileName(value)).toEqual({ ok: true, name });
  });

  it.each([
    '../a.jpg',
    'a/../../b.jpg',
    'a/..',
    '..',
    '.',
    '',
    '/a.jpg',
    '\\a.jpg',
    '\\\\s\\a.jpg',
    '//s/a.jpg',
    'c:a.jpg',
    'C:\\a.jpg',
    'file:///a',
    'https://x/a.jpg',
    'data:image/png;base64,AA',
    'a\0.jpg',
    5,
    null,
    undefined,
    ['a'],
    'x'.repeat(5000),
  ])('refuse %j', (value) => {
    expect(readFileName(value).ok).toBe(false);
  });
});

describe('masks', () => {
  it.each([
    [undefined, 'empty'],
    [[], 'empty'],
    [[[0, 0, 5, 0, 5, 5]], 'polygons'],
    [{ size: [80, 100], counts: [8000] }, 'rle'],
    [{ size: [3, 3], counts: '0900' }, undefined],
    // pycocotools' string for the middle column of 3 × 3: runs 3, 3, 3.
    [{ size: [3, 3], counts: '333' }, 'rle'],
    [{ size: [3, 3], counts: '3330' }, undefined],
    [{ size: [3, 3], counts: '33' }, undefined],
    [{ size: [3, 3], counts: '3~' }, undefined],
    [{ size: [3, 3], counts: '3P' }, undefined],
    [{ size: [3, 3], counts: [-1, 10] }, undefined],
    [{ size: [3], counts: [9] }, undefined],
    [{ counts: [9] }, undefined],
    [5, undefined],
    ['x', undefined],
    [[[0, 0, 5, 0, 5]], undefined],
    [[[0, 0, 5, 0, 5, null]], undefined],
    [[5], undefined],
  ])('%j are %j', (value, kind) => {
    const isThree = typeof value === 'object' && value !== null && 'size' in value && value.size?.[0] === 3;
    const reading = readSegmentation(value, isThree ? 3 : 100, isThree ? 3 : 80);
    expect(reading.ok ? reading.kind : undefined).toBe(kind);
  });

  it('in the string form count runs from the fourth on as differences to the one before the last', () => {
    expect(readSegmentation({ size: [3, 4], counts: '3330' }, 4, 3)).toEqual({ ok: true, kind: 'rle' });
  });

  it('of a box as RLE fill the picture exactly', () => {
    const boxes = [
      [0, 0, 7, 5],
      [1, 1, 3, 4],
      [6.6, 4.6, 7, 5],
      [0, 2, 7, 3],
      [2, 0, 3, 5],
      [0.2, 0.2, 0.3, 0.3],
    ] as const;
    for (const [x1, y1, x2, y2] of boxes) {
      const rle = rleOf({ x1, y1, x2, y2 }, 7, 5);
      expect(readSegmentation(rle, 7, 5)).toEqual({ ok: true, kind: 'rle' });
      expect(Math.min(...rle.counts.slice(1, -1))).toBeGreaterThan(0);
    }
    expect(rleOf({ x1: 1, y1: 1, x2: 3, y2: 4 }, 7, 5).counts).toEqual([6, 3, 2, 3, 21]);
  });
});

describe('text and JSON', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it.each([
    ['overlong', [0x41, 0x0a, 0xc0, 0x80], 'byte C0 at offset 2 (line 2)'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'byte ED at offset 0 (line 1)'],
    ['cut off', [0x41, 0xe2, 0x82], 'byte E2 at offset 1 (line 1)'],
    ['a lone continuation', [0xc3, 0xa9, 0xa9], 'byte A9 at offset 2 (line 1)'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 'byte F4 at offset 0 (line 1)'],
  ])('that is not UTF-8 (%s) is refused with its place', (_, data, place) => {
    const result = decodeText(Uint8Array.from(data));
    expect(!result.ok && result.failure.message).toContain(place);
  });

  it('over 512 MiB is refused by its size alone', () => {
    const result = decodeText({ length: mostTextBytes + 1 } as Uint8Array);
    expect(!result.ok && result.failure.kind).toBe('too-large');
  });

  it.each([
    ['[1,]', 'line 1, column 4: there is a comma too many, or a value is missing, before "]"'],
    ['{"a":1,}', 'line 1, column 8: there is a comma too many before "}"'],
    ['{"a" 1}', 'line 1, column 6: ":" is missing after a key'],
    ['{"a":1 "b":2}', 'line 1, column 8: "," or "}" is wanted, not "\\""'],
    ['[1\n,2\n 3]', 'line 3, column 2: "," or "]" is wanted, not "3"'],
    ['{a:1}', 'line 1, column 2: a key in double quotes is wanted, not "a"'],
    ['["a\nb"]', 'line 1, column 4: a text has a line break or a control character in it'],
    ['["\\x"]', 'line 1, column 3: a text has a wrong "\\" in it'],
    ['[1', 'line 1, column 3: the file ends here, in the middle: it was cut off'],
    ['["a', 'line 1, column 4: the file ends here, inside a text: it was cut off'],
    ['[NaN, tru]', 'line 1, column 7: a value is wanted, not "t"'],
    ['[01]', 'line 1, column 3: "," or "]" is wanted, not "1"'],
    ['  ', 'line 1, column 3: the file is empty'],
    ['{} {}', 'line 1, column 4: there is more text after the end'],
  ])('%j is refused at its place', (text, message) => {
    const result = parseJson(text);
    expect(!result.ok && result.failure.message).toContain(message);
  });

  it('with bare NaN and Infinity is read with null there, each listed', () => {
    const result = parseJson('[NaN, "NaN",\n -Infinity, Infinity]');
    expect(result.ok && result.value.value).toEqual([null, 'NaN', null, null]);
    expect(result.ok && result.value.problems.map(({ place }) => place)).toEqual([
      'line 1, column 2',
      'line 2, column 2',
      'line 2, column 13',
    ]);
  });

  it('tells a doubled key of the top level, and of nothing else', () => {
    const result = parseJson('{"a":"a\\"a:","b":{"a":1,"a":2},"a" : "a"}');
    expect(result.ok && result.value.problems.map(({ place }) => place)).toEqual(['a']);
    expect(decodeJson(bytes('{"a":"a"}'))).toEqual({ ok: true, value: { a: 'a' } });
  });

  it('in halves, with any byte changed, never throws', () => {
    const text = JSON.stringify(file({ segmentation: [[1, 1, 9, 1, 9, 9]] }));
    let state = 7;
    for (let round = 0; round < 3000; round += 1) {
      state = (state * 1103515245 + 12345) % 2147483648;
      const at = state % text.length;
      const mutated =
        state % 3 === 0
          ? text.slice(0, at)
          : text.slice(0, at) + String.fromCharCode(32 + (state % 95)) + text.slice(at + (state % 7));
      const result = readCoco(mutated);
      if (!result.ok) expect(result.failure.message.length).toBeGreaterThan(20);
    }
  });
});
