import { describe, expect, it } from 'vitest';
import { defaultColour, freeColour, oklchColour } from '../../../src/common/annotation/colours.ts';

type Matrix = readonly (readonly [number, number, number])[];

/** What is left of linear sRGB for an eye that lacks a kind of cone whole (Machado, Oliveira, Fernandes 2009, severity 1). */
const eyes: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (colour: string) =>
  [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });

/** In OKLab (Ottosson 2020), where 0.02 is about what is just seen. */
function seenBy(eye: Matrix, colour: string): readonly number[] {
  const own = linear(colour);
  const [r, g, b] = eye.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, at) => sum + weight * (own[at] ?? 0), 0),
      ),
    ),
  ) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The smallest distance between two of the first so many colours, for one eye. */
function closest(eye: Matrix, count: number): number {
  const seen = Array.from({ length: count }, (_, index) => seenBy(eye, defaultColour(index)));
  const apart = seen.flatMap((one, at) =>
    seen.slice(0, at).map((two) => Math.hypot(...one.map((v, i) => v - two[i]!))),
  );
  return Math.min(...apart);
}

describe('default colours', () => {
  it.each(Object.entries(eyes))('of the first seven and ten classes are told apart by a %s eye', (name, eye) => {
    const [seven, ten] = [closest(eye, 7), closest(eye, 10)];
    console.log(`${name}: the two closest of seven are ${seven.toFixed(3)} apart in OKLab, of ten ${ten.toFixed(3)}`);
    expect(seven).toBeGreaterThan(0.075);
    expect(ten).toBeGreaterThan(0.059);
  });

  it('stand at least 3:1 above the black under every line', () => {
    for (let index = 0; index < 40; index++) {
      const [r, g, b] = linear(defaultColour(index)) as [number, number, number];
      expect((0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) / 0.05).toBeGreaterThan(3);
    }
  });

  it('begin with Okabe–Ito, go on with Tol, and then with hues in OKLCH; none comes twice in the first hundred', () => {
    const colours = Array.from({ length: 100 }, (_, index) => defaultColour(index));
    expect(colours.slice(0, 2)).toEqual(['#e69f00', '#56b4e9']);
    expect(colours[7]).toBe('#88ccee');
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
