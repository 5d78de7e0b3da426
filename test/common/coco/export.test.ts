import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../src/common/annotation/types.ts';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import { cocoChunks, cocoDocument } from '../../../src/common/coco/export.ts';
import { resultsChunks, resultsDocument } from '../../../src/common/coco/results.ts';
import type { ExportAnnotation, ExportImage, ExportInput } from '../../../src/common/dataset/exported.ts';
import type { Box } from '../../../src/common/geometry/box.ts';
import { FailureError } from '../../../src/common/result.ts';
import { cocoBreaches } from '../../support/cocoRules.ts';

type Row = Record<string, unknown>;

const drawn: Origin = { kind: 'drawn' };
const square: Box = { x1: 10, y1: 10, x2: 30, y2: 30 };

function box(id: number, fields: Partial<ExportAnnotation> = {}): ExportAnnotation {
  return { id, categoryId: 1, box: square, origin: drawn, crowd: false, ...fields };
}

function input(boxes: Record<number, ExportAnnotation[]>, fields: Partial<ExportInput> = {}): ExportInput {
  const images: ExportImage[] = [
    { id: 1, fileName: 'a.jpg', width: 100, height: 80 },
    { id: 2, fileName: 'sub/b.jpg', width: 50, height: 40 },
  ];
  return { info: {}, categories: [{ id: 1, name: 'cell' }], images, annotationsOf: (id) => boxes[id] ?? [], ...fields };
}

function rows(given: ExportInput): Row[] {
  const { document } = cocoDocument(given);
  expect(checkCocoDocument(JSON.parse(JSON.stringify(document)))).toEqual([]);
  expect(cocoBreaches(JSON.parse(JSON.stringify(document)))).toEqual([]);
  return document['annotations'] as Row[];
}

