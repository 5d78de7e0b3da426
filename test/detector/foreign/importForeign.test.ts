// An ONNX file of another program through the real detector process: looked at, tried on a picture, imported, and used.
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { specOf } from '../../../src/common/foreign/guess.ts';
import { readCard } from '../../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { PictureDetections } from '../../../src/common/protocol.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { valueOf } from '../../common/fcos/support.ts';
import { describeWithShared } from '../../support/shared.ts';
import { buildEntries } from '../builtDetector.ts';

describeWithShared('an ONNX file in the detector process', (shared) => {
  const onnx = path.join(shared, 'data/onnx/nanodet_m_320.onnx');
  const picture = path.join(shared, 'data/onnx/pictures/000000119828.jpg');
  const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-foreign-'));
  let client: DetectorClient;
  let built: Awaited<ReturnType<typeof buildEntries>>;

  beforeAll(async () => {
    built = await buildEntries({ detector: 'src/detector/index.ts' });
    client = new DetectorClient({
      fork: forkDetector,
      entry: path.join(built.folder, 'detector.js'),
      lane: 'detector',
    });
  });
  afterAll(async () => {
    await client.close();
    await built.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is looked at, tried, imported under its name and finds the same things as a model', async () => {
    const inspection = valueOf(await client.call('inspectModel', { file: onnx, picture }));
    if (inspection.kind !== 'onnx') throw new Error('it is ONNX');
    const { facts, likely, outputs } = inspection.report;
    expect(outputs).toHaveLength(6);
    const [guess] = likely;
    if (guess === undefined) throw new Error('nothing was recognised');
    const foreign = specOf(facts, guess, { scoreThreshold: 0.4 });
    const file = { id: 7, path: picture };
    const preview = valueOf(
      await client.call('previewModel', { file: onnx, foreign, picture: file, pixelLimit: defaultPixelLimit }),
    );
    const seen = valueOf(preview.result);
    expect(preview).toMatchObject({ id: 7, width: 500, height: 375 });
    expect(seen.length).toBeGreaterThan(3);

    const wish = { file: onnx, folder, id: 'nano', name: 'NanoDet', classes: 'coco' as const, foreign };
    const report = valueOf(await client.call('importModel', wish));
    expect(report.classes).toHaveLength(80);
    const card = valueOf(readCard(JSON.parse(readFileSync(path.join(folder, 'nano.json'), 'utf8'))));
    expect(card).toMatchObject({ name: 'NanoDet', foreign, source: { file: 'nanodet_m_320.onnx' } });

    const items: PictureDetections[] = [];
    const reply = await client.call(
      'detect',
      {
        model: report.model,
        pictures: [file, { id: 8, path: picture }],
        scoreThreshold: 0.4,
        pixelLimit: defaultPixelLimit,
        priority: 'background',
      },
      { onItem: (item) => void items.push(item) },
    );
    expect(valueOf(reply)).toMatchObject({ pictures: 2 });
    expect(items.map(({ result }) => valueOf(result))).toEqual([seen, seen]);
  });

  it('is not imported under names that do not fit, and nothing is left of it', async () => {
    const inspection = valueOf(await client.call('inspectModel', { file: onnx }));
    if (inspection.kind !== 'onnx' || inspection.report.likely[0] === undefined) throw new Error('it is ONNX');
    const foreign = specOf(inspection.report.facts, inspection.report.likely[0], {});
    const before = readdirSync(folder);
    const wish = { file: onnx, folder, id: 'few', name: 'Few', classes: ['cat', 'dog'], foreign };
    const reply = await client.call('importModel', wish);
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is told by its content, not by its name', async () => {
    const renamed = path.join(folder, 'weights.pth');
    copyFileSync(onnx, renamed);
    expect(valueOf(await client.call('inspectModel', { file: renamed })).kind).toBe('onnx');
  });
});
