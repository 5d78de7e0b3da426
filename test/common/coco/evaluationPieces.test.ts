// Truth and detections that come in pieces of any size, cut and broken anywhere, come to what the whole file comes to.
import { describe, expect, it } from 'vitest';
import { detectionReader } from '../../../src/common/coco/detectionRows.ts';
import { evaluate } from '../../../src/common/coco/evaluate.ts';
import type { Detections, Truth } from '../../../src/common/coco/evaluation.ts';
import { readDetectionSteps, readTruthSteps } from '../../../src/common/coco/evaluationInput.ts';
import { truthReader } from '../../../src/common/coco/truthRows.ts';
import type { Reading } from '../../../src/common/dataset/jsonFile.ts';
import { valueOverPieces } from '../../../src/common/dataset/overPieces.ts';
import { problemList } from '../../../src/common/dataset/problems.ts';
import { failureOf } from '../../../src/common/result.ts';
import { readBytes, readDetections, readTruth } from '../../support/evaluationInput.ts';
import { memorySource } from '../../support/memorySource.ts';
import { mutate } from '../../support/mutate/bytes.ts';
import { amount } from '../../support/nightly.ts';
import { seeded } from '../../support/seeded.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Annotations come first in it: nothing may depend on the order of the lists. */
function truthOf(boxes: number): {
  readonly annotations: readonly object[];
  readonly images: readonly object[];
  readonly categories: readonly object[];
} {
  const random = seeded(3);
  return {
    annotations: Array.from({ length: boxes }, (_, index) => ({
      id: index + 1,
      image_id: 1 + (index % 50),
      category_id: 1 + (index % 3),
      bbox: [random() * 400, random() * 300, 10 + random() * 100, 10 + random() * 100],
      area: 50 + random() * 9000,
      iscrowd: index % 40 === 0 ? 1 : 0,
      note: 'ä€😀, "annotations": [{',
    })),
    images: Array.from({ length: 50 }, (_, index) => ({ id: index + 1, file_name: `${index}.jpg` })),
    categories: [1, 2, 3].map((id) => ({ id, name: `c${id}` })),
  };
}

type TruthFile = ReturnType<typeof truthOf>;

function detectionsOf({ annotations }: TruthFile): readonly object[] {
  const random = seeded(5);
  return annotations.map((row) => {
    const { image_id, category_id, bbox } = row as { image_id: number; category_id: number; bbox: number[] };
    return { image_id, category_id, bbox: bbox.map((side) => side + random() * 8), score: random() };
  });
}

/** The same columns by the readers of rows alone, from JSON.parse. */
function truthByRows(text: string): Truth {
  const json = JSON.parse(text) as TruthFile;
  const reader = truthReader(problemList());
  json.images.forEach((row) => reader.image(row));
  json.categories.forEach((row) => reader.category(row));
  json.annotations.forEach((row) => reader.annotation(row));
  return reader.truth();
}

function detectionsByRows(text: string, truth: Truth): Detections | string {
  const reader = detectionReader(truth);
  (JSON.parse(text) as readonly unknown[]).every((row) => reader.add(row));
  const read = reader.detections();
  return read.ok ? read.value : read.failure.message;
}

async function inPieces<Value>(bytes: Uint8Array, piece: number, reading: Reading<Value>): Promise<Value | string> {
  try {
    return await valueOverPieces(memorySource({ 'in.json': bytes }, { piece }), 'in.json', reading, () => undefined);
  } catch (caught) {
    const { kind, message } = failureOf(caught);
    if (kind === 'unexpected') throw caught;
    return message;
  }
}

const large = truthOf(6000);
const largeTruth = JSON.stringify(large);
const largeDetections = JSON.stringify(detectionsOf(large));
const small = truthOf(5);
const smallTruth = truthByRows(JSON.stringify(small));
const smallText = JSON.stringify(detectionsOf(small));

describe('a truth and detections of many reads', () => {
  const truth = truthByRows(largeTruth);
  const detections = detectionsByRows(largeDetections, truth) as Detections;

  it.each([1009, 65_536, 10_000_000])('are the same in pieces of %i bytes', async (piece) => {
    expect(await inPieces(bytesOf(largeTruth), piece, readTruthSteps())).toEqual(truth);
    expect(await inPieces(bytesOf(largeDetections), piece, readDetectionSteps(truth))).toEqual(detections);
  });

  it('are the same in one byte at a time, with a byte order mark, as UTF-16, with blanks around', async () => {
    const utf16 = new Uint8Array(Uint16Array.from(`\ufeff${smallText}`, (letter) => letter.charCodeAt(0)).buffer);
    const expected = detectionsByRows(smallText, smallTruth);
    for (const bytes of [bytesOf(smallText), bytesOf(`\ufeff${smallText}`), bytesOf(` \r\n${smallText}\n\n `), utf16])
      for (const piece of [1, 3])
        expect(await inPieces(bytes, piece, readDetectionSteps(smallTruth))).toEqual(expected);
  });

  it('give the figures that whole files give', () => {
    const whole = readTruth(large);
    const found = whole.ok ? readDetections(JSON.parse(largeDetections), whole.value) : whole;
    if (!whole.ok || !found.ok) throw new Error('nothing was read');
    expect(evaluate(whole.value, found.value)).toEqual(evaluate(truth, detections));
    expect(evaluate(truth, detections).stats.AP).toBeGreaterThan(0.1);
  });
});

