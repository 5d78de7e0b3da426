import { expect, it } from 'vitest';
import type { ModelSummary } from '../../../src/common/modelRecords.ts';
import { startersOf, usualStart } from '../../../src/renderer/state/trainingWish.ts';

const model = (id: string, origin: ModelSummary['origin'], remote?: ModelSummary['remote']): ModelSummary => ({
  id,
  name: id,
  classes: ['cell'],
  parameters: 1,
  origin,
  input: '',
  shownFrom: 0.2,
  trainable: true,
  scoreFloor: 0.1,
  ...(remote !== undefined && { remote }),
});

it('nothing is trained from a model that runs on a server, also when it is the one in use', () => {
  const served = model('served', 'trained', { address: 'http://gpu:8000', model: 'cells' });
  const models = [model('own', 'trained'), served, model('starter', 'embedded')];
  expect(startersOf(models).map(({ id }) => id)).toEqual(['starter', 'own']);
  expect(usualStart(models, 'own')).toBe('own');
  expect(usualStart(models, 'served')).toBe('starter');
  expect(usualStart([served], 'served')).toBe(null);
});
