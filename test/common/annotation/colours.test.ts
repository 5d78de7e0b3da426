import { describe, expect, it } from 'vitest';
import { defaultColour, freeColour, oklchColour } from '../../../src/common/annotation/colours.ts';

describe('default colours', () => {
  it('begin with Okabe–Ito, go on with Tol, and then with hues in OKLCH; none comes twice in the first hundred', () => {
    const colours = Array.from({ length: 100 }, (_, index) => defaultColour(index));
    expect(colours.slice(0, 2)).toEqual(['#e69f00', '#56b4e9']);
    expect(colours[7]).toBe('#cc6677');
    expect(new Set(colours).size).toBe(100);
    for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('are taken in order, those in use left out, in any letter case', () => {
    expect(freeColour([])).toBe('#e69f00');
    expect(freeColour(['#E69F00', '#009e73'])).toBe('#56b4e9');
    expect(freeColour(Array.from({ length: 3000 }, (_, index) => defaultColour(index)))).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('in OKLCH are those of its definition', () => {
    expect(oklchColour(1, 0, 0)).toBe('#ffffff');
    expect(oklchColour(0, 0, 0)).toBe('#000000');
    expect(oklchColour(0.627955, 0.257683, 29.2339)).toBe('#ff0000');
    expect(oklchColour(0.452014, 0.313214, 264.052)).toBe('#0000ff');
  });
});
