// A model card from outside: read whole, or refused with the place.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCard } from '../../../src/common/fcos/card.ts';

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
});
