import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import { cocoChunks, cocoDocument } from '../../../src/common/coco/export.ts';
import { readCoco, readCocoFile } from '../../../src/common/coco/import.ts';
import type { Dataset, ReadDataset } from '../../../src/common/dataset/entries.ts';
import type { DatasetExportReport } from '../../../src/common/dataset/exported.ts';
import { cocoBreaches } from '../../support/cocoRules.ts';
import { describeWithShared } from '../../support/shared.ts';
import { exportOf } from './exportOf.ts';

type Rows = readonly Record<string, unknown>[];
type Document = Record<string, Rows> & Record<string, unknown>;

function taken(result: ReturnType<typeof readCoco>): ReadDataset {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function exported(dataset: Dataset): { document: Document; report: DatasetExportReport } {
  const chunks = cocoChunks(exportOf(dataset));
  const pieces: string[] = [];
  let step = chunks.next();
  for (; step.done !== true; step = chunks.next()) pieces.push(step.value);
  return { document: JSON.parse(pieces.join('')) as Document, report: step.value };
}

const byId = (a: Record<string, unknown>, b: Record<string, unknown>): number =>
  (a['id'] as number) - (b['id'] as number);

/** The exported rows without what the export adds of its own. */
function withoutSource(rows: Rows): Rows {
  return rows.map(({ attributes, ...row }) => {
    const { source, ...others } = attributes as Record<string, unknown>;
    expect(source).toBe('imported');
    return Object.keys(others).length > 0 ? { ...row, attributes: others } : row;
  });
}

describeWithShared('import and export of real files', (shared) => {
  const files = [
    ['coco-mini/annotations/instances_train2017.json', { masks: 1580 }],
    ['nuclei/annotations/instances_test.json', {}],
    ['bccd/annotations/instances_test.json', {}],
    ['fod-tools/annotations/instances_val.json', {}],
    ['openimages5/annotations/instances_test.json', {}],
  ] as const;

  it.each(files)(
    'keep every id, float, area, mask, crowd and unknown key of %s',
    (file, expected: { masks?: number }) => {
      const bytes = readFileSync(join(shared, 'data', file));
      const source = JSON.parse(bytes.toString('utf8')) as Document;
      const dataset = taken(readCocoFile(bytes));
      expect(dataset.counts).toMatchObject({ refused: 0, skipped: 0, repaired: 0 });
      const { document, report } = exported(dataset);
      const { images, annotations, categories, ...top } = source;
      expect(document['images']).toEqual(images);
      expect(document['categories']).toEqual(categories!.map((row) => ({ supercategory: '', ...row })));
      const wanted = annotations!.map((row) => ({ segmentation: [], iscrowd: 0, ...row }));
      expect([...withoutSource(document['annotations']!)].sort(byId)).toEqual(wanted.sort(byId));
      for (const key of Object.keys(top)) expect(document[key]).toEqual(top[key]);
      expect(report).toMatchObject({
        annotations: annotations!.length,
        images: images!.length,
        clipped: 0,
        masksDropped: 0,
        leftOut: [],
      });
      if (expected.masks !== undefined) expect(report.masksKept).toBe(expected.masks);
      expect(checkCocoDocument(document)).toEqual([]);
      expect(cocoBreaches(document)).toEqual([]);
    },
  );

  it('come to the same file when done twice', () => {
    const bytes = readFileSync(join(shared, 'data/coco-mini/annotations/instances_train2017.json'));
    const once = exported(taken(readCocoFile(bytes))).document;
    expect(exported(taken(readCoco(JSON.stringify(once)))).document).toEqual(once);
  });
});

describe('a round trip', () => {
  const file = {
    info: { description: 'mine', grade: 7 },
    licenses: [{ id: 3, name: 'CC0', url: '' }],
    images: [{ id: 900, file_name: 'b/ü 1.jpg', width: 101, height: 57, license: 3, tags: ['x'] }],
    annotations: [
      {
        id: 4000000000001,
        image_id: 900,
        category_id: 90,
        bbox: [0.1, 0.2, 33.3, 44.4],
        area: 777.7,
        iscrowd: 0,
        segmentation: [[0.1, 0.2, 33.4, 0.2, 33.4, 44.6]],
        attributes: { occluded: true },
        track: 'a',
      },
      { id: 12, image_id: 900, category_id: 18, bbox: [99.7, 50, 1.3, 7], area: 9.1, iscrowd: 0, segmentation: [] },
    ],
    categories: [
      { id: 18, name: 'dog', supercategory: 'animal', keypoints: ['nose'] },
      { id: 90, name: 'brush', supercategory: '' },
    ],
    ['__proto__x']: 1,
    custom: { deep: [1, { two: null }] },
  };

  it('keeps ids with gaps, sums of floats that miss the edge by rounding, and unknown keys at every level', () => {
    const { document } = exported(taken(readCoco(JSON.stringify(file))));
    const attributes = [{ occluded: true, source: 'imported' }, { source: 'imported' }];
    expect(document).toEqual({
      ...file,
      annotations: file.annotations.map((row, index) => ({ ...row, attributes: attributes[index] })),
    });
  });

  it('gives back a key called __proto__ without touching any prototype', () => {
    const text = JSON.stringify(file)
      .replace('"__proto__x"', '"__proto__"')
      .replace('"license":3', '"__proto__":{"polluted":1}');
    const dataset = taken(readCoco(text));
    const { document } = exported(dataset);
    expect(Object.hasOwn(document, '__proto__')).toBe(true);
    expect(Object.hasOwn(document['images']![0]!, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((document['images']![0] as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('gives the same document whole and in pieces', () => {
    const dataset = taken(readCoco(JSON.stringify(file)));
    const whole = cocoDocument(exportOf(dataset));
    const pieces = exported(dataset);
    expect(JSON.parse(JSON.stringify(whole.document))).toEqual(pieces.document);
    expect(whole.report).toEqual(pieces.report);
  });
});
