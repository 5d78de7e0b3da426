import { describe, expect, it } from 'vitest';
import { catalogue, catalogueFile } from '../../../src/common/catalogue/catalogue.ts';
import { dialects } from '../../../src/common/fcos/checkpoint/dialects.ts';

describe('the catalogue of official weights', () => {
  it('has every id, address and file once', () => {
    for (const part of [
      catalogue.map(({ id }) => id),
      catalogue.map(({ address }) => address),
      catalogue.map(catalogueFile),
    ])
      expect(new Set(part).size).toBe(catalogue.length);
  });

  it.each(catalogue.map((entry) => [entry.id, entry] as const))(
    '%s is of a known dialect and leaves nothing open',
    (_, entry) => {
      const dialect = dialects.find(({ name }) => name === entry.dialect);
      expect(dialect).toBeDefined();
      // Grouped bottlenecks and MobileNets have one place for the stride only.
      const plain = /^ResNet-(50|101)$/.test(entry.network);
      const open = (dialect?.open ?? []).filter((way) => way !== 'strideOn' || plain);
      expect(
        Object.keys(entry.ways)
          .filter((way) => way !== 'strideOn' || plain)
          .sort(),
      ).toEqual([...open].sort());
      expect(catalogueFile(entry)).toMatch(/^[\w.-]+\.pth$/);
    },
  );

  it('has the digits of a hash that stand in the name of a file', () => {
    for (const entry of catalogue) {
      const digits = /-([0-9a-f]{8})\.pth$/.exec(entry.address)?.[1];
      if (digits !== undefined) expect(entry.sha256 ?? entry.sha256Start).toMatch(new RegExp(`^${digits}`));
    }
  });
});
