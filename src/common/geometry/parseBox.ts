// Four numbers as people paste them: "x1 y1 x2 y2", with commas or semicolons, or as a list in brackets. Text only, no picture.
import { normalise, type Box } from './box.ts';

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as typed, with a point or a decimal comma; undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  const written = text.trim().replace(',', '.');
  return number.test(written) ? Number(written) : undefined;
}

/** The corners in order; undefined when the text is not just four numbers. */
export function parseBox(text: string): Box | undefined {
  const inner = text.trim().replace(/^\[(.*)\]$/s, '$1');
  const parts = inner.split(/\s*[,;]\s*|\s+/).filter((part) => part !== '');
  const values = parts.filter((part) => number.test(part)).map(Number);
  const [x1, y1, x2, y2] = values;
  if (parts.length !== 4 || values.length !== 4) return undefined;
  return normalise({ x1: x1!, y1: y1!, x2: x2!, y2: y2! });
}
