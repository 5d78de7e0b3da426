// Where the cells of a drawn sample picture lie and what shape they have. No pixels here: paint.ts draws them.
import type { Box } from '../geometry/box.ts';
import { between, type Random } from '../random.ts';

/** Labels in the order of the embedded model's classes. */
export const sampleClasses = ['RBC', 'WBC', 'Platelets'] as const;

/** An ellipse in picture pixels; `angle` in radians turns its axes. */
export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly angle: number;
}

export interface Cell extends Ellipse {
  readonly label: 0 | 1 | 2;
  /** Strength of the stain, around 1. */
  readonly depth: number;
  /** Size of the pale middle of a red cell, as a fraction of its radius; 0 for none. */
  readonly pallor: number;
  /** Lobes of a white cell's nucleus. */
  readonly lobes: readonly Ellipse[];
}

/** The tight upright box of an ellipse, clipped to the picture. */
export function boxOf(ellipse: Ellipse, width: number, height: number): Box {
  const cos = Math.cos(ellipse.angle);
  const sin = Math.sin(ellipse.angle);
  const halfWidth = Math.hypot(ellipse.radiusX * cos, ellipse.radiusY * sin);
  const halfHeight = Math.hypot(ellipse.radiusX * sin, ellipse.radiusY * cos);
  return {
    x1: Math.max(0, ellipse.x - halfWidth),
    y1: Math.max(0, ellipse.y - halfHeight),
    x2: Math.min(width, ellipse.x + halfWidth),
    y2: Math.min(height, ellipse.y + halfHeight),
  };
}

/** White cells first, then platelets, then red cells into the room that is left. Overlap stays small, as in a thin smear. */
export function placeCells(random: Random, width: number, height: number): readonly Cell[] {
  const placed: Cell[] = [];
  const wanted: [Cell['label'], number][] = [
    [1, random() < 0.85 ? 1 : 2],
    [2, Math.floor(between(random, 0, 4))],
    [0, Math.floor(between(random, 9, 16))],
  ];
  for (const [label, count] of wanted) {
    for (let tries = 0, made = 0; made < count && tries < 400; tries++) {
      const cell = drawCell(random, label, width, height);
      if (placed.some((other) => tooClose(cell, other))) continue;
      placed.push(cell);
      made++;
    }
  }
  return placed;
}

function drawCell(random: Random, label: Cell['label'], width: number, height: number): Cell {
  const radius =
    label === 0 ? between(random, 46, 57) : label === 1 ? between(random, 78, 100) : between(random, 18, 24);
  const stretch = between(random, 0.9, 1.1);
  // Red cells may be cut by the border by less than half; the other kinds stay inside.
  const margin = label === 0 ? radius * 0.45 : radius * 1.02;
  const x = between(random, margin, width - margin);
  const y = between(random, margin, height - margin);
  const angle = between(random, 0, Math.PI);
  const cell = { x, y, radiusX: radius * stretch, radiusY: radius / stretch, angle, label };
  const pallor = random() < 0.6 ? between(random, 0.32, 0.5) : 0;
  const lobes = label === 1 ? nucleus(random, x, y, radius) : [];
  return { ...cell, depth: between(random, 0.85, 1.15), pallor, lobes };
}

function nucleus(random: Random, x: number, y: number, radius: number): readonly Ellipse[] {
  const count = Math.floor(between(random, 3, 5));
  const start = between(random, 0, 2 * Math.PI);
  return Array.from({ length: count }, (_, index) => {
    const turn = start + index * between(random, 1.2, 1.7);
    const away = radius * between(random, 0.28, 0.42);
    return {
      x: x + Math.cos(turn) * away,
      y: y + Math.sin(turn) * away,
      radiusX: radius * between(random, 0.34, 0.44),
      radiusY: radius * between(random, 0.26, 0.34),
      angle: turn + Math.PI / 2,
    };
  });
}

function tooClose(a: Cell, b: Cell): boolean {
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  const reach = Math.max(a.radiusX, a.radiusY) + Math.max(b.radiusX, b.radiusY);
  return distance < reach * (a.label === 0 && b.label === 0 ? 0.9 : 1.02);
}
