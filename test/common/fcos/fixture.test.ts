// Two tiny networks recorded from torchvision (see fixture/README.md): checkpoint in three formats → outputs → detections.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../../src/common/fcos/detect.ts';
import { inferenceModel } from '../../../src/common/fcos/inference.ts';
import { levelGrids } from '../../../src/common/fcos/locations.ts';
import { compareDetections, importFile, largestDifference, runModel } from './support.ts';

const folder = join(import.meta.dirname, 'fixture');

interface Network {
  readonly levels: readonly (readonly [number, number])[];
  readonly cls_logits: readonly number[];
  readonly bbox_regression: readonly number[];
  readonly bbox_ctrness: readonly number[];
  readonly boxes: readonly number[];
  readonly scores: readonly number[];
  readonly labels: readonly number[];
}

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  readonly height: number;
  readonly width: number;
  readonly content: readonly [number, number];
  readonly picture: readonly [number, number];
  readonly score_thresh: number;
  readonly bottleneck: Network;
  readonly basic: Network;
};
const { height, width } = expected;
const image = Float32Array.from({ length: 3 * height * width }, (_, i) => ((i * 7919) % 256) / 128 - 1);
const geometry = {
  paddedWidth: width,
  paddedHeight: height,
  width: expected.content[1],
  height: expected.content[0],
  imageWidth: expected.picture[1],
  imageHeight: expected.picture[0],
};

describe('a tiny FCOS recorded from torchvision', () => {
  it('has a bottleneck trunk with groups read off its checkpoint', () => {
    const { spec, report } = importFile(join(folder, 'bottleneck.pth'));
    expect(spec.trunk).toEqual({
      family: 'resnet',
      block: 'bottleneck',
      stem: 8,
      stages: [
        { blocks: 1, inner: 4, outer: 16 },
        { blocks: 2, inner: 8, outer: 32 },
        { blocks: 1, inner: 8, outer: 32 },
        { blocks: 1, inner: 16, outer: 64 },
      ],
      groups: 2,
    });
    expect(spec.pyramid.extraFrom).toBe('P5');
    expect(report).toMatchObject({ missing: [], unexpected: [], wrongShape: [], passedOver: [] });
  });

  it('has a basic trunk with P6 from C5, unwrapped from an older file', () => {
    const { spec, report } = importFile(join(folder, 'basic.legacy.pth'));
    expect(spec.trunk).toMatchObject({ block: 'basic', stem: 8, groups: 1 });
    expect('stages' in spec.trunk && spec.trunk.stages.map(({ outer }) => outer)).toEqual([8, 8, 16, 24]);
    expect(spec.pyramid.extraFrom).toBe('C5');
    expect(report).toMatchObject({ missing: [], unexpected: [], wrongShape: [], passedOver: ['epoch', 'optimizer'] });
  });

  it('has the same parameters in .safetensors and in the older format', () => {
    const one = importFile(join(folder, 'basic.safetensors'));
    const other = importFile(join(folder, 'basic.legacy.pth'));
    expect(one.spec).toEqual(other.spec);
    expect([...one.parameters.keys()]).toEqual([...other.parameters.keys()]);
    for (const [name, values] of one.parameters)
      expect(largestDifference(values, other.parameters.get(name) ?? [])).toBe(0);
  });

  it.each([
    ['bottleneck.pth', expected.bottleneck],
    ['basic.legacy.pth', expected.basic],
    ['basic.safetensors', expected.basic],
  ])('gives from %s the recorded outputs and detections', async (file, recorded) => {
    const { spec, parameters } = importFile(join(folder, file));
    expect(levelGrids(width, height, spec).map(({ rows, columns }) => [rows, columns])).toEqual(recorded.levels);
    const outputs = await runModel(inferenceModel(spec, parameters), image, [1, 3, height, width]);
    expect(largestDifference(outputs.classLogits, recorded.cls_logits)).toBeLessThanOrEqual(2e-4);
    expect(largestDifference(outputs.regression, recorded.bbox_regression)).toBeLessThanOrEqual(2e-4);
    expect(largestDifference(outputs.centreness, recorded.bbox_ctrness)).toBeLessThanOrEqual(2e-4);
    const found = detect(outputs, geometry, spec, { scoreThreshold: expected.score_thresh });
    const compared = compareDetections(found, {
      boxes: Float32Array.from(recorded.boxes),
      scores: Float32Array.from(recorded.scores),
      labels: Int32Array.from(recorded.labels),
    });
    expect(recorded.labels.length).toBeGreaterThan(20);
    expect(compared.pixels).toBeLessThanOrEqual(0.05);
    expect(compared.score).toBeLessThanOrEqual(1e-4);
  });

  it('gives every picture of a batch what it gives the picture alone', async () => {
    const { spec, parameters } = importFile(join(folder, 'bottleneck.pth'));
    const model = inferenceModel(spec, parameters);
    const other = image.map((value) => -value);
    const alone = await Promise.all([image, other].map((one) => runModel(model, one, [1, 3, height, width])));
    const both = Float32Array.of(...image, ...other);
    const together = await runModel(model, both, [2, 3, height, width]);
    const joined = Float32Array.of(...alone.flatMap(({ classLogits }) => [...classLogits]));
    expect(largestDifference(together.classLogits, joined)).toBeLessThanOrEqual(2e-5);
  });

  it('gives the same bytes every time', () => {
    const { spec, parameters } = importFile(join(folder, 'basic.safetensors'));
    const bytes = (): Uint8Array => inferenceModel(spec, parameters, { precision: 'float16' });
    expect(Buffer.from(bytes()).equals(bytes())).toBe(true);
    expect(bytes().length).toBeLessThan(inferenceModel(spec, parameters).length * 0.65);
  });
});
