import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import { cocoDocument } from '../../../src/common/coco/export.ts';
import { readCocoFile } from '../../../src/common/coco/import.ts';
import type { ReadDataset } from '../../../src/common/dataset/entries.ts';
import { cocoBreaches } from '../../support/cocoRules.ts';
import { describeWithShared, sharedFolder } from '../../support/shared.ts';
import { exportOf } from './exportOf.ts';

/** What must come of a file: refused with these words, or taken with these counts and kinds of problems. */
interface Outcome {
  readonly refused?: string;
  readonly images?: number;
  readonly categories?: number;
  readonly boxes?: number;
  /** Kinds of problems with their numbers, severity first. */
  readonly problems?: Record<string, number>;
  readonly also?: (dataset: ReadDataset) => void;
}

/** The two pictures, two categories and three boxes of the control file; its third box has no segmentation. */
const whole = { images: 2, categories: 2, boxes: 3 };

const outcomes: Record<string, Outcome> = {
  'exif/instances.json': { images: 8, categories: 1, boxes: 8 },
  'nested/instances.json': {
    images: 4,
    categories: 1,
    boxes: 4,
    also: ({ images }) =>
      expect(images.map(({ fileName }) => fileName)).toEqual([
        'a/img.jpg',
        'b/img.jpg',
        'a/deep/er/still/img.jpg',
        'img.jpg',
      ]),
  },
  'coco/valid.json': { ...whole, problems: {} },
  'coco/valid_pretty_crlf.json': { ...whole, problems: {} },
  'coco/valid_no_annotations.json': { ...whole, boxes: 0, problems: {} },
  'coco/bom.json': { ...whole, problems: {} },
  'coco/utf16.json': { ...whole, problems: {} },
  'coco/latin1.json': { refused: 'The file is not UTF-8: byte F6 at offset 222 (line 1). Save it as UTF-8.' },
  'coco/truncated.json': {
    refused: 'The file is not JSON. line 1, column 506: the file ends here, inside a text: it was cut off.',
  },
  'coco/empty.json': { refused: 'line 1, column 1: the file is empty' },
  'coco/empty_object.json': { refused: '"images" is missing' },
  'coco/array_root.json': { refused: 'it is a list, not an object' },
  'coco/null_root.json': { refused: 'it is null, not an object' },
  'coco/results.json': { refused: 'a list of detections (COCO results)' },
  'coco/trailing_comma.json': { refused: 'line 1, column 723: there is a comma too many before "}"' },
  'coco/comments.json': { refused: 'line 1, column 1: comments are not JSON' },
  'coco/single_quotes.json': { refused: 'line 1, column 2: single quotes: this is a printed Python dict' },
  'coco/ndjson.json': { refused: 'line 2, column 1: there is more text after the end' },
  'coco/duplicate_keys.json': {
    images: 0,
    categories: 2,
    boxes: 0,
    problems: { 'skipped duplicate-key': 1, 'skipped orphan': 3 },
  },
  'coco/nan.json': { ...whole, boxes: 2, problems: { 'repaired not-json-number': 1, 'skipped bbox': 1 } },
  'coco/infinity.json': { ...whole, boxes: 2, problems: { 'repaired not-json-number': 2, 'skipped bbox': 1 } },
  'coco/huge_numbers.json': { ...whole, boxes: 2, problems: { 'skipped bbox': 1 } },
  'coco/deep_nesting.json': { refused: 'nested 100001 levels deep' },
  'coco/deep_nesting_valid.json': {
    ...whole,
    problems: {},
    also: ({ extra }) => expect(JSON.stringify(extra)).toHaveLength('{"extra":}'.length + 2000 * '{"a":}'.length + 1),
  },
  'coco/negative_boxes.json': {
    ...whole,
    problems: { 'skipped bbox': 1, 'skipped bbox-outside': 1 },
    also: ({ problems }) =>
      expect(problems[0]).toMatchObject({ place: 'annotations[3].bbox', message: 'width is −20; the box was skipped' }),
  },
  'coco/bbox_out_of_image.json': {
    ...whole,
    boxes: 4,
    problems: { 'repaired bbox-clipped': 1 },
    also: ({ annotations }) => expect(annotations[3]!.box).toEqual({ x1: 100, y1: 60, x2: 120, y2: 80 }),
  },
  'coco/zero_area.json': { ...whole, problems: { 'skipped bbox': 3 } },
  'coco/bbox_short.json': { ...whole, boxes: 2, problems: { 'skipped bbox': 1 } },
  'coco/bbox_long.json': { ...whole, boxes: 2, problems: { 'skipped bbox': 1 } },
  // The file holds nothing but the four numbers; a real missing bbox is in import.test.ts.
  'coco/bbox_missing.json': { refused: 'it is a list, not an object' },
  'coco/bbox_null.json': { ...whole, boxes: 2, problems: { 'skipped bbox': 1 } },
  'coco/bbox_strings.json': { ...whole, problems: { 'repaired bbox-of-texts': 1 } },
  'coco/bbox_object.json': { ...whole, boxes: 2, problems: { 'skipped bbox': 1 } },
  'coco/bbox_xyxy.json': { ...whole, problems: { 'repaired bbox-clipped': 1, 'noted looks-like-corners': 1 } },
  'coco/bbox_normalized.json': { ...whole, problems: { 'noted looks-normalized': 1 } },
  'coco/missing_category.json': {
    ...whole,
    categories: 3,
    problems: { 'repaired category-made': 1 },
    also: ({ categories }) => expect(categories[2]).toMatchObject({ id: 77, name: 'category 77' }),
  },
  'coco/missing_categories_key.json': { ...whole, problems: { 'repaired category-made': 2 } },
  'coco/missing_images_key.json': { refused: '"images" is missing' },
  'coco/missing_annotations_key.json': { ...whole, boxes: 0, problems: { 'noted no-annotations': 1 } },
  'coco/orphan_annotation.json': { ...whole, boxes: 2, problems: { 'skipped orphan': 1 } },
  'coco/duplicate_image_ids.json': {
    ...whole,
    boxes: 0,
    problems: { 'repaired duplicate-image-id': 1, 'skipped ambiguous-picture': 2, 'skipped orphan': 1 },
    also: ({ images }) =>
      expect(images.map(({ id, fileName }) => [id, fileName])).toEqual([
        [1, 'ok.jpg'],
        [2, 'ok.png'],
      ]),
  },
  'coco/duplicate_annotation_ids.json': {
    ...whole,
    problems: { 'repaired duplicate-annotation-id': 1 },
    also: ({ annotations }) => expect(annotations.map(({ id }) => id)).toEqual([1, 4, 3]),
  },
  'coco/duplicate_file_names.json': { images: 1, categories: 2, boxes: 3, problems: { 'repaired file-name-twice': 1 } },
  'coco/duplicate_category_names.json': {
    images: 2,
    categories: 4,
    boxes: 3,
    problems: { 'noted category-name-twice': 2, 'repaired category-name': 1 },
  },
  'coco/string_ids.json': {
    ...whole,
    problems: {},
    also: ({ images }) => expect(images.map(({ id }) => id)).toEqual([1, 2]),
  },
  'coco/mixed_ids.json': { ...whole, problems: {} },
  'coco/uuid_ids.json': {
    ...whole,
    problems: { 'repaired id-replaced': 1 },
    also: ({ images, annotations }) => {
      expect(images.map(({ id, sourceId }) => [id, sourceId])).toEqual([
        [3, '3f2c-aa'],
        [2, undefined],
      ]);
      expect(annotations.map(({ imageId }) => imageId)).toEqual([3, 3, 2]);
    },
  },
  'coco/big_ids.json': {
    ...whole,
    problems: {},
    also: ({ images, annotations }) => {
      expect(images[0]!.id).toBe(2147483653);
      expect(annotations[0]!.id).toBe(1099511627776);
    },
  },
  'coco/big_ids_2_53.json': { images: 0, categories: 2, boxes: 0, problems: { 'skipped bad-id': 5 } },
  'coco/float_and_negative_ids.json': {
    ...whole,
    problems: { 'repaired id-replaced': 2 },
    also: ({ images, annotations }) => {
      expect(images.map(({ sourceId }) => sourceId)).toEqual([1.5, -2]);
      expect(annotations.map(({ imageId }) => imageId)).toEqual([images[0]!.id, images[0]!.id, images[1]!.id]);
    },
  },
  'coco/category_gaps.json': {
    images: 2,
    categories: 3,
    boxes: 3,
    problems: {},
    also: ({ categories }) => expect(categories.map(({ id }) => id)).toEqual([1, 18, 90]),
  },
  'coco/category_id_zero.json': {
    ...whole,
    problems: { 'repaired id-replaced': 1 },
    also: ({ categories, annotations }) => {
      expect(categories.map(({ id, name, sourceId }) => [id, name, sourceId])).toEqual([
        [2, 'red', 0],
        [1, 'green', undefined],
      ]);
      expect(annotations.map(({ categoryId }) => categoryId)).toEqual([2, 1, 2]);
    },
  },
  'coco/segmentation_rle.json': {
    ...whole,
    boxes: 4,
    problems: {},
    also: ({ annotations }) => {
      expect(annotations[3]!.crowd).toBe(true);
      expect(annotations[3]!.extra.segmentation).toMatchObject({ size: [80, 120] });
    },
  },
  'coco/segmentation_rle_bad.json': {
    ...whole,
    boxes: 6,
    problems: { 'repaired mask-dropped': 3 },
    also: ({ annotations }) =>
      expect(annotations.slice(3).map(({ extra }) => extra.segmentation)).toEqual([undefined, undefined, undefined]),
  },
  'coco/segmentation_bad_polygons.json': { ...whole, problems: { 'repaired mask-dropped': 3 } },
  'coco/null_fields.json': { ...whole, problems: { 'skipped not-an-object': 3, 'skipped bad-id': 1 } },
  'coco/wrong_types.json': { refused: '"images" is an object, not a list' },
  'coco/size_mismatch.json': { ...whole, problems: {} },
  'coco/size_missing.json': {
    ...whole,
    problems: { 'repaired size': 2 },
    also: ({ images }) =>
      expect(images.map(({ width, height }) => [width, height])).toEqual([
        [0, 0],
        [0, 0],
      ]),
  },
  'coco/size_zero.json': { ...whole, problems: { 'repaired size': 1 } },
  'coco/size_huge.json': { ...whole, problems: {} },
  'coco/iscrowd_missing.json': {
    ...whole,
    also: ({ annotations }) => expect(annotations.some(({ crowd }) => crowd)).toBe(false),
  },
  'coco/path_traversal.json': {
    images: 3,
    categories: 2,
    boxes: 0,
    problems: { 'skipped file-name': 13 },
    also: ({ images }) =>
      expect(images.map(({ fileName }) => fileName)).toEqual(['~/x.jpg', '%2e%2e%2fpasswd', 'ok.jpg']),
  },
  'coco/file_name_wrong_type.json': {
    images: 0,
    categories: 2,
    boxes: 0,
    problems: { 'skipped file-name': 2, 'skipped picture-skipped': 3 },
  },
  'coco/proto_pollution.json': {
    ...whole,
    problems: {},
    also: ({ extra }) => expect(Object.keys(extra ?? {})).toEqual(['__proto__', 'constructor']),
  },
  'coco/proto_names.json': {
    images: 2,
    categories: 3,
    boxes: 3,
    problems: {},
    also: ({ categories }) =>
      expect(categories.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString']),
  },
  'coco/xss_names.json': { ...whole, problems: {} },
  'coco/odd_names.json': {
    images: 2,
    categories: 7,
    boxes: 3,
    problems: { 'noted odd-name': 2, 'repaired category-name': 2 },
  },
  'coco/many_categories.json': { images: 2, categories: 3000, boxes: 3, problems: {} },
  'coco/many_boxes.json': { images: 1, categories: 2, boxes: 5000, problems: {} },
  'coco/missing_files.json': { images: 7, categories: 2, boxes: 3, problems: {} },
  'coco/case_mismatch.json': { ...whole, problems: {} },
};

function kindsOf({ problems }: ReadDataset): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { severity, kind } of problems) kinds[`${severity} ${kind}`] = (kinds[`${severity} ${kind}`] ?? 0) + 1;
  return kinds;
}

