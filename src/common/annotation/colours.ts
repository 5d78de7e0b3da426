// The colours that categories get by default: Okabe–Ito (told apart by the colour-blind), then Tol's muted scheme, then hues
// spread evenly in OKLCH. How they are painted is the window's matter.

/** Okabe & Ito 2008 without black and grey, which a picture has everywhere. */
const okabeIto = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'] as const;

/**
 * Paul Tol, "Colour schemes" (technical note SRON/EPS/TN/09-002), scheme "muted", without its pale grey and the two that are lost on
 * the dark halo of a line. In the order in which each is farthest from all before it for the worst of four eyes (normal,
 * protanopic, deuteranopic, tritanopic): the first ten of all stay apart by 0.06 in OKLab.
 */
const tolMuted = ['#88ccee', '#aa4499', '#ddcc77', '#999933', '#117733', '#cc6677', '#44aa99'] as const;

const fixed: readonly string[] = [...okabeIto, ...tolMuted];

/** Steps of the golden angle: any number of them lie far apart, and the first are the same however many follow. */
const goldenAngle = 360 * (2 - (1 + Math.sqrt(5)) / 2);

/** The default colour of the category at `index` (from 0), as "#rrggbb". */
export function defaultColour(index: number): string {
  const listed = fixed[index];
  if (listed !== undefined) return listed;
  const step = index - fixed.length;
  return oklchColour(0.72, 0.13, (step * goldenAngle) % 360);
}

/** Worked out when first wanted: a file may bring thousands of classes, and each looks through them. */
const firstColours: string[] = [];

/** The first default colour that is not in use; past 500 of them, one by the number in use. */
export function freeColour(used: Iterable<string>): string {
  const taken = new Set(Array.from(used, (colour) => colour.toLowerCase()));
  for (let index = 0; index < 500; index += 1) {
    const colour = (firstColours[index] ??= defaultColour(index));
    if (!taken.has(colour)) return colour;
  }
  return defaultColour(taken.size);
}

/** OKLCH (lightness 0 … 1, chroma, hue in degrees) as sRGB "#rrggbb", clamped to the gamut (Ottosson 2020). */
export function oklchColour(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return `#${[
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map(channel)
    .join('')}`;
}

function channel(linear: number): string {
  const clamped = Math.min(1, Math.max(0, linear));
  const encoded = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
