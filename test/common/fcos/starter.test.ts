// The embedded starter: its files belong together, it can be trained further, and all embedded models are small enough to ship.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { starterModel } from '../../../scripts/starterModel.ts';
import { fcosCard, readCard } from '../../../src/common/model/card.ts';
import { parameterShapes } from '../../../src/common/fcos/network.ts';
import { modelWeights } from '../../../src/common/fcos/start.ts';
import { fileBytes, valueOf } from './support.ts';

const models = resolve(import.meta.dirname, '../../../models');
const onnx = fileBytes(join(models, 'starter.onnx'));
const card = fcosCard(valueOf(readCard(JSON.parse(readFileSync(join(models, 'starter.json'), 'utf8')))));

it('has a card that belongs to its file, with its licences and a figure for every set', () => {
  expect(createHash('sha256').update(onnx).digest('hex')).toBe(card.onnxSha256);
  expect(card.dataLicence).toContain('CC BY 2.0');
  for (const set of ['bccd', 'fod-tools', 'nuclei', 'openimages5']) {
    expect(card.metrics?.values[`${set} AP50`], set).toBeGreaterThan(0);
  }
});

it('brings every weight that training needs, and is made again of them to the byte', () => {
  const { spec, values } = modelWeights(card, onnx);
  expect([...values.keys()]).toEqual([...parameterShapes(spec).keys()]);
  const again = starterModel(onnx, card, { metrics: card.metrics?.values ?? {}, licences: card.dataLicence ?? '' });
  expect(again.card.onnxSha256).toBe(card.onnxSha256);
});

it('and the other embedded models take less than 25 MB together', () => {
  const bytes = readdirSync(models).reduce((sum, name) => sum + statSync(join(models, name)).size, 0);
  expect(bytes).toBeLessThan(25e6);
});