describe('hostile rows and files', () => {
  const refused = async (text: string): Promise<unknown> => inPieces(bytesOf(text), 5, readDetectionSteps(smallTruth));
  const good = '{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "score": 0.5}';

  it('a row that is none, far behind the first read, is named by its place', () => {
    const rows = JSON.parse(largeDetections) as object[];
    const at = 5500;
    const truth = truthByRows(largeTruth);
    for (const [row, said] of [
      ['null', `detections[${at}] is null, not an object`],
      ['{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3], "score": 1}', `detections[${at}].bbox`],
      ['{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "score": NaN}', `detections[${at}].score is null`],
      ['{"image_id": {}, "category_id": 1, "bbox": [1, 2, 3, 4], "score": 1}', `detections[${at}].image_id`],
    ]) {
      const texts = rows.map((one, index) => (index === at ? row : JSON.stringify(one)));
      const read = readBytes(bytesOf(`[${texts.join(',\n')}]`), readDetectionSteps(truth));
      expect(read.ok ? '' : read.failure.message).toContain(said);
    }
  });

  it('a bad annotation far behind the first read costs only itself', () => {
    const annotations = large.annotations.map((row, index) =>
      index === 5500 ? { ...row, bbox: [1, 2, 'x', 4] } : index === 5600 ? 7 : row,
    );
    const read = readTruth({ ...large, annotations });
    if (!read.ok) throw new Error(read.failure.message);
    expect(read.value.boxes.count).toBe(5998);
    expect(read.value.problems.map(({ place }) => place)).toEqual(['annotations[5500].bbox', 'annotations[5600]']);
  });

  it.each([
    ['a list that is cut behind a row', `[${good}`],
    ['a list that is cut within a row', `[${good}, {"image_id": 1`],
    ['a list that ends twice', `[${good}]]`],
    ['two lists', `[${good}] [${good}]`],
    ['a list with a word behind it', `[${good}] x`],
    ['a list that ends as an object', `[${good}}`],
    ['a list with a comma too many', `[${good},]`],
    ['a control character in front', `\u0001[${good}]`],
  ])('%s is refused with its place', async (_, text) => {
    expect(await refused(text)).toMatch(/^The file is not JSON\. line 1, column \d+: /);
  });

  it.each([
    ['an object', '{"a": 1}', /a list of boxes is wanted\.$/],
    ['a truth', '{"annotations": []}', /looks like an instances file/],
    ['a number', '5', /a list of boxes is wanted/],
    ['nothing', '', /not JSON/],
    ['a list nested 3,000 deep', '['.repeat(3000) + ']'.repeat(3000), /nested 3000 levels deep/],
  ])('%s instead of detections is refused', async (_, text, said) => {
    expect(await refused(text)).toMatch(said);
  });

  it.each([
    ['a list', '[1, 2]', /no object at its top level/],
    ['no annotations', '{"images": [], "categories": []}', /"annotations" is missing/],
    [
      'categories that are an object',
      '{"images": [], "categories": {}, "annotations": []}',
      /"categories" is an object/,
    ],
    ['images that are a text', '{"images": "x", "categories": [], "annotations": []}', /"images" is "x", not a list/],
    ['a cut in the middle', '{"images": [], "categories": [], "annotations": [{', /line 1, column \d+/],
  ])('%s instead of a truth is refused', async (_, text, said) => {
    expect(await inPieces(bytesOf(text), 5, readTruthSteps())).toMatch(said);
  });

  it('no detections at all are none', async () => {
    expect(await refused('[]')).toMatchObject({ boxes: { count: 0 } });
    expect(await refused(' [ \n ] ')).toMatchObject({ boxes: { count: 0 } });
  });
});

it('detections that are broken anywhere are taken only where JSON.parse takes them, and then the same', async () => {
  const random = seeded(11);
  const ends = { taken: 0, refused: 0 };
  for (let round = 0; round < amount(500, 20_000); round += 1) {
    const bytes = mutate(bytesOf(smallText), random);
    const read = await inPieces(bytes, 1 + Math.floor(random() * 64), readDetectionSteps(smallTruth));
    const whole = byParse(bytes);
    ends[whole === undefined ? 'refused' : 'taken'] += 1;
    if (whole === undefined) expect(typeof read).toBe('string');
    else expect(read).toEqual(whole);
  }
  expect(Math.min(ends.taken, ends.refused)).toBeGreaterThan(10);
});

/** undefined where it is no list in JSON, or not UTF-8. A row with NaN, which JSON.parse refuses too, has no usable value there. */
function byParse(bytes: Uint8Array): Detections | string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return Array.isArray(JSON.parse(text)) ? detectionsByRows(text, smallTruth) : undefined;
  } catch {
    return undefined;
  }
}
