import { describe, expect, it } from 'vitest';
import { compareBoxes, countDifferences, type SeenBox } from '../../../src/common/annotation/comparison.ts';
import { squares } from '../../../src/common/geometry/squares.ts';
import { seeded } from '../../support/seeded.ts';

function seen(x1: number, y1: number, more: Partial<SeenBox> = {}, size = 20): SeenBox {
  return { box: { x1, y1, x2: x1 + size, y2: y1 + size }, score: 0.5, name: 'cell', category: 1, ...more };
}

const plate = { name: 'plate', category: 2 };

describe('two looks at a picture', () => {
  it('have a box in common that overlaps by half or more in one class, and the rest is only of one of them', () => {
    const before = [seen(0, 0), seen(100, 0)];
    const now = [seen(4, 0, { score: 0.9 }), seen(112, 0)];
    expect(compareBoxes(before, now)).toEqual([
      { kind: 'same', before: before[0], now: now[0] },
      { kind: 'before', before: before[1] },
      { kind: 'now', now: now[1] },
    ]);
  });

  it('differ in the class of a box only where no box of its class is near', () => {
    const before = [seen(0, 0), seen(100, 0)];
    const now = [seen(0, 0, plate), seen(4, 0), seen(101, 0, plate)];
    expect(compareBoxes(before, now)).toEqual([
      { kind: 'same', before: before[0], now: now[1] },
      { kind: 'class', before: before[1], now: now[2] },
      { kind: 'now', now: now[0] },
    ]);
  });

  it('pair boxes by the greatest overlap, and of equal overlaps the surer ones', () => {
    const one = [seen(0, 0)];
    const near = [seen(3, 0), seen(1, 0), seen(2, 0)];
    expect(compareBoxes(one, near).find(({ kind }) => kind === 'same')?.now).toBe(near[1]);
    const equal = [seen(2, 0, { score: 0.4 }), seen(0, 2, { score: 0.8 }), seen(2, 0, { score: 0.6 })];
    expect(compareBoxes(one, equal).find(({ kind }) => kind === 'same')?.now).toBe(equal[1]);
  });

  it('know a class that the project lacks by its name', () => {
    const unknown = { box: seen(0, 0).box, score: 0.5, name: 'spore' };
    expect(compareBoxes([unknown], [{ ...unknown }])[0]?.kind).toBe('same');
    expect(compareBoxes([unknown], [{ ...unknown, name: 'hypha' }])[0]?.kind).toBe('class');
    expect(compareBoxes([seen(0, 0)], [{ ...unknown, name: 'cell' }])[0]?.kind).toBe('same');
  });

  it('of nothing differ in nothing; counts say how many of each kind', () => {
    expect(compareBoxes([], [])).toEqual([]);
    const differences = compareBoxes([seen(0, 0), seen(100, 0), seen(200, 0)], [seen(0, 0), seen(100, 0, plate)]);
    expect(countDifferences(differences)).toEqual({ same: 1, class: 1, before: 1, now: 0 });
  });

  it('are compared box by box in a crowd without asking every pair, with the same outcome', () => {
    const random = seeded(7);
    const crowd = Array.from({ length: 5000 }, () => seen(random() * 8000, random() * 8000, { score: random() }, 30));
    const moved = crowd.map((one, at) => (at % 10 === 0 ? seen(one.box.x1 + 9000, 0, {}, 30) : one));
    const huge = seen(0, 0, {}, 9000);
    const counts = countDifferences(compareBoxes([...crowd, huge], [...moved, huge]));
    expect(counts).toEqual({ same: 4501, class: 0, before: 500, now: 500 });
  });
});

describe('squares', () => {
  it('give what is near once, and nothing that is far', () => {
    const places = squares<string>(10);
    places.add({ x1: 0, y1: 0, x2: 25, y2: 25 }, 'wide');
    places.add({ x1: 100, y1: 100, x2: 101, y2: 101 }, 'far');
    expect([...places.near({ x1: 5, y1: 5, x2: 15, y2: 15 })]).toEqual(['wide']);
    expect([...places.near({ x1: 300, y1: 5, x2: 301, y2: 6 })]).toEqual([]);
  });
});
