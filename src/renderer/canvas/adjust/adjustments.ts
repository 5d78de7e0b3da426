// How a picture is shown lighter, harder or inverted, for looking only: the curve from a sample to a byte on screen. Pure; no canvas.

/** From which number of the file black begins and where white is reached. */
export interface Levels {
  readonly low: number;
  readonly high: number;
}

export interface Adjustments {
  /** −1 … 1; 0: as it is. */
  readonly brightness: number;
  /** −1 … 1; 0: as it is, −1: all grey. */
  readonly contrast: number;
  /** 0.2 … 5; 1: as it is, above: lighter middle. */
  readonly gamma: number;
  readonly inverted: boolean;
  readonly grayscale: boolean;
  /** For 16 bits a channel: all that they can hold (`file`), what the picture makes use of (`auto`), or chosen by hand. */
  readonly levels: 'file' | 'auto' | Levels;
}

export const unadjusted: Adjustments = {
  brightness: 0,
  contrast: 0,
  gamma: 1,
  inverted: false,
  grayscale: false,
  levels: 'file',
};

export function isAdjusted(adjustments: Adjustments): boolean {
  return (Object.keys(unadjusted) as (keyof Adjustments)[]).some((name) => adjustments[name] !== unadjusted[name]);
}

/** Values of an 8-bit sample. */
export const byteLevels: Levels = { low: 0, high: 255 };
export const deepLevels: Levels = { low: 0, high: 65_535 };

/** The byte on screen for each value 0 … `size` − 1: levels, then gamma, contrast, brightness, inversion. */
export function curve(adjustments: Adjustments, levels: Levels, size: 256 | 65_536): Uint8ClampedArray {
  const { brightness, contrast, gamma, inverted } = adjustments;
  const span = Math.max(1, levels.high - levels.low);
  // At full contrast what is left is nearly black or white; a slope without end would be all or nothing.
  const slope = contrast < 0 ? 1 + contrast : 1 / (1 - 0.95 * contrast);
  const table = new Uint8ClampedArray(size);
  for (let value = 0; value < size; value++) {
    const within = Math.min(1, Math.max(0, (value - levels.low) / span));
    const bent = (gamma === 1 ? within : within ** (1 / gamma)) - 0.5;
    const lit = Math.min(1, Math.max(0, bent * slope + 0.5 + brightness));
    table[value] = Math.round((inverted ? 1 - lit : lit) * 255);
  }
  return table;
}

/** Puts [n, 4] RGBA bytes through the curve, in place; alpha stays. */
export function adjustBytes(rgba: Uint8ClampedArray, table: Uint8ClampedArray, colours: 'colour' | 'gray'): void {
  for (let at = 0; at < rgba.length; at += 4) {
    if (colours === 'gray') {
      const light = table[luma(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!)]!;
      rgba[at] = rgba[at + 1] = rgba[at + 2] = light;
    } else {
      rgba[at] = table[rgba[at]!]!;
      rgba[at + 1] = table[rgba[at + 1]!]!;
      rgba[at + 2] = table[rgba[at + 2]!]!;
    }
  }
}

/** Rec. 709 on the stored values, as image editors desaturate; whole. */
export function luma(red: number, green: number, blue: number): number {
  return (red * 13_933 + green * 46_871 + blue * 4732 + 32_768) >> 16;
}
