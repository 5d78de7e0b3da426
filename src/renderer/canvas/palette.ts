// The canvas's own colours for each theme, and readable text on a class colour. The class colours themselves come with the categories.

export interface Palette {
  /** Around the picture. */
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly good: string;
  /** Under every line, so that it reads on any picture. */
  readonly halo: string;
  /** The same under dashes and thin lines, which it must not drown. */
  readonly faintHalo: string;
  /** The ground of the rulers. */
  readonly ruler: string;
  readonly chip: string;
  readonly chipText: string;
}

const shared = {
  halo: 'rgba(0, 0, 0, 0.72)',
  faintHalo: 'rgba(0, 0, 0, 0.5)',
  chip: 'rgba(18, 20, 24, 0.86)',
  chipText: '#ffffff',
};

const dark: Palette = {
  background: '#16181d',
  text: '#e6e8ec',
  muted: '#9aa1ad',
  accent: '#4c8dff',
  good: '#3fb67f',
  ruler: '#1d2026',
  ...shared,
};
const light: Palette = {
  background: '#e4e6ea',
  text: '#1b1e24',
  muted: '#5d6470',
  accent: '#4c8dff',
  good: '#3fb67f',
  ruler: '#ffffff',
  ...shared,
};

export function paletteOf(theme: 'dark' | 'light'): Palette {
  return theme === 'dark' ? dark : light;
}

/** For a category that is gone. */
export const unknownColour = '#b8bdc7';

/** Black or white, whichever has more contrast on `colour` (sRGB "#rrggbb"; anything else counts as dark). */
export function textOn(colour: string): string {
  const hit = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!hit) return '#ffffff';
  const linear = hit.slice(1).map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#ffffff' : '#101216';
}
