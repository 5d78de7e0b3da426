// Trained detectors of others, as published: told by their shapes, and what they find is what their own decoding finds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cocoClasses } from '../../../src/common/coco/cocoClasses.ts';
import { inputFacts } from '../../../src/common/foreign/inputFacts.ts';
import { specOf } from '../../../src/common/foreign/guess.ts';
import type { ForeignCard } from '../../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { examineOnnx } from '../../../src/detector/foreign/examine.ts';
import { readOnnxSource } from '../../../src/detector/foreign/onnxSource.ts';
import { prepare } from '../../../src/detector/preprocess.ts';
import { createSession } from '../../../src/detector/providers.ts';
import { runPictures } from '../../../src/detector/runPictures.ts';
import { describeWithShared } from '../../support/shared.ts';

interface Expected {
  readonly file_name: string;
  readonly width: number;
  readonly height: number;
  readonly detections: readonly { readonly label: string; readonly score: number; readonly bbox: readonly number[] }[];
}

const files = [
  ['fastestdet_352.onnx', 'FastestDet', 'fastest'],
  ['nanodet_m_416.onnx', 'nanodet_m_416', 'distances'],
  ['nanodet_m_320.onnx', 'nanodet_320', 'distances'],
] as const;

describeWithShared('a published detector', (shared) => {
  const folder = join(shared, 'data/onnx');
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected[]>;
  const names = cocoClasses(80) ?? [];

  it.each(files)('%s finds what is expected of it, to a pixel and a hundredth of score', async (file, key, kind) => {
    const report = await examineOnnx(join(folder, file), undefined, defaultPixelLimit);
    const [guess] = report.likely;
    if (guess === undefined) throw new Error('nothing was recognised');
    expect(guess.reading.kind).toBe(kind);
    expect(guess.classes).toBe(80);
    expect(report.inputs).toHaveLength(1);
    const foreign = specOf(report.facts, guess, { scoreThreshold: 0.35 });
    const card = { foreign } as ForeignCard;
    const { bytes } = await readOnnxSource(join(folder, file));
    const session = await createSession(bytes, 'cpu', 1);
    for (const picture of expected[key] ?? []) {
      const prepared = await prepare(join(folder, 'pictures', picture.file_name), defaultPixelLimit, foreign.input);
      const [found] = await runPictures(session, card, [prepared]);
      const ours = [...(found?.scores ?? [])].map((score, n) => ({
        label: names[found?.labels[n] ?? -1] ?? '',
        score,
        box: [...(found?.boxes.subarray(n * 4, n * 4 + 4) ?? [])],
      }));
      expect(unmatched(picture, ours), picture.file_name).toEqual([]);
    }
    await session.release();
  });

  it('has one input, whatever weights the file lists beside it', async () => {
    const { described } = await readOnnxSource(join(folder, 'nanodet_m_416.onnx'));
    expect(inputFacts(described.inputs)).toMatchObject({ name: 'input.1', width: 416, height: 416, batch: 1 });
  });
});

interface Own {
  readonly label: string;
  readonly score: number;
  readonly box: readonly number[];
}

/** What has no partner on either side. Expected boxes may lie outside of the picture, ours are clipped to it. */
function unmatched({ detections, width, height }: Expected, ours: readonly Own[]): readonly string[] {
  const rest = [...ours];
  const missing = detections.filter(({ label, score, bbox: [x = 0, y = 0, w = 0, h = 0] }) => {
    const corners = [x, y, x + w, y + h].map((value, side) => Math.min(Math.max(value, 0), side % 2 ? height : width));
    const at = rest.findIndex(
      (one) =>
        one.label === label &&
        Math.abs(one.score - score) <= 0.01 &&
        one.box.every((value, side) => Math.abs(value - (corners[side] ?? NaN)) <= 1),
    );
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  return [
    ...missing.map(({ label, score, bbox }) => `missing ${label} ${score} ${bbox.join()}`),
    // Near the threshold a hundredth decides whether it is listed.
    ...rest.filter(({ score }) => score > 0.36).map(({ label, score, box }) => `extra ${label} ${score} ${box.join()}`),
  ];
}