describe('the COCO export', () => {
  it('writes a box drawn by hand as all readers want it', () => {
    expect(rows(input({ 1: [box(7)] }))).toEqual([
      {
        id: 7,
        image_id: 1,
        category_id: 1,
        bbox: [10, 10, 20, 20],
        area: 400,
        iscrowd: 0,
        segmentation: [],
        attributes: { source: 'drawn' },
      },
    ]);
  });

  it('keeps pictures without boxes, and categories without a supercategory get an empty one', () => {
    const { document, report } = cocoDocument(input({ 1: [box(7)] }));
    expect(document['images']).toEqual([
      { id: 1, file_name: 'a.jpg', width: 100, height: 80 },
      { id: 2, file_name: 'sub/b.jpg', width: 50, height: 40 },
    ]);
    expect(document['categories']).toEqual([{ id: 1, name: 'cell', supercategory: '' }]);
    expect(document['licenses']).toEqual([]);
    expect(document['info']).toMatchObject({ description: expect.stringContaining('Boxwright') });
    expect(report).toMatchObject({ images: 2, imagesWithoutBoxes: 1, annotations: 1, categories: 1, leftOut: [] });
  });

  it('says where each box came from, with model and score where a model proposed it', () => {
    const origins: Origin[] = [
      drawn,
      { kind: 'imported' },
      { kind: 'accepted', model: 'm', score: 0.5 },
      { kind: 'edited', model: 'm', score: 0.75 },
    ];
    const written = rows(input({ 1: origins.map((origin, index) => box(index + 1, { origin })) }));
    expect(written.map(({ attributes }) => attributes)).toEqual([
      { source: 'drawn' },
      { source: 'imported' },
      { source: 'accepted', score: 0.5, model: 'm' },
      { source: 'edited', score: 0.75, model: 'm' },
    ]);
  });

  it('leaves out what nobody stands behind and what has no place, each counted with its reason', () => {
    const boxes = {
      1: [
        box(1),
        box(2, { origin: { kind: 'proposed', model: 'm', score: 0.9 } }),
        box(3, { origin: { kind: 'rejected', model: 'm', score: 0.9 } }),
        box(4, { categoryId: 9 }),
        box(5, { box: { x1: 100, y1: 0, x2: 120, y2: 10 } }),
        box(6, { box: { x1: 5, y1: 5, x2: 5, y2: 10 } }),
        box(7, { box: { x1: 5, y1: NaN, x2: 9, y2: 10 } }),
        box(8, { box: { x1: 5, y1: 5, x2: 7.5, y2: 50 } }),
      ],
      3: [box(9)],
      4: [box(10)],
    };
    const images: ExportImage[] = [
      { id: 1, fileName: 'a.jpg', width: 100, height: 80 },
      { id: 3, fileName: 'gone.jpg', width: 10, height: 10, problem: 'the file is not there' },
      { id: 4, fileName: 'empty.jpg', width: 0, height: 0 },
    ];
    const given = input(boxes, { images, minimumSide: 3 });
    expect(rows(given).map(({ id }) => id)).toEqual([1]);
    const { report } = cocoDocument(given);
    expect(Object.fromEntries(report.leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
      'picture cannot be read': 1,
      'picture has no size': 1,
      'proposal nobody accepted': 1,
      'rejected proposal': 1,
      'category is not in the project': 1,
      'outside the picture': 1,
      'box under the minimum size': 2,
      'box is not a number': 1,
      'box of a picture that was left out': 2,
    });
    expect(report.leftOut[0]!.examples).toEqual(['gone.jpg: the file is not there']);
    expect(report).toMatchObject({ images: 1, annotations: 1 });
  });

  it('cuts boxes at the edge of the picture, also where a sum of floats would step over it', () => {
    let state = 11;
    const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    const boxes = Array.from({ length: 500 }, (_, index) => {
      const x1 = random() * 110 - 10;
      const y1 = random() * 90 - 10;
      return box(index + 1, { box: { x1, y1, x2: x1 + random() * 120, y2: y1 + random() * 90 } });
    });
    const given = input({ 1: boxes });
    for (const { bbox } of rows(given)) {
      const [x, y, w, h] = bbox as [number, number, number, number];
      expect(x >= 0 && y >= 0 && x + w <= 100 && y + h <= 80 && w > 0 && h > 0).toBe(true);
    }
    expect(cocoDocument(given).report.clipped).toBeGreaterThan(100);
  });

  it('gives an imported mask and area back while the box is where it was, and drops both when it was moved', () => {
    const mask = [[10, 10, 30, 10, 30, 30]];
    const extra = { bbox: [10, 10, 20, 20] as const, area: 200, segmentation: mask, keys: { track: 5 } };
    const moved: Box = { x1: 11, y1: 10, x2: 31, y2: 30 };
    const given = input({ 1: [box(1, { extra }), box(2, { extra, box: moved })] });
    const [kept, dropped] = rows(given);
    expect(kept).toMatchObject({ area: 200, segmentation: mask, track: 5 });
    expect(dropped).toMatchObject({ area: 400, segmentation: [], track: 5, bbox: [11, 10, 20, 20] });
    expect(cocoDocument(given).report).toMatchObject({ masksKept: 1, masksDropped: 1 });
  });

  it('writes four corners and crowd RLEs for mask tools when asked', () => {
    const written = rows(input({ 1: [box(1), box(2, { crowd: true })] }, { profile: 'box-polygon' }));
    expect(written[0]!['segmentation']).toEqual([[10, 10, 30, 10, 30, 30, 10, 30]]);
    expect(written[1]).toMatchObject({ iscrowd: 1, segmentation: { size: [80, 100] } });
  });

  it('counts boxes under 1 px, which trainers may drop', () => {
    expect(cocoDocument(input({ 1: [box(1, { box: { x1: 1, y1: 1, x2: 1.5, y2: 9 } })] })).report).toMatchObject({
      tiny: 1,
      annotations: 1,
    });
  });

  it('keeps the attributes of an imported file, and its own source when it has one', () => {
    const attributes = { occluded: true, source: 'accepted', score: 0.4 };
    const [imported, edited] = rows(
      input({
        1: [
          box(1, { origin: { kind: 'imported' }, extra: { keys: { attributes } } }),
          box(2, { origin: { kind: 'edited', model: 'm', score: 0.9 }, extra: { keys: { attributes } } }),
        ],
      }),
    );
    expect(imported!['attributes']).toEqual(attributes);
    expect(edited!['attributes']).toEqual({ source: 'edited', score: 0.9, model: 'm', occluded: true });
  });

  it('never lets an unknown key replace one of its own', () => {
    const images: ExportImage[] = [
      { id: 1, fileName: 'a.jpg', width: 100, height: 80, extra: { id: 5, width: 1, license: 2 } },
    ];
    const { document } = cocoDocument(input({}, { images, extra: { images: 'x', about: 1 } }));
    expect(document['images']).toEqual([{ id: 1, file_name: 'a.jpg', width: 100, height: 80, license: 2 }]);
    expect(document['about']).toBe(1);
  });

  it('fails before anything useless is written when two pictures have one name', () => {
    const images: ExportImage[] = [1, 2].map((id) => ({ id, fileName: 'a.jpg', width: 9, height: 9 }));
    expect(() => [...cocoChunks(input({}, { images }))]).toThrow(FailureError);
  });

  it('comes in pieces that no single picture count makes large', () => {
    const boxes = Array.from({ length: 5000 }, (_, index) => box(index + 1));
    const pieces = [...cocoChunks(input({ 1: boxes }))];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
    expect((JSON.parse(pieces.join('')) as { annotations: Row[] }).annotations).toHaveLength(5000);
  });
});

