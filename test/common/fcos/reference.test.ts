// The detector against what torchvision recorded in ../shared: outputs, detections, suppression, input size.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { detect } from '../../../src/common/fcos/detect.ts';
import type { Detections, RawOutputs } from '../../../src/common/fcos/detect.ts';
import { inferenceModel } from '../../../src/common/fcos/inference.ts';
import { inputSize } from '../../../src/common/fcos/inputSize.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { nmsByClass } from '../../../src/common/fcos/nms.ts';
import { describeWithShared } from '../../support/shared.ts';
import { compareDetections, fileBytes, floats, importFile, integers, largestDifference, runModel } from './support.ts';
import type { Recorded } from './support.ts';

interface Small {
  readonly transform: { readonly min_size: number; readonly max_size: number };
  readonly postprocess: { readonly score_thresh: number };
  readonly resized_size: readonly [number, number];
  readonly levels: readonly (readonly [number, number])[];
  readonly image: Recorded;
  readonly batched: Recorded;
  readonly cls_logits: Recorded;
  readonly bbox_regression: Recorded;
  readonly bbox_ctrness: Recorded;
  readonly anchors: Recorded;
  readonly boxes: Recorded;
  readonly scores: Recorded;
  readonly labels: Recorded;
}

describeWithShared('an FCOS with random weights, recorded from torchvision', (shared) => {
  const folder = join(shared, 'reference');
  const small = JSON.parse(readFileSync(join(folder, 'small.json'), 'utf8')) as Small;
  const imported = importFile(join(folder, 'fcos_r10_c64_k5.pth'));
  const [, , height, width] = small.batched.shape as [number, number, number, number];
  const recorded: RawOutputs = {
    classLogits: floats(folder, small.cls_logits),
    regression: floats(folder, small.bbox_regression),
    centreness: floats(folder, small.bbox_ctrness),
  };
  const geometry = {
    paddedWidth: width,
    paddedHeight: height,
    width: small.resized_size[1],
    height: small.resized_size[0],
    imageWidth: small.image.shape[2] as number,
    imageHeight: small.image.shape[1] as number,
  };
  const detections: Detections = {
    boxes: floats(folder, small.boxes),
    scores: floats(folder, small.scores),
    labels: integers(folder, small.labels),
  };
  const options = { scoreThreshold: small.postprocess.score_thresh };

  it('has its structure read off the checkpoint, with nothing missing or left over', () => {
    expect(imported.spec.trunk).toEqual({
      family: 'resnet',
      block: 'basic',
      stem: 64,
      stages: [64, 128, 256, 512].map((channels) => ({ blocks: 1, inner: channels, outer: channels })),
      groups: 1,
    });
    expect(imported.spec.pyramid).toEqual({ channels: 64, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] });
    expect(imported.spec.head).toEqual({ classes: 5, convolutions: 2, groups: 32 });
    expect(imported.report).toMatchObject({ missing: [], unexpected: [], wrongShape: [], passedOver: [] });
  });

  it('gives the recorded head outputs within 2e-4', async () => {
    const model = inferenceModel(imported.spec, imported.parameters);
    const outputs = await runModel(model, floats(folder, small.batched), [1, 3, height, width]);
    const differences = {
      classLogits: largestDifference(outputs.classLogits, recorded.classLogits),
      regression: largestDifference(outputs.regression, recorded.regression),
      centreness: largestDifference(outputs.centreness, recorded.centreness),
    };
    console.log('largest differences from torchvision:', differences);
    expect(Math.max(...Object.values(differences))).toBeLessThanOrEqual(2e-4);
    const compared = compareDetections(detect(outputs, geometry, imported.spec, options), detections);
    expect(compared.pixels).toBeLessThanOrEqual(0.05);
    expect(compared.score).toBeLessThanOrEqual(1e-4);
  });

  it('gives the recorded detections from the recorded outputs, in the recorded order', () => {
    const found = detect(recorded, geometry, imported.spec, options);
    expect([...found.labels]).toEqual([...detections.labels]);
    expect(largestDifference(found.scores, detections.scores)).toBeLessThanOrEqual(1e-6);
    expect(largestDifference(found.boxes, detections.boxes)).toBeLessThanOrEqual(1e-3);
  });

  it('puts the locations where the recorded anchors have their centres', () => {
    const anchors = floats(folder, small.anchors);
    const grids = levelGrids(width, height, imported.spec);
    expect(grids.map(({ rows, columns }) => [rows, columns])).toEqual(small.levels);
    expect(locationCount(grids) * 4).toBe(anchors.length);
    const centres = grids.flatMap((grid) =>
      Array.from({ length: grid.rows * grid.columns }, (_, cell) => [
        grid.left + (cell % grid.columns) * grid.stepX,
        grid.top + Math.floor(cell / grid.columns) * grid.stepY,
      ]),
    );
    centres.forEach(([x, y], index) => {
      const [x1, y1, x2, y2] = anchors.subarray(index * 4, index * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      expect([x, y]).toEqual([(x1 + x2) / 2, (y1 + y2) / 2]);
    });
  });

  it('resizes the recorded picture to the recorded size', () => {
    const size = inputSize(geometry.imageWidth, geometry.imageHeight, {
      shortSide: small.transform.min_size,
      longSide: small.transform.max_size,
      divisor: 32,
    });
    expect(size).toEqual({ width: geometry.width, height: geometry.height, paddedWidth: width, paddedHeight: height });
  });
});

