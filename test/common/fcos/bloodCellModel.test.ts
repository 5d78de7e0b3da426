// The model that ships: its files belong together, run, and are what the importer makes of the trained checkpoint.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBloodCellModel } from '../../../scripts/bloodCellModel.ts';
import { fcosCard, readCard } from '../../../src/common/model/card.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { describeWithShared } from '../../support/shared.ts';
import { fileBytes, runModel, valueOf } from './support.ts';

const models = join(import.meta.dirname, '../../../models');
const onnx = fileBytes(join(models, 'fcos_r10_bccd.onnx'));
const cardText = readFileSync(join(models, 'fcos_r10_bccd.json'), 'utf8');

describe('the embedded model for blood cells', () => {
  const card = fcosCard(valueOf(readCard(JSON.parse(cardText))));

  it('has a card that names the very file beside it', () => {
    expect(card.onnxSha256).toBe(createHash('sha256').update(onnx).digest('hex'));
    expect(card.classes).toEqual(['RBC', 'WBC', 'Platelets']);
    expect(card.categoryIds).toEqual([1, 2, 3]);
    expect(card.spec.input).toMatchObject({ shortSide: 240, longSide: 320, divisor: 32, filter: 'antialias' });
  });

  it.each([
    [1, 256, 320],
    [2, 320, 256],
    [3, 32, 96],
  ] as const)('takes %i pictures of height %i and width %i', async (count, height, width) => {
    const outputs = await runModel(onnx, new Float32Array(count * 3 * height * width), [count, 3, height, width]);
    const locations = count * locationCount(levelGrids(width, height, card.spec));
    expect(outputs.classLogits.length).toBe(locations * 3);
    expect(outputs.regression.length).toBe(locations * 4);
    expect(outputs.centreness.length).toBe(locations);
    expect(outputs.classLogits.every(Number.isFinite)).toBe(true);
  });
});

describeWithShared('the embedded model and the trained checkpoint', (shared) => {
  it('is bit for bit what the importer makes now', () => {
    const checkpoint = fileBytes(join(shared, 'weights/fcos_r10_bccd.pth'));
    const trainedCard: unknown = JSON.parse(readFileSync(join(shared, 'weights/fcos_r10_bccd.json'), 'utf8'));
    const { created } = valueOf(readCard(JSON.parse(cardText)));
    const made = makeBloodCellModel(checkpoint, trainedCard, created);
    expect(Buffer.from(made.onnx).equals(onnx)).toBe(true);
    expect(`${JSON.stringify(made.card, null, 2)}\n`).toBe(cardText);
  });
});