interface Entry {
  readonly file: string;
  readonly what: string;
  readonly expect: string;
}

const manifest: Entry[] =
  sharedFolder === undefined || !existsSync(join(sharedFolder, 'data/weird/manifest.json'))
    ? []
    : (JSON.parse(readFileSync(join(sharedFolder, 'data/weird/manifest.json'), 'utf8')) as Entry[]).filter(
        ({ file, what }) => file.endsWith('.json') && (file.startsWith('coco/') || what.startsWith('COCO')),
      );

describeWithShared('the broken and hostile COCO files', (shared) => {
  it('are all in the table', () => {
    expect(manifest.map(({ file }) => file).sort()).toEqual(Object.keys(outcomes).sort());
  });

  it.each(manifest)('$file ($what): $expect', ({ file }) => {
    const outcome = outcomes[file]!;
    const result = readCocoFile(readFileSync(join(shared, 'data/weird', file)));
    if (!result.ok) {
      expect(result.failure.kind).toMatch(/^(?:invalid|unreadable)$/);
      expect(result.failure.message).toContain(outcome.refused ?? 'to be taken');
      return;
    }
    expect(outcome.refused, 'the file was taken').toBeUndefined();
    const dataset = result.value;
    expect([dataset.images.length, dataset.categories.length, dataset.annotations.length]).toEqual([
      outcome.images,
      outcome.categories,
      outcome.boxes,
    ]);
    if (outcome.problems !== undefined) expect(kindsOf(dataset)).toEqual(outcome.problems);
    outcome.also?.(dataset);
    for (const { place, message } of dataset.problems) expect(`${place}: ${message}`).not.toMatch(/undefined|\[object/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(manifest)('$file goes out as COCO that keeps every rule, if it came in', ({ file }) => {
    const result = readCocoFile(readFileSync(join(shared, 'data/weird', file)));
    if (!result.ok) return;
    const { document, report } = cocoDocument(exportOf(result.value));
    const written = JSON.parse(JSON.stringify(document)) as unknown;
    expect(checkCocoDocument(written)).toEqual([]);
    expect(cocoBreaches(written)).toEqual([]);
    const leftOut = report.leftOut.filter(({ reason }) => reason.includes('box') || reason.startsWith('outside'));
    const boxesLeftOut = leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(report.annotations + boxesLeftOut).toBe(result.value.annotations.length);
  });
});