describeWithShared('suppression recorded from torchvision', (shared) => {
  it('keeps the same boxes in the same order', () => {
    const folder = join(shared, 'reference');
    const recorded = JSON.parse(readFileSync(join(folder, 'nms.json'), 'utf8')) as {
      readonly boxes: Recorded;
      readonly scores: Recorded;
      readonly labels: Recorded;
      readonly keep: readonly number[];
    };
    const kept = nmsByClass(
      floats(folder, recorded.boxes),
      floats(folder, recorded.scores),
      integers(folder, recorded.labels),
      0.6,
      Infinity,
    );
    expect(kept).toEqual(recorded.keep);
  });
});

describeWithShared('the trained blood-cell detector on real pictures, recorded from torchvision', (shared) => {
  const folder = join(shared, 'weights');
  const expected = (
    JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
      readonly detections: Readonly<
        Record<
          string,
          {
            readonly boxes: readonly number[][];
            readonly scores: readonly number[];
            readonly labels: readonly number[];
          }
        >
      >;
    }
  ).detections;
  const imported = importFile(join(folder, 'fcos_r10_bccd.pth'), { input: { shortSide: 240, longSide: 320 } });
  const models = {
    float32: inferenceModel(imported.spec, imported.parameters),
    float16: inferenceModel(imported.spec, imported.parameters, { precision: 'float16' }),
  };

  async function detectIn(name: string, model: Uint8Array): Promise<Detections> {
    const { data, info } = await sharp(fileBytes(join(folder, 'pictures', name)))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { mean, deviation } = imported.spec.input;
    const size = inputSize(info.width, info.height, imported.spec.input);
    expect(size).toEqual({ width: info.width, height: info.height, paddedWidth: 320, paddedHeight: 256 });
    const image = new Float32Array(3 * size.paddedWidth * size.paddedHeight);
    for (let y = 0; y < info.height; y++) {
      for (let x = 0; x < info.width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          const value = (data[(y * info.width + x) * 3 + channel] as number) / 255;
          image[(channel * size.paddedHeight + y) * size.paddedWidth + x] =
            (value - (mean[channel] as number)) / (deviation[channel] as number);
        }
      }
    }
    const outputs = await runModel(model, image, [1, 3, size.paddedHeight, size.paddedWidth]);
    return detect(outputs, { ...size, imageWidth: info.width, imageHeight: info.height }, imported.spec);
  }

  it.each(Object.keys(expected))('finds in %s what torchvision found', async (name) => {
    const recorded = expected[name];
    if (recorded === undefined) throw new Error(name);
    const detections: Detections = {
      boxes: Float32Array.from(recorded.boxes.flat()),
      scores: Float32Array.from(recorded.scores),
      labels: Int32Array.from(recorded.labels),
    };
    const found = await detectIn(name, models.float32);
    const compared = compareDetections(found, detections);
    expect(compared.pixels).toBeLessThanOrEqual(0.05);
    expect(compared.score).toBeLessThanOrEqual(1e-4);
    const halved = compareDetections(await detectIn(name, models.float16), found);
    console.log(`${name}: from torchvision`, compared, 'halves from float32', halved);
    expect(halved.pixels).toBeLessThanOrEqual(0.5);
    expect(halved.score).toBeLessThanOrEqual(0.005);
  });
});
