import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../src/renderer/styles/tokens.css'), 'utf8');

/** The colours of a theme by name, as written: "#rrggbb". */
function theme(name: 'dark' | 'light'): ReadonlyMap<string, string> {
  const block = css.split(`:root[data-theme='${name}']`)[1]?.split('}')[0] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, key, value]) => [key ?? '', value ?? '']));
}

/** WCAG 2 relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['background', 'panel', 'raised'];

describe.each(['dark', 'light'] as const)('the %s theme', (name) => {
  const colours = theme(name);
  const of = (token: string) => {
    const colour = colours.get(token);
    if (colour === undefined) throw new Error(`The ${name} theme has no ${token}.`);
    return colour;
  };

  it('has text, muted text and coloured words at AA on every surface', () => {
    for (const surface of surfaces) {
      // Words about failures never stand on a raised surface.
      for (const ink of ['text', 'muted', 'accent', 'good', 'warn', ...(surface === 'raised' ? [] : ['bad'])]) {
        expect([ink, surface, contrast(of(ink), of(surface)) >= 4.5]).toEqual([ink, surface, true]);
      }
    }
    for (const ink of ['text', 'muted', 'accent', 'warn', 'good'])
      expect([ink, contrast(of(ink), of('accent-soft')) >= 4.5]).toEqual([ink, true]);
    expect(contrast(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it('has lines that mean something at 3:1', () => {
    for (const surface of surfaces)
      expect([surface, contrast(of('line-strong'), of(surface)) >= 3]).toEqual([surface, true]);
  });
});

describe('the dark theme', () => {
  it('has the colours of the design', () => {
    const colours = theme('dark');
    expect(
      Object.fromEntries(
        ['background', 'panel', 'raised', 'line', 'text', 'muted', 'accent', 'good', 'warn', 'bad'].map((one) => [
          one,
          colours.get(one),
        ]),
      ),
    ).toEqual({
      background: '#16181d',
      panel: '#1d2026',
      raised: '#252932',
      line: '#323742',
      text: '#e6e8ec',
      muted: '#9aa1ad',
      accent: '#4c8dff',
      good: '#3fb67f',
      warn: '#e0a83c',
      bad: '#e5645d',
    });
  });
});
