// A model card from outside: read whole, or refused with the place.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCard } from '../../../src/common/model/card.ts';

const good = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../models/fcos_r10_bccd.json'), 'utf8'),
) as Record<string, unknown>;

function refusal(json: unknown): string {
  const result = readCard(json);
  if (result.ok) throw new Error('it was read');
  expect(result.failure.kind).toBe('invalid');
  return result.failure.message;
}

describe('a model card', () => {
  it('comes out as it was written', () => {
    expect(readCard(good)).toEqual({ ok: true, value: good });
  });

  it('may lack what not every model has', () => {
    const { categoryIds, metrics, dataLicence, source, ...least } = good;
    expect([categoryIds, metrics, dataLicence, source].every((one) => one !== undefined)).toBe(true);
    expect(readCard(least)).toEqual({ ok: true, value: least });
  });

  it('is refused with the place of the first fault', () => {
    expect(refusal(null)).toContain('the card');
    expect(refusal({ ...good, format: 2 })).toContain('format');
    expect(refusal({ ...good, id: '../evil' })).toContain('id');
    expect(refusal({ ...good, onnxSha256: 'abc' })).toContain('onnxSha256');
    expect(
      refusal({ ...good, spec: { ...(good['spec'] as object), head: { classes: 0, convolutions: 2, groups: 32 } } }),
    ).toContain('spec.head.classes');
    expect(refusal({ ...good, classes: ['only one'] })).toContain('names 1 classes, and its network has 3');
    expect(refusal({ ...good, categoryIds: [1] })).toContain('1 category ids for 3 classes');
  });

  it('may tell the run that the model comes out of, with numbers that can be', () => {
    const training = {
      dataSha256: 'a'.repeat(64),
      origin: '6f1c2c1e-3a55-4c3e-9f0e-0d9e5a3f2b11',
      seed: 7,
      from: 'fcos_r10_bccd',
      size: 'nano',
      pixels: 320,
      pictures: 30,
      validationPictures: 6,
      epochs: 12.5,
      steps: 47,
      seconds: 61.2,
      machine: 'two cores',
      end: 'finished',
    };
    const { origin, from, size, ...least } = training;
    expect([origin, from, size].every((one) => one !== undefined)).toBe(true);
    expect(readCard({ ...good, training })).toEqual({ ok: true, value: { ...good, training } });
    expect(readCard({ ...good, training: least })).toEqual({ ok: true, value: { ...good, training: least } });
    expect(refusal({ ...good, training: { ...training, steps: -1 } })).toContain('training.steps');
    expect(refusal({ ...good, training: { ...training, pictures: 1.5 } })).toContain('training.pictures');
    expect(refusal({ ...good, training: { ...training, from: '../evil' } })).toContain('training.from');
    expect(refusal({ ...good, training: { ...training, dataSha256: '' } })).toContain('training.dataSha256');
  });
});
