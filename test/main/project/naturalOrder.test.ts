import { describe, expect, it } from 'vitest';
import { compareNatural } from '../../../src/main/project/naturalOrder.ts';
import { namePrefixes } from '../../../src/main/project/exportNames.ts';
import { seeded } from '../../support/seeded.ts';

describe('natural order', () => {
  it.each([
    [
      ['img10.jpg', 'img9.jpg', 'img1.jpg'],
      ['img1.jpg', 'img9.jpg', 'img10.jpg'],
    ],
    [
      ['001.jpg', '2.jpg', '01.jpg', '1.jpg'],
      ['1.jpg', '01.jpg', '001.jpg', '2.jpg'],
    ],
    [
      ['b.jpg', 'A.jpg', 'a.jpg', 'B.jpg'],
      ['A.jpg', 'a.jpg', 'B.jpg', 'b.jpg'],
    ],
    [
      ['a/1.jpg', 'z.jpg', 'a/b/1.jpg', 'a10/1.jpg', 'a2/1.jpg'],
      ['z.jpg', 'a/1.jpg', 'a/b/1.jpg', 'a2/1.jpg', 'a10/1.jpg'],
    ],
    [
      ['x99999999999999999999.jpg', 'x100000000000000000000.jpg', 'x9.jpg'],
      ['x9.jpg', 'x99999999999999999999.jpg', 'x100000000000000000000.jpg'],
    ],
    [
      ['0', '00', '000', '1'],
      ['0', '00', '000', '1'],
    ],
  ])('puts %j as %j', (names, ordered) => {
    expect([...names].sort(compareNatural)).toEqual(ordered);
  });

  it('is a total order: antisymmetric, transitive, and equal only for the same name', () => {
    const random = seeded(5);
    const letters = ['a', 'A', 'b', '0', '00', '1', '01', '10', '/', '.', 'é'];
    const names = Array.from({ length: 60 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 5) }, () => letters[Math.floor(random() * letters.length)]).join(
        '',
      ),
    );
    for (const a of names) {
      for (const b of names) {
        const order = Math.sign(compareNatural(a, b));
        expect(order).toBe(-Math.sign(compareNatural(b, a)) + 0);
        if (a !== b) expect(order).not.toBe(0);
        for (const c of names) if (order < 0 && compareNatural(b, c) < 0) expect(compareNatural(a, c)).toBeLessThan(0);
      }
    }
  });
});

describe('names in a label file', () => {
  const prefixes = (...locations: string[]) => [
    ...namePrefixes(locations.map((location, index) => ({ id: index + 1, location, missing: false }))).values(),
  ];
  it.skipIf(process.platform === 'win32')(
    'are relative to the folder, or with several to the folder that holds them all',
    () => {
      expect(prefixes('/data/cells')).toEqual(['']);
      expect(prefixes('/data/cells/a', '/data/cells/b')).toEqual(['a/', 'b/']);
      expect(prefixes('/data/cells/a/x', '/data/plates/x')).toEqual(['cells/a/x/', 'plates/x/']);
      expect(prefixes('/data/x', '/mnt/x')).toEqual(['data/x/', 'mnt/x/']);
      expect(prefixes()).toEqual([]);
    },
  );
});