describe('the check that reads an export back', () => {
  const good = (): Record<string, Row[]> =>
    JSON.parse(JSON.stringify(cocoDocument(input({ 1: [box(1)], 2: [box(2)] })).document)) as Record<string, Row[]>;

  it.each<[string, (document: Record<string, Row[]>) => void]>([
    [
      'annotations[0].id',
      ({ annotations }) => {
        annotations![0]!['id'] = 0;
      },
    ],
    [
      'annotations[1].id',
      ({ annotations }) => {
        annotations![1]!['id'] = 1;
      },
    ],
    [
      'annotations[0].bbox',
      ({ annotations }) => {
        annotations![0]!['bbox'] = [0, 0, 0, 5];
      },
    ],
    [
      'annotations[1].bbox',
      ({ annotations }) => {
        annotations![1]!['bbox'] = [40, 0, 20, 5];
      },
    ],
    [
      'annotations[0].area',
      ({ annotations }) => {
        delete annotations![0]!['area'];
      },
    ],
    [
      'annotations[0].iscrowd',
      ({ annotations }) => {
        delete annotations![0]!['iscrowd'];
      },
    ],
    [
      'annotations[0].segmentation',
      ({ annotations }) => {
        delete annotations![0]!['segmentation'];
      },
    ],
    [
      'annotations[0].image_id',
      ({ annotations }) => {
        annotations![0]!['image_id'] = 9;
      },
    ],
    [
      'annotations[0].category_id',
      ({ annotations }) => {
        annotations![0]!['category_id'] = '1';
      },
    ],
    [
      'images[1].id',
      ({ images }) => {
        images![1]!['id'] = '2';
      },
    ],
    [
      'images[0]',
      ({ images }) => {
        images![0]!['width'] = 0;
      },
    ],
    [
      'images[1].file_name',
      ({ images }) => {
        images![1]!['file_name'] = 'a.jpg';
      },
    ],
    [
      'images[1].file_name',
      ({ images }) => {
        images![1]!['file_name'] = '../b.jpg';
      },
    ],
    [
      'categories[0].supercategory',
      ({ categories }) => {
        delete categories![0]!['supercategory'];
      },
    ],
    [
      'licenses',
      (document) => {
        delete document['licenses'];
      },
    ],
    [
      'info',
      (document) => {
        delete document['info'];
      },
    ],
  ])('finds what is wrong at %s', (place, breakIt) => {
    const document = good();
    breakIt(document);
    expect(checkCocoDocument(document).map((problem) => problem.place)).toContain(place);
  });

  it('finds nothing in a good document and says when it is none', () => {
    expect(checkCocoDocument(good())).toEqual([]);
    expect(checkCocoDocument([])).toHaveLength(1);
  });
});

describe('the results file', () => {
  it('lists detections with x y w h, and file names where there are any', () => {
    const detections = [
      { imageId: 1, fileName: 'a.jpg', categoryId: 2, box: square, score: 0.5 },
      { imageId: 2, categoryId: 2, box: square, score: 0.25 },
    ];
    const document = resultsDocument(detections);
    expect(document).toEqual([
      { image_id: 1, file_name: 'a.jpg', category_id: 2, bbox: [10, 10, 20, 20], score: 0.5 },
      { image_id: 2, category_id: 2, bbox: [10, 10, 20, 20], score: 0.25 },
    ]);
    expect(JSON.parse([...resultsChunks(detections)].join(''))).toEqual(document);
    expect(JSON.parse([...resultsChunks([])].join(''))).toEqual([]);
  });
});
